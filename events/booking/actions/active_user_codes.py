"""Active users have a code at whatever costs something, as much off as the event's terms say: each a code of their own,
for as long as they are active users.

Why somebody is one is a fact of the lowest floor (`people.Standing`); whoever writes it need not know of codes.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from events.booking.actions import code as codes
from events.booking.actions.ticket_type import costs_something
from events.booking.models import Code, Terms, TicketType
from events.models import Event
from people.models import Person, Standing


@transaction.atomic
def keep(*, event: Event, by: Any, now: dt.datetime) -> None:
    """Grants what is missing and withdraws what has no reason any more. What was booked with a code stays."""
    if event.is_past(now):
        return
    percent = Terms.of(event).active_users_percent
    held = Code.objects.filter(event=event, reason=Code.Reason.ACTIVE_USER, withdrawn_at=None)
    has = dict(held.values_list("person", "percent"))
    active: set[int] = set()
    if percent and costs_something(event):
        active = set(_active(now).values_list("person", flat=True))
    people = Person.objects.in_bulk((active - has.keys()) | (has.keys() - active))
    for pk, person in sorted(people.items()):
        codes.for_active_user(
            event=event, person=person, is_one=pk in active, percent=percent, by=by, now=now
        )
    if any(known != percent for pk, known in has.items() if pk in active):
        codes.reduce_by(event=event, reason=Code.Reason.ACTIVE_USER, percent=percent, by=by)


def keep_for(*, person: Person, by: Any, now: dt.datetime) -> None:
    """The same for one person, at every event that is still to come."""
    is_one = _active(now).filter(person=person).exists()
    has = Code.objects.filter(person=person, reason=Code.Reason.ACTIVE_USER, withdrawn_at=None)
    for event in _to_come(now).filter(Q(pk__in=has.values("event")) if not is_one else Q()):
        percent = Terms.of(event).active_users_percent
        codes.for_active_user(
            event=event, person=person, is_one=is_one and percent > 0, percent=percent, by=by, now=now
        )


def keep_all(*, now: dt.datetime) -> None:
    """A standing may begin or end with a date, and nobody writes anything on that day."""
    for event in _to_come(now):
        keep(event=event, by=None, now=now)


def _active(now: dt.datetime) -> Any:
    return Standing.objects.on(now.date()).filter(kind=Standing.Kind.ACTIVE_USER)


def _to_come(now: dt.datetime) -> Any:
    """Events at which something is sold for money, or was, so that somebody has a code."""
    sells = TicketType.objects.filter(Q(price_cents__gt=0) | Q(price_windows__price_cents__gt=0))
    held = Code.objects.filter(reason=Code.Reason.ACTIVE_USER, withdrawn_at=None)
    return Event.objects.filter(
        Q(pk__in=sells.values("event")) | Q(pk__in=held.values("event")), ends_at__gt=now
    ).order_by("pk")
