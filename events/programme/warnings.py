"""What editors are warned of, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.programme.draft import Draft
from events.programme.rules.conflicts import Kind

WORDS = {
    Kind.ROOM: _("In the way of “%(other)s”, in %(room)s."),
    Kind.SPEAKER: _("%(speaker)s speaks in “%(other)s” at the same time."),
    Kind.AWAY: _("%(speaker)s cannot at this time."),
    Kind.CLOSED: _("Outside the hours of %(room)s."),
    Kind.SMALL: _("%(kept)s people keep it, %(room)s has %(seats)s seats."),
    Kind.TURN_OVER: _("Too little time after “%(other)s” to change over in %(room)s."),
    Kind.WALK: _("%(speaker)s has too little time to come from “%(other)s”."),
}


def told(draft: Draft) -> list[dict[str, Any]]:
    """Each warning: kind, codes of the sessions that it is about, title of the first, words."""
    by_id = draft.by_id
    rooms = {room.pk: room.name for room in draft.rooms}
    people = {person: name for one in draft.sessions for person, name in one.speakers}
    found = []
    for conflict in draft.found:
        one = by_id[conflict.session]
        other = by_id[conflict.other] if conflict.other else None
        codes = [one.session.code, *([other.session.code] if other else [])]
        names = {
            "other": other.session.title if other else "",
            "room": rooms.get(one.room_id or 0, "") or str(_("all rooms")),
            "speaker": people.get(conflict.speaker or 0, ""),
            "kept": one.kept,
            "seats": draft.house.seats.get(one.room_id or 0) or 0,
        }
        found.append(
            {
                "kind": conflict.kind.value,
                "codes": codes,
                "title": one.session.title,
                "text": str(WORDS[conflict.kind]) % names,
            }
        )
    return found
