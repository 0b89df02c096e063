"""Codes: made by hand, or granted with a reason and withdrawn with it; each use counted before it is had.

Who has a reason is known to the floors above and beside, which call `for_sponsor` and `for_active_user` when it
arises and when it falls. Where nothing costs anything nobody needs a code, and none is made.
"""

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core import audit
from events.booking.actions.ticket_type import costs_something
from events.booking.models import Code, Terms, TicketType
from events.booking.models.order import UNMISTAKABLE
from events.booking.rules.money import plain
from events.models import Event
from people.models import Organisation, Person

FACTS = ("code", "percent", "off_cents", "opens_hidden", "most_uses", "email_domain", "starts_at", "ends_at")


class CodeSpent(Exception):
    """So many tickets are not left on it."""


def find(event: Event, words: str) -> Code | None:
    return (
        Code.objects.prefetch_related("ticket_types").filter(event=event, code__iexact=words.strip()).first()
    )


def use(code: Code, times: int) -> None:
    """Counts so many uses, if they are left. Raises CodeSpent."""
    left = Q(most_uses=None) | Q(most_uses__gte=F("uses") + times)
    if not Code.objects.filter(left, pk=code.pk, withdrawn_at=None).update(uses=F("uses") + times):
        raise CodeSpent(code.code)


def give_back(code_id: int, times: int) -> None:
    Code.objects.filter(pk=code_id).update(uses=F("uses") - times)


@transaction.atomic
def grant(
    *,
    event: Event,
    reason: str,
    by: Any,
    now: dt.datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    percent: int = 100,
    most_uses: int = 1,
    ticket_types: tuple[TicketType, ...] = (),
) -> Code:
    """The code that somebody has for a reason: the same reason again is the same code."""
    known = Code.objects.filter(
        event=event, reason=reason, person=person, organisation=organisation, withdrawn_at=None
    )
    if (code := known.first()) is not None:
        return code
    try:
        with transaction.atomic():
            code = Code.objects.create(
                event=event,
                code=new_code(reason),
                percent=percent,
                most_uses=most_uses,
                opens_hidden=True,
                reason=reason,
                person=person,
                organisation=organisation,
                created_at=now,
            )
    except IntegrityError:  # granted at the same instant elsewhere
        return known.get()
    code.ticket_types.set(ticket_types)
    audit.note(by=by, verb="grant code", thing=code, reason=reason)
    return code


