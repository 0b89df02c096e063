"""What becomes of seats: confirmed, cancelled, expired, handed to the next. The only writers of their status."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects

from core import answers, audit
from core.often import insert
from events.booking.actions import code as codes
from events.booking.actions import seats
from events.booking.actions.due import with_ticket
from events.booking.actions.telling import tell, tell_buyer
from events.booking.models import Order, Payment, Registration, Terms
from events.models import Event
from people.models import Person

Status = Registration.Status


class NotOpen(Exception):
    """The event takes no registrations now."""


class SoldOtherwise(NotOpen):
    """What was held is over, and it is not sold any more as it was ordered: it can be ordered anew."""


class TooLate(Exception):
    """Attendees may no longer change this by themselves."""


def seat(
    *,
    event: Event,
    order: Order,
    tickets: Sequence[Registration],
    additions: Sequence[Registration],
    now: dt.datetime,
    by: Any,
) -> None:
    """Claims the places of a new order and writes its seats, within the caller's transaction."""
    word = event.seats_word(now)
    everything = [*tickets, *additions]
    for row in everything:
        row.order = order
    seated = seats.take(event, tickets, additions)
    if seated:
        _decide(everything, event, now, seats.next_sequence(event.pk))
    else:
        seats.lock(event.pk)
        quotas = seats.quotas_of(event.pk)
        seats.join_line(seats.count(tickets, quotas) + seats.count(additions, quotas, beside=True))
        for row in everything:
            row.status, row.waiting_since = Status.WAITING, now
            row.held_until = None if row.email_confirmed_at else now + seats.HOLD
    insert(tickets)
    for row in additions:
        row.holder = row.holder  # whose key is known now
    insert(additions)
    if not seated:
        serve(event, now)
        for row in everything:
            row.refresh_from_db()
    audit.note(by=by, verb="register", thing=order, seats=len(tickets), status=tickets[0].status)
    first = tickets[0]
    if first.email_confirmed_at is None and not (first.status == Status.HELD and order.paying_proves):
        tell([first], "confirm")
    else:
        _tell_status(tickets)
    seats.tell_pages(event, now, word_before=word, knows=seated)


def again(*, registration: Registration, person: Person | None, by: Any, now: dt.datetime) -> Registration:
    """Somebody registers who is registered: nothing is taken, and nobody learns it but the owner of the mailbox."""
    if person is not None:
        if registration.person_id is None:
            # Whoever typed this address as a guest may have typed any name: its owner's own stands from now on.
            Registration.objects.filter(pk=registration.pk).update(person=person, name=person.name)
            registration.person, registration.name = person, person.name
        if not registration.email_confirmed_at:
            return confirm(registration=registration, now=now)
        return registration
    with transaction.atomic():
        about = {Status.CONFIRMED: "ticket", Status.WAITING: "waiting"}.get(
            Status(registration.status), "confirm"
        )
        tell([registration], about if registration.email_confirmed_at else "confirm", again=now)
    return registration


