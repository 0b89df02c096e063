"""Codes: made by hand, or granted with a reason and withdrawn with it; each use counted before it is had."""

import datetime as dt
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from core import audit
from events.booking.models import Code, TicketType
from events.booking.models.order import UNMISTAKABLE
from events.models import Event
from people.models import Organisation, Person


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
    """“SPEAKER-7K4M2QX9RT”: 49 bits, more than anybody tries under the limits of the form."""
    word = reason.split()[0].upper()
    return f"{word}-{''.join(secrets.choice(UNMISTAKABLE) for _ in range(10)).upper()}"
