"""Last moments as calendars show them. Whoever knows one says all of its kind anew, whenever one may have changed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import answers
from events.booking.models import TicketType
from events.calendars.models import Deadline
from events.calendars.rules.early import OnSale, lower_prices_end
from events.calendars.rules.matter import Matter
from events.models import Event


@transaction.atomic
def keep(
    *, of: Event | Matter, kind: Deadline.Kind, found: Mapping[str, dt.datetime], now: dt.datetime
) -> bool:
    """`found` is every deadline of this kind that `of` has now: its name → when. Says whether anything was new.

    One that is gone is taken back and one that is there again is the old one, so that subscribers hear of both. Who
    keeps those of a matter holds its row.
    """
    if isinstance(of, Event):
        Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=of.pk)
        mine: dict[str, Any] = {"event": of}
        said: dict[str, str] = {}
    else:
        mine, said = {"of": of.key}, {"title": of.title, "path": of.path, "timezone": of.timezone}
    known = {row.name: row for row in Deadline.objects.filter(**mine, kind=kind)}
    changed = []
    for name, at in found.items():
        row = known.pop(name, None)
        if row is None:
            row = Deadline(**mine, **said, kind=kind, name=name, at=at, created_at=now)
        else:
            new = {field for field, value in said.items() if getattr(row, field) != value}
            moved = row.at != at or row.withdrawn_at is not None or "timezone" in new
            if not (moved or new):
                continue
            row.at, row.withdrawn_at, row.sequence = at, None, row.sequence + moved
            for field in new:
                setattr(row, field, said[field])
        changed.append(row)
    for row in known.values():
        if row.withdrawn_at is None:
            row.withdrawn_at, row.sequence = now, row.sequence + 1
            changed.append(row)
    for row in changed:
        row.changed_at = now
        row.save()
    if changed:
        shown_by = [of, *([of.group] if of.group else [])] if isinstance(of, Event) else []
        answers.touch("events", *shown_by)
    return bool(changed)


@transaction.atomic
def keep_prices(*, event: Event, now: dt.datetime) -> bool:
    """Those that follow from what is sold at the event."""
    tickets = TicketType.objects.filter(event=event, is_withdrawn=False, is_hidden=False)
    sold = [
        OnSale(row.name, row.price_cents, row.sells_until, tuple(w.window for w in row.price_windows.all()))
        for row in tickets.admissions().prefetch_related("price_windows")
    ]
    return keep(of=event, kind=Deadline.Kind.PRICE, found=lower_prices_end(sold), now=now)
