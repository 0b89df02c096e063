"""What the worker does for calendars."""

import datetime as dt
from typing import Any

from core.outbox import handles
from events.calendars.actions import deadline
from events.calendars.actions.mirror import LOOK
from events.calendars.polling import look_around
from events.models import Event


@handles("calendars.prices", every=dt.timedelta(days=1))
def keep_prices(payload: dict[str, Any], now: dt.datetime) -> None:
    """Also of tickets that were written without their actions: by an import, or before there were deadlines."""
    for event in Event.objects.filter(ends_at__gt=now, ticket_types__isnull=False).distinct().iterator():
        deadline.keep_prices(event=event, now=now)


@handles(LOOK, every=dt.timedelta(minutes=1))
def look_at_mirrors(payload: dict[str, Any], now: dt.datetime) -> None:
    look_around(now=now)
