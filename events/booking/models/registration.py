import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.booking.models.order import new_secret
from events.booking.models.payment import Payment
from events.models import Event


class Registrations(models.QuerySet["Registration"]):
    def standing(self) -> Self:
        """All that still count: held, waiting or confirmed."""
        return self.filter(status__in=Registration.STANDING)

    def seated(self) -> Self:
        """Those who have a seat."""
        return self.filter(status__in=Registration.SEATED)

    def counted(self) -> Self:
        """Those for whom a place is taken: what came by itself is beside the places that are sold."""
        return self.seated().filter(is_granted=False)

    def confirmed(self) -> Self:
        return self.filter(status=Registration.Status.CONFIRMED)

    def to_pay(self) -> Self:
        """Seats that cost something, and no payment that was paid pays for them."""
        unpaid = Q(payment=None) | ~Q(payment__status=Payment.Status.PAID)
        return self.seated().filter(unpaid, price_cents__gt=0)

    def admissions(self) -> Self:
        """Seats at the event itself, without what was booked beside them."""
        return self.filter(holder=None)

    def in_line(self) -> Self:
        """The waiting list, first come first."""
        return self.filter(status=Registration.Status.WAITING).order_by("waiting_since", "pk")


class Registration(models.Model):
    """One seat of one event, or of something booked beside it, and who sits on it."""

    class Status(models.TextChoices):
        HELD = "held", _("not yet confirmed")
        WAITING = "waiting", _("on the waiting list")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("not confirmed in time")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody")
        ATTENDEES = "attendees", _("other attendees")
        ORGANIZERS = "organizers", _("organizers only")

    class Reason(models.TextChoices):
        SPEAKER = "speaker", pgettext_lazy("on a ticket", "Speaker")

    SEATED = (Status.HELD, Status.CONFIRMED)
    STANDING = (Status.HELD, Status.WAITING, Status.CONFIRMED)

    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    order = models.ForeignKey("booking.Order", on_delete=models.CASCADE, related_name="registrations")
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="registrations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    status = models.CharField(max_length=10, choices=Status.choices)
    ticket_type = models.ForeignKey(
        "booking.TicketType", null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    holder = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="additions",
        help_text="Of what is booked beside a ticket: the ticket.",
    )
    attendance = models.CharField(
        max_length=10,
        blank=True,
        choices=[(Event.Attendance.IN_PERSON, _("in person")), (Event.Attendance.ONLINE, _("online"))],
    )
    price_cents = models.PositiveIntegerField(default=0)
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    uses_code = models.BooleanField(default=False)
    payment = models.ForeignKey(
        "booking.Payment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registrations",
        help_text="The payment that pays, or is to pay, for this seat.",
    )
    is_own = models.BooleanField(
        default=True, help_text="The buyer's own seat: one address has one. Those booked for others are not."
    )
    reason = models.CharField(
        max_length=10, blank=True, choices=Reason.choices, help_text="Why they come, beside having booked."
    )
    is_granted = models.BooleanField(
        default=False, help_text="It came by itself, for the reason: no place is counted for it."
    )
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When its side or its holder last changed."
    )
    agreed_at = models.DateTimeField(help_text="When they agreed to the code of conduct.")
    visibility = models.CharField(
        _("who may see that I come"), max_length=10, choices=Visibility.choices, default=Visibility.ORGANIZERS
    )
    checked_in_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the scan that admits was made."
    )
    still_comes_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When they last said that they still come."
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    objects = Registrations.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["event", "status", "waiting_since"]),
            models.Index(fields=["event", "created_at"]),
            models.Index(fields=["event", "sequence"]),
            models.Index(fields=["held_until"], condition=Q(status="held"), name="held_by_held_until"),
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(status__in=["held", "waiting", "confirmed"], is_own=True),
                name="one_standing_registration_an_email_and_event",
            ),
            models.CheckConstraint(
                condition=Q(is_own=False) | (~Q(email="") & Q(holder=None)),
                name="ones_own_seat_is_a_seat_with_an_address",
            ),
            models.CheckConstraint(
                condition=Q(is_granted=False)
                | Q(status__in=["confirmed", "cancelled"], price_cents=0, holder=None),
                name="what_is_granted_costs_and_awaits_nothing",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | Q(status__in=["confirmed", "cancelled"]),
                name="who_was_let_in_had_a_seat",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="who_waits_has_a_place_in_line",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(held_until__isnull=False),
                name="what_is_held_is_held_until_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | Q(confirmed_at__isnull=False, email_confirmed_at__isnull=False),
                name="what_is_confirmed_was_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("registration", args=[self.secret])

    @property
    def is_addition(self) -> bool:
        """Whether this was booked beside a ticket: a workshop, a dinner."""
        return self.holder_id is not None

    @property
    def called(self) -> str:
        """What kind of ticket it is, for people; "" where there is but one kind."""
        if self.ticket_type is not None:
            return self.ticket_type.name
        return str(self.get_reason_display()) if self.is_granted else ""

    @property
    def side(self) -> str:
        """Where they come: their side of a hybrid event ("" where they never said), else the one that it has."""
        hybrid = self.event.attendance == Event.Attendance.HYBRID
        return self.attendance if hybrid else self.event.attendance

    @property
    def joins_online(self) -> bool:
        """Whether the link to join is for them: the seat is theirs, and not one in the hall."""
        return self.status == self.Status.CONFIRMED and self.side != Event.Attendance.IN_PERSON

    @property
    def takes_seat(self) -> bool:
        """Whether a seat is theirs."""
        return self.status in self.SEATED

    @property
    def is_shown(self) -> bool:
        """Whether the event's page names this person. Who is added waits some minutes for it, so that a rush does not
        build the page at each seat; whoever goes is gone at once."""
        return self.visibility == self.Visibility.PUBLIC and self.status == self.Status.CONFIRMED

    @property
    def may_be_paid(self) -> bool:
        """Whether a page of Stripe's is open on which its buyer may be paying at this moment."""
        return bool(self.payment and self.payment.status == Payment.Status.OPEN and self.payment.session_id)

    @property
    def mailbox(self) -> str:
        """Where its mails go: its attendee's, its ticket's, or the buyer's while the attendee is not known."""
        return self.email or (self.holder.email if self.holder else "") or self.order.email

    def is_sold_so(self, now: dt.datetime) -> bool:
        """Whether who orders this today has it for the same price."""
        kind, code = self.ticket_type, self.order.code if self.uses_code else None
        if kind is None:
            return not self.event.ticket_types.admissions().exists()
        if code and not code.is_valid_for(self.order.email, now):
            return False
        reduction = code.reduction(self.order.currency) if code else None
        return kind.is_on_sale(now) and kind.costs(now, reduction) == self.price_cents

    def is_held_at(self, now: dt.datetime) -> bool:
        return self.status == self.Status.HELD and self.held_until is not None and self.held_until > now
