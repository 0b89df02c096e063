"""Registering, confirming, cancelling: the only writers of registrations."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from core import answers, audit, outbox
from events.booking.actions import seats
from events.booking.models import Order, Registration
from events.models import Event
from people.models import Person

Status = Registration.Status


class NotOpen(Exception):
    """The event takes no registrations now."""


def register(
    *,
    event: Event,
    name: str,
    email: str,
    now: dt.datetime,
    by: Any = None,
    person: Person | None = None,
    language: str = "",
    visibility: str = Registration.Visibility.ORGANIZERS,
) -> Registration:
    """A seat for one person, or the next place in line.

    With `person` (signed in, e-mail verified) it is confirmed at once. A guest's is held for 30 minutes, until the
    mailed link is opened and its button pressed. The same e-mail twice is one registration; then the mail is sent
    once more. Raises NotOpen.
    """
    if not event.admits(now):
        raise NotOpen(event.title)
    email = email.strip().lower()
    try:
        with transaction.atomic():
            twin = Registration.objects.standing().filter(event=event, email__iexact=email).first()
            if twin is None:
                return _register(event, name, email, now, by, person, language, visibility)
    except IntegrityError:  # the same e-mail at the same instant: the other one stands
        twin = Registration.objects.standing().filter(event=event, email__iexact=email).first()
        if twin is None:
            raise
    return _again(twin, person, by, now)


@transaction.atomic
def confirm(*, registration: Registration, now: dt.datetime) -> Registration:
    """The button behind the mailed link. A hold that ran out gets a free seat if there is one, else a place in line."""
    event = seats.lock(registration.event_id)
    word = event.seats_word(now)
    registration = Registration.objects.select_related("event").get(pk=registration.pk)
    if registration.email_confirmed_at or registration.status == Status.CANCELLED:
        return registration
    if registration.status == Status.HELD and not registration.is_held_at(now):
        _expire(registration, event, now)
        registration.refresh_from_db()
    registration.email_confirmed_at = now
    registration.held_until = None
    if registration.status == Status.EXPIRED:
        twin = Registration.objects.standing().filter(event=event, email__iexact=registration.email).first()
        if twin is not None:
            return twin
        if not event.admits(now):
            raise NotOpen(event.title)
        _seat_or_line(registration, event.pk, now, status_if_seated=Status.CONFIRMED)
    elif registration.status == Status.HELD:
        registration.status = Status.CONFIRMED
        registration.confirmed_at = now
    registration.save()
    if registration.status == Status.WAITING:
        _serve(event.pk, now)
        registration.refresh_from_db()
    outbox.take_back(_expiry_key(registration))
    audit.note(by=None, verb="confirm", thing=registration, status=registration.status)
    _mail(registration, "ticket" if registration.status == Status.CONFIRMED else "waiting")
    seats.tell_pages(event, now, word_before=word)
    return registration


@transaction.atomic
def cancel(*, registration: Registration, by: Any, now: dt.datetime) -> Registration:
    """Gives the seat (or the place in line) back; the next in line has it before this transaction ends."""
    event = seats.lock(registration.event_id)
    word = event.seats_word(now)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.status not in Registration.STANDING:
        return registration
    was, was_shown = registration.status, _is_shown(registration)
    registration.status = Status.CANCELLED
    registration.cancelled_at = now
    registration.held_until = None
    registration.sequence += 1
    registration.save()
    _vacate(was, event, now)
    outbox.take_back(_expiry_key(registration))
    audit.note(by=by, verb="cancel", thing=registration, was=was)
    if registration.email_confirmed_at:
        _mail(registration, "cancelled")
    if was_shown:
        answers.touch(event)
    seats.tell_pages(event, now, word_before=word)
    return registration


@transaction.atomic
def expire(*, registration: Registration, now: dt.datetime) -> bool:
    """Ends a hold that nobody confirmed in time. False where there is nothing to end."""
    event = seats.lock(registration.event_id)
    word = event.seats_word(now)
    registration = Registration.objects.get(pk=registration.pk)
    if not _has_run_out(registration, now):
        return False
    _expire(registration, event, now)
    seats.tell_pages(event, now, word_before=word)
    return True


@transaction.atomic
def serve_line(*, event: Event, now: dt.datetime) -> None:
    """After more seats were opened, or an event was reinstated."""
    word = event.seats_word(now)
    _serve(event.pk, now)
    seats.tell_pages(event, now, word_before=word)


@transaction.atomic
def show_to(*, registration: Registration, visibility: str, by: Any, now: dt.datetime) -> Registration:
    """Who may see that this person comes."""
    was_shown = _is_shown(registration)
    registration.visibility = Registration.Visibility(visibility)
    registration.save(update_fields=["visibility"])
    if was_shown:
        answers.touch(registration.event)
    audit.note(by=by, verb="show to", thing=registration, visibility=visibility)
    return registration


def _register(
    event: Event,
    name: str,
    email: str,
    now: dt.datetime,
    by: Any,
    person: Person | None,
    language: str,
    visibility: str,
) -> Registration:
    sure = person is not None
    order = Order.objects.create(
        event=event, name=name, email=email, person=person, language=language, created_at=now
    )
    registration = Registration(
        order=order,
        event=event,
        name=name,
        email=email,
        person=person,
        email_confirmed_at=now if sure else None,
        held_until=None if sure else now + seats.HOLD,
        agreed_at=now,
        visibility=visibility,
        created_at=now,
    )
    word = event.seats_word(now)
    waits = _seat_or_line(
        registration, event.pk, now, status_if_seated=Status.CONFIRMED if sure else Status.HELD
    )
    registration.save()
    if waits:
        _serve(event.pk, now)
        registration.refresh_from_db()
    if not sure:
        outbox.put(
            "booking.expire",
            {"registration": registration.pk},
            due_at=now + seats.HOLD,
            key=_expiry_key(registration),
        )
    audit.note(by=by, verb="register", thing=registration, status=registration.status)
    about = {Status.HELD: "confirm", Status.WAITING: "waiting", Status.CONFIRMED: "ticket"}[
        Status(registration.status)
    ]
    _mail(registration, about if sure else "confirm")
    seats.tell_pages(event, now, word_before=word)
    return registration


def _seat_or_line(
    registration: Registration, event_id: int, now: dt.datetime, *, status_if_seated: str
) -> bool:
    """Sets the status of what is about to be saved. True where it stands in line now."""
    if seats.claim(event_id):
        registration.status = status_if_seated
        registration.confirmed_at = now if status_if_seated == Status.CONFIRMED else None
        return False
    seats.join_line(event_id)
    registration.status = Status.WAITING
    registration.waiting_since = now
    return True


def _again(twin: Registration, person: Person | None, by: Any, now: dt.datetime) -> Registration:
    """Somebody registers who is registered: nothing is taken, and nobody learns it but the owner of the mailbox."""
    if person is not None:
        if twin.person_id is None:
            Registration.objects.filter(pk=twin.pk).update(person=person)
            twin.person = person
        return confirm(registration=twin, now=now) if not twin.email_confirmed_at else twin
    with transaction.atomic():
        about = {Status.CONFIRMED: "ticket", Status.WAITING: "waiting"}.get(Status(twin.status), "confirm")
        _mail(twin, about if twin.email_confirmed_at else "confirm", again=now)
    return twin


def _is_shown(registration: Registration) -> bool:
    """Whether the event's page names this person. Who is added waits some minutes for it, so that a rush does not build
    the page at each seat; whoever goes is gone at once."""
    return (
        registration.visibility == Registration.Visibility.PUBLIC and registration.status == Status.CONFIRMED
    )


def _has_run_out(registration: Registration, now: dt.datetime) -> bool:
    return (
        registration.status in {Status.HELD, Status.WAITING}
        and registration.email_confirmed_at is None
        and registration.held_until is not None
        and registration.held_until <= now
    )


def _expire(registration: Registration, event: Event, now: dt.datetime) -> None:
    was = registration.status
    registration.status = Status.EXPIRED
    registration.held_until = None
    registration.save(update_fields=["status", "held_until"])
    _vacate(was, event, now)
    audit.note(by=None, verb="expire", thing=registration, was=was)


def _vacate(was: str, event: Event, now: dt.datetime) -> None:
    if was == Status.WAITING:
        seats.leave_line(event.pk)
    else:
        _tell_seated(seats.give_back(event, now), now)


def _serve(event_id: int, now: dt.datetime) -> None:
    _tell_seated(seats.serve_line(event_id, now), now)


def _tell_seated(seated: list[Registration], now: dt.datetime) -> None:
    for registration in seated:
        audit.note(by=None, verb="promote", thing=registration, status=registration.status)
        if registration.status == Status.HELD:
            outbox.take_back(_expiry_key(registration))
            outbox.put(
                "booking.expire",
                {"registration": registration.pk},
                due_at=now + seats.HOLD,
                key=_expiry_key(registration),
            )
        _mail(registration, "promoted")


def _mail(registration: Registration, about: str, again: dt.datetime | None = None) -> None:
    """One mail about each turn of things. What is asked for again is sent at most every ten minutes."""
    turn = f"{again:%Y%m%d%H}{again.minute // 10}" if again else str(registration.sequence)
    outbox.put(
        "booking.mail",
        {"registration": registration.pk, "about": about},
        key=f"booking.mail:{registration.pk}:{about}:{turn}",
    )


def _expiry_key(registration: Registration) -> str:
    return f"booking.expire:{registration.pk}"


def figures(event: Event) -> dict[str, int | None]:
    """The exact numbers of this instant."""
    row = Event.objects.filter(pk=event.pk).values("capacity", "taken", "waiting").get()
    free = None if row["capacity"] is None else max(0, row["capacity"] - row["taken"])
    return {"seats": row["capacity"], "free": free, "waiting": row["waiting"]}
