"""The programme as its makers have it: the sessions with their placements laid over, and what is wrong with it.

Read with a constant number of statements, however many sessions there are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from events.models import Event
from events.programme.models import Availability, Room, Session, SessionSpeaker, Star, Timetable
from events.programme.rules import conflicts, grid

STANDING = (Session.Status.DRAFT, Session.Status.CONFIRMED)

# What the editor shows and a release compares: a third of the columns, and there are hundreds of rows at each drop.
_READ = (
    "event", "uuid", "code", "title", "subtitle", "kind", "status", "language", "track", "sequence",
    "room", "starts_at", "ends_at", "placement__room", "placement__starts_at", "placement__ends_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drafted:
    """A session where its makers want it. `is_ahead` where that is not what everybody sees."""

    session: Session
    room_id: int | None
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    is_ahead: bool
    speakers: tuple[tuple[int, str], ...]
    kept: int

    @property
    def names(self) -> str:
        return ", ".join(name for _, name in self.speakers)

    @property
    def length(self) -> dt.timedelta:
        if self.starts_at is None or self.ends_at is None:
            return grid.WITHOUT_END
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class Draft:
    event: Event
    number: int
    rooms: list[Room]
    sessions: list[Drafted]
    house: conflicts.House
    found: list[conflicts.Conflict]

    @property
    def by_id(self) -> Mapping[int, Drafted]:
        return {one.session.pk: one for one in self.sessions}


def of(event: Event) -> Draft:
    timetable = Timetable.objects.filter(event=event).first() or Timetable(event=event)
    rooms = list(event.rooms.all())
    sessions = drafted(event)
    house = conflicts.House(
        zone=event.zone,
        seats={room.pk: room.capacity for room in rooms},
        hours=[
            conflicts.Hours(room, opens_at, closes_at)
            for room, opens_at, closes_at in event.hours.values_list("room", "opens_at", "closes_at")
        ],
        availability=_availability(event),
        turn_over=dt.timedelta(minutes=timetable.turn_over),
        walk=dt.timedelta(minutes=timetable.walk),
    )
    return Draft(
        event, timetable.edits, rooms, sessions, house, conflicts.find_conflicts(_placed(sessions), house)
    )


def drafted(event: Event) -> list[Drafted]:
    """All of the event's sessions, cancelled ones too, in three statements."""
    names: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = SessionSpeaker.objects.filter(session__event=event).order_by("position", "pk")
    for session, person, name in rows.values_list("session_id", "person_id", "person__name"):
        names[session].append((person, name))
    counted = (
        Star.objects.filter(session__event=event).values_list("session").annotate(Count("pk")).order_by()
    )
    kept = dict(counted)
    sessions = event.sessions.select_related("placement").only(*_READ).order_by("pk")
    return [_laid_over(one, tuple(names[one.pk]), kept.get(one.pk, 0)) for one in sessions]


def _laid_over(session: Session, speakers: tuple[tuple[int, str], ...], kept: int) -> Drafted:
    placement = getattr(session, "placement", None)
    if session.status == Session.Status.CANCELLED:  # it stays where everybody saw it last
        placement = None
    where = placement if placement is not None else session
    return Drafted(
        session,
        where.room_id,
        where.starts_at,
        where.ends_at,
        is_ahead=placement is not None,
        speakers=speakers,
        kept=kept,
    )


def _placed(sessions: Iterable[Drafted]) -> list[conflicts.Placed]:
    return [
        conflicts.Placed(
            one.session.pk,
            one.room_id,
            one.starts_at,
            one.starts_at + one.length,
            frozenset(person for person, _ in one.speakers),
            one.kept,
            changes_over=one.session.is_talk,
            for_all=one.session.kind == Session.Kind.KEYNOTE,
        )
        for one in sessions
        if one.starts_at is not None and one.session.status in STANDING
    ]


def _availability(event: Event) -> dict[int, list[conflicts.Span]]:
    said: dict[int, list[conflicts.Span]] = defaultdict(list)
    rows = Availability.objects.filter(event=event)
    for person, starts_at, ends_at in rows.values_list("person_id", "starts_at", "ends_at"):
        said[person].append((starts_at, ends_at))
    return said
