"""What a release keeps of a programme, and how two of them differ.

A programme is JSON, so that a version is shown years later as it was: {"zone", "rooms": [{"id", "name"}], "tracks":
[{"id", "name", "color"}], "sessions": [{"id", "uuid", "code", "title", "subtitle", "kind", "cancelled", "language",
"room", "track", "starts_at", "ends_at", "speakers"}]}. Times are ISO 8601 in UTC, rooms, tracks and speakers ids: a
speaker's name is not copied, so that who is erased is gone from old versions, too.

Changes are {"first": bool, "sessions": [{"id", "code", "title", "kinds", "before", "after"}]}, in the order of time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Programme = dict[str, Any]
LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
SHOWN = ("title", "room", "starts_at", "ends_at", "speakers")


class Change(StrEnum):
    NEW = "new"
    BACK = "back"  # was cancelled, takes place again
    TIME = "time"
    ROOM = "room"
    RETITLED = "retitled"
    SPEAKERS = "speakers"
    CANCELLED = "cancelled"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as it is released."""

    id: int
    uuid: str
    code: str
    title: str
    kind: str
    cancelled: bool
    subtitle: str = ""
    language: str = ""
    room: int | None = None
    track: int | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    speakers: tuple[int, ...] = ()


def snapshot(
    *,
    zone: str,
    rooms: Iterable[tuple[int, str]],
    tracks: Iterable[tuple[int, str, str]],
    entries: Iterable[Entry],
) -> Programme:
    """Only rooms and tracks that a session has, in their order."""
    rows = sorted(entries, key=lambda one: (one.starts_at is None, one.starts_at or LAST, one.id))
    used_rooms, used_tracks = {one.room for one in rows}, {one.track for one in rows}
    return {
        "zone": zone,
        "rooms": [{"id": pk, "name": name} for pk, name in rooms if pk in used_rooms],
        "tracks": [
            {"id": pk, "name": name, "color": color} for pk, name, color in tracks if pk in used_tracks
        ],
        "sessions": [_kept(one) for one in rows],
    }


def _kept(one: Entry) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in Entry.__slots__},
        "starts_at": written(one.starts_at),
        "ends_at": written(one.ends_at),
        "speakers": list(one.speakers),
    }


def written(at: dt.datetime | None) -> str | None:
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if at else None


def read(at: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(at) if at else None


def differences(before: Programme | None, after: Programme) -> dict[str, Any]:
    """`before` None: the first release, in which all is new and nothing is listed."""
    if before is None:
        return {"first": True, "sessions": []}
    was = {one["id"]: one for one in before["sessions"]}
    now = {one["id"]: one for one in after["sessions"]}
    names_before, names_after = _rooms(before), _rooms(after)
    found = []
    for key, one in now.items():
        if kinds := _kinds(was.get(key), one):
            old = was.get(key)
            found.append(
                _change(kinds, one, old and _side(old, names_before), _side(one, names_after)),
            )
    for key, one in was.items():
        if key not in now and not one["cancelled"]:
            found.append(_change([Change.GONE], one, _side(one, names_before), None))
    found.sort(key=_when)
    return {"first": False, "sessions": found}


def _kinds(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[Change]:
    if old is None:
        return [] if new["cancelled"] else [Change.NEW]
    if new["cancelled"]:
        return [] if old["cancelled"] else [Change.CANCELLED]
    kinds = [Change.BACK] if old["cancelled"] else []
    if (old["starts_at"], old["ends_at"]) != (new["starts_at"], new["ends_at"]):
        kinds.append(Change.TIME)
    if old["room"] != new["room"]:
        kinds.append(Change.ROOM)
    if old["title"] != new["title"]:
        kinds.append(Change.RETITLED)
    if old["speakers"] != new["speakers"]:
        kinds.append(Change.SPEAKERS)
    return kinds


def _change(
    kinds: Iterable[Change], one: Mapping[str, Any], before: dict | None, after: dict | None
) -> dict[str, Any]:
    return {
        "id": one["id"],
        "code": one["code"],
        "title": one["title"],
        "kinds": [kind.value for kind in kinds],
        "before": before,
        "after": after,
    }


def _side(one: Mapping[str, Any], rooms: Mapping[int, str]) -> dict[str, Any]:
    """As it is said beside a change: the room by its name then, which may be another one later."""
    return {**{name: one[name] for name in SHOWN}, "room": rooms.get(one["room"], "")}


def _rooms(programme: Programme) -> dict[int, str]:
    return {room["id"]: room["name"] for room in programme["rooms"]}


def _when(change: Mapping[str, Any]) -> tuple[bool, str, int]:
    at = (change["after"] or change["before"])["starts_at"]
    return at is None, at or "", change["id"]


def speakers_touched(changes: Mapping[str, Any], after: Programme) -> dict[int, list[int]]:
    """Whom of the speakers a release touches, each with their sessions: at the first one everybody who has a time."""
    touched: dict[int, list[int]] = {}
    if changes["first"]:
        for one in after["sessions"]:
            if not one["cancelled"] and one["starts_at"]:
                for person in one["speakers"]:
                    touched.setdefault(person, []).append(one["id"])
        return touched
    for change in changes["sessions"]:
        sides = [side["speakers"] for side in (change["before"], change["after"]) if side]
        for person in dict.fromkeys(person for side in sides for person in side):
            touched.setdefault(person, []).append(change["id"])
    return touched


def sessions_touched(changes: Mapping[str, Any]) -> set[int]:
    """Sessions whose attendees are told. Of a new programme nobody is: there was nothing to be faithful to."""
    return {one["id"] for one in changes["sessions"] if Change.NEW.value not in one["kinds"]}
