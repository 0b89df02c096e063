"""Reading schedule.json: frab and pretalx, and the hub's second structure, where events stand in one list."""

import json
import re
from collections.abc import Iterator
from typing import Any

from .plain import one_line
from .reading import assemble
from .schedule import (
    OUR_NAME,
    Found,
    FoundConference,
    FoundLink,
    FoundPerson,
    Problem,
    ReadRoom,
    ReadSchedule,
    ReadTrack,
    ScheduleUnreadable,
)


def read_frab_json(data: bytes, timezone: str | None = None) -> ReadSchedule:
    schedule, by = _schedule(data)
    about = _dict(schedule.get("conference"))
    problems: list[Problem] = []
    if isinstance(schedule.get("events"), list):
        found = list(_hub_events(schedule, about, problems))
    elif isinstance(about.get("days"), list):
        found = list(_frab_events(about, problems))
    else:
        raise ScheduleUnreadable("This JSON has neither conference days nor a list of events.")
    # One sample puts its rooms beside the conference instead of in it.
    rooms = _list(about.get("rooms")) or _list(schedule.get("rooms"))
    return assemble(
        FoundConference(
            title=_text(about.get("title")),
            acronym=_text(about.get("acronym")),
            start=_text(about.get("start")),
            end=_text(about.get("end")),
            zone=_text(about.get("time_zone_name")),
            url=_text(about.get("url")) or _text(schedule.get("url")) or _text(schedule.get("base_url")),
            version=_text(schedule.get("version")),
            is_ours=by == OUR_NAME,
        ),
        found,
        timezone=timezone,
        rooms=[
            ReadRoom(one_line(room.get("name")), _count(room.get("capacity"))) for room in map(_dict, rooms)
        ],
        tracks=[
            ReadTrack(
                one_line(track.get("name")),
                _color(track.get("color") or _dict(track.get("colors")).get("light")),
            )
            for track in map(_dict, _list(about.get("tracks")))
        ],
        problems=problems,
    )


def _frab_events(about: dict[str, Any], problems: list[Problem]) -> Iterator[Found]:
    for number, day in enumerate(map(_dict, _list(about.get("days"))), 1):
        rooms = day.get("rooms")
        if not isinstance(rooms, dict):
            problems.append(Problem(f"day {number}", "A day whose rooms are no object.", skipped=True))
            continue
        for room, events in rooms.items():
            for position, event in enumerate(_list(events), 1):
                where = f"day {number}, {one_line(room)}, no. {position}"
                if not isinstance(event, dict):
                    problems.append(Problem(where, "A session that is no object.", skipped=True))
                    continue
                found = _common(event, where)
                found.day = _text(day.get("date"))
                found.date = _text(event.get("date"))
                found.start = _text(event.get("start"))
                found.duration = _text(event.get("duration"))
                found.room = _text(event.get("room")) or room
                found.track = _text(event.get("track"))
                found.persons = [_person(_dict(person)) for person in _list(event.get("persons"))]
                yield found


def _hub_events(schedule: dict[str, Any], about: dict[str, Any], problems: list[Problem]) -> Iterator[Found]:
    tracks = {_text(_dict(t).get("slug")): _text(_dict(t).get("name")) for t in _list(about.get("tracks"))}
    biographies = {_text(_dict(p).get("guid")): _dict(p) for p in _list(schedule.get("persons"))}
    for position, event in enumerate(_list(schedule.get("events")), 1):
        where = f"event no. {position}"
        if not isinstance(event, dict):
            problems.append(Problem(where, "A session that is no object.", skipped=True))
            continue
        found = _common(event, where)
        found.date = _text(event.get("start"))
        found.end = _text(event.get("end"))
        found.duration = "" if found.end else _text(event.get("duration"))
        found.room = _named(event.get("room"))
        track = event.get("track")
        found.track = tracks.get(_text(_dict(track).get("slug")), "") or _named(track)
        found.persons = [
            _person({**biographies.get(_text(_dict(person).get("guid")), {}), **_dict(person)})
            for person in _list(event.get("participants")) or _list(event.get("persons"))
        ]
        yield found


def _common(event: dict[str, Any], where: str) -> Found:
    url = _text(event.get("url"))
    code = _text(event.get("code"))
    if not code and (
        in_address := re.search(r"/talk/([0-9A-Z]{6})/?$", url)
    ):  # pretalx writes it nowhere else
        code = in_address[1]
    return Found(
        where=where,
        id=_text(event.get("id")),
        guid=_text(event.get("guid")),
        code=code,
        title=_text(event.get("title")),
        subtitle=_text(event.get("subtitle")),
        type=_text(event.get("type")),
        language=_text(event.get("language")),
        abstract=_text(event.get("abstract")),
        description=_text(event.get("description")),
        status=_text(event.get("status")),
        url=url or _text(event.get("origin_url")),
        links=[
            FoundLink(_text(link.get("url")), _text(link.get("title")), _text(link.get("type")))
            for link in map(_dict, [*_list(event.get("links")), *_list(event.get("attachments"))])
        ],
    )


def _person(person: dict[str, Any]) -> FoundPerson:
    return FoundPerson(
        name=_text(person.get("public_name"))
        or _text(person.get("name"))
        or _text(person.get("full_public_name")),
        id=_text(person.get("guid")) or _text(person.get("code")) or _text(person.get("id")),
        biography=_text(person.get("biography")),
        url=_text(person.get("url")),
    )


def _schedule(data: bytes) -> tuple[dict[str, Any], str]:
    """What it says, and the name of the program that wrote it."""
    try:
        tree = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ScheduleUnreadable(f"This is no JSON: {error}.") from None
    schedule = _dict(tree).get("schedule")
    if not isinstance(schedule, dict):
        raise ScheduleUnreadable("This JSON has no «schedule».")
    return schedule, _text(_dict(_dict(tree).get("generator")).get("name"))


def _text(value: Any) -> str:
    """Words as they are; a number as its figures; words in several languages: English, else the first."""
    if isinstance(value, dict):
        value = value.get("en") or next((word for word in value.values() if isinstance(word, str)), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _named(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6 else None


def _color(value: Any) -> str:
    return value.lower() if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value) else ""