@transaction.atomic
def confirm(*, registration: Registration, now: dt.datetime) -> Registration:
    """The button behind the mailed link: the buyer has this mailbox, so the whole order is meant.

    A hold that ran out gets a free seat if there is one, else a place in line; but then today's offer counts, and
    nobody pays another price unasked. Raises NotOpen, SoldOtherwise; a hold outlives a cancellation, so that it may be
    confirmed after all where the event is reinstated.
    """
    event = seats.lock(registration.event_id)
    word = event.seats_word(now)
    rows = _of_order(registration.order_id)
    registration = next(row for row in rows if row.pk == registration.pk)
    if registration.email_confirmed_at or registration.status == Status.CANCELLED:
        return registration
    if not event.takes_place:
        raise NotOpen(event.title)
    open_rows = [row for row in rows if row.status in Registration.STANDING and not row.email_confirmed_at]
    if run_out := [row for row in open_rows if _has_run_out(row, now)]:
        _expire(run_out, event, now)
        rows = _of_order(registration.order_id)
        registration = next(row for row in rows if row.pk == registration.pk)
    for row in rows:
        if row.status != Status.CANCELLED:
            row.email_confirmed_at = row.email_confirmed_at or now
    lost = with_ticket([row for row in rows if row.status == Status.EXPIRED])
    if lost:
        twin = (
            Registration.objects.standing()
            .filter(event=event, email__iexact=registration.email, is_own=True)
            .first()
        )
        if twin is not None and registration.is_own:
            return twin
        if not event.admits(now):
            raise NotOpen(event.title)
        prefetch_related_objects(lost, "ticket_type__price_windows")
        if not all(row.is_sold_so(now) for row in lost):
            raise SoldOtherwise(event.title)
        _seat_again(lost, event, now)
    _decide([row for row in rows if row.status == Status.HELD], event, now, seats.next_sequence(event.pk))
    for row in rows:
        if row.status == Status.WAITING:
            row.held_until = None
        row.save()
    in_line = any(row.status == Status.WAITING for row in rows)
    if in_line:
        serve(event, now)
        for row in rows:
            row.refresh_from_db()
    audit.note(by=None, verb="confirm", thing=registration, status=registration.status)
    _tell_status(rows)
    if lost or in_line:  # else no counter has moved
        seats.tell_pages(event, now, word_before=word)
    return registration


@transaction.atomic
def cancel(*, registration: Registration, by: Any, now: dt.datetime) -> Registration:
    """Gives the seat (or the place in line) back, with what was booked beside it; the next in line has it before this
    transaction ends."""
    event = seats.lock(registration.event_id)
    word = event.seats_word(now)
    registration = Registration.objects.select_related("order").get(pk=registration.pk)
    if registration.status not in Registration.STANDING:
        return registration
    was, was_shown = registration.status, registration.is_shown
    leave([registration], Status.CANCELLED, event, now)
    audit.note(by=by, verb="cancel", thing=registration, was=was)
    if registration.email_confirmed_at:
        tell([registration], "cancelled")
    if was_shown:
        answers.touch(event)
    seats.tell_pages(event, now, word_before=word)
    return registration


@transaction.atomic
def expire(*, order: Order, now: dt.datetime) -> int:
    """Ends the holds of an order that nobody confirmed or paid in time. Returns how many.

    What may still be paid on Stripe's page stays: the payment is closed there first.
    """
    event = seats.lock(order.event_id)
    word = event.seats_word(now)
    rows = [row for row in _of_order(order.pk) if _has_run_out(row, now) and not row.may_be_paid]
    if not rows:
        return 0
    gone = _expire(rows, event, now)
    seats.tell_pages(event, now, word_before=word)
    return len(gone)


@transaction.atomic
def serve_line(*, event: Event, now: dt.datetime) -> None:
    """After more seats were opened, or an event was reinstated."""
    word = event.seats_word(now)
    serve(event, now)
    seats.tell_pages(event, now, word_before=word)


def leave(rows: Iterable[Registration], status: str, event: Event, now: dt.datetime) -> list[Registration]:
    """These seats are theirs no longer, nor what was booked beside them: places and uses of codes go back, the line is
    served. Returns all that went. The event is locked."""
    rows = list(rows)
    rows += _beside(rows)
    quotas, sequence = seats.quotas_of(event.pk), seats.next_sequence(event.pk)
    seated = [row for row in rows if row.takes_seat]
    waiting = [row for row in rows if row.status == Status.WAITING]
    for row in rows:
        row.status = status
        row.held_until = None
        row.cancelled_at = now if status == Status.CANCELLED else None
        row.sequence = sequence
        row.save(update_fields=["status", "held_until", "cancelled_at", "sequence"])
    uses = sum(row.uses_code for row in rows)
    if uses and (code_id := rows[0].order.code_id):
        codes.give_back(code_id, uses)
    seats.leave_line(seats.count(waiting, quotas))
    if seated:
        seats.give_back(seats.count(seated, quotas))
        serve(event, now)
    return rows


