"""Opening a call for proposals and changing it."""

import datetime as dt
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction

from core import audit
from core.access import must
from events.calendars.actions import deadline
from events.calendars.models import Deadline
from events.models import Event
from speakers.models import CallForProposals
from speakers.rules.formats import Format


class ClosesBeforeItOpens(ValueError):
    """A call that closes when it opens, or before, takes no proposal at all."""


class Facts(TypedDict, total=False):
    """What an organizer says of a call. What is not said stays as it is, or as a new call has it."""

    opens_at: Required[dt.datetime]
    closes_at: Required[dt.datetime]
    text: str
    formats: list[Format]
    languages: list[str]
    most_each: int | None
    confirm_days: int | None
    announces: bool
    voters: str


@transaction.atomic
def open(*, event: Event, by: Any, now: dt.datetime, **facts: Unpack[Facts]) -> CallForProposals:
    """Calls for proposals for `event`. One call an event: opened twice, the second changes the first.

    `by` None is the site itself (commands, the demo), here and in `change`.
    """
    if by is not None:
        must(by, "decide proposals", event)
    if (known := CallForProposals.objects.filter(event=event).first()) is not None:
        return change(call=known, by=by, now=now, **facts)
    # The event's row is what two organizers who open at once wait for. Never beside a call that is at work: who moves
    # up holds the call first, then the event for a ticket.
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    call = CallForProposals.objects.filter(event=event).first() or CallForProposals(event=event)
    return _write(call, facts, by=by, now=now)


@transaction.atomic
def change(*, call: CallForProposals, by: Any, now: dt.datetime, **facts: Unpack[Facts]) -> CallForProposals:
    """A later `closes_at` opens a closed call again."""
    if by is not None:
        must(by, "decide proposals", call.event)
    call = CallForProposals.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)
    return _write(call, facts, by=by, now=now)


def _write(call: CallForProposals, facts: Facts, *, by: Any, now: dt.datetime) -> CallForProposals:
    if facts["closes_at"] <= facts["opens_at"]:
        raise ClosesBeforeItOpens
    changed = sorted(name for name, value in facts.items() if getattr(call, name) != value)
    if call.pk and not changed:
        return call
    verb = "change" if call.pk else "open"
    for name, value in facts.items():
        setattr(call, name, value)
    call.full_clean(exclude=["event"], validate_unique=False, validate_constraints=False)
    call.save()
    keep_deadline(call=call, now=now)
    audit.note(by=by, verb=verb, thing=call, event=call.event_id, changed=changed, at=now.isoformat())
    return call


def keep_deadline(*, call: CallForProposals, now: dt.datetime) -> None:
    """In calendars the call closes when it does."""
    deadline.keep(of=call.event, kind=Deadline.Kind.CALL, found={"": call.closes_at}, now=now)
