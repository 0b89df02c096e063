"""What a published schedule says, whatever format it came in.

Each format has a reader that only finds the words (`Found`); `assemble` decides what they mean. So a trap that one
program sets (a date in UTC beside a local start, one room twice, one person under three ids) is known in one place.
Nothing is dropped in silence: what was skipped or doubted stands in `problems`, with its place in the file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any, TypeVar
from unicodedata import normalize
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from core.places.zones import zones

from .plain import one_line, to_markdown
from .schedule import (
    EVERYWHERE,
    Found,
    FoundConference,
    FoundLink,
    FoundPerson,
    Problem,
    ReadConference,
    ReadPerson,
    ReadRoom,
    ReadSchedule,
    ReadSession,
    ReadTrack,
    ScheduleUnreadable,
)

LONGEST_TITLE = 300
LONGEST_KEY = 200
DAY_BEGINS = time(4)  # talks after midnight belong to the day before
MOST_SESSIONS = 20_000


def assemble(
    conference: FoundConference,
    found: Iterable[Found],
    *,
    timezone: str | None,
    rooms: Iterable[ReadRoom] = (),
    tracks: Iterable[ReadTrack] = (),
    problems: Iterable[Problem] = (),
) -> ReadSchedule:
    """Raises `ScheduleUnreadable` when there is no session left or nobody says which zone the times are in.

    `timezone`, when given, wins over the file's: one sample says UTC and means Berlin.
    """
    zone = _zone(timezone, conference.zone)
    told = list(problems)
    kept: list[ReadSession] = []
    people: dict[str, ReadPerson] = {}
    keys: set[str] = set()
    foreign_offsets = 0
    change = _day_change(conference.day_change)
    for one in found:
        if len(kept) >= MOST_SESSIONS:
            raise ScheduleUnreadable(f"This file has more than {MOST_SESSIONS} sessions.")
        try:
            session, odd = _session(one, zone, change, people, keys, is_ours=conference.is_ours)
        except _Skip as why:
            told.append(Problem(one.where, str(why), skipped=True))
            continue
        kept.append(session)
        told.extend(Problem(one.where, what) for what in odd)
        foreign_offsets += _offset_is_foreign(one.date, session.starts_at, zone)
    if not kept:
        raise ScheduleUnreadable("There is no session in this file that could be kept.")
    if foreign_offsets:
        told.append(
            Problem(
                "file",
                f"{foreign_offsets} times carry an offset that {zone.key} does not have; the instant was kept.",
            )
        )
    told.extend(_overlaps(kept))
    first, last = min(s.day for s in kept), max(s.day for s in kept)
    starts_on = _date(conference.start) or first
    ends_on = _date(conference.end) or last
    if not starts_on <= first <= last <= ends_on:
        told.append(
            Problem("file", f"The conference says {starts_on} to {ends_on}, its sessions {first} to {last}.")
        )
        starts_on, ends_on = min(starts_on, first), max(ends_on, last)
    return ReadSchedule(
        conference=ReadConference(
            title=one_line(conference.title)[:LONGEST_TITLE] or "Untitled",
            acronym=one_line(conference.acronym)[:80],
            subtitle=one_line(conference.subtitle)[:LONGEST_TITLE],
            venue=one_line(conference.venue)[:LONGEST_TITLE],
            city=one_line(conference.city)[:120],
            url=web_address(conference.url),
            version=one_line(conference.version)[:80],
            zone=zone.key,
            starts_on=starts_on,
            ends_on=ends_on,
        ),
        rooms=tuple(_used(rooms, (s.room for s in kept), ReadRoom)),
        tracks=tuple(_used(tracks, (s.track for s in kept), ReadTrack)),
        sessions=tuple(kept),
        persons=tuple(people.values()),
        problems=tuple(told),
    )


class _Skip(Exception):
    """Why one session cannot be kept."""


def _session(
    one: Found,
    zone: ZoneInfo,
    change: time,
    people: dict[str, ReadPerson],
    keys: set[str],
    *,
    is_ours: bool,
) -> tuple[ReadSession, list[str]]:
    odd: list[str] = []
    title = one_line(one.title)
    if not title:
        raise _Skip("A session without a title.")
    if len(title) > LONGEST_TITLE:
        odd.append(f"The title has {len(title)} characters and was cut at {LONGEST_TITLE}.")
        title = title[: LONGEST_TITLE - 1].rstrip() + "…"
    starts_at, unreal = _starts_at(one, zone, change)
    if unreal:
        odd.append(f"«{title}» starts at a time that the clocks of {zone.key} skip; it was moved by the gap.")
    ends_at = _ends_at(one, starts_at, zone, odd, title)
    key = next((word for word in (one_line(one.guid), one_line(one.id), one_line(one.code)) if word), "")
    if not key:
        key = f"{title}@{starts_at:%Y%m%dT%H%M}"
    if len(key) > LONGEST_KEY:  # cut alone it could be another's
        key = f"{key[: LONGEST_KEY - 33]}-{sha256(key.encode()).hexdigest()[:32]}"
    if key in keys:
        raise _Skip(f"«{title}» has an id that another session has: {key}.")
    keys.add(key)
    names = _remember(one.persons, people)
    video, slides = _recordings(one.links)
    local_start = starts_at.astimezone(zone)
    return (
        ReadSession(
            key=key,
            title=title,
            kind=one.type
            if is_ours and one.type in OUR_KINDS
            else kind_of(one.type, one.track, title, has_people=bool(names)),
            starts_at=starts_at,
            ends_at=ends_at,
            day=local_start.date() - timedelta(days=local_start.time() < change),
            room="" if one.room == EVERYWHERE else one_line(one.room)[:120],
            track=one_line(one.track)[:120],
            persons=names,
            where=one.where,
            type=one_line(one.type)[:80],
            code=one_line(one.code).upper() if re.fullmatch(r"[0-9A-Za-z]{6}", one_line(one.code)) else "",
            guid=one_line(one.guid).lower(),
            subtitle=one_line(one.subtitle)[:LONGEST_TITLE],
            language=language_tag(one.language),
            abstract=to_markdown(one.abstract),
            description=to_markdown(one.description),
            cancelled=one_line(one.status).lower() in ("cancelled", "canceled"),
            url=web_address(one.url),
            video_url=video,
            slides_url=slides,
        ),
        odd,
    )


# Times


def _zone(asked: str | None, stated: str) -> ZoneInfo:
    name = asked or one_line(stated)
    if not name:
        raise ScheduleUnreadable(
            "This file does not say in which time zone its times are. Say it with --timezone."
        )
    if name not in zones():
        raise ScheduleUnreadable(f"There is no time zone «{name[:60]}». Names look like Europe/Brussels.")
    return ZoneInfo(name)


def _starts_at(one: Found, zone: ZoneInfo, change: time) -> tuple[datetime, bool]:
    """A full date with an offset is the instant itself; day and start are wall time, and what starts before the day
    changes is on the next calendar day."""
    if one_line(one.date):
        try:
            at = datetime.fromisoformat(one_line(one.date))
        except ValueError:
            raise _Skip(f"«{one_line(one.date)[:40]}» is no date and time.") from None
        if at.tzinfo is not None:
            return _in_range(at), False
        return _from_wall(at, zone)
    day, start = _date(one.day), _clock(one.start)
    if day is None:
        raise _Skip(f"«{one_line(one.day)[:40]}» is no day.")
    if start is None:
        raise _Skip(f"«{one_line(one.start)[:40]}» is no time of day.")
    _must_be_meant(day.year)
    return _from_wall(datetime.combine(day, start) + timedelta(days=start < change), zone)


def _from_wall(at: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    instant = _in_range(at.replace(tzinfo=zone))
    return instant, instant.astimezone(zone).replace(tzinfo=None) != at


def _in_range(at: datetime) -> datetime:
    _must_be_meant(at.year)
    return at.astimezone(UTC)


def _must_be_meant(year: int) -> None:
    """Asked before anything is reckoned: beside the first and the last year there are no days."""
    if not 1970 <= year <= 2200:
        raise _Skip(f"The year {year} cannot be meant.")


def _ends_at(one: Found, starts_at: datetime, zone: ZoneInfo, odd: list[str], title: str) -> datetime | None:
    length: timedelta | None = None
    if one_line(one.duration):
        length = _duration(one.duration)
        if length is None:
            odd.append(f"«{one_line(one.duration)[:40]}» is no duration; «{title}» has no end.")
    elif one_line(one.end):
        try:
            at = datetime.fromisoformat(one_line(one.end))
            length = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC) - starts_at
        except (ValueError, OverflowError):
            odd.append(f"«{one_line(one.end)[:40]}» is no date and time; «{title}» has no end.")
    if length is None or length == timedelta():
        return None
    if not timedelta() < length <= timedelta(days=14):
        odd.append(f"«{title}» would last {length}; it was kept without an end.")
        return None
    return starts_at + length


def _offset_is_foreign(written: str, at: datetime, zone: ZoneInfo) -> bool:
    """Zone UTC, offset +01:00: one of the two is wrong. (An offset of zero beside any zone is merely UTC.)"""
    try:
        offset = datetime.fromisoformat(one_line(written)).utcoffset()
    except ValueError:
        return False
    return bool(offset) and offset != at.astimezone(zone).utcoffset()


def _day_change(text: str) -> time:
    """FOSDEM says 09:00 and opens at 09:00; only an hour of the night can be the border between two days."""
    at = _clock(text)
    return at if at is not None and at <= time(6) else DAY_BEGINS


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(one_line(text)[:10])
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", one_line(text))
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _duration(text: str) -> timedelta | None:
    """`HH:MM`, `HH:MM:SS`, `D:HH:MM:SS`, `PT45M`, or minutes."""
    text = one_line(text)
    if match := re.fullmatch(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?", text):
        return timedelta(hours=int(match[1] or 0), minutes=int(match[2] or 0))
    if not re.fullmatch(r"\d{1,5}(:\d{1,2}){0,3}", text):
        return None
    parts = [int(part) for part in text.split(":")]
    match parts:
        case [minutes]:
            return timedelta(minutes=minutes)
        case [hours, minutes]:
            return timedelta(hours=hours, minutes=minutes)
        case [hours, minutes, seconds]:
            return timedelta(hours=hours, minutes=minutes, seconds=seconds)
        case [days, hours, minutes, seconds]:
            return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None


def _overlaps(sessions: Sequence[ReadSession]) -> list[Problem]:
    told = []
    ordered = sorted(
        (s for s in sessions if s.room and s.ends_at), key=lambda s: (s.room, s.starts_at, s.key)
    )
    for before, after in pairwise(ordered):
        if before.room == after.room and before.ends_at is not None and after.starts_at < before.ends_at:
            told.append(
                Problem(
                    after.where, f"«{after.title}» overlaps «{before.title}» in {after.room}; both were kept."
                )
            )
    return told


# Words

OUR_KINDS = frozenset({"talk", "keynote", "workshop", "panel", "break", "other"})
_KINDS = (
    ("keynote", re.compile(r"\bkeynotes?\b|\bplenary\b", re.I)),
    (
        "workshop",
        re.compile(r"\bworkshops?\b|\btutorials?\b|\btraining\b|\bhands.on\b|\bcertification\b", re.I),
    ),
    ("panel", re.compile(r"\bpanels?\b|\bdiscussion\b|\bbofs?\b|\bbirds of a feather\b", re.I)),
    ("break", re.compile(r"\bbreaks?\b|\blunch\b|\bcoffee\b", re.I)),
)
_MEAL = re.compile(
    r"^(morning |afternoon |short |long )?(tea|coffee|lunch|dinner|breakfast)\b|\bbreak$", re.I
)


def kind_of(type_: str, track: str, title: str, *, has_people: bool) -> str:
    """Our word for the file's type. A title alone never makes a keynote; it makes a break only where nobody speaks."""
    word = one_line(type_)
    for kind, pattern in _KINDS:
        if pattern.search(word):
            return kind
    if re.fullmatch(r"keynotes?", one_line(track), re.I):
        return "keynote"
    if not has_people and _MEAL.search(title):
        return "break"
    return "other" if word.lower() in ("other", "meeting", "party", "social") else "talk"


