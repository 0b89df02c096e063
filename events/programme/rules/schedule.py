"""A schedule that was read (`Read…`), and the words a reader of one format found in it (`Found…`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

EVERYWHERE = "Everywhere"
"""The room of what takes place in all of them: the formats for other programs know no session without one."""
OUR_NAME = "Folkmoot"
"""By which files that this program wrote are known again."""


class ScheduleUnreadable(ValueError):
    """Nothing can be made of this file; the message says why, for whoever gave it."""


@dataclass(frozen=True, slots=True)
class Problem:
    where: str  # "line 120", "day 2, Saal 1, 3rd"
    what: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class ReadConference:
    title: str
    acronym: str
    zone: str
    starts_on: date
    ends_on: date
    subtitle: str = ""
    venue: str = ""
    city: str = ""
    url: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class ReadRoom:
    name: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class ReadTrack:
    name: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """One person, known by name: every FOSDEM file has people with several ids, even within one talk."""

    name: str
    ids: tuple[str, ...] = ()
    biography: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReadSession:
    key: str  # names the session in its file and in later versions of it
    title: str
    kind: str  # talk | keynote | workshop | panel | break | other
    starts_at: datetime
    ends_at: datetime | None
    day: date  # the conference day it belongs to, in the conference's zone
    room: str
    track: str
    persons: tuple[str, ...]  # names, as in ReadSchedule.persons
    where: str
    type: str = ""  # the file's own word
    code: str = ""
    guid: str = ""
    subtitle: str = ""
    language: str = ""
    abstract: str = ""
    description: str = ""
    cancelled: bool = False
    url: str = ""
    video_url: str = ""
    slides_url: str = ""


@dataclass(frozen=True, slots=True)
class ReadSchedule:
    conference: ReadConference
    rooms: tuple[ReadRoom, ...]
    tracks: tuple[ReadTrack, ...]
    sessions: tuple[ReadSession, ...]
    persons: tuple[ReadPerson, ...]
    problems: tuple[Problem, ...]


# What a reader finds: words only


@dataclass(slots=True)
class FoundPerson:
    name: str
    id: str = ""
    biography: str = ""
    url: str = ""


@dataclass(slots=True)
class FoundLink:
    url: str
    title: str = ""
    type: str = ""


@dataclass(slots=True)
class Found:
    where: str
    title: str = ""
    id: str = ""
    guid: str = ""
    code: str = ""
    day: str = ""
    date: str = ""
    start: str = ""
    duration: str = ""
    end: str = ""
    room: str = ""
    track: str = ""
    type: str = ""
    language: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    status: str = ""
    url: str = ""
    persons: Sequence[FoundPerson] = ()
    links: Sequence[FoundLink] = ()


@dataclass(slots=True)
class FoundConference:
    title: str = ""
    acronym: str = ""
    subtitle: str = ""
    venue: str = ""
    city: str = ""
    start: str = ""
    end: str = ""
    zone: str = ""
    day_change: str = ""
    url: str = ""
    version: str = ""
    is_ours: bool = False
    """Written by this very program: its words are meant as they stand."""
