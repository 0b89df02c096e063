import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from events.booking.models.ticket_type import TicketType
from events.booking.rules.money import coin
from events.booking.rules.prices import Reduction


def domain_of(email: str) -> str:
    """As it is asked for in the net: “münchen.example” is “xn--mnchen-3ya.example”, however it is typed."""
    domain = email.rpartition("@")[2].strip().lower()
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


class Codes(models.QuerySet["Code"]):
    def valid(self, now: dt.datetime) -> Self:
        return self.filter(
            Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now), withdrawn_at=None
        )


class Code(models.Model):
    """A word that makes tickets cheaper or shows hidden ones. Those with a reason arise and fall with it."""

    class Reason(models.TextChoices):
        BY_HAND = "by hand", _("made by hand")
        ACTIVE_USER = "active user", _("is an active user")
        SPONSOR = "sponsor", _("sponsors")

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9-]{2,39}$", _("Letters, digits and hyphens."))],
    )
    percent = models.PositiveSmallIntegerField(
        _("per cent off"), default=0, validators=[MaxValueValidator(100)]
    )
    off_cents = models.PositiveIntegerField(_("amount off each ticket"), default=0)
    opens_hidden = models.BooleanField(_("shows hidden tickets"), default=False)
    ticket_types = models.ManyToManyField(
        "booking.TicketType",
        blank=True,
        related_name="codes",
        verbose_name=_("for"),
        help_text=_("None chosen: for all."),
    )
    most_uses = models.PositiveIntegerField(
        _("for so many tickets"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    uses = models.PositiveIntegerField(default=0, editable=False)
    email_domain = models.CharField(
        _("for addresses at"),
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]+$", _("Like university.example"))
        ],
    )
    starts_at = models.DateTimeField(_("valid from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, default=Reason.BY_HAND, editable=False)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="codes", editable=False
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="codes",
        editable=False,
    )
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Codes.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint("event", Upper("code"), name="one_code_of_a_name_an_event"),
            models.CheckConstraint(
                condition=Q(most_uses=None) | Q(uses__lte=F("most_uses")),
                name="a_code_is_used_no_more_than_it_may",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_code_takes_off_a_share"),
            models.CheckConstraint(
                condition=Q(percent=0) | Q(off_cents=0), name="a_code_takes_off_a_share_or_an_amount"
            ),
            models.UniqueConstraint(
                fields=["event", "reason", "person"],
                condition=Q(withdrawn_at=None, person__isnull=False),
                name="one_code_a_reason_and_person",
            ),
            models.UniqueConstraint(
                fields=["event", "reason", "organisation"],
                condition=Q(withdrawn_at=None, organisation__isnull=False),
                name="one_code_a_reason_and_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def reduction(self, currency: str) -> Reduction:
        return Reduction(percent=self.percent, cents=self.off_cents, coin=coin(currency))

    def covers(self, kind: TicketType) -> bool:
        kinds = {row.pk for row in self.ticket_types.all()}
        return not kinds or kind.pk in kinds

    def opens(self, kind: TicketType) -> bool:
        """Whether it shows this hidden ticket or addition."""
        return self.opens_hidden and self.covers(kind)

    def is_valid_for(self, email: str, now: dt.datetime) -> bool:
        """Whether somebody with this address may use it now, were there uses left."""
        domain = domain_of(email)
        return (
            self.withdrawn_at is None
            and (self.starts_at is None or self.starts_at <= now)
            and (self.ends_at is None or now < self.ends_at)
            and (not self.email_domain or domain == self.email_domain)
        )