@transaction.atomic
def withdraw(
    *,
    event: Event,
    reason: str,
    by: Any,
    now: dt.datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> int:
    """Takes back what was granted for a reason that fell. What was booked with it stays. Returns how many."""
    held = Code.objects.filter(
        event=event, reason=reason, person=person, organisation=organisation, withdrawn_at=None
    )
    withdrawn = 0
    for code in held.select_for_update(no_key=True, of=("self",)):
        code.withdrawn_at = now
        code.save(update_fields=["withdrawn_at"])
        audit.note(by=by, verb="withdraw code", thing=code, reason=reason)
        withdrawn += 1
    return withdrawn


def new_code(reason: str) -> str:
    """“SPONSOR-7K4M2QX9RT”: 49 bits, more than anybody tries under the limits of the form."""
    word = reason.split()[0].upper()
    return f"{word}-{''.join(secrets.choice(UNMISTAKABLE) for _ in range(10)).upper()}"


@transaction.atomic
def make(
    *, event: Event, by: Any, now: dt.datetime, ticket_types: Iterable[TicketType] = (), **facts: Any
) -> Code:
    """A code by hand, of FACTS. Raises ValidationError by field."""
    row = Code(event=event, created_at=now)
    _write(row, facts, ticket_types)
    audit.note(by=by, verb="make code", thing=row)
    return row


@transaction.atomic
def change(
    *, granted: Code, by: Any, now: dt.datetime, ticket_types: Iterable[TicketType] = (), **facts: Any
) -> Code:
    """What was booked with it keeps its price. Raises ValidationError by field: fewer uses than were had."""
    row = Code.objects.select_for_update(no_key=True, of=("self",)).get(pk=granted.pk)
    most = facts.get("most_uses")
    if most is not None and most < row.uses:
        raise ValidationError({"most_uses": _("It was used %(n)s times already.") % {"n": row.uses}})
    _write(row, facts, ticket_types)
    audit.note(by=by, verb="change code", thing=row)
    return row


@transaction.atomic
def take_out(*, code: Code, by: Any, now: dt.datetime) -> None:
    """Nobody books with it any more; what was booked stays."""
    if Code.objects.filter(pk=code.pk, withdrawn_at=None).update(withdrawn_at=now):
        audit.note(by=by, verb="withdraw code", thing=code)


def for_active_user(
    *, event: Event, person: Person, is_one: bool, by: Any, now: dt.datetime, percent: int = 100
) -> None:
    """An event that honours active users, and one of them."""
    _for_reason(Code.Reason.ACTIVE_USER, event, is_one, by, now, percent=percent, person=person)


def reduce_by(*, event: Event, reason: str, percent: int, by: Any) -> None:
    """Another share off for all who have a code for this reason. What was booked keeps its price."""
    for row in Code.objects.filter(event=event, reason=reason, withdrawn_at=None).exclude(percent=percent):
        Code.objects.filter(pk=row.pk).update(percent=percent)
        audit.note(by=by, verb="change code", thing=row, percent=percent)


@transaction.atomic
def for_sponsor(*, event: Event, organisation: Organisation, tickets: int, by: Any, now: dt.datetime) -> None:
    """So many tickets for a sponsor's people: another number is another limit, never below what was used."""
    row = _for_reason(Code.Reason.SPONSOR, event, tickets > 0, by, now, organisation=organisation)
    if row is None or row.most_uses == tickets:
        return
    row = Code.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    row.most_uses = max(tickets, row.uses)
    row.save(update_fields=["most_uses"])
    audit.note(by=by, verb="change code", thing=row, uses=row.most_uses)


def _for_reason(
    reason: str, event: Event, holds: bool, by: Any, now: dt.datetime, *, percent: int = 100, **whose: Any
) -> Code | None:
    if holds and costs_something(event):
        return grant(event=event, reason=reason, by=by, now=now, percent=percent, **whose)
    withdraw(event=event, reason=reason, by=by, now=now, **whose)
    return None


def _write(row: Code, facts: dict[str, Any], ticket_types: Iterable[TicketType]) -> None:
    for name in FACTS:
        if name in facts:
            setattr(row, name, facts[name])
    twin = Code.objects.filter(event=row.event_id, code__iexact=row.code).exclude(pk=row.pk)
    if twin.exists():
        raise ValidationError({"code": _("There is such a code already.")})
    if row.percent and row.off_cents:
        raise ValidationError({"off_cents": _("Either a share or an amount.")})
    if not (row.percent or row.off_cents or row.opens_hidden):
        raise ValidationError({"percent": _("What does it do? Take something off, or show hidden tickets.")})
    row.clean_fields(exclude=["event"])
    ticket_types = list(ticket_types)
    _refuse_too_little(row, ticket_types or list(row.event.ticket_types.filter(is_withdrawn=False)))
    row.save()
    row.ticket_types.set(ticket_types)


def _refuse_too_little(row: Code, kinds: Iterable[TicketType]) -> None:
    """What a code leaves to be paid is nothing, or enough for a card."""
    terms = Terms.of(row.event)
    for kind in kinds:
        for cents in {kind.price_cents, *(window.price_cents for window in kind.price_windows.all())}:
            left = row.reduction(terms.currency).of(cents)
            if 0 < left < min(cents, terms.least_cents):
                raise ValidationError(
                    {
                        "percent" if row.percent else "off_cents": _(
                            "“%(name)s” would cost %(left)s: by card at least %(least)s can be paid."
                        )
                        % {
                            "name": kind.name,
                            "left": plain(left, terms.currency),
                            "least": plain(terms.least_cents, terms.currency),
                        }
                    }
                )
