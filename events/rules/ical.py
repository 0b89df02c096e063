"""The one serialiser of calendars: feeds, downloads and the entries inside mails all pass through here.

A `Feed` goes in, bytes come out, and the same `Feed` always gives the same bytes: nothing here reads the clock.

Times are written in UTC and never with a `TZID`: every meeting is an entry of its own, so nothing is lost, and readers
disagree about `VTIMEZONE` (one engine shows a New York summer an hour late). The wall time and its zone stand in the
description instead, see `wall_time`.

It is written by hand rather than with the icalendar package because a feed of two thousand talks must be cheap, and
because everything a stranger can type passes through `_one_line` or `_many_lines` here, where it is easily seen that no
property can be injected.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from PIL.ImageColor import colormap

PRODID = "-//Folkmoot//Calendar//EN"
FOLD_AT = 75  # octets, without the line break (RFC 5545, 3.1)
CANCELLED_STAYS = timedelta(days=90)

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Address:
    """A person of a mailed entry."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting: `starts` and `ends` are both aware instants, or both dates (then `ends` is the first day after)."""

    uid: str
    summary: str
    starts: datetime | date
    changed_at: datetime  # when what is shown last changed: never "now"
    ends: datetime | date | None = None
    created_at: datetime | None = None
    sequence: int = 0
    status: Status = "CONFIRMED"
    description: str = ""
    location: str = ""
    url: str = ""
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    related_to: str = ""
    conference: str = ""
    image: str = ""
    organizer: Address | None = None
    attendees: tuple[Address, ...] = ()
    is_reminder: bool = False  # it takes no time: who has it in their calendar is still free
    alarms: tuple[timedelta, ...] = ()  # so long before it begins
    zone: str = ""  # where the clock is that people read; not written, for times are in UTC


@dataclass(frozen=True, slots=True)
class Feed:
    name: str
    entries: tuple[Entry, ...] = ()
    method: Method = "PUBLISH"
    description: str = ""
    url: str = ""
    color: str = ""  # "#rrggbb"; written as the nearest colour that has a name
    refresh: timedelta = field(default=timedelta(hours=1))

    @property
    def changed_at(self) -> datetime | None:
        return max((entry.changed_at for entry in self.entries), default=None)


def serialise(feed: Feed) -> bytes:
    """The whole calendar: UTF-8, CRLF, folded."""
    return b"".join(fold(line) for line in _feed_lines(feed))


def event_uid(uuid: object, domain: str) -> str:
    return f"event-{uuid}@{domain}"


def session_uid(uuid: object, domain: str) -> str:
    return f"session-{uuid}@{domain}"


def deadline_uid(uuid: object, domain: str) -> str:
    return f"deadline-{uuid}@{domain}"


def still_shown(*, cancelled: bool, changed_at: datetime, now: datetime) -> bool:
    """A cancelled meeting stays in feeds for 90 days, so that every subscriber has heard of it before it goes."""
    return not cancelled or changed_at + CANCELLED_STAYS > now


def wall_time(starts: datetime, ends: datetime | None, zone: str) -> str:
    """`2026-03-03 19:00–21:00 (Europe/Berlin, UTC+01:00)`: figures only, so that it reads in every language."""
    there = ZoneInfo(zone)
    begin = starts.astimezone(there)
    text = f"{begin:%Y-%m-%d %H:%M}"
    if ends is not None and ends > starts:
        end = ends.astimezone(there)
        text += f"–{end:%H:%M}" if end.date() == begin.date() else f" – {end:%Y-%m-%d %H:%M}"
    return f"{text} ({zone}, {_offset(begin)})"


