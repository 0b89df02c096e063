import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.booking.rules.money import plain
from events.booking.rules.prices import Reduction, Window, price
from events.models import Event
from events.models.event import Counters, Seats

MOST_CENTS = 99_999_999
"""The most that one card payment may be."""


@dataclass(frozen=True)
class Offer:
    """A way in as everybody is told of it, without what a code or a membership changes."""

    name: str
    amount: str
    """In whole units: “45.00”, “0”."""
    currency: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    is_open: bool
    is_full: bool


class TicketTypes(models.QuerySet["TicketType"]):
    def on_sale(self, now: dt.datetime) -> Self:
        return self.filter(
            Q(sells_from=None) | Q(sells_from__lte=now),
            Q(sells_until=None) | Q(sells_until__gt=now),
            is_withdrawn=False,
        )

    def admissions(self) -> Self:
        return self.filter(kind=TicketType.Kind.ADMISSION)

    def addons(self) -> Self:
        return self.filter(kind=TicketType.Kind.ADDON)

    def offers(self, event: Event, now: dt.datetime) -> list[Offer]:
        """What the event sells to everybody now and later; `self` are its own types. Four queries at most."""
        sold = self.admissions().filter(
            Q(sells_until=None) | Q(sells_until__gt=now), is_withdrawn=False, is_hidden=False
        )
        kinds = list(sold.prefetch_related("price_windows", "quotas"))
        if not kinds:
            return []
        terms = getattr(event, "terms", None)
        currency = terms.currency if terms is not None else "EUR"
        sides = {row.attendance: row for row in event.quotas.all() if row.attendance}
        return [kind.offer(currency, now, [event, *sides_of(kind, event, sides)]) for kind in kinds]


class TicketType(models.Model):
    """What can be booked at an event: a way in, or an addition for those who have one. An event without any is
    free and has one way in."""

    class Kind(models.TextChoices):
        ADMISSION = "admission", _("ticket")
        ADDON = "addon", _("addition to a ticket")

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="ticket_types")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ADMISSION)
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("what it holds"), max_length=500, blank=True)
    price_cents = models.PositiveIntegerField(
        _("price"), default=0, validators=[MaxValueValidator(MOST_CENTS)]
    )
    tax_percent = models.DecimalField(
        _("tax in the price, per cent"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    sells_from = models.DateTimeField(_("on sale from"), null=True, blank=True)
    sells_until = models.DateTimeField(_("on sale until"), null=True, blank=True)
    most_an_order = models.PositiveSmallIntegerField(
        _("at most in one order"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    is_hidden = models.BooleanField(_("shown only with a code"), default=False)
    for_members = models.BooleanField(_("for members only"), default=False)
    attendance = models.CharField(
        _("where"),
        max_length=10,
        blank=True,
        choices=[(Event.Attendance.IN_PERSON, _("in person")), (Event.Attendance.ONLINE, _("online"))],
        help_text=_("Empty: as the attendee likes."),
    )
    is_withdrawn = models.BooleanField(_("no longer sold"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = TicketTypes.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="one_ticket_type_of_a_name_an_event"),
            models.CheckConstraint(
                condition=Q(price_cents__lte=MOST_CENTS), name="a_price_can_be_paid_by_one_card"
            ),
            models.CheckConstraint(
                condition=Q(tax_percent__gte=0, tax_percent__lte=100), name="tax_is_a_share_of_the_price"
            ),
            models.CheckConstraint(
                condition=Q(sells_from=None) | Q(sells_until=None) | Q(sells_until__gt=F("sells_from")),
                name="a_sale_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(most_an_order__gte=1), name="an_order_may_hold_one_ticket"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_addon(self) -> bool:
        return self.kind == self.Kind.ADDON

    def offer(self, currency: str, now: dt.datetime, counters: Iterable[Seats]) -> Offer:
        """`counters` are those that every way in needs a place of; the type's own quotas are added."""
        needed = [*counters, *self.quotas.all()]
        cents = self.costs(now)
        return Offer(
            name=self.name,
            amount=plain(cents, currency).split()[0] if cents else "0",
            currency=currency,
            opens_at=self.sells_from,
            closes_at=self.sells_until,
            is_open=self.is_on_sale(now),
            is_full=any(row.is_full for row in needed),
        )

    def costs(self, now: dt.datetime, reduction: Reduction | None = None) -> int:
        """One seat at that instant, with what a code takes off."""
        windows = [row.window for row in self.price_windows.all()]
        return price(now, self.price_cents, windows, reduction)

    def is_on_sale(self, now: dt.datetime) -> bool:
        return (
            not self.is_withdrawn
            and (self.sells_from is None or self.sells_from <= now)
            and (self.sells_until is None or now < self.sells_until)
        )


def sides_of(kind: TicketType, event: Event, quotas: "dict[str, Quota]") -> "list[Quota]":
    """The quotas of the side that a type is for. One that leaves it open is full only when both sides are."""
    if kind.attendance:
        return [quotas[kind.attendance]] if kind.attendance in quotas else []
    if event.attendance != Event.Attendance.HYBRID:
        return [quotas[event.attendance]] if event.attendance in quotas else []
    roomiest = max(
        quotas.values(), key=lambda row: MOST_CENTS if row.free is None else row.free, default=None
    )
    return [roomiest] if roomiest is not None and len(quotas) > 1 else []


class PriceWindow(models.Model):
    """Another price for a while: an early bird's, or that of the last week."""

    ticket_type = models.ForeignKey(TicketType, on_delete=models.CASCADE, related_name="price_windows")
    price_cents = models.PositiveIntegerField(_("price"), validators=[MaxValueValidator(MOST_CENTS)])
    opens_at = models.DateTimeField(_("from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["closes_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=False) | Q(closes_at__isnull=False),
                name="a_price_window_has_an_edge",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="a_price_window_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(price_cents__lte=MOST_CENTS), name="a_windows_price_can_be_paid_by_one_card"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_type}: {self.price_cents}"

    @property
    def window(self) -> Window:
        return Window(cents=self.price_cents, opens_at=self.opens_at, closes_at=self.closes_at)


class Quota(Seats):
    """So many of certain tickets, whichever: one workshop's seats, all student tickets together, the hall's seats at
    an event that is online as well. What a registration needs is one place of its event and one of each such quota."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="quotas")
    name = models.CharField(_("name"), max_length=100)
    ticket_types = models.ManyToManyField(
        TicketType, blank=True, related_name="quotas", verbose_name=_("ticket types")
    )
    attendance = models.CharField(
        _("everybody who attends"),
        max_length=10,
        blank=True,
        choices=[(Event.Attendance.IN_PERSON, _("in person")), (Event.Attendance.ONLINE, _("online"))],
    )

    objects = Counters.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *Seats.Meta.constraints,
            models.UniqueConstraint(fields=["event", "name"], name="one_quota_of_a_name_an_event"),
            models.UniqueConstraint(
                fields=["event", "attendance"],
                condition=~Q(attendance=""),
                name="each_side_of_an_event_has_one_quota",
            ),
        ]

    def __str__(self) -> str:
        return self.name
