"""Registrations as they stand, with their order; for what happens to them use the actions."""

import itertools
from typing import Any

from core.clock import now
from events.booking.actions import order as ordering
from events.booking.models import Code, Order, Quota, Registration, Terms, TicketType
from events.models import Event

_n = itertools.count(1)


def make_registration(event: Event, **fields: Any) -> Registration:
    """A confirmed one by default. It counts no seat: `taken` is the caller's to set."""
    n = next(_n)
    at = now()
    name, email = fields.pop("name", f"Guest {n}"), fields.pop("email", f"guest{n}@people.example")
    order = fields.pop("order", None) or Order.objects.create(
        event=event, name=name, email=email, created_at=at
    )
    return Registration.objects.create(
        **{
            "order": order,
            "event": event,
            "name": name,
            "email": email,
            "status": Registration.Status.CONFIRMED,
            "confirmed_at": at,
            "email_confirmed_at": at,
            "agreed_at": at,
            "created_at": at,
            **fields,
        }
    )


def register(*, event: Event, name: str, email: str, **how: Any) -> Registration:
    """One seat for oneself, by the action."""
    visibility = how.pop("visibility", Registration.Visibility.ORGANIZERS)
    wish = ordering.Wish(name=name, email=email, guests=(ordering.Guest(visibility=visibility),))
    return ordering.place(event=event, wish=wish, **how).registrations.get()


def make_ticket_type(event: Event, name: str = "", **fields: Any) -> TicketType:
    """Free and on sale by default."""
    return TicketType.objects.create(**{"event": event, "name": name or f"Ticket {next(_n)}", **fields})


def make_quota(event: Event, capacity: int | None, *ticket_types: TicketType, **fields: Any) -> Quota:
    quota = Quota.objects.create(
        **{"event": event, "name": f"Quota {next(_n)}", "capacity": capacity, **fields}
    )
    quota.ticket_types.set(ticket_types)
    return quota


def make_code(event: Event, code: str = "", **fields: Any) -> Code:
    return Code.objects.create(
        **{"event": event, "code": code or f"CODE-{next(_n)}", "created_at": now(), **fields}
    )


def make_terms(event: Event, **fields: Any) -> Terms:
    return Terms.objects.create(**{"event": event, **fields})


def book(event: Event, *, by: Any = None, at: Any = None, **wish: Any) -> Order:
    """An order by the action: for a guest, or for `by` who is signed in."""
    n = next(_n)
    told = {
        "name": by.person.name if by else f"Buyer {n}",
        "email": by.email if by else f"buyer{n}@people.example",
        **wish,
    }
    return ordering.place(
        event=event,
        wish=ordering.Wish(**told),
        now=at or now(),
        by=by,
        person=by.person if by else None,
    )
