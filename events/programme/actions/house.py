"""Where sessions can be, and what they are about: rooms with their hours, and tracks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import answers, audit
from core.slugs import free_slug
from events.models import Event
from events.programme.actions import timetable
from events.programme.models import Hours, Room, Session, Track
from events.programme.models.session import Sessions
from events.rules.ical import CANCELLED_STAYS

Part = TypeVar("Part", Room, Track)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A room or track as its makers write it. `pk` None is a new one; `gone` takes it away."""

    pk: int | None = None
    gone: bool = False
    values: dict[str, Any]


class StillUsed(ValueError):
    """Something stands in it; the words say what."""


class NamedTwice(ValueError):
    """Two of one name cannot be told apart."""


@transaction.atomic
def write_rooms(*, event: Event, rooms: Sequence[Facts], by: Any, now: dt.datetime) -> int:
    """Returns how many were made, changed or taken away. Raises StillUsed, NamedTwice."""
    return _write(Room, event, rooms, by, now)


@transaction.atomic
def write_tracks(*, event: Event, tracks: Sequence[Facts], by: Any, now: dt.datetime) -> int:
    """The same for tracks."""
    return _write(Track, event, tracks, by, now)


def _write(model: type[Part], event: Event, parts: Sequence[Facts], by: Any, now: dt.datetime) -> int:
    timetable.hold(event)  # so that nobody places something in a room while it goes
    there: dict[int, Any] = {row.pk: row for row in model._default_manager.filter(event=event)}
    slugs = {row.slug for row in there.values()}
    names: set[str] = set()
    touched = []
    for one in parts:
        row = there.get(one.pk) if one.pk else model(event=event)
        if row is None:
            continue  # somebody took it away meanwhile
        if one.gone:
            if row.pk:
                _take_away(row)
                touched.append(row.name)
            continue
        if one.values["name"].casefold() in names:
            raise NamedTwice(_("“%(name)s” stands here twice.") % {"name": one.values["name"]})
        names.add(one.values["name"].casefold())
        if row.pk and all(getattr(row, name) == value for name, value in one.values.items()):
            continue
        if row.pk and row.name != one.values["name"]:
            there_now = Session.objects.filter(**{str(model._meta.model_name): row})
            called_otherwise(sessions=there_now, moved=model is Room, now=now)
        for name, value in one.values.items():
            setattr(row, name, value)
        if not row.pk:
            row.slug = free_slug(row.name, slugs.__contains__, fallback=model.__name__.lower())
            slugs.add(row.slug)
        row.clean_fields(exclude=["event"])
        row.save()
        touched.append(row.name)
    if touched:
        audit.note(by=by, verb=f"write {model._meta.model_name}s", thing=event, names=touched)
        answers.touch(f"schedule:{event.pk}")
    return len(touched)


def called_otherwise(*, sessions: Sessions, moved: bool = False, now: dt.datetime) -> None:
    """A room, track or speaker that these sessions show has another name: all that a calendar still holds of them has
    changed. The caller touches what shows them."""
    gone = {"status": Session.Status.CANCELLED, "shown_changed_at__lte": now - CANCELLED_STAYS}
    sessions.exclude(**gone).update(sequence=F("sequence") + int(moved), shown_changed_at=now)


def _take_away(row: Room | Track) -> None:
    if row.sessions.exists() or (isinstance(row, Room) and row.placements.exists()):
        raise StillUsed(_("“%(name)s” still has sessions. Move them elsewhere first.") % {"name": row.name})
    if isinstance(row, Track) and row.proposals.exists():  # shown from above, by its reverse relation
        raise StillUsed(_("“%(name)s” still has proposals. Move them elsewhere first.") % {"name": row.name})
    row.delete()


@dataclass(frozen=True, slots=True)
class Open:
    """`room` is an id; None is all rooms that say nothing of their own on that day."""

    room: int | None
    opens_at: dt.datetime
    closes_at: dt.datetime


@transaction.atomic
def write_hours(
    *, event: Event, hours: Sequence[Open], turn_over: int, walk: int, by: Any, now: dt.datetime
) -> None:
    """In place of what was said before. Raises NamedTwice where one room opens twice at one instant."""
    held = timetable.hold(event)
    held.turn_over, held.walk = turn_over, walk
    held.clean_fields()
    held.save(update_fields=["turn_over", "walk"])
    rooms = set(event.rooms.values_list("pk", flat=True))
    if any(one.room is not None and one.room not in rooms for one in hours):
        raise ValidationError(_("The event has no such room."))
    event.hours.all().delete()
    try:
        with transaction.atomic():
            Hours.objects.bulk_create(
                Hours(event=event, room_id=one.room, opens_at=one.opens_at, closes_at=one.closes_at)
                for one in hours
            )
    except IntegrityError:
        raise NamedTwice(_("The same room opens twice at the same time.")) from None
    audit.note(by=by, verb="write hours", thing=event, spans=len(hours))