def _beside(rows: Sequence[Registration]) -> "QuerySet[Registration]":
    named = [row.pk for row in rows]
    beside = Registration.objects.standing().filter(holder__in=named).exclude(pk__in=named)
    return beside.select_related("order")


def pays_otherwise(*, order: Order, event: Event, now: dt.datetime) -> None:
    """The order is paid in another way: what is held is held as that way wants it, never for longer than an order of
    that kind would have been; who may pay at the door has the seat. The event is locked."""
    held = [row for row in _of_order(order.pk) if row.status == Status.HELD]
    if not held:
        return  # to be paid at the door: theirs already, and paid beforehand if they like
    before = {row.pk: row.held_until for row in held}
    for row in held:
        row.order = order
    _decide(held, event, now, seats.next_sequence(event.pk))
    for row in held:
        if row.status == Status.HELD and order.pays_by == Payment.Method.TRANSFER and row.email_confirmed_at:
            days = dt.timedelta(days=Terms.of(event).transfer_days)
            row.held_until = max(before[row.pk] or now, order.created_at + days)
        elif row.status == Status.HELD:
            row.held_until = before[row.pk]
        row.save(update_fields=["status", "confirmed_at", "held_until", "sequence"])
    if any(row.email_confirmed_at is None for row in held):
        if not order.paying_proves:
            tell([row for row in held if not row.is_addition][:1], "confirm", again=now)
    else:
        _tell_status(held)


def paid(rows: Iterable[Registration], now: dt.datetime) -> None:
    """These seats are paid for: theirs for good."""
    rows = list(rows)
    sequence = seats.next_sequence(rows[0].event_id) if rows else 0
    for row in rows:
        row.status, row.confirmed_at, row.held_until = Status.CONFIRMED, now, None
        row.email_confirmed_at = row.email_confirmed_at or now
        row.sequence = sequence
        row.save(update_fields=["status", "confirmed_at", "held_until", "email_confirmed_at", "sequence"])
    tell(rows, "ticket", and_buyer=True)


def take_again(rows: Sequence[Registration], event: Event) -> bool:
    """A seat each for those who lost theirs and then paid all the same; False where there is none or others wait."""
    if not seats.claim(seats.count(rows, seats.quotas_of(event.pk))):
        return False
    standing = Registration.objects.standing().filter(event=event, is_own=True)
    for row in rows:
        if row.is_own and standing.filter(email__iexact=row.email).exists():
            # They registered anew meanwhile: this one is a seat for a guest of theirs.
            Registration.objects.filter(pk=row.pk).update(is_own=False)
            row.is_own = False
    code, uses = rows[0].order.code, sum(row.uses_code for row in rows)
    if code and uses:
        try:
            codes.use(code, uses)
        except codes.CodeSpent:  # the price that was paid stands
            Registration.objects.filter(pk__in=[row.pk for row in rows]).update(uses_code=False)
    return True


def _of_order(order_id: int) -> list[Registration]:
    return list(
        Registration.objects.filter(order=order_id)
        .select_related("order__code", "payment", "holder", "ticket_type")
        .order_by("pk")
    )


def _decide(
    rows: Sequence[Registration], event: Event, now: dt.datetime, sequence: int, *, offered: bool = False
) -> None:
    """What counted seats of one order are to be: confirmed, or held until their buyer confirms or pays."""
    if not rows:
        return
    order = rows[0].order
    costs = any(row.price_cents for row in rows)
    hold: dt.timedelta | None = None
    if costs and order.pays_by == Payment.Method.CARD:
        hold = seats.HOLD
        if offered:  # when the event begins, the seat of who has not paid is of use to whoever stands there
            hold = max(hold, min(dt.timedelta(hours=Terms.of(event).offer_hours), event.starts_at - now))
    elif any(row.email_confirmed_at is None for row in rows):
        hold = seats.HOLD
    elif costs and order.pays_by == Payment.Method.TRANSFER:
        hold = dt.timedelta(days=Terms.of(event).transfer_days)
    for row in rows:
        row.status = Status.CONFIRMED if hold is None else Status.HELD
        row.confirmed_at = now if hold is None else None
        row.held_until = None if hold is None else now + hold
        row.sequence = sequence


