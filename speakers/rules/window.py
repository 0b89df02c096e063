"""When a call takes proposals."""

import datetime as dt
from enum import StrEnum


class Window(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


def window(opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> Window:
    """The opening instant is in, the closing one is out: a deadline of 12:00:00 is missed at 12:00:00 sharp."""
    if now < opens_at:
        return Window.BEFORE
    return Window.OPEN if now < closes_at else Window.CLOSED


def is_open(opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> bool:
    return window(opens_at, closes_at, now) is Window.OPEN
