"""What could not be done by itself stands in one list, once, until somebody has seen to it."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import audit
from events.booking.models import Attention, Order
from events.models import Event


def attend(
    *, event: Event, kind: str, key: str, now: dt.datetime, order: Order | None = None, **details: Any
) -> Attention:
    """Puts it on the list; the same key again is the same trouble."""
    found, _new = Attention.objects.get_or_create(
        key=key,
        defaults={
            "event": event,
            "order": order,
            "kind": kind,
            "details": details,
            "created_at": now,
        },
    )
    return found


@transaction.atomic
def solve(*, attention: Attention, by: Any, now: dt.datetime) -> Attention:
    if attention.solved_at is None:
        attention.solved_at = now
        attention.save(update_fields=["solved_at"])
        audit.note(by=by, verb="solve", thing=attention, kind=attention.kind)
    return attention
