"""What an editor is warned of: two in one room, a speaker in two places, too small a room.

All spans are half-open: what ends at ten and what begins at ten do not meet. Nothing here forbids: a warning stands
beside the session, and the editor decides.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY_BEGINS = dt.timedelta(hours=4)  # what is open after midnight is open on the day before

Span = tuple[dt.datetime, dt.datetime]


class Kind(StrEnum):
    ROOM = "room"  # somebody else is in that room
    SPEAKER = "speaker"  # a speaker is elsewhere at that time
    AWAY = "away"  # a speaker said that they cannot
    CLOSED = "closed"  # the room is not open
    SMALL = "small"  # more want to see it than the room has seats
    TURN_OVER = "turn_over"  # too little time to change in the room
    WALK = "walk"  # too little time for a speaker to come from the other room


@dataclass(frozen=True, slots=True)
class Placed:
    """A session at its place. `room` None is all rooms. `changes_over` is whether a stage is made ready for it,
    `for_all` whether it is a keynote: everybody is there, as in what is in all rooms."""

    key: int
    room: int | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    speakers: frozenset[int] = frozenset()
    kept: int = 0
    changes_over: bool = True
    for_all: bool = False

    @property
    def has_everybody(self) -> bool:
        return self.for_all or self.room is None


@dataclass(frozen=True, slots=True)
class Hours:
    room: int | None
    opens_at: dt.datetime
    closes_at: dt.datetime


@dataclass(frozen=True, slots=True)
class House:
    """What the sessions are held against. Who has no `availability` can always; without `hours` all is open."""

    zone: ZoneInfo
    seats: Mapping[int, int | None] = field(default_factory=dict)
    hours: Sequence[Hours] = ()
    availability: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    turn_over: dt.timedelta = dt.timedelta()
    walk: dt.timedelta = dt.timedelta()


@dataclass(frozen=True, slots=True)
class Conflict:
    kind: Kind
    session: int
    other: int | None = None
    speaker: int | None = None


def find_conflicts(placed: Iterable[Placed], house: House) -> list[Conflict]:
    """Each once: of two that meet, `session` is the one that begins later. In the order of time."""
    rows = sorted(placed, key=lambda row: (row.starts_at, row.ends_at, row.key))
    found: list[Conflict] = []
    reach = max(house.turn_over, house.walk, dt.timedelta())
    going: list[Placed] = []
    for row in rows:
        going = [other for other in going if other.ends_at + reach > row.starts_at]
        for other in going:
            found.extend(_between(other, row, house))
        going.append(row)
    openings = _Openings(house)
    for row in rows:
        found.extend(_alone(row, house, openings))
    at = {row.key: n for n, row in enumerate(rows)}
    found.sort(key=lambda one: at[one.session])
    return found


def meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def same_room(one: int | None, other: int | None) -> bool:
    """What is in all rooms is in each."""
    return one is None or other is None or one == other


def _changes_over(first: Placed, second: Placed) -> bool:
    """Whether a room is made ready between the two. From one keynote to the next everybody stays where they are."""
    both_talk = first.changes_over and second.changes_over
    return both_talk and not (first.has_everybody and second.has_everybody)


def _between(first: Placed, second: Placed, house: House) -> Iterable[Conflict]:
    """`second` begins no earlier than `first`."""
    gap = second.starts_at - first.ends_at
    both = sorted(first.speakers & second.speakers)
    shares_a_room = same_room(first.room, second.room)
    if gap < dt.timedelta():
        if shares_a_room:
            yield Conflict(Kind.ROOM, second.key, first.key)
        yield from (Conflict(Kind.SPEAKER, second.key, first.key, person) for person in both)
        return
    if shares_a_room and _changes_over(first, second) and gap < house.turn_over:
        yield Conflict(Kind.TURN_OVER, second.key, first.key)
    if not shares_a_room and gap < house.walk:
        yield from (Conflict(Kind.WALK, second.key, first.key, person) for person in both)


def _alone(row: Placed, house: House, openings: "_Openings") -> Iterable[Conflict]:
    span = (row.starts_at, row.ends_at)
    if not openings.holds(row.room, span):
        yield Conflict(Kind.CLOSED, row.key)
    for person in sorted(row.speakers):
        said = house.availability.get(person)
        if said and not _within(span, joined(said)):
            yield Conflict(Kind.AWAY, row.key, speaker=person)
    seats = house.seats.get(row.room) if row.room is not None else None
    if seats is not None and row.kept > seats:
        yield Conflict(Kind.SMALL, row.key)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as can be: those that meet or touch become one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _within(span: Span, joined_spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in joined_spans)


def open_spans(room: int | None, hours: Iterable[Hours], zone: ZoneInfo) -> list[Span]:
    """When a room is open: on each day its own hours, or those of all rooms where it has none on that day."""
    own: dict[dt.date, list[Span]] = defaultdict(list)
    general: dict[dt.date, list[Span]] = defaultdict(list)
    for row in hours:
        if row.room in (None, room):
            day = (row.opens_at.astimezone(zone) - DAY_BEGINS).date()
            (general if row.room is None else own)[day].append((row.opens_at, row.closes_at))
    days = {**general, **own}
    return joined(span for spans in days.values() for span in spans)


class _Openings:
    """`open_spans` worked out once a room."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._known: dict[int | None, list[Span]] = {}

    def holds(self, room: int | None, span: Span) -> bool:
        """What is in all rooms needs the hours of all rooms; where only single rooms have hours, those of any."""
        if not self._house.hours:
            return True
        if room not in self._known:
            rows = self._house.hours
            if room is None and all(row.room is not None for row in rows):
                self._known[room] = joined((row.opens_at, row.closes_at) for row in rows)
            else:
                self._known[room] = open_spans(room, rows, self._house.zone)
        return _within(span, self._known[room])
