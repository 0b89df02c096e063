"""Registrations as they stand, with their order; for what happens to them use the actions."""

import itertools
from typing import Any

from core.clock import now
from events.booking.actions import order as ordering
from events.booking.models import Order, Registration
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
