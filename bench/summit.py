"""Summits with 400 and with 1,600 talks and an open call, for the benchmark: three days in rooms side by side."""

import datetime as dt
import itertools
from typing import Any

DAYS = 3
SLOT = dt.timedelta(minutes=30)
SLOTS_A_DAY = 17
TRACKS = 17
ABSTRACT = "What we tried, what broke at night, and what four people keep running today. " * 8


def make_summit(event: Any, talks: int) -> dict[str, str]:
    """Fills `event` with so many placed talks, each with its speaker; every fourth has two. Returns what to look at."""
    from events.programme.models import Hours, Room, Session, SessionSpeaker, Track
    from people.models import Person

    rooms = Room.objects.bulk_create(
        Room(event=event, name=f"Room {n + 1}", slug=f"room-{n + 1}", position=n, capacity=100)
        for n in range(-(-talks // (DAYS * SLOTS_A_DAY)))
    )
    tracks = Track.objects.bulk_create(
        Track(event=event, name=f"Track {n + 1}", slug=f"track-{n + 1}", position=n) for n in range(TRACKS)
    )
    people = Person.objects.bulk_create(
        (
            Person(name=f"Speaker {n}", slug=f"{event.slug}-{n}", is_public=True, biography=ABSTRACT)
            for n in range(talks)
        ),
        batch_size=500,
    )
    places = itertools.product(range(DAYS), range(SLOTS_A_DAY), rooms)
    sessions = []
    for n, (day, slot, room) in enumerate(itertools.islice(places, talks)):
        at = event.starts_at + dt.timedelta(days=day) + SLOT * slot
        sessions.append(
            Session(
                event=event,
                code=f"B{n:05d}",
                title=f"Talk {n}: what the machines told us",
                kind=Session.Kind.TALK,
                status=Session.Status.CONFIRMED,
                track=tracks[n % TRACKS],
                room=room,
                starts_at=at,
                ends_at=at + dt.timedelta(minutes=25),
                abstract=ABSTRACT,
                shown_changed_at=event.published_at,
            )
        )
    Session.objects.bulk_create(sessions, batch_size=500)
    SessionSpeaker.objects.bulk_create(
        [SessionSpeaker(session=one, person=person) for one, person in zip(sessions, people, strict=True)]
        + [
            SessionSpeaker(session=one, person=people[n - 1], position=1)
            for n, one in enumerate(sessions)
            if n % 4 == 0 and n
        ],
        batch_size=500,
    )
    for day in range(DAYS):
        opens_at = event.starts_at + dt.timedelta(days=day)
        Hours.objects.create(event=event, opens_at=opens_at, closes_at=opens_at + dt.timedelta(hours=10))
    return {
        "schedule": f"{event.get_absolute_url()}schedule/",
        "talk": sessions[talks // 2].get_absolute_url(),
        "speaker": f"{event.get_absolute_url()}speakers/{people[talks // 2].slug}/",
        "dropped": sessions[0].code,
        "room": str(rooms[0].pk),
        "instant": (event.starts_at + dt.timedelta(hours=9)).isoformat(),
    }


def open_call(event: Any, now: dt.datetime) -> str:
    """The address at which talks are submitted."""
    from speakers.models import CallForProposals

    CallForProposals.objects.create(
        event=event,
        opens_at=now - dt.timedelta(days=1),
        closes_at=now + dt.timedelta(days=20),
        formats=[{"name": "Talk", "minutes": 30}],
        languages=["en"],
    )
    return f"{event.get_absolute_url()}proposals/new/"
