"""Events, their venues and crews."""

import datetime as dt
import itertools
from typing import Any

from core.clock import now
from events.models import Crew, Cycle, Event, Venue
from people.models import Person

_n = itertools.count(1)


def make_event(title: str = "", **fields: Any) -> Event:
    """A published meetup in three weeks, in Berlin time, two hours long, without a limit."""
    n = next(_n)
    starts_at = fields.pop("starts_at", None) or (now() + dt.timedelta(weeks=3)).replace(microsecond=0)
    return Event.objects.create(
        **{
            "slug": f"event-{n}",
            "title": title or f"Event {n}",
            "timezone": "Europe/Berlin",
            "starts_at": starts_at,
            "ends_at": starts_at + dt.timedelta(hours=2),
            "status": Event.Status.PUBLISHED,
            "shown_changed_at": now(),
            **fields,
        }
    )


def make_venue(name: str = "Forum", **fields: Any) -> Venue:
    return Venue.objects.create(**{"name": name, "city": "Köln", "country": "DE", **fields})


def make_cycle(name: str = "Alder", **fields: Any) -> Cycle:
    return Cycle.objects.create(
        **{
            "name": name,
            "slug": name.lower(),
            "starts_on": dt.date(2026, 4, 1),
            "ends_on": dt.date(2026, 10, 1),
            **fields,
        }
    )


def make_crew(event: Event, person: Person, role: str = Crew.Role.ORGANIZER) -> Crew:
    return Crew.objects.create(event=event, person=person, role=role)
