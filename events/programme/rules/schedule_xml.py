"""Reading schedule.xml: pentabarf, frab, pretalx and wafer, which agree on most of it."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from .plain import one_line
from .reading import assemble
from .schedule import (
    OUR_NAME,
    Found,
    FoundConference,
    FoundLink,
    FoundPerson,
    ReadRoom,
    ReadSchedule,
    ReadTrack,
    ScheduleUnreadable,
)


def read_pentabarf(data: bytes, timezone: str | None = None) -> ReadSchedule:
    root = _parse(data)
    if root.tag != "schedule":
        raise ScheduleUnreadable(f"This is XML, but no schedule: it begins with <{one_line(root.tag)[:40]}>.")
    days = root.findall("day")
    if not days:
        raise ScheduleUnreadable("There is no <day> in this schedule.")
    about = root.find("conference")
    about = Element("conference") if about is None else about
    return assemble(
        FoundConference(
            title=_text(about, "title"),
            acronym=_text(about, "acronym"),
            subtitle=_text(about, "subtitle"),
            venue=_text(about, "venue"),
            city=_text(about, "city"),
            start=_text(about, "start"),
            end=_text(about, "end"),
            zone=_text(about, "time_zone_name"),
            day_change=_text(about, "day_change"),
            url=_text(about, "url") or _text(about, "base_url"),
            version=_text(root, "version") or _text(about, "release"),
            is_ours=any(one.get("name") == OUR_NAME for one in root.findall("generator")),
        ),
        _events(days),
        timezone=timezone,
        rooms=[ReadRoom(one_line(room.get("name"))) for day in days for room in day.findall("room")],
        tracks=[
            ReadTrack(one_line(track.get("name") or track.text), _color(track.get("color")))
            for track in [*about.findall("track"), *root.findall("tracks/track")]
        ],
    )


def _events(days: list[Element]) -> Iterator[Found]:
    for day in days:
        date = day.get("date") or ""
        for child in day:
            if child.tag == "event":  # 2007 knows no <room> around its events
                yield _event(child, date, "")
            elif child.tag == "room":
                for event in child.findall("event"):
                    yield _event(event, date, child.get("name") or "")


def _event(event: Element, day: str, room: str) -> Found:
    return Found(
        where=f"line {getattr(event, 'line', '?')}",
        id=event.get("id") or "",
        guid=event.get("guid") or "",
        code=event.get("code") or "",
        day=day,
        date=_text(event, "date"),
        start=_text(event, "start"),
        duration=_text(event, "duration"),
        room=_text(event, "room") or room,
        title=_text(event, "title"),
        subtitle=_text(event, "subtitle"),
        track=_text(event, "track"),
        type=_text(event, "type"),
        language=_text(event, "language"),
        abstract=_text(event, "abstract"),
        description=_text(event, "description"),
        status=event.get("status") or _text(event, "status"),
        url=_text(event, "url") or _text(event, "origin_url"),
        persons=[
            FoundPerson(name="".join(person.itertext()), id=person.get("id") or "")
            for person in event.findall("persons/person")
        ],
        links=[
            *([FoundLink(_text(event, "video"), "video")] if _text(event, "video") else []),
            *(FoundLink(link.get("href") or "", link.text or "") for link in event.findall("links/link")),
            *(
                FoundLink(a.get("href") or "", a.text or "", a.get("type") or "")
                for a in event.findall("attachments/attachment")
            ),
        ],
    )


def _text(parent: Element, tag: str) -> str:
    child = parent.find(tag)
    return "" if child is None else "".join(child.itertext()).strip()


def _color(text: str | None) -> str:
    return text.lower() if text and re.fullmatch(r"#[0-9a-fA-F]{6}", text) else ""


class _Lined(XMLParser):  # type: ignore[misc]
    """Each element knows its line, so that problems can be told by line."""

    def _start(self, *args: Any, **kwargs: Any) -> Element:
        element = super()._start(*args, **kwargs)
        element.line = self.parser.CurrentLineNumber
        return element


def _parse(data: bytes) -> Element:
    parser = _Lined(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        return parser.close()
    except DefusedXmlException:
        raise ScheduleUnreadable(
            "This XML declares entities or a document type, which no schedule needs."
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise ScheduleUnreadable(f"This is no well-formed XML: {error}.") from None
