"""An event as programs read and write it."""

import datetime as dt

from ninja import Field, Schema
from pydantic import ConfigDict

from core import clock
from core.api.answering import Addressed, Country, Named, Words
from core.api.asking import Body, Number, Paging
from core.links import absolute
from events.models import Event

_MAKERS = "Only for who runs the event, with a token for it; else null"
_WALL = "By the clock where it is (2026-05-14T19:00), or an instant (2026-05-14T17:00:00Z)"


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
    online_url: str | None = Field(None, description=_MAKERS)
    capacity: int | None = Field(None, description=_MAKERS)
    taken: int | None = Field(None, description=_MAKERS)
    waiting: int | None = Field(None, description=_MAKERS)

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

    @staticmethod
    def resolve_online_url(row: Event) -> str | None:
        return row.online_url if is_for_makers(row) else None

    @staticmethod
    def resolve_capacity(row: Event) -> int | None:
        return row.capacity if is_for_makers(row) else None

    @staticmethod
    def resolve_taken(row: Event) -> int | None:
        return row.taken if is_for_makers(row) else None

    @staticmethod
    def resolve_waiting(row: Event) -> int | None:
        return row.waiting if is_for_makers(row) else None


def for_makers(event: Event) -> Event:
    """The same row, to be told to who runs the event: with what the public does not read."""
    event.__dict__["_for_makers"] = True
    return event


def is_for_makers(event: Event) -> bool:
    return event.__dict__.get("_for_makers", False)


class EventQuestions(Paging):
    """The questions of /events/; `events.filters` answers them and says what is wrong with one."""

    kind: str = Field("", description="summit or meetup", pattern="^(summit|meetup)?$")
    q: str = Field("", max_length=200)
    near: str = Field("", description="A place, or a latitude and a longitude: 50.94,6.96")
    within: str = Field("", description="Kilometres around it; 50 when empty")
    group: str = Field("", description="The slug of a group")
    from_: str = Field("", alias="from", description="YYYY-MM-DD, by the clock of each event's place")
    to: str = Field("", description="YYYY-MM-DD")
    online: str = Field("", description="1: one can join online; 0: one can meet in person")
    tag: str = Field("", max_length=60)
    lang: str = Field("", description="Like en or pt-br")


class EventFacts(Body):
    """As the forms of the desk ask; what is not sent stays as it is."""

    title: str = Field("", json_schema_extra={"maxLength": 200})
    starts_at: str = Field("", description=_WALL, examples=["2026-05-14T19:00"])
    ends_at: str = Field("", description=f"{_WALL}; two hours later when empty")
    timezone: str = Field("", examples=["Europe/Berlin"])
    venue_name: str = Field("", description="A venue, a link to join online, or both")
    address: str = ""
    city: str = ""
    online_url: str = Field("", description="Only registered people see it")
    capacity: Number | None = Field(None, description="Seats; null: as many as come")
    description: str = Field("", description="Markdown")


class MeetupIn(EventFacts):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "An evening in May",
                    "starts_at": "2031-05-14T19:00",
                    "timezone": "Europe/Berlin",
                    "venue_name": "Forum",
                    "capacity": 40,
                }
            ]
        }
    )

    title: str = Field(json_schema_extra={"maxLength": 200})
    starts_at: str = Field(description=_WALL, examples=["2026-05-14T19:00"])
    timezone: str = Field("", description="The group's when empty", examples=["Europe/Berlin"])
    group: str = Field("", description="The slug of a group; the token's own when empty")
    language: str = Field("", description="Like en or pt-br")


class EventChange(EventFacts):
    group: str = Field("", description="Of a meetup: the slug of its group")
    language: str = Field("", description="Of a meetup: like en or pt-br")
    summary: str = Field("", description="Of a summit: in one sentence")
    accent: str = Field("", description="Of a summit: its colour, like #0b6e4f")
    registration_closes_at: str = Field("", description=f"Of a summit. {_WALL}")


class CallOff(Body):
    why: str = Field("", description="Stands on the page and in the mail to everybody registered")
