"""What others did in the timetable meanwhile, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.wall_time import in_zone
from events.models import Event
from events.programme.actions.timetable import Place
from events.programme.changes import time_words
from events.programme.models import Move


def told_moves(moves: Iterable[Move], event: Event) -> list[dict[str, Any]]:
    """Who put what where, of each session the last."""
    latest = {one.session_id: one for one in moves}
    rooms = dict(event.rooms.values_list("pk", "name")) if latest else {}
    return [
        {
            "code": one.session.code,
            "title": one.session.title,
            "text": _("%(who)s put “%(title)s” here: %(where)s.")
            % {
                "who": one.by.name if one.by else _("Somebody"),
                "title": one.session.title,
                "where": _where(one, event, rooms),
            },
            "at": f"{in_zone(one.at, event.timezone):%H:%M}",
        }
        for one in latest.values()
    ]


def _where(one: Move, event: Event, rooms: dict[int, str]) -> str:
    place = Place.kept(one.after)
    if place.starts_at is None:
        return _("without a time")
    where = rooms.get(place.room or 0, "") or _("all rooms")
    return f"{time_words(place.starts_at, place.ends_at, event.timezone)}, {where}"
