"""What is sent, made into what the forms of the desk take."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from core.api.asking import Body

TIMES = ("starts_at", "ends_at", "registration_closes_at")


def sent(told: Body) -> dict[str, Any]:
    """Those fields alone that were sent."""
    return told.model_dump(exclude_unset=True)


def walled(data: Mapping[str, Any], zone: str, names: Iterable[str] = TIMES) -> dict[str, Any]:
    """Instants as the clock in `zone` shows them, which is what forms ask; all else as it was told."""
    told = dict(data)
    try:
        where = zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return told  # the form says what is wrong with the zone
    for name in names:
        if isinstance(told.get(name), str):
            try:
                at = dt.datetime.fromisoformat(told[name])
                told[name] = at.astimezone(where).replace(tzinfo=None) if at.tzinfo else told[name]
            except (ValueError, OverflowError):
                pass  # the form says so
    return told
