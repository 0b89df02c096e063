"""A timetable in the making: its chairs, and what they drop where."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from events.models import Event
from events.programme.models import Availability, Room, Session
from people.models import User
from tests.factories.events import make_crew
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk

NINE = dt.datetime(2027, 5, 14, 7, tzinfo=dt.UTC)  # in Berlin
JSON = {"HTTP_ACCEPT": "application/json"}


def at(minutes: int) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minutes)


def chair_of(event: Event, name: str = "Cy Chair") -> User:
    user = make_user(name=name)
    make_crew(event, user.person, "chair")
    return user


def desk(name: str, event: Event) -> str:
    return reverse(name, args=[event.slug])


def place_url(session: Session) -> str:
    return reverse("desk_session_place", args=[session.event.slug, session.code])


def drop(
    client: Client, session: Session, room: Room | None, minutes: int, *, seen: int, length: int = 30
) -> Any:
    """As the editor's script sends it."""
    fields = {
        "instant": f"{at(minutes):%Y-%m-%dT%H:%M:%SZ}",
        "minutes": length,
        "room": room.pk if room else "",
        "seen": seen,
    }
    return client.post(place_url(session), fields, **JSON)


def fill(event: Event, hall: Room, number: int) -> None:
    """With talks, each of somebody who can at certain times."""
    for n in range(number):
        talk = make_talk(event, make_person(), room=hall, starts_at=at(n * 5), ends_at=at(n * 5 + 30))
        Availability.objects.create(
            event=event, person=talk.speakers.get(), starts_at=at(0), ends_at=at(n + 10)
        )
