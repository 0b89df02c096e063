"""Time zones by their IANA names, and what the clock on the wall says in them."""

import datetime as dt
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.places.zones import zones


class NoSuchTime(ValueError):
    """The clocks went forward over this time: nobody can meet at it."""


def is_zone(name: str) -> bool:
    return name in zones()


def validate_zone(name: str) -> None:
    """Refuses what is no IANA time zone."""
    if not is_zone(name):
        raise ValidationError(_("“%(name)s” is not a time zone, like Europe/Berlin."), params={"name": name})


def instant(wall: dt.datetime, zone: str) -> dt.datetime:
    """The instant, in UTC, at which a clock in `zone` shows the naive time `wall`.

    Of a time that comes twice (clocks go back) the first is meant, unless its `fold` says the second. Raises NoSuchTime
    for one that never comes.
    """
    there = wall.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    at = there.astimezone(dt.UTC)
    if at.astimezone(there.tzinfo).replace(tzinfo=None) != wall:
        raise NoSuchTime(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone}")
    return at
