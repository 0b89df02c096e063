"""The timetable in the making: each drop of an editor, one after the other (docs/decisions/0022)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from events.actions.event import NotNow
from events.models import Event
from events.programme.models import Move, Placement, Room, Session, Timetable
from events.programme.rules import conflicts
from events.programme.rules.release import read, written

AROUND = dt.timedelta(days=1)  # set-up the day before, a night that ends the day after
LONGEST = dt.timedelta(hours=24)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """`room` is an id; None is all rooms. Without a time it is nowhere in the timetable."""

    room: int | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None

    @classmethod
    def of(cls, row: Session | Placement) -> "Place":
        return cls(row.room_id, row.starts_at, row.ends_at)

    @classmethod
    def kept(cls, kept: Mapping[str, Any]) -> "Place":
        return cls(kept["room"], read(kept["starts_at"]), read(kept["ends_at"]))

    def to_keep(self) -> dict[str, Any]:
        return {"room": self.room, "starts_at": written(self.starts_at), "ends_at": written(self.ends_at)}

    def meets(self, other: "Place") -> bool:
        if not (self.starts_at and self.ends_at and other.starts_at and other.ends_at):
            return False
        together = conflicts.meet((self.starts_at, self.ends_at), (other.starts_at, other.ends_at))
        return together and conflicts.same_room(self.room, other.room)


@dataclass(frozen=True, slots=True)
class Moved:
    """`number` is that of the timetable now, `others` what came since the editor looked. `move` None: it was there
    already."""

    number: int
    move: Move | None
    others: list[Move] = field(default_factory=list)


class ChangedMeanwhile(Exception):
    """Somebody moved this session, or put another where it should go. `moves` is all that came since."""

    def __init__(self, number: int, moves: list[Move], against: list[Move]) -> None:
        super().__init__(number)
        self.number, self.moves, self.against = number, moves, against


class NoSuchPlace(ValueError):
    """The words say why."""


class NothingToUndo(Exception):
    pass


def is_drafted(event: Event) -> bool:
    """Whether places are first drafted: once somebody used the editor, or the schedule was released."""
    return Timetable.objects.filter(event=event, edits__gt=0).exists() or event.releases.exists()


def move(
    *,
    session: Session,
    room: Room | None,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    seen: int,
    by: Any,
    now: dt.datetime,
) -> Moved:
    """Raises ChangedMeanwhile, NoSuchPlace; NotNow for what is cancelled."""
    place = Place(room.pk if room else None, starts_at, ends_at)
    _check(session.event, room, place)
    return drop(session=session, place=place, seen=seen, by=by, now=now)


def unplace(*, session: Session, seen: int, by: Any, now: dt.datetime) -> Moved:
    """Takes it out of the timetable, back among those without a time. Raises ChangedMeanwhile; NotNow."""
    return drop(session=session, place=Place(), seen=seen, by=by, now=now)


@transaction.atomic
def drop(*, session: Session, place: Place, seen: int | None, by: Any, now: dt.datetime) -> Moved:
    """`seen` None: of what came since nothing matters."""
    timetable = hold(session.event)
    return _drop(timetable, session.pk, place, timetable.edits if seen is None else seen, by, now)


@transaction.atomic
def undo(*, event: Event, seen: int, by: Any, now: dt.datetime) -> Moved:
    """Takes back one's own last move that stands. Raises NothingToUndo, and ChangedMeanwhile where others moved it."""
    timetable = hold(event)
    own = (
        timetable.moves.filter(by=by, undoes=None, undone_by=None) if by is not None else Move.objects.none()
    )
    last = own.order_by("-number").first()
    if last is None:
        raise NothingToUndo
    since = moves_since(timetable, last.number)
    touched = [one for one in since if one.session_id == last.session_id and one.by_id != by.pk]
    if touched:
        raise ChangedMeanwhile(timetable.edits, since, touched)
    return _drop(timetable, last.session_id, Place.kept(last.before), seen, by, now, undoes=last)