def fold(line: str) -> bytes:
    """A content line in octets, broken so that no piece is longer than 75 and none ends within a character."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= FOLD_AT:
        return octets + b"\r\n"
    pieces, start, room = [], 0, FOLD_AT
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a character: step back to where it begins
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, FOLD_AT - 1  # the space that marks a continuation counts
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


# The lines


def _feed_lines(feed: Feed) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODID}"
    yield "CALSCALE:GREGORIAN"
    yield f"METHOD:{feed.method}"
    if feed.method == "PUBLISH":  # what follows is about subscribing; mail has nothing to refresh
        yield f"NAME:{_one_line(feed.name)}"
        yield f"X-WR-CALNAME:{_one_line(feed.name)}"
        if feed.description:
            yield f"DESCRIPTION:{_many_lines(feed.description)}"
            yield f"X-WR-CALDESC:{_many_lines(feed.description)}"
        if url := _uri(feed.url):
            yield f"URL;VALUE=URI:{url}"
        if feed.color:
            yield f"COLOR:{colour_name(feed.color)}"
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{_duration(feed.refresh)}"
        yield f"X-PUBLISHED-TTL:{_duration(feed.refresh)}"
    for entry in feed.entries:
        yield from _entry_lines(entry, feed.method)
    yield "END:VCALENDAR"


def _entry_lines(entry: Entry, method: Method) -> Iterator[str]:
    changed = _instant(entry.changed_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{_one_line(entry.uid)}"
    yield f"DTSTAMP:{changed}"
    yield _moment("DTSTART", entry.starts)
    if (
        entry.ends is not None and entry.ends > entry.starts
    ):  # an end at or before the start is not allowed to be written
        yield _moment("DTEND", entry.ends)
    yield f"CREATED:{_instant(entry.created_at or entry.changed_at)}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{max(0, int(entry.sequence))}"
    yield f"STATUS:{'CANCELLED' if method == 'CANCEL' else entry.status}"
    yield f"SUMMARY:{_one_line(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_many_lines(entry.description)}"
    if entry.location:
        yield f"LOCATION:{_one_line(entry.location)}"
    if entry.geo is not None and -90 <= entry.geo[0] <= 90 and -180 <= entry.geo[1] <= 180:
        yield f"GEO:{entry.geo[0]:.6f};{entry.geo[1]:.6f}"
    if url := _uri(entry.url):
        yield f"URL;VALUE=URI:{url}"
    categories = [text for text in map(_one_line, entry.categories) if text]
    if categories:
        yield f"CATEGORIES:{','.join(categories)}"
    if entry.related_to:
        yield f"RELATED-TO:{_one_line(entry.related_to)}"
    if conference := _uri(entry.conference):
        yield f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{conference}"
    if image := _uri(entry.image):
        yield f"IMAGE;VALUE=URI;DISPLAY=BADGE:{image}"
    if entry.is_reminder:
        yield "TRANSP:TRANSPARENT"
    if method != "PUBLISH":  # in a feed the addresses of people would be given to all
        if entry.organizer is not None and (mailto := _mailto(entry.organizer)):
            yield f"ORGANIZER{_cn(entry.organizer)}:{mailto}"
        for person in entry.attendees:
            if mailto := _mailto(person):
                yield f"ATTENDEE{_cn(person)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:{mailto}"
    if entry.status != "CANCELLED":
        for before in entry.alarms:
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"DESCRIPTION:{_one_line(entry.summary)}"
            yield f"TRIGGER:-{_duration(before)}"
            yield "END:VALARM"
    yield "END:VEVENT"


# Values

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\t": " "})


def _many_lines(text: str) -> str:
    """TEXT: every kind of line break becomes `\\n`, no control character is left."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text)).strip().translate(_ESCAPES)


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", _BREAKS.sub(" ", text)).split()).translate(_ESCAPES)


def _uri(value: str) -> str:
    """A web address that may stand in a line as it is, else nothing: a broken one helps nobody."""
    value = value.strip()
    if not value or _BREAKS.search(value) or _CONTROLS.search(value):
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    return quote(value, safe="!#$%&'()*+,/:;=?@[]~")


def _mailto(person: Address) -> str:
    email = person.email.strip()
    if "@" not in email or _BREAKS.search(email) or _CONTROLS.search(email):
        return ""
    return "mailto:" + quote(email, safe="!#$&'*+/=?^_`{|}~.@-")


def _cn(person: Address) -> str:
    """A parameter value knows no escaping, so a double quote becomes a single one."""
    name = " ".join(_CONTROLS.sub("", _BREAKS.sub(" ", person.name)).split()).replace('"', "'")
    return f';CN="{name}"' if name else ""


def _moment(name: str, value: datetime | date) -> str:
    if isinstance(value, datetime):
        return f"{name}:{_instant(value)}"
    return f"{name};VALUE=DATE:{value.year:04}{value.month:02}{value.day:02}"


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("A calendar is made of instants; this time has no zone.")
    at = value.astimezone(UTC)
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _duration(value: timedelta) -> str:
    minutes = max(1, int(value.total_seconds() // 60))
    if minutes % (24 * 60) == 0:
        return f"P{minutes // (24 * 60)}D"
    return f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"


def _offset(at: datetime) -> str:
    minutes = int((at.utcoffset() or timedelta()).total_seconds() // 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


# Colours

# RFC 7986 wants a name of CSS 3, which is Pillow's list without the one that CSS 4 added.
_NAMED = {name: code for name, code in colormap.items() if isinstance(code, str) and name != "rebeccapurple"}


@lru_cache(maxsize=256)
def colour_name(code: str) -> str:
    """The nearest CSS 3 colour name to `#rrggbb`, as the eye sees it (OKLab); `steelblue` for what is no colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", code):
        return "steelblue"
    wanted = _oklab(code)
    return min(
        _NAMED,
        key=lambda name: (sum((a - b) ** 2 for a, b in zip(wanted, _oklab(_NAMED[name]), strict=True)), name),
    )


@lru_cache(maxsize=512)
def _oklab(code: str) -> tuple[float, float, float]:
    r, g, b = (_linear(int(code[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
