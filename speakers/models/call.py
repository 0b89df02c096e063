import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.booking.models import AnyQuestion
from speakers.rules.window import Window, is_open, window


class Calls(models.QuerySet["CallForProposals"]):
    def open(self, now: dt.datetime) -> Self:
        """Those that take proposals at `now`, the first to close first."""
        return self.filter(
            opens_at__lte=now, closes_at__gt=now, event__status__in=["published", "moved"]
        ).order_by("closes_at")


class CallForProposals(models.Model):
    """The invitation to speak at an event: open from one instant to another."""

    class Voters(models.TextChoices):
        MEMBERS = "members", _("everybody with an account")
        HOLDERS = "holders", _("who has a ticket")
        STANDING = "standing", _("who is recognised as an active user")

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="call")
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    formats = models.JSONField(
        _("formats"), default=list, blank=True, help_text=_('A list of {"name": "Talk", "minutes": 30}.')
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    most_each = models.PositiveSmallIntegerField(
        _("at most from one speaker"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("days to confirm"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_(
            "So long after they are told, accepted speakers say whether they come. Empty: they are not asked."
        ),
    )
    announces = models.BooleanField(
        _("confirmed talks are shown before the schedule is released"), default=True
    )
    voters = models.CharField(_("who votes"), max_length=20, choices=Voters.choices, default=Voters.MEMBERS)

    objects = Calls.as_manager()

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_call_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self._meta.verbose_name}"

    def get_absolute_url(self) -> str:
        return reverse("proposal_new", args=[self.event.slug])

    def state(self, now: dt.datetime) -> Window:
        return window(self.opens_at, self.closes_at, now)

    def is_open(self, now: dt.datetime) -> bool:
        """From the opening instant on, until just before the closing one; never for an event that was called off."""
        return self.event.takes_place and is_open(self.opens_at, self.closes_at, now)


class CallQuestion(AnyQuestion):
    """What a call asks besides its own fields."""

    call = models.ForeignKey(CallForProposals, on_delete=models.CASCADE, related_name="questions")
    names_somebody = models.BooleanField(
        _("the answer tells who it is"),
        default=False,
        help_text=_("Then reviewers do not see it while review is anonymous."),
    )

    class Meta(AnyQuestion.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="a_question_of_a_call_asks_something")
        ]


class AccessCode(models.Model):
    """Opens a call that is closed, for so many proposals."""

    call = models.ForeignKey(CallForProposals, on_delete=models.CASCADE, related_name="access_codes")
    code = models.CharField(_("code"), max_length=40)
    note = models.CharField(_("what for"), max_length=200, blank=True)
    most_uses = models.PositiveIntegerField(_("uses"), default=1, validators=[MinValueValidator(1)])
    uses = models.PositiveIntegerField(default=0, editable=False)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="an_access_code_stands_once_in_a_call"),
            models.CheckConstraint(
                condition=Q(uses__lte=F("most_uses")), name="an_access_code_is_never_used_too_often"
            ),
        ]

    def __str__(self) -> str:
        return self.code