def follow(*, timetable: Timetable, was: Mapping[Session, Place], by: Any, now: dt.datetime) -> None:
    """Sessions were written at once, by an import: what was drafted for them is over, and editors see where they stand.

    `was` says where each stood before. The timetable is held.
    """
    sessions = {session.pk: session for session in was}
    old = {row.session_id: row for row in Placement.objects.filter(session__in=sessions)}
    moves = []
    for session, stood in was.items():
        before, after = Place.of(old[session.pk]) if session.pk in old else stood, Place.of(session)
        if before != after:
            timetable.edits += 1
            moves.append(_row(timetable, session.pk, before, after, by, now))
    Placement.objects.filter(session__in=sessions).delete()
    Move.objects.bulk_create(moves, batch_size=AT_ONCE)
    timetable.save(update_fields=["edits"])


def hold(event: Event) -> Timetable:
    """The event's timetable, made where there is none; its row is what two editors wait for."""
    rows = Timetable.objects.select_for_update(no_key=True).filter(event=event)
    found = rows.first()
    if found is None:
        Timetable.objects.get_or_create(event=event)
        found = rows.get()
    return found


def _drop(
    timetable: Timetable,
    session_id: int,
    place: Place,
    seen: int,
    by: Any,
    now: dt.datetime,
    undoes: Move | None = None,
) -> Moved:
    session = Session.objects.select_related("placement").get(pk=session_id)
    if session.status == Session.Status.CANCELLED:
        raise NotNow(_("It is cancelled: it stays where everybody saw it last."))
    placement = getattr(session, "placement", None)
    before = Place.of(placement or session)
    since = moves_since(timetable, seen)
    if before == place and undoes is None:
        return Moved(timetable.edits, None, since)
    # Of each session only where it was put last: who moved on leaves nothing in the way.
    latest = {one.session_id: one for one in since}
    against = [
        one for one in latest.values() if one.session_id == session_id or place.meets(Place.kept(one.after))
    ]
    if undoes is not None:
        against = [one for one in against if one.by_id != getattr(by, "pk", None)]
    if against:
        raise ChangedMeanwhile(timetable.edits, since, against)

    timetable.edits += 1
    made = _row(timetable, session_id, before, place, by, now)
    made.undoes = undoes
    made.save(force_insert=True)
    timetable.save(update_fields=["edits"])
    if place == Place.of(session):
        if placement is not None:
            placement.delete()
    else:
        placement = placement or Placement(session=session)
        placement.room_id, placement.starts_at, placement.ends_at = place.room, place.starts_at, place.ends_at
        placement.save()
    audit.note(by=by, verb="move", thing=session, number=made.number)
    return Moved(timetable.edits, made, since)


def _row(
    timetable: Timetable, session_id: int, before: Place, after: Place, by: Any, now: dt.datetime
) -> Move:
    return Move(
        timetable=timetable,
        number=timetable.edits,
        session_id=session_id,
        before=before.to_keep(),
        after=after.to_keep(),
        by=by if by is not None and by.pk else None,
        at=now,
    )


def moves_since(timetable: Timetable, seen: int) -> list[Move]:
    if seen >= timetable.edits:
        return []
    rows = timetable.moves.filter(number__gt=seen).select_related("session", "by__person")
    return list(rows.order_by("number"))


def _check(event: Event, room: Room | None, place: Place) -> None:
    if room is not None and room.event_id != event.pk:
        raise NoSuchPlace(_("The event has no such room."))
    if place.starts_at is None or place.ends_at is None or place.ends_at <= place.starts_at:
        raise NoSuchPlace(_("The end is before the start."))
    if place.ends_at - place.starts_at > LONGEST:
        raise NoSuchPlace(_("Nothing is longer than a day."))
    day = place.starts_at.astimezone(event.zone).date()
    first, last = event.local_start.date() - AROUND, event.local_end.date() + AROUND
    if not first <= day <= last:
        raise NoSuchPlace(
            _("The event is from %(first)s to %(last)s: this is too far from it.")
            % {"first": f"{event.local_start:%Y-%m-%d}", "last": f"{event.local_end:%Y-%m-%d}"}
        )
