"""The programme for other programs: frab's schedule.xml and c3voc's schedule.json, out of one reading of the rows."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from core.contrast import DEFAULT_ACCENT
from core.links import absolute
from events.models import Event
from events.programme.ical_entries import file_path, session_path
from events.programme.models import Session
from events.programme.rules.schedule import EVERYWHERE, OUR_NAME
from people.models import Person

GENERATOR = {"name": OUR_NAME, "version": "1"}
JSON_SCHEMA = "https://c3voc.de/schedule/schema.json"
WITHOUT_END = dt.timedelta(minutes=30)  # these formats know no session without a duration
DAY_BEGINS = dt.timedelta(hours=4)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Programme:
    """What is published of an event: sessions that take place and have a time, with room, track and people fetched."""

    event: Event
    sessions: Sequence[Session]
    version: str

    def days(self) -> list[tuple[dt.date, dict[str, list[Session]]]]:
        """Each day with its rooms in order, from 04:00 to 03:59 of the next; days without sessions as well."""
        by_date: dict[dt.date, dict[str, list[Session]]] = {}
        for session in sorted(
            self.sessions, key=lambda s: (s.room.position if s.room else 32_000, s.starts_at, s.pk)
        ):
            rooms = by_date.setdefault((_local(session, self.event) - DAY_BEGINS).date(), {})
            rooms.setdefault(session.room.name if session.room else EVERYWHERE, []).append(session)
        if not by_date:
            return []
        first, last = min(by_date), max(by_date)
        whole = [first + dt.timedelta(days=n) for n in range(min((last - first).days, 60) + 1)]
        return [(date, by_date.get(date, {})) for date in whole]


def schedule_xml(programme: Programme) -> bytes:
    event = programme.event
    root = Element("schedule")
    SubElement(root, "generator", {**GENERATOR, "system": "folkmoot"})
    _text(root, "url", absolute(f"{event.get_absolute_url()}schedule/"))
    _text(root, "version", programme.version)
    about = SubElement(root, "conference")
    days = programme.days()
    for name, value in _about(event, days).items():
        _text(about, name, value)
    SubElement(about, "color", {"primary": event.accent or DEFAULT_ACCENT})
    for track in _tracks(programme):
        SubElement(about, "track", track)
    for index, (date, rooms) in enumerate(days, 1):
        start, end = _limits(date, event)
        day = SubElement(root, "day", {"index": str(index), "date": f"{date}", "start": start, "end": end})
        for name, sessions in rooms.items():
            room = SubElement(day, "room", {"name": _xml(name), "guid": _room_guid(name, sessions[0], event)})
            for session in sessions:
                _session_xml(room, session, event)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8")


def _session_xml(room: Element, session: Session, event: Event) -> None:
    element = SubElement(
        room, "event", {"guid": str(session.uuid), "id": str(session.pk), "code": session.code}
    )
    url = absolute(session_path(session, event))
    _text(element, "room", session.room.name if session.room else EVERYWHERE)
    _text(element, "title", session.title)
    _text(element, "subtitle", session.subtitle)
    _text(element, "type", session.kind)
    _text(element, "date", _local(session, event).isoformat(timespec="seconds"))
    _text(element, "start", f"{_local(session, event):%H:%M}")
    _text(element, "duration", _duration(session))
    _text(element, "abstract", session.abstract)
    _text(element, "slug", _slug(session, event))
    _text(element, "track", session.track.name if session.track else "")
    persons = SubElement(element, "persons")
    for person in session.people:
        said = SubElement(persons, "person", {"id": str(person.pk), "guid": str(person.uuid)})
        said.text = _xml(person.name)
    _text(element, "language", session.language or event.language)
    _text(element, "description", session.description)
    recording = SubElement(element, "recording")
    _text(recording, "license", "")
    _text(recording, "optout", "true" if session.do_not_record else "false")
    links = SubElement(element, "links")
    if session.video_url:
        SubElement(links, "link", {"href": _xml(session.video_url)}).text = "Video"
    attachments = SubElement(element, "attachments")
    if session.slides_url:
        SubElement(
            attachments, "attachment", {"href": _xml(session.slides_url), "type": "slides"}
        ).text = "Slides"
    for row in session.files.all():
        href = absolute(file_path(row.pk, session, event))
        SubElement(attachments, "attachment", {"href": href, "type": row.content_type}).text = _xml(row.title)
    _text(element, "url", url)
    _text(element, "feedback_url", url)
    _text(element, "origin_url", session.source_url or url)


def schedule_json(programme: Programme) -> bytes:
    event = programme.event
    days = programme.days()
    rooms = {name: sessions[0] for _, of_day in days for name, sessions in of_day.items()}
    about: dict[str, Any] = _about(event, days)
    about["daysCount"] = int(about.pop("days"))
    about.pop("base_url")
    conference = {
        **about,
        "colors": {"primary": event.accent or DEFAULT_ACCENT},
        "rooms": [
            {
                "name": name,
                "slug": session.room.slug if session.room else "everywhere",
                "guid": _room_guid(name, session, event),
                "description": None,
                "capacity": session.room.capacity if session.room else None,
            }
            for name, session in rooms.items()
        ],
        "tracks": _tracks(programme),
        "days": [
            {
                "index": index,
                "date": f"{date}",
                "day_start": _limits(date, event)[0],
                "day_end": _limits(date, event)[1],
                "rooms": {
                    name: [_session_json(s, event) for s in sessions] for name, sessions in of_day.items()
                },
            }
            for index, (date, of_day) in enumerate(days, 1)
        ],
    }
    url = absolute(f"{event.get_absolute_url()}schedule/")
    tree = {
        "$schema": JSON_SCHEMA,
        "generator": {**GENERATOR, "url": absolute("/")},
        "schedule": {"url": url, "version": programme.version, "base_url": url, "conference": conference},
    }
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _session_json(session: Session, event: Event) -> dict[str, Any]:
    url = absolute(session_path(session, event))
    return {
        "guid": str(session.uuid),
        "code": session.code,
        "id": session.pk,
        "date": _local(session, event).isoformat(timespec="seconds"),
        "start": f"{_local(session, event):%H:%M}",
        "duration": _duration(session),
        "room": session.room.name if session.room else EVERYWHERE,
        "slug": _slug(session, event),
        "url": url,
        "title": session.title,
        "subtitle": session.subtitle,
        "track": session.track.name if session.track else None,
        "type": session.kind,
        "language": session.language or event.language,
        "abstract": session.abstract,
        "description": session.description,
        "logo": None,
        "persons": [_person_json(person, event) for person in session.people],
        "links": [{"title": "Video", "url": session.video_url, "type": "related"}]
        if session.video_url
        else [],
        "attachments": [
            *(
                [{"title": "Slides", "url": session.slides_url, "type": "slides"}]
                if session.slides_url
                else []
            ),
            *(
                {
                    "title": row.title,
                    "url": absolute(file_path(row.pk, session, event)),
                    "type": row.content_type,
                }
                for row in session.files.all()
            ),
        ],
        "recording_license": "",
        "do_not_record": session.do_not_record,
        "feedback_url": url,
        "origin_url": session.source_url or url,
    }


def _person_json(person: Person, event: Event) -> dict[str, Any]:
    return {
        "code": _base36(person.pk),
        "name": person.name,
        "public_name": person.name,
        "avatar": None,
        "biography": person.biography if person.is_public else "",
        "guid": str(person.uuid),
        "url": absolute(f"{event.get_absolute_url()}speakers/{person.slug}/"),
    }


def _about(event: Event, days: Sequence[tuple[dt.date, Any]]) -> dict[str, str]:
    return {
        "title": event.title,
        "acronym": event.slug,
        "start": f"{days[0][0] if days else event.local_start.date()}",
        "end": f"{days[-1][0] if days else event.local_end.date()}",
        "days": str(len(days)),
        "timeslot_duration": "00:05",
        "base_url": absolute(f"{event.get_absolute_url()}schedule/"),
        "url": absolute(event.get_absolute_url()),
        "time_zone_name": event.timezone,
    }


def _tracks(programme: Programme) -> list[dict[str, str]]:
    """Only those with a session, in the order of their first."""
    found = {session.track.pk: session.track for session in programme.sessions if session.track}
    color = programme.event.accent or DEFAULT_ACCENT
    return [{"name": _xml(t.name), "slug": t.slug, "color": t.color or color} for t in found.values()]


def _limits(date: dt.date, event: Event) -> tuple[str, str]:
    begin = dt.datetime.combine(date, dt.time(4), event.zone)
    end = dt.datetime.combine(date + dt.timedelta(days=1), dt.time(3, 59), event.zone)
    return begin.isoformat(timespec="seconds"), end.isoformat(timespec="seconds")


def _local(session: Session, event: Event) -> dt.datetime:
    assert session.starts_at is not None  # noqa: S101 - a Programme holds only sessions with a time
    return session.starts_at.astimezone(event.zone)


def _duration(session: Session) -> str:
    assert session.starts_at is not None  # noqa: S101 - as above
    length = session.ends_at - session.starts_at if session.ends_at else WITHOUT_END
    minutes = max(1, int(length.total_seconds() // 60))
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _room_guid(name: str, session: Session, event: Event) -> str:
    return str(session.room.uuid if session.room else uuid.uuid5(event.uuid, name))


def _slug(session: Session, event: Event) -> str:
    return "-".join(part for part in (event.slug, str(session.pk), session.slug) if part)


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text.rjust(6, "0")


def _text(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = _xml(value)


def _xml(value: str) -> str:
    return _NOT_XML.sub("", value)
