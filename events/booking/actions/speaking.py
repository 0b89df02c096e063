"""Speakers come in by themselves: a ticket each, beside the places that are sold, for as long as they speak
(docs/decisions/0031). Who speaks is known to the floors above, which call `keep` when that changes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from core import answers, audit
from events.booking.actions import code as codes
from events.booking.actions import registration as registrations
from events.booking.actions import seats
from events.booking.actions.attention import attend
from events.booking.actions.refund import owed_cents
from events.booking.actions.telling import is_untold, tell
from events.booking.models import Order, Payment, Registration
from events.booking.rules.money import plain
from events.models import Event

Status = Registration.Status
SPEAKER = Registration.Reason.SPEAKER


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Somebody who speaks: the person's key, and where their ticket goes, if that is known."""

    person: int
    name: str
    email: str
    language: str


@transaction.atomic
def keep(*, event: Event, speaking: Iterable[Speaker], by: Any, now: dt.datetime) -> None:
    """Each of them has a ticket, and nobody else has one for this reason. Where that holds already nothing is locked.

    Who booked a seat keeps that one, marked. Who gave theirs back gets no other. Where no address is known there is
    nobody to give it to.
    """
    by_person = {one.person: one for one in speaking}
    if not _missing(event, by_person) and not _left(event, by_person).exists():
        return
    event = seats.lock(event.pk)
    for row in _left(event, by_person).select_related("order"):
        _let_go(row, event, by, now)
    for one in _missing(event, by_person):
        _let_in(one, event, by, now)


def _missing(event: Event, by_person: dict[int, Speaker]) -> list[Speaker]:
    # Also those that were given back: whoever did so meant it.
    marked = Registration.objects.filter(event=event, reason=SPEAKER)
    known = set(marked.values_list("person", flat=True))
    return [one for pk, one in sorted(by_person.items()) if one.email and pk not in known]


def _left(event: Event, by_person: dict[int, Speaker]) -> Any:
    """Marked, and speaks no more. Who was let in stays in."""
    standing = Registration.objects.standing().filter(event=event, reason=SPEAKER, checked_in_at=None)
    return standing.filter(Q(person=None) | ~Q(person__in=by_person))


def _let_in(one: Speaker, event: Event, by: Any, now: dt.datetime) -> None:
    whose = Q(person=one.person) | Q(person=None, email__iexact=one.email)
    mine = (
        Registration.objects.standing().admissions().filter(whose, event=event).select_related("order__code")
    )
    booked = sorted(mine, key=lambda row: row.status != Status.CONFIRMED)
    if booked and booked[0].status == Status.CONFIRMED:
        row = booked[0]
        row.person_id, row.reason = one.person, SPEAKER
        row.save(update_fields=["person", "reason"])
        audit.note(by=by, verb="mark as speaker", thing=row)
        return
    own = next((row for row in booked if row.is_own), None)
    if own is None:
        if Registration.objects.standing().filter(event=event, email__iexact=one.email, is_own=True).exists():
            return  # somebody else's seat, at the address that two share
        row = _new(one, event, now)
    elif own.status == Status.HELD and own.order.currency:
        return  # being paid: theirs then, or given when it has run out
    else:
        row = _take_over(own, one, event, now)
    audit.note(by=by, verb="grant ticket", thing=row, reason=row.reason)
    tell([row], "ticket")


def _new(one: Speaker, event: Event, now: dt.datetime) -> Registration:
    order = Order.objects.create(
        event=event,
        name=one.name,
        email=one.email,
        person_id=one.person,
        language=one.language,
        created_at=now,
    )
    return Registration.objects.create(
        order=order,
        event=event,
        name=one.name,
        email=one.email,
        person_id=one.person,
        reason=SPEAKER,
        is_granted=True,
        status=Status.CONFIRMED,
        attendance=seats.side_of(event, None, ""),
        sequence=seats.next_sequence(event.pk),
        email_confirmed_at=now,
        confirmed_at=now,
        agreed_at=now,
        created_at=now,
    )


def _take_over(row: Registration, one: Speaker, event: Event, now: dt.datetime) -> Registration:
    """Who stands in line, or holds a seat that they have not confirmed, need not: the next one has that place."""
    word, was = event.seats_word(now), row.status
    place = seats.count([row], seats.quotas_of(event.pk))
    if row.uses_code and row.order.code_id:
        codes.give_back(row.order.code_id, 1)
    row.person_id, row.name = one.person, one.name  # whoever typed the address may have typed any name
    row.reason, row.is_granted = SPEAKER, True
    row.price_cents, row.uses_code, row.payment = 0, False, None
    row.status, row.held_until, row.confirmed_at = Status.CONFIRMED, None, now
    row.email_confirmed_at = row.email_confirmed_at or now
    row.sequence = seats.next_sequence(event.pk)
    row.save()
    (seats.leave_line if was == Status.WAITING else seats.give_back)(place)
    registrations.serve_line(event=event, now=now)
    seats.tell_pages(event, now, word_before=word)
    return row


def _let_go(row: Registration, event: Event, by: Any, now: dt.datetime) -> None:
    """They speak no more: what came by itself goes, what was booked stays."""
    row.reason = ""
    row.save(update_fields=["reason"])
    if not row.is_granted:
        audit.note(by=by, verb="unmark as speaker", thing=row)
        return
    knows = not is_untold(row, "ticket")
    was_shown = row.visibility == Registration.Visibility.PUBLIC
    beside = row.additions.filter(payment__status=Payment.Status.PAID).standing()
    owed = sum(owed_cents(one) for one in beside)
    registrations.leave([row], Status.CANCELLED, event, now)
    audit.note(by=by, verb="withdraw ticket", thing=row, reason=SPEAKER)
    if owed:  # a dinner that they paid for themselves
        attend(
            event=event,
            order=row.order,
            kind="refund-asked",
            key=f"refund-asked:{row.pk}",
            now=now,
            name=row.name,
            amount=plain(owed, row.order.currency),
        )
    if knows:
        tell([row], "cancelled")
    if was_shown:
        answers.touch(event)
