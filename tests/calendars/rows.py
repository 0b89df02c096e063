"""The rows that calendars are made of, and the way to read one."""

import datetime as dt
import itertools
from typing import Any

import icalendar

from events.models import Event
from events.programme.models import Room, Session, SessionSpeaker, Track
from groups.models import UserGroup
from people.models import Person

NOW = dt.datetime(2026, 5, 2, 12, tzinfo=dt.UTC)
CHANGED = dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC)
STARTS = dt.datetime(2026, 6, 2, 17, tzinfo=dt.UTC)
_number = itertools.count(1)


def a_group(**facts: Any) -> UserGroup:
    n = next(_number)
    return UserGroup.objects.create(
        **{"slug": f"group-{n}", "name": f"Group {n}", "timezone": "Europe/Berlin", **facts}
    )


def an_event(**facts: Any) -> Event:
    n = next(_number)
    known = {
        "slug": f"event-{n}",
        "title": f"Event {n}",
        "timezone": "Europe/Berlin",
        "starts_at": STARTS,
        "ends_at": facts.get("starts_at", STARTS) + dt.timedelta(hours=2),
        "status": Event.Status.PUBLISHED,
        "shown_changed_at": CHANGED,
    }
    return Event.objects.create(**{**known, **facts})


def a_session(event: Event, *names: str, **facts: Any) -> Session:
    n = next(_number)
    known = {
        "event": event,
        "title": f"Talk {n}",
        "starts_at": event.starts_at,
        "ends_at": facts.get("starts_at", event.starts_at) + dt.timedelta(minutes=30),
        "status": Session.Status.CONFIRMED,
        "shown_changed_at": CHANGED,
    }
    session = Session.objects.create(**{**known, **facts})
    for position, name in enumerate(names):
        person, _ = Person.objects.get_or_create(
            name=name, defaults={"slug": name.lower().replace(" ", "-"), "is_public": True}
        )
        SessionSpeaker.objects.create(session=session, person=person, position=position)
    return session


def a_room(event: Event, name: str, **facts: Any) -> Room:
    return Room.objects.create(event=event, name=name, slug=name.lower().replace(" ", "-"), **facts)


def a_track(event: Event, name: str, **facts: Any) -> Track:
    return Track.objects.create(event=event, name=name, slug=name.lower().replace(" ", "-"), **facts)


def read(response) -> dict[str, icalendar.Event]:
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(entry["SUMMARY"]): entry for entry in calendar.walk("VEVENT")}
