"""What a release changed, in words: for letters, the list of changes and the event's feed."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.wall_time import in_zone
from events.programme.rules.release import Change, read


def words_of(change: dict[str, Any]) -> list[str]:
    """What happened to a session, in words."""
    words = {
        Change.NEW: _("new in the schedule"),
        Change.BACK: _("takes place after all"),
        Change.TIME: _("another time"),
        Change.ROOM: _("another room"),
        Change.RETITLED: _("another title"),
        Change.SPEAKERS: _("other speakers"),
        Change.CANCELLED: _("cancelled"),
        Change.GONE: _("no longer in the schedule"),
    }
    if change["before"] and change["after"] and not change["before"]["starts_at"]:
        words[Change.TIME] = _("has a time now")
    if change["before"] and change["after"] and not change["after"]["starts_at"]:
        words[Change.TIME] = _("has no time any more")
    first_time = change["before"] and not change["before"]["starts_at"] and Change.TIME in change["kinds"]
    kinds = [kind for kind in change["kinds"] if not (first_time and kind == Change.ROOM)]
    return [words[Change(kind)] for kind in kinds]


def where(side: dict[str, Any], zone: str) -> str:
    parts = [time_words(read(side["starts_at"]), read(side["ends_at"]), zone), side["room"]]
    return ", ".join(part for part in parts if part)


def time_words(starts_at: dt.datetime | None, ends_at: dt.datetime | None, zone: str) -> str:
    if starts_at is None:
        return ""
    until = f"–{in_zone(ends_at, zone):%H:%M}" if ends_at else ""
    return f"{date_format(in_zone(starts_at, zone), 'D j F, H:i')}{until}"
