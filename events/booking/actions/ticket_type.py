"""What can be booked at an event: the only writers of ticket types and their price windows."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import answers, audit
from events.booking.models import PriceWindow, Terms, TicketType
from events.booking.rules.prices import Window
from events.models import Event
from events.signals import sale_changed


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organizer says of a ticket type; money in the smallest unit of the event's currency."""

    name: str
    kind: str = TicketType.Kind.ADMISSION
    description: str = ""
    price_cents: int = 0
    tax_percent: Decimal = Decimal(0)
    sells_from: dt.datetime | None = None
    sells_until: dt.datetime | None = None
    most_an_order: int = 10
    is_hidden: bool = False
    for_members: bool = False
    attendance: str = ""
    windows: tuple[Window, ...] = ()


@transaction.atomic
def add(*, event: Event, facts: Facts, by: Any, now: dt.datetime) -> TicketType:
    """The last of the list. Who is registered already keeps a seat without a type. Raises ValidationError."""
    last = event.ticket_types.order_by("-position").values_list("position", flat=True).first()
    row = TicketType(event=event, position=0 if last is None else last + 1)
    _write(row, facts)
    audit.note(by=by, verb="add ticket type", thing=row, name=row.name, cents=row.price_cents)
    _tell(event, by, now)
    return row


@transaction.atomic
def change(*, ticket_type: TicketType, facts: Facts, by: Any, now: dt.datetime) -> TicketType:
    """What was booked keeps its price. Raises ValidationError by field."""
    row = TicketType.objects.select_for_update(no_key=True, of=("self",)).get(pk=ticket_type.pk)
    if facts.kind != row.kind and row.registrations.exists():
        raise ValidationError(
            {"kind": _("It was booked already: a ticket stays a ticket, an addition an addition.")}
        )
    before = (row.price_cents, row.name)
    _write(row, facts)
    audit.note(by=by, verb="change ticket type", thing=row, cents=row.price_cents, was=list(before))
    _tell(row.event, by, now)
    return row


@transaction.atomic
def withdraw(*, ticket_type: TicketType, by: Any, now: dt.datetime) -> None:
    """No longer sold. Who has one keeps it."""
    _sell(ticket_type, False, by, now)


@transaction.atomic
def offer_again(*, ticket_type: TicketType, by: Any, now: dt.datetime) -> None:
    _sell(ticket_type, True, by, now)


@transaction.atomic
def delete(*, ticket_type: TicketType, by: Any, now: dt.datetime) -> None:
    """Only what nobody ever booked. Raises ValidationError."""
    row = TicketType.objects.select_for_update(of=("self",)).get(pk=ticket_type.pk)
    if row.registrations.exists():
        raise ValidationError(_("Somebody booked it. Withdraw it instead: then nobody else can."))
    if row.codes.exists() or row.questions.exists():
        # Without it they would be for all types.
        raise ValidationError(_("Codes or questions are bound to it. Withdraw it, or free them first."))
    audit.note(by=by, verb="delete ticket type", thing=row, name=row.name)
    event = row.event
    row.delete()
    _tell(event, by, now)


@transaction.atomic
def move(*, ticket_type: TicketType, up: bool, by: Any) -> None:
    """One place up or down in the list."""
    rows = list(TicketType.objects.select_for_update(of=("self",)).filter(event=ticket_type.event_id))
    at = next(n for n, row in enumerate(rows) if row.pk == ticket_type.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for n, row in enumerate(rows):
        row.position = n
    TicketType.objects.bulk_update(rows, ["position"])
    audit.note(by=by, verb="order ticket types", thing=ticket_type.event)


def costs_something(event: Event) -> bool:
    """Whether anything of the event is sold for money."""
    costs = Q(price_cents__gt=0) | Q(price_windows__price_cents__gt=0)
    return event.ticket_types.filter(costs, is_withdrawn=False).exists()


def _sell(ticket_type: TicketType, on: bool, by: Any, now: dt.datetime) -> None:
    if TicketType.objects.filter(pk=ticket_type.pk, is_withdrawn=on).update(is_withdrawn=not on):
        verb = "offer ticket type again" if on else "withdraw ticket type"
        audit.note(by=by, verb=verb, thing=ticket_type, name=ticket_type.name)
        _tell(ticket_type.event, by, now)


def too_small(event: Event, terms: Terms) -> str:
    """The name of something that is sold for less than can be paid under these terms; "" where all can."""
    few = Q(price_cents__gt=0, price_cents__lt=terms.least_cents)
    windows = PriceWindow.objects.filter(few)
    found = event.ticket_types.filter(few | Q(price_windows__in=windows), is_withdrawn=False).first()
    return found.name if found else ""


def _write(row: TicketType, facts: Facts) -> None:
    least = Terms.of(row.event).least_cents
    if any(0 < cents < least for cents in (facts.price_cents, *(window.cents for window in facts.windows))):
        raise ValidationError({"price": _("So little cannot be paid by card.")})
    others = TicketType.objects.filter(event=row.event_id, name__iexact=facts.name).exclude(pk=row.pk)
    if others.exists():
        raise ValidationError({"name": _("There is a ticket of this name already.")})
    known = asdict(facts)
    known.pop("windows")
    for name, value in known.items():
        setattr(row, name, value)
    row.clean_fields(exclude=["event"])
    row.save()
    row.price_windows.all().delete()
    PriceWindow.objects.bulk_create(
        PriceWindow(
            ticket_type=row, price_cents=window.cents, opens_at=window.opens_at, closes_at=window.closes_at
        )
        for window in facts.windows
    )


def _tell(event: Event, by: Any, now: dt.datetime) -> None:
    answers.touch(event)
    sale_changed.send(sender=TicketType, event=event, by=by, now=now)
