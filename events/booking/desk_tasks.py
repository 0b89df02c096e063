"""What the worker does for the desk of booking. Each may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from core.outbox import handles
from events.booking.actions import asking


@handles("booking.forget_sensitive", every=dt.timedelta(hours=6))
def forget_sensitive(payload: dict[str, Any], now: dt.datetime) -> None:
    asking.forget_sensitive(now=now)
