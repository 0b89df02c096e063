import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.booking.models.payment import Payment
from events.booking.rules.money import least_by_card
from events.models import Event
from people.models import Person


class Seller(models.Model):
    """Who takes the money and writes the invoices: a foundation, a local association. Numbers run for each."""

    name = models.CharField(_("name"), max_length=200)
    address = models.TextField(_("address"), max_length=500)
    tax_id = models.CharField(_("tax number"), max_length=60, blank=True)
    bank_details = models.TextField(
        _("bank details"), max_length=500, blank=True, help_text=_("Told to those who pay by bank transfer.")
    )
    prefix = models.CharField(
        _("prefix of invoice numbers"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9][A-Z0-9-]*$", _("Capital letters, digits and hyphens."))],
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    footer = models.CharField(_("last line of an invoice"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """Under what terms an event is booked. An event without any is free, and can be cancelled until it ends."""

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="terms")
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, like EUR."))],
    )
    seller = models.ForeignKey(
        Seller,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("seller"),
    )
    by_card = models.BooleanField(_("pay by card"), default=True)
    by_transfer = models.BooleanField(_("pay by bank transfer"), default=False)
    at_door = models.BooleanField(_("pay at the door"), default=False)
    transfer_days = models.PositiveSmallIntegerField(
        _("days for a bank transfer"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take an offered seat"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
    )
    changes_until = models.DateTimeField(
        _("changes and transfers until"), null=True, blank=True, help_text=_("Empty: until the event begins.")
    )
    refunds_until = models.DateTimeField(
        _("money back until"),
        null=True,
        blank=True,
        help_text=_("Who cancels before gets it by itself. Empty: organizers decide each time."),
    )
    asks_again_at = models.DateTimeField(
        _("ask “still coming?” at"), null=True, blank=True, help_text=_("Empty: nobody is asked.")
    )
    active_users_percent = models.PositiveSmallIntegerField(
        _("per cent off for active users"),
        default=100,
        validators=[MaxValueValidator(100)],
        help_text=_("Each has a code of their own, by itself. 0: nothing off."),
    )
    for_holders = models.BooleanField(
        _("only for who has a ticket of the event that it is part of"), default=False
    )
    lets_in_by_code = models.BooleanField(
        _("attendees check themselves in with a code shown on the spot"), default=False
    )
    door_code = models.CharField(max_length=8, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(active_users_percent__lte=100), name="active_users_have_a_share_off"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.currency}"

    @classmethod
    def of(cls, event: Event) -> "Terms":
        """The event's terms, or the usual ones (not saved) where nobody set any."""
        found = cls.objects.select_related("seller").filter(event=event).first() or cls()
        found.event = event
        return found

    @property
    def methods(self) -> list[str]:
        """How one may pay, the usual first."""
        ways = {Payment.Method.CARD: self.by_card, Payment.Method.TRANSFER: self.by_transfer}
        return [*(way for way, on in ways.items() if on), *([Payment.Method.DOOR] if self.at_door else [])]

    @property
    def methods_by_hand(self) -> list[str]:
        """How one may pay without Stripe."""
        return [way for way in self.methods if way != Payment.Method.CARD]

    @property
    def least_cents(self) -> int:
        """The least that something may cost that is not free: what can be paid by card, where one may pay so."""
        return least_by_card(self.currency) if self.by_card else 1

    @property
    def changes_end_at(self) -> dt.datetime:
        """From then on attendees change and hand on nothing by themselves."""
        return min(self.changes_until or self.event.starts_at, self.event.ends_at)

    def admits_changes(self, now: dt.datetime) -> bool:
        """Whether attendees may still change, cancel and hand on what they booked by themselves."""
        return now < self.changes_end_at

    def admits_leaving(self, now: dt.datetime) -> bool:
        """Whether attendees may still give their seats back by themselves: better late than an empty chair."""
        return not self.event.is_past(now) and (self.changes_until is None or now < self.changes_until)

    def is_for(self, email: str, person: Person | None = None) -> bool:
        """Whether somebody may have a seat. Of an event for holders: who has a ticket of the one that it is part of."""
        if not self.for_holders:
            return True
        whose = Q(email__iexact=email.strip()) if email.strip() else Q(pk=None)
        if person is not None:
            whose |= Q(person=person)
        above = self.event.parent
        return above is not None and above.registrations.confirmed().admissions().filter(whose).exists()

    @property
    def words_for(self) -> str:
        """Whom it is for, where it is not for everybody."""
        return gettext("This is for holders of a ticket of “%(event)s”.") % {"event": self.event.parent}

    def gives_back(self, now: dt.datetime) -> bool:
        """Whether who cancels now gets the money back by itself."""
        return self.refunds_until is not None and now < self.refunds_until
