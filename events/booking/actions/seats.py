"""Seats are scarce: here they are claimed, handed on and given back, and nowhere else.

A registration needs one place of its event (unless it is an addition to a ticket) and one of each quota that its
ticket type or its side of the event belongs to: its counters. The law, on PostgreSQL and SQLite alike:
- a counter is claimed by one conditional statement, which nobody passes while somebody waits; all of them or none;
- who does not find all joins the line of each, and the line is served at once if places came free between the two;
- a place given back goes to the next in line in the same transaction, so `taken` does not fall;
- the constraints of `Seats` are the last word.
All of it within the caller's transaction; the event's row is the lock of all that is not a plain claim, and counters
are touched in one order: the event, then quotas by id.
"""

import datetime as dt
from collections import Counter as Count
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from core import answers
from events.booking.models import Quota, Registration, TicketType, kinds_of
from events.booking.rules.line import Counter, Waiter, place_of, who_is_next
from events.models import Event
from events.models.event import Counters

HOLD = dt.timedelta(minutes=30)

Quotas = Mapping[int, tuple[str, frozenset[int]]]
"""Quota → its side of the event ("" for none) and its ticket types."""


class _Full(Exception):
    pass


def quotas_of(event_id: int) -> Quotas:
    if not kinds_of(event_id, Quota):
        return {}
    rows = Quota.objects.filter(event=event_id).values_list("pk", "attendance", "ticket_types")
    found: dict[int, tuple[str, frozenset[int]]] = {}
    for pk, attendance, ticket_type in rows:
        known = found.get(pk, (attendance, frozenset()))[1]
        found[pk] = (attendance, known | ({ticket_type} if ticket_type else frozenset()))
    return found


def needs(
    event_id: int, ticket_type_id: int | None, attendance: str, is_addition: bool, quotas: Quotas
) -> frozenset[Counter]:
    """The counters from which a registration of this kind needs one place."""
    of_quotas = {
        ("quota", pk)
        for pk, (side, types) in quotas.items()
        if ticket_type_id in types or (side and side == attendance and not is_addition)
    }
    return frozenset(of_quotas if is_addition else {("event", event_id), *of_quotas})


def side_of(event: Event, kind: TicketType | None, said: str) -> str:
    """Where somebody comes. At a hybrid event each takes a place on one side: who says nothing comes in person."""
    if kind and kind.attendance:
        return kind.attendance
    if event.attendance != Event.Attendance.HYBRID:
        return ""
    return Event.Attendance.ONLINE if said == Event.Attendance.ONLINE else Event.Attendance.IN_PERSON


def take(event: Event, tickets: Iterable[Registration], additions: Iterable[Registration] = ()) -> bool:
    """A place in each counter for new registrations that nobody has locked the event for; all or none. The event says
    afterwards how its counter stands.

    The event is claimed first: while its row is ours no quota can change, and what is read of them holds.
    """
    tickets = list(tickets)
    seats_ = len(tickets)
    stands = _claim(("event", event.pk), seats_)
    if not stands:
        return False
    quotas = quotas_of(event.pk)
    wanted = count(tickets, quotas) + count(additions, quotas, beside=True)
    del wanted["event", event.pk]
    if claim(wanted):
        event.capacity, event.taken, event.waiting = stands
        return True
    give_back({("event", event.pk): seats_})
    return False


def claim(wanted: Mapping[Counter, int]) -> bool:
    """Takes so many places of each counter if all are free and nobody waits for them; all or none."""
    if len(wanted) <= 1:
        return all(_claim(counter, places) for counter, places in wanted.items())
    try:
        with transaction.atomic():
            for counter in sorted(wanted):
                if not _claim(counter, wanted[counter]):
                    raise _Full
    except _Full:
        return False
    return True


def _claim(counter: Counter, places: int) -> tuple[int | None, int, int] | None:
    """How the counter stands then (capacity, taken, waiting); None where it had not so many free."""
    kind, pk = counter
    if kind == "event":
        return Event.objects.claim(pk, places)
    stands = Quota.objects.claim(pk, places)
    if stands is not None and stands[0] == stands[1]:
        _tell_offers({counter: places}, taken=1)
    return stands


def join_line(wanted: Mapping[Counter, int]) -> None:
    for counter in sorted(wanted):
        _rows(counter).join_line(wanted[counter])
    _tell_offers(wanted, waiting=1)


def leave_line(wanted: Mapping[Counter, int]) -> None:
    for counter in sorted(wanted):
        _rows(counter).leave_line(wanted[counter])
    _tell_offers(wanted, waiting=-1)


def give_back(wanted: Mapping[Counter, int]) -> None:
    """Gives places back. The event must be locked, and the line be served before the transaction ends."""
    for counter in sorted(wanted):
        _rows(counter).give_back(wanted[counter])
    _tell_offers(wanted, taken=-1)


def lock(event_id: int) -> Event:
    """The event's row, held until the transaction ends (on SQLite the whole database is).

    NO KEY: inserting a registration takes a key share of the event, and two of those must not wait for each other."""
    return Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event_id)


