"""What organizers do with registrations: add somebody by hand or a list of them, move up, cancel, mend a name."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.actions import seats
from events.booking.actions.attention import attend
from events.booking.actions.refund import owed_cents
from events.booking.actions.telling import tell
from events.booking.models import Order, Payment, Registration, Terms, TicketType
from events.booking.rules.money import plain
from events.models import Event

Status = Registration.Status
JUST_BEFORE = dt.timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody whom an organizer adds: free of charge here, or with `pays_by` at the price of this moment."""

    name: str
    email: str
    ticket_type: TicketType | None = None
    attendance: str = ""
    pays_by: str = ""


class Full(Exception):
    """There is no seat, and the line was not wanted."""


class NotAdded(Exception):
    """Which lines of a list cannot be, by their place in it (from 0), and why; nothing was written."""

    def __init__(self, why: dict[int, str]) -> None:
        super().__init__(f"{len(why)} lines")
        self.why = why


@transaction.atomic
def add(
    *, event: Event, entry: Entry, because: str, by: Any, now: dt.datetime, may_wait: bool = False
) -> Registration:
    """One seat, confirmed at once, or held until the money has come by bank; `because` goes into the trail.

    Raises ValidationError by field, and Full where there is no seat and `may_wait` is not said.
    """
    event = seats.lock(event.pk)
    _open(event, now)
    _check(event, entry)
    return _add(event, entry, because, by, now, may_wait)


@transaction.atomic
def add_all(
    *, event: Event, entries: Sequence[Entry], because: str, by: Any, now: dt.datetime, may_wait: bool = False
) -> list[Registration]:
    """A whole list, or nothing of it. Raises NotAdded with each line that cannot be; ValidationError for the event."""
    event = seats.lock(event.pk)
    _open(event, now)
    wrong = problems(event=event, entries=entries)
    rows = []
    for n, entry in enumerate(entries):
        if n in wrong:
            continue
        try:
            rows.append(_add(event, entry, because, by, now, may_wait))
        except Full:
            wrong[n] = _("There is no seat left.")
    if wrong:
        raise NotAdded(wrong)
    audit.note(by=by, verb="import registrations", thing=event, lines=len(rows))
    return rows


def problems(*, event: Event, entries: Sequence[Entry]) -> dict[int, str]:
    """What is known beforehand: addresses twice in the list, or registered already. Two queries."""
    addresses = [entry.email.strip().lower() for entry in entries]
    often = Counter(addresses)
    known = {
        email.lower()
        for email in Registration.objects.standing()
        .filter(event=event, is_own=True)
        .values_list("email", flat=True)
    }
    wrong: dict[int, str] = {}
    for n, email in enumerate(addresses):
        if email in known:
            wrong[n] = _("This e-mail is registered already.")
        elif often[email] > 1:
            wrong[n] = _("This e-mail stands in the list more than once.")
    return wrong


@transaction.atomic
def cancel(*, registration: Registration, money_back: bool, by: Any, now: dt.datetime) -> Registration:
    """The seat goes to the next in line. With `money_back` what was paid for it goes back where the terms promise it;
    else a treasurer finds it on the list of what wants attention."""
    beside = registration.additions.standing().select_related("payment")
    rows = [registration, *beside]
    paid = [
        row for row in rows if row.price_cents and row.payment and row.payment.status == Payment.Status.PAID
    ]
    promised = Terms.of(registration.event).gives_back(now)
    if money_back and promised:
        return payments.give_up(registration=registration, by=by, now=now)
    cancelled = registrations.cancel(registration=registration, by=by, now=now)
    if money_back and (owed := sum(owed_cents(row) for row in paid)):
        order = registration.order
        attend(
            event=registration.event,
            order=order,
            kind="refund-asked",
            key=f"refund-asked:{registration.pk}",
            now=now,
            name=registration.name,
            amount=plain(owed, order.currency),
        )
    return cancelled


@transaction.atomic
def move_up(*, registration: Registration, by: Any, now: dt.datetime) -> Registration:
    """To the head of the line, with what was booked beside it; seated at once where there is a seat."""
    event = seats.lock(registration.event_id)
    row = Registration.objects.get(pk=registration.pk)
    if row.status != Status.WAITING:
        raise ValidationError(_("They do not wait any more."))
    first = Registration.objects.in_line().filter(event=event)[0].waiting_since or now
    moved = Registration.objects.filter(pk=row.pk) | Registration.objects.filter(
        holder=row.pk, status=Status.WAITING
    )
    moved.update(waiting_since=first - JUST_BEFORE)
    audit.note(by=by, verb="move up", thing=row)
    registrations.serve_line(event=event, now=now)
    row.refresh_from_db()
    return row


@transaction.atomic
def resend(*, registration: Registration, by: Any, now: dt.datetime) -> None:
    """The mail that says how things stand, once more; at most every ten minutes."""
    about = {Status.CONFIRMED: "ticket", Status.WAITING: "waiting", Status.HELD: "confirm"}.get(
        Status(registration.status)
    )
    if about is None or (about == "confirm" and registration.email_confirmed_at):
        raise ValidationError(_("There is nothing to send for this registration."))
    tell([registration], about, again=now)
    audit.note(by=by, verb="send again", thing=registration, about=about)


@transaction.atomic
def mend_name(*, registration: Registration, name: str, by: Any, now: dt.datetime) -> Registration:
    """Also after attendees may no longer change it themselves: the badge must say who comes."""
    row = Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=registration.pk)
    row.name = name
    row.sequence += 1
    row.changed_at = now
    row.save(update_fields=["name", "sequence", "changed_at"])
    row.additions.standing().update(name=name)
    audit.note(by=by, verb="mend name", thing=row)
    return row


def _open(event: Event, now: dt.datetime) -> None:
    if not event.takes_place or event.is_past(now):
        raise ValidationError(_("The event is over or does not take place: nobody can be added."))


def _check(event: Event, entry: Entry) -> None:
    if problems(event=event, entries=[entry]):
        raise ValidationError({"email": _("This e-mail is registered already.")})
    if entry.pays_by and entry.pays_by not in Terms.of(event).methods_by_hand:
        raise ValidationError({"because": _("One cannot pay like that here.")})


def _add(event: Event, entry: Entry, because: str, by: Any, now: dt.datetime, may_wait: bool) -> Registration:
    kind = entry.ticket_type
    with transaction.atomic():  # who finds no seat leaves nothing behind
        email = entry.email.strip().lower()
        cents = kind.costs(now) if kind and entry.pays_by else 0
        order = Order.objects.create(
            event=event,
            name=entry.name,
            email=email,
            currency=Terms.of(event).currency if cents else "",
            pays_by=entry.pays_by if cents else Payment.Method.CARD,
            created_at=now,
        )
        row = Registration(
            order=order,
            event=event,
            name=entry.name,
            email=email,
            ticket_type=kind,
            attendance=seats.side_of(event, kind, entry.attendance),
            price_cents=cents,
            tax_percent=kind.tax_percent if kind else 0,
            email_confirmed_at=now,
            agreed_at=now,
            created_at=now,
        )
        registrations.seat(
            event=event,
            order=order,
            tickets=[row],
            additions=[],
            now=now,
            by=by,
        )
        if row.status == Status.WAITING and not may_wait:
            raise Full(event.title)
        audit.note(
            by=by, verb="add by hand", thing=row, because=because, **({"cents": cents} if cents else {})
        )
    return row
