"""Events for programs."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from core import clock
from core.answers import shows
from core.api.answering import Addressed, Country, Listing, Named, Words, by_name, listing
from core.api.asking import Paging, Refused
from core.links import absolute
from events.filters import EventFilter
from events.models import Event

router = Router(tags=["events"])


class VenueOut(Schema):
    name: str
    address: str
    city: str
    country: Country
    latitude: float | None
    longitude: float | None


class EventOut(Addressed):
    calendar_url: str
    kind: str
    title: str
    summary: str
    description: str = Field(description="Markdown")
    timezone: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_all_day: bool
    attendance: str
    status: str
    status_note: str
    language: str
    tags: Words
    group: Named | None
    venue: VenueOut | None
    part_of: str | None = Field(description="The slug of the event that this one is a part of")
    seats: str = Field(description="free, few, waiting, closed or none")
    registration_url: str
    source: str
    source_url: str
    changed_at: dt.datetime

    @staticmethod
    def resolve_calendar_url(row: Event) -> str:
        return f"{absolute(row.get_absolute_url())}calendar.ics"

    @staticmethod
    def resolve_part_of(row: Event) -> str | None:
        return row.parent.slug if row.parent and row.parent.is_public else None

    @staticmethod
    def resolve_seats(row: Event) -> str:
        return row.seats_word(clock.now())

    @staticmethod
    def resolve_registration_url(row: Event) -> str:
        if row.external_url:
            return row.external_url
        return f"{absolute(row.get_absolute_url())}register/" if row.takes_registrations else ""

    @staticmethod
    def resolve_changed_at(row: Event) -> dt.datetime:
        return row.shown_changed_at


class EventQuestions(Paging):
    """The questions of /events/; `events.filters` answers them and says what is wrong with one."""

    kind: str = Field("", description="summit or meetup")
    q: str = ""
    near: str = Field("", description="A place, or a latitude and a longitude: 50.94,6.96")
    within: str = Field("", description="Kilometres around it; 50 when empty")
    group: str = Field("", description="The slug of a group")
    from_: str = Field("", alias="from", description="YYYY-MM-DD, by the clock of each event's place")
    to: str = Field("", description="YYYY-MM-DD")
    online: str = Field("", description="1: one can join online; 0: one can meet in person")
    tag: str = ""
    lang: str = ""


@router.get("", response=Listing[EventOut], by_alias=True)
def list_events(request: HttpRequest, asked: Query[EventQuestions]) -> dict[str, Any]:
    """Public events in order of their start; takes what the page /events/ takes."""
    questions = EventFilter(request.GET)
    if not questions.is_valid():
        raise Refused(422, {name: [str(e) for e in errors] for name, errors in questions.errors.items()})
    shows(request, "events", "groups")
    return listing(questions.apply(Event.objects.public().for_cards()).order_by("starts_at", "pk"), asked)


@router.get("/{slug}", response=EventOut)
def show_event(request: HttpRequest, slug: str) -> Event:
    event = by_name(Event.objects.public().for_cards(), slug)
    shows(request, event, "events")
    return event