def next_sequence(event_id: int) -> int:
    """Above every number that a seat of the event has had. Its entry has one name in all calendars, and a seat passes
    from mailbox to mailbox, or is taken anew: in none of them may the number fall. The event is locked."""
    last = Registration.objects.filter(event=event_id).aggregate(last=Max("sequence"))["last"]
    return 0 if last is None else last + 1


def serve_line(event_id: int, now: dt.datetime) -> list[Registration]:
    """Seats who waits while there are places, in order. Returns those seated, their status not yet decided.

    The caller says what they are now (confirmed, or held until they confirm or pay) and saves them.
    """
    event = lock(event_id)
    if not event.takes_place or event.is_past(now):
        return []
    counters: dict[Counter, Event | Quota] = {("event", event.pk): event}
    for quota in Quota.objects.select_for_update(no_key=True).filter(event=event).order_by("pk"):
        counters["quota", quota.pk] = quota
    free = {counter: row.free for counter, row in counters.items()}
    # Who can be seated waits for a counter that has places: mostly there is none, and nobody in line need be read.
    if not any(row.waiting and free[counter] != 0 for counter, row in counters.items()):
        return []
    quotas = quotas_of(event.pk) if len(counters) > 1 else {}
    # What was booked beside a ticket is seated when the ticket is.
    line = Registration.objects.filter(
        Q(holder=None) | Q(holder__status__in=Registration.SEATED), event=event
    ).in_line()
    if not quotas:
        places = free["event", event.pk]
        chosen = list(line[: event.waiting if places is None else places])
    else:
        waiters = (
            Waiter(pk, needs(event.pk, kind, side, holder is not None, quotas))
            for pk, kind, side, holder in line.values_list("pk", "ticket_type", "attendance", "holder")
        )
        ids = who_is_next(waiters, free)
        rows = Registration.objects.in_bulk(ids)
        chosen = [rows[pk] for pk in ids]
    wanted = count(chosen, quotas)
    for counter in sorted(wanted):
        _rows(counter).seat_from_line(wanted[counter])
    _tell_offers(wanted, taken=1, waiting=-1)
    return chosen


def place_in_line(registration: Registration) -> int:
    """1 for who is next in the line that serves this ticket or addition; 0 for who does not wait."""
    if registration.status != Registration.Status.WAITING:
        return 0
    event_id, since = registration.event_id, registration.waiting_since
    earlier = Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lt=registration.pk)
    before = Registration.objects.in_line().filter(earlier, event=event_id)
    quotas = quotas_of(event_id)
    if not quotas:
        return 1 + before.admissions().count()
    needed = _needed(registration, quotas)
    if registration.holder is not None and registration.holder.status == Registration.Status.WAITING:
        needed |= _needed(registration.holder, quotas)  # it waits as long as its ticket does
    rows = [*Event.objects.filter(pk=event_id), *Quota.objects.filter(event=event_id)]
    free = {("event" if isinstance(row, Event) else "quota", row.pk): row.free for row in rows}
    waiters = (
        Waiter(holder or pk, needs(event_id, kind, side, holder is not None, quotas))
        for pk, kind, side, holder in before.values_list("pk", "ticket_type", "attendance", "holder")
    )
    return place_of(Waiter(registration.holder_id or registration.pk, needed), waiters, free)


def _needed(row: Registration, quotas: Quotas) -> frozenset[Counter]:
    return needs(row.event_id, row.ticket_type_id, row.attendance, row.is_addition, quotas)


def count(registrations: Iterable[Registration], quotas: Quotas, *, beside: bool = False) -> Count[Counter]:
    """How many places of which counter these registrations need together. `beside` says that they are additions,
    for those that do not stand in the database yet and cannot tell. What came by itself needs none."""
    return Count(
        counter
        for row in registrations
        if not row.is_granted
        for counter in needs(
            row.event_id, row.ticket_type_id, row.attendance, beside or row.is_addition, quotas
        )
    )


def tell_pages(event: Event, now: dt.datetime, *, word_before: str, knows: bool = False) -> None:
    """Drops kept answers when the coarse word (free, last ten, waiting list) is another one now. `knows` says that the
    event was told how its counter stands."""
    if not knows:
        event.refresh_from_db(fields=["capacity", "taken", "waiting"])
    if event.seats_word(now) != word_before:
        answers.touch(event, "events", *([f"groups.usergroup:{event.group_id}"] if event.group_id else []))


def _tell_offers(wanted: Mapping[Counter, int], *, taken: int = 0, waiting: int = 0) -> None:
    """Drops kept answers when a quota has filled up or has places again: the event's page says so of each ticket, to
    search engines too. `taken` and `waiting` say which way its counters went."""
    quotas = {pk: places for (kind, pk), places in wanted.items() if kind == "quota"}
    for row in Quota.objects.filter(pk__in=quotas):
        places = quotas[row.pk]
        before = Quota(
            capacity=row.capacity, taken=row.taken - taken * places, waiting=row.waiting - waiting * places
        )
        if row.is_full != before.is_full:
            answers.touch(f"events.event:{row.event_id}")


def _rows(counter: Counter) -> "Counters[Any]":
    kind, pk = counter
    return (Event if kind == "event" else Quota).objects.filter(pk=pk)
