"""The one place where the time comes from, so that a request, an action or a test can hold it."""

import datetime as dt


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return dt.datetime.now(dt.UTC)
