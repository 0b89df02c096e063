"""Opening a call for proposals and changing it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core import audit
from core.access import must
from events.models import Event
from speakers.models import CallForProposals
from speakers.rules.formats import Format


class ClosesBeforeItOpens(ValueError):
    """A call that closes when it opens, or before, takes no proposal at all."""


@transaction.atomic
def open(
    *,
    event: Event,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    by: Any,
    now: dt.datetime,
    text: str = "",
    formats: Sequence[Format] = (),
    languages: Sequence[str] = (),
) -> CallForProposals:
    """Calls for proposals for `event`. One call an event: opened twice, the second changes the first.

    `by` None is the site itself (commands, the demo), here and in `change`.
    """
    if by is not None:
        must(by, "decide proposals", event)
    # The event's row is what two organizers who open at once wait for.
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    call = CallForProposals.objects.filter(event=event).first() or CallForProposals(event=event)
    return _write(
        call,
        opens_at=opens_at,
        closes_at=closes_at,
        text=text,
        formats=list(formats),
        languages=list(languages),
        by=by,
        now=now,
    )


@transaction.atomic
def change(
    *,
    call: CallForProposals,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    text: str,
    formats: Sequence[Format],
    languages: Sequence[str],
    by: Any,
    now: dt.datetime,
) -> CallForProposals:
    """Writes the call anew; a later `closes_at` opens a closed one again."""
    if by is not None:
        must(by, "decide proposals", call.event)
    call = CallForProposals.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)
    return _write(
        call,
        opens_at=opens_at,
        closes_at=closes_at,
        text=text,
        formats=list(formats),
        languages=list(languages),
        by=by,
        now=now,
    )


def _write(call: CallForProposals, *, by: Any, now: dt.datetime, **facts: Any) -> CallForProposals:
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
    audit.note(by=by, verb=verb, thing=call, event=call.event_id, changed=changed, at=now.isoformat())
    return call