def _seat_again(rows: list[Registration], event: Event, now: dt.datetime) -> None:
    """For those whose hold ran out: a seat each, or a place at the end of the line."""
    code = rows[0].order.code
    if code and (uses := sum(row.uses_code for row in rows)):
        try:
            codes.use(code, uses)
        except codes.CodeSpent as spent:
            raise SoldOtherwise(event.title) from spent
    wanted = seats.count(rows, seats.quotas_of(event.pk))
    if seats.claim(wanted):
        _decide(rows, event, now, seats.next_sequence(event.pk))
        return
    seats.join_line(wanted)
    for row in rows:
        row.status, row.waiting_since, row.held_until = Status.WAITING, now, None


def _has_run_out(row: Registration, now: dt.datetime) -> bool:
    return (
        row.status in {Status.HELD, Status.WAITING} and row.held_until is not None and row.held_until <= now
    )


def _expire(rows: Sequence[Registration], event: Event, now: dt.datetime) -> list[Registration]:
    was = [row.status for row in rows]
    gone = leave(rows, Status.EXPIRED, event, now)
    for row, status in zip(rows, was, strict=True):
        audit.note(by=None, verb="expire", thing=row, was=status)
    # Who never confirmed an address is told nothing; who was offered a seat or did not pay is.
    tell([row for row in gone if row.email_confirmed_at], "expired")
    return gone


def serve(event: Event, now: dt.datetime) -> None:
    """Seats whoever can be seated, order by order; what was booked beside a ticket follows it."""
    while chosen := seats.serve_line(event.pk, now):
        orders = Order.objects.in_bulk({row.order_id for row in chosen})
        for row in chosen:
            row.order = orders[row.order_id]
        sequence = seats.next_sequence(event.pk)
        for _order, group in groupby(sorted(chosen, key=lambda row: row.order_id), lambda row: row.order_id):
            _decide(list(group), event, now, sequence, offered=True)
        Registration.objects.bulk_update(
            chosen, ["status", "confirmed_at", "held_until", "sequence"], batch_size=200
        )
        for row in chosen:
            audit.note(by=None, verb="promote", thing=row, status=row.status)
        tell(chosen, "promoted", and_buyer=True)


def _tell_status(rows: Sequence[Registration]) -> None:
    """Of one order: who has a seat, who waits, and what is to be paid by bank."""
    for status, about in ((Status.CONFIRMED, "ticket"), (Status.WAITING, "waiting")):
        tell([row for row in rows if row.status == status], about, and_buyer=True)
    held = [row for row in rows if row.status == Status.HELD and row.email_confirmed_at]
    if held and held[0].order.pays_by == Payment.Method.TRANSFER:
        tell_buyer(held[0], "to pay")


def figures(event: Event) -> dict[str, int | None]:
    """The exact numbers of this instant."""
    row = Event.objects.filter(pk=event.pk).values("capacity", "taken", "waiting").get()
    free = None if row["capacity"] is None else max(0, row["capacity"] - row["taken"])
    return {"seats": row["capacity"], "free": free, "waiting": row["waiting"]}


def overdue(now: dt.datetime) -> "list[int]":
    """Orders that hold something whose time is over, oldest first."""
    rows = Registration.objects.filter(Q(status=Status.HELD) | Q(status=Status.WAITING), held_until__lte=now)
    return list(dict.fromkeys(rows.order_by("held_until").values_list("order", flat=True)[:500]))
