"""Rooms, tracks and sessions of the invented summit."""

import datetime as dt
from typing import Any

from demo.load.people import Cast
from demo.load.words import Days, Slugs, at
from events.models import Event
from events.programme.actions import release as releasing
from events.programme.actions import timetable
from events.programme.models import Hours, Room, Session, SessionSpeaker, Track


def add(days: Days, cast: Cast, told: dict[str, Any], summit: Event) -> None:
    rooms = Room.objects.bulk_create(
        Room(event=summit, position=position, **row) for position, row in enumerate(told["rooms"])
    )
    tracks = Track.objects.bulk_create(
        Track(event=summit, position=position, **row) for position, row in enumerate(told["tracks"])
    )
    by_room = {room.name: room for room in rooms}
    by_track = {track.name: track for track in tracks}
    for row in told["sessions"]:
        session = new_session(
            days, summit, row, room=by_room[row["room"]], track=by_track.get(row.get("track", ""))
        )
        session.save()
        SessionSpeaker.objects.bulk_create(
            SessionSpeaker(session=session, person=cast.by_name[name], position=position)
            for position, name in enumerate(row.get("speakers", ()))
        )


def release(days: Days, told: list[dict[str, Any]], summit: Event) -> None:
    """Its hours, nine to six in all rooms, and the versions in order. What has no version is still drafted."""
    first, last = summit.local_start.date(), summit.local_end.date()
    Hours.objects.bulk_create(
        Hours(
            event=summit,
            opens_at=at(first + dt.timedelta(days=n), "09:00", summit.timezone),
            closes_at=at(first + dt.timedelta(days=n), "18:00", summit.timezone),
        )
        for n in range((last - first).days + 1)
    )
    rooms = {room.name: room for room in summit.rooms.all()}
    for n, row in enumerate(told):
        about: dict[str, Any] = {"by": None, "now": days.ago(1 / (n + 1))}
        for one in row.get("moves", ()):
            day = first + dt.timedelta(days=one["day"])
            place = timetable.Place(
                rooms[one["room"]].pk,
                at(day, one["start"], summit.timezone),
                at(day, one["end"], summit.timezone),
            )
            timetable.drop(session=summit.sessions.get(title=one["title"]), place=place, seen=None, **about)
        if "version" in row:
            releasing.release(event=summit, version=row["version"], note=row["note"], **about)


def new_session(
    days: Days, summit: Event, row: dict[str, Any], *, room: Room, track: Track | None
) -> Session:
    day = summit.local_start.date() + dt.timedelta(days=row["day"])
    return Session(
        event=summit,
        code=row["code"],
        slug=Slugs()(row["title"], fallback="session"),
        kind=row["kind"],
        title=row["title"],
        subtitle=row.get("subtitle", ""),
        abstract=row.get("abstract", ""),
        language=row.get("language", "en"),
        level=row.get("level", ""),
        track=track,
        room=room,
        starts_at=at(day, row["start"], summit.timezone),
        ends_at=at(day, row["end"], summit.timezone),
        status=Session.Status.CONFIRMED,
        is_featured=row.get("is_featured", False),
        takes_sign_up=row.get("takes_sign_up", False),
        capacity=row.get("capacity"),
        shown_changed_at=days.now,
    )
