"""The one place where the time comes from, so that a request, an action or a test can hold it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_held: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """This instant, aware, in UTC; while a request is answered, always that at which it came in."""
    return _held.get() or dt.datetime.now(dt.UTC)


@contextmanager
def held() -> Iterator[None]:
    """Within, it is always the same instant: what was asked of a deadline once is so until the answer is given."""
    token = _held.set(dt.datetime.now(dt.UTC))
    try:
        yield
    finally:
        _held.reset(token)
