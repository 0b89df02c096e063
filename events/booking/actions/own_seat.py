"""What attendees do with a seat of theirs: who sees it, on which side it is, who sits there, that it is given back."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import answers, audit
from events.booking.actions import seats
from events.booking.actions.refund import give_up
from events.booking.actions.registration import TooLate, serve
from events.booking.actions.telling import tell
from events.booking.actions.transfer import hand_to, may_have_it
from events.booking.models import Registration, Terms


@transaction.atomic
def show_to(*, registration: Registration, visibility: str, by: Any, now: dt.datetime) -> Registration:
    """Who may see that this person comes."""
    was_shown = registration.is_shown
    registration.visibility = Registration.Visibility(visibility)
    registration.save(update_fields=["visibility"])
    if was_shown:
        answers.touch(registration.event)
    audit.note(by=by, verb="show to", thing=registration, visibility=visibility)
    return registration


def may_change(registration: Registration, terms: Terms, now: dt.datetime) -> bool:
    """Whether attendees may still change their ticket and what they said. Not who is in: their badge, which anybody may
    photograph, has its code. What was booked beside a ticket is changed with it."""
    is_in = registration.checked_in_at is not None
    return terms.admits_changes(now) and not is_in and not registration.is_addition


@transaction.atomic
def switch_side(*, registration: Registration, attendance: str, by: Any, now: dt.datetime) -> bool:
    """In person instead of online, or the other way, if there is a seat on that side. The calendar's entry changes, and
    what was booked beside the ticket goes along where it has no side of its own.

    False where that side is full or has a line: nothing has changed then. Raises TooLate.
    """
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("order", "ticket_type").get(pk=registration.pk)
    if not may_change(registration, Terms.of(event), now):
        raise TooLate
    if registration.attendance == attendance:
        return True
    if registration.ticket_type and registration.ticket_type.attendance or not registration.takes_seat:
        return False
    word = event.seats_word(now)
    quotas = seats.quotas_of(event.pk)
    before = seats.count([registration], quotas)
    registration.attendance = attendance
    after = seats.count([registration], quotas)
    if not seats.claim(after - before):
        return False
    seats.give_back(before - after)
    registration.sequence = seats.next_sequence(event.pk)
    registration.changed_at = now
    registration.save(update_fields=["attendance", "sequence", "changed_at"])
    registration.additions.filter(ticket_type__attendance="").update(attendance=attendance)
    serve(event, now)
    audit.note(by=by, verb="switch side", thing=registration, attendance=attendance)
    tell([registration], "switched")
    seats.tell_pages(event, now, word_before=word)
    return True


@transaction.atomic
def rename(*, registration: Registration, name: str, email: str, by: Any, now: dt.datetime) -> Registration:
    """Names the attendee of a seat that was booked for somebody not yet known, or spells the name anew. Where another
    mailbox was named before, the seat is handed on: its ticket has another address then. Raises TooLate, NotTheirs."""
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("order").get(pk=registration.pk)
    newly_known = email.strip().lower() != registration.email
    if newly_known and registration.email:
        return hand_to(registration=registration, name=name, email=email, by=by, now=now)
    if registration.is_own or not may_change(registration, Terms.of(event), now):
        raise TooLate
    if newly_known:
        may_have_it(registration, email)
    registration.name, registration.email = name, email.strip().lower()
    registration.sequence = seats.next_sequence(event.pk)
    registration.changed_at = now
    registration.save(update_fields=["name", "email", "sequence", "changed_at"])
    registration.additions.update(name=name)
    audit.note(by=by, verb="rename", thing=registration)
    if newly_known and registration.status == Registration.Status.CONFIRMED:
        tell([registration], "ticket")
    return registration


@transaction.atomic
def leave(*, registration: Registration, by: Any, now: dt.datetime, was_asked: bool = False) -> Registration:
    """They cannot come: the seat goes to the next in line, the money back where the terms promise that. Who was asked
    whether they still come may say so at any time. Raises TooLate, for who is in already too."""
    event = seats.lock(registration.event_id)
    row = Registration.objects.select_related("order").get(pk=registration.pk)
    in_time = was_asked or Terms.of(event).admits_leaving(now)
    if row.status in Registration.STANDING and (row.checked_in_at is not None or not in_time):
        raise TooLate
    return give_up(registration=row, by=by, now=now)
