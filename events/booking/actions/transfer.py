"""A seat goes to somebody else: held out by a link, taken once, and the old ticket opens nothing any more."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import answers, audit
from events.booking.actions import seats
from events.booking.actions.registration import TooLate
from events.booking.actions.telling import tell, tell_former
from events.booking.models import Registration, Terms, Transfer
from events.booking.models.order import new_secret
from people.models import Person

Status = Registration.Status


class NotThere(Exception):
    """The link was used, taken back or has run out; or the seat is nobody's to give any more."""


class NotTheirs(Exception):
    """The event is for holders of another one's tickets, and they have none; the text says so, for people."""


@transaction.atomic
def offer(*, registration: Registration, by: Any, now: dt.datetime) -> Transfer:
    """The link by which somebody else may take this seat; the same again while it stands. Raises TooLate."""
    event = seats.lock(registration.event_id)
    registration, terms = Registration.objects.get(pk=registration.pk), Terms.of(event)
    if (
        registration.status != Status.CONFIRMED
        or registration.is_addition
        or registration.is_granted
        or registration.checked_in_at is not None
        or not terms.admits_changes(now)
    ):
        raise TooLate
    standing = Transfer.objects.filter(registration=registration, accepted_at=None, withdrawn_at=None).first()
    if standing is not None:
        if standing.ends_at(terms) > now:
            return standing
        _withdraw(standing, now)
    made = Transfer.objects.create(registration=registration, created_at=now, expires_at=terms.changes_end_at)
    audit.note(by=by, verb="offer transfer", thing=registration)
    return made


@transaction.atomic
def withdraw(*, registration: Registration, by: Any, now: dt.datetime) -> None:
    """Nobody may take this seat by its link any more."""
    seats.lock(registration.event_id)
    for standing in Transfer.objects.filter(registration=registration, accepted_at=None, withdrawn_at=None):
        _withdraw(standing, now)
        audit.note(by=by, verb="withdraw transfer", thing=registration)


@transaction.atomic
def accept(
    *, transfer: Transfer, name: str, email: str, by: Any, now: dt.datetime, person: Person | None = None
) -> Registration:
    """The seat is theirs: a ticket with a code of its own. One of all who try. Raises NotThere, NotTheirs."""
    event = seats.lock(transfer.registration.event_id)
    transfer = Transfer.objects.select_related("registration__order", "registration__event").get(
        pk=transfer.pk
    )
    registration = transfer.registration
    if (
        transfer.accepted_at is not None
        or transfer.withdrawn_at is not None
        or transfer.ends_at(Terms.of(event)) <= now
        or registration.status != Status.CONFIRMED
        or registration.checked_in_at is not None
        or not event.takes_place
    ):
        raise NotThere
    transfer.accepted_at = now
    transfer.save(update_fields=["accepted_at"])
    return _hand_over(registration, name=name, email=email, person=person, by=by, now=now)


@transaction.atomic
def hand_to(*, registration: Registration, name: str, email: str, by: Any, now: dt.datetime) -> Registration:
    """The buyer says that somebody else sits there than they said before. Raises TooLate, NotTheirs."""
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("order", "event").get(pk=registration.pk)
    if (
        registration.status not in Registration.STANDING
        or registration.is_own
        or registration.is_addition
        or registration.checked_in_at is not None
        or not Terms.of(event).admits_changes(now)
    ):
        raise TooLate
    for standing in Transfer.objects.filter(registration=registration, accepted_at=None, withdrawn_at=None):
        _withdraw(standing, now)
    return _hand_over(registration, name=name, email=email, person=None, by=by, now=now)


def _hand_over(
    registration: Registration, *, name: str, email: str, person: Person | None, by: Any, now: dt.datetime
) -> Registration:
    may_have_it(registration, email, person)
    was_shown = registration.is_shown
    sequence = seats.next_sequence(registration.event_id)
    tell_former(registration, sequence)
    registration.secret = new_secret()  # what the old code opened, it opens no more
    registration.name, registration.email = name, email.strip().lower()
    registration.person, registration.is_own = person, False
    registration.visibility = Registration.Visibility.ORGANIZERS
    registration.sequence, registration.changed_at = sequence, now
    registration.save(
        update_fields=["secret", "name", "email", "person", "is_own", "visibility", "sequence", "changed_at"]
    )
    for beside in registration.additions.all():
        beside.secret, beside.name, beside.person = new_secret(), name, person
        beside.sequence = sequence
        beside.save(update_fields=["secret", "name", "person", "sequence"])
    # What somebody answered was about them, not about the seat.
    registration.answers.all().delete()
    registration.sensitiveanswers.all().delete()
    audit.note(by=by, verb="hand on", thing=registration)
    if registration.status == Status.CONFIRMED:
        tell([registration], "ticket")
    if was_shown:
        answers.touch(registration.event)
    return registration


def may_have_it(registration: Registration, email: str, person: Person | None = None) -> None:
    """Raises NotTheirs where the seat is not for everybody, nor for them."""
    terms = Terms.of(registration.event)
    if not terms.is_for(email, person):
        raise NotTheirs(terms.words_for)


def _withdraw(transfer: Transfer, now: dt.datetime) -> None:
    transfer.withdrawn_at = now
    transfer.save(update_fields=["withdrawn_at"])