def language_tag(text: str) -> str:
    tag = one_line(text).replace("_", "-").lower()
    return tag if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", tag) else ""


def web_address(text: Any) -> str:
    """Only http and https: an address out of a file becomes a link on our pages."""
    value = one_line(text if isinstance(text, str) else "")
    try:
        parts = urlsplit(value)
        return (
            value
            if parts.scheme in ("http", "https") and parts.hostname and " " not in value and len(value) <= 500
            else ""
        )
    except ValueError:
        return ""


def _remember(found: Sequence[FoundPerson], people: dict[str, ReadPerson]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for person in found:
        name = normalize("NFC", one_line(person.name))[:120]
        if not name:
            continue
        id_ = one_line(person.id)
        known = people.get(name) or ReadPerson(name=name)
        people[name] = ReadPerson(
            name=known.name,
            ids=known.ids if not id_ or id_ in known.ids else (*known.ids, id_),
            biography=known.biography or to_markdown(person.biography),
            url=known.url or web_address(person.url),
        )
        names[known.name] = None
    return tuple(names)


def _recordings(links: Sequence[FoundLink]) -> tuple[str, str]:
    video = slides = ""
    for link in links:
        url = web_address(link.url)
        words = f"{link.title} {link.type}".lower()
        if url and not video and ("video" in words or "recording" in words):
            video = url
        elif url and not slides and ("slides" in words or "presentation" in words):
            slides = url
    return video, slides


T = TypeVar("T", ReadRoom, ReadTrack)


def _used(listed: Iterable[T], names: Iterable[str], make: type[T]) -> Iterable[T]:
    """Rooms and tracks in the order in which the file lists them, else that of their first session; only those with a
    session. A name stands once, though some files list it twice."""
    count = Counter(name for name in names if name)
    by_name: dict[str, T] = {}
    for one in listed:
        if one.name in count:
            by_name.setdefault(one.name, one)
    for name in count:
        by_name.setdefault(name, make(name=name))
    return by_name.values()
