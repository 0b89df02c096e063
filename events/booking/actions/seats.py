"""Seats are scarce: here they are claimed, handed on and given back, and nowhere else.

The law, on PostgreSQL and SQLite alike:
- a seat is claimed by one conditional statement, which nobody passes while somebody waits;
- who finds none joins the line, and the line is served at once if a seat came free between the two;
- a seat given back goes to the next in line in the same transaction, so `taken` does not fall;
- the constraint `event_never_holds_more_than_its_seats` is the last word.
All of it within the caller's transaction; the event's row is the lock, taken as late as possible.
"""

import datetime as dt

from django.db.models import F, Q

from core import answers
from events.booking.models import Registration
from events.models import Event

HOLD = dt.timedelta(minutes=30)


def claim(event_id: int) -> bool:
    """Takes one seat if one is free and nobody waits for it."""
    free = Q(capacity=None) | Q(capacity__gt=F("taken"))
    return bool(Event.objects.filter(free, pk=event_id, waiting=0).update(taken=F("taken") + 1))


def join_line(event_id: int) -> None:
    Event.objects.filter(pk=event_id).update(waiting=F("waiting") + 1)


def leave_line(event_id: int) -> None:
    Event.objects.filter(pk=event_id).update(waiting=F("waiting") - 1)


def lock(event_id: int) -> Event:
    """The event's row, held until the transaction ends (on SQLite the whole database is).

    NO KEY: inserting a registration takes a key share of the event, and two of those must not wait for each other."""
    return Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event_id)


def give_back(event: Event, now: dt.datetime) -> list[Registration]:
    """Gives one seat back, to the next in line if somebody waits. Returns who got a seat. The event must be locked."""
    Event.objects.filter(pk=event.pk).update(taken=F("taken") - 1)
    return serve_line(event.pk, now)


def serve_line(event_id: int, now: dt.datetime) -> list[Registration]:
    """Seats who waits while there are seats, in order. Returns those seated: confirmed, or held until they confirm."""
    event = lock(event_id)
    room = event.waiting if event.capacity is None else min(event.waiting, event.capacity - event.taken)
    if room <= 0 or not event.takes_place or event.is_past(now):
        return []
    seated = list(Registration.objects.filter(event=event).in_line()[:room])
    for registration in seated:
        if registration.email_confirmed_at:
            registration.status = Registration.Status.CONFIRMED
            registration.confirmed_at = now
            registration.held_until = None
        else:
            registration.status = Registration.Status.HELD
            registration.held_until = now + HOLD
        registration.sequence += 1
        registration.save(update_fields=["status", "confirmed_at", "held_until", "sequence"])
    Event.objects.filter(pk=event.pk).update(
        taken=F("taken") + len(seated), waiting=F("waiting") - len(seated)
    )
    return seated


def tell_pages(event: Event, now: dt.datetime, *, word_before: str) -> None:
    """Drops kept answers when the coarse word (free, last ten, waiting list) is another one now."""
    event.refresh_from_db(fields=["capacity", "taken", "waiting"])
    if event.seats_word(now) != word_before:
        answers.touch(event, "events", *([f"groups.usergroup:{event.group_id}"] if event.group_id else []))
