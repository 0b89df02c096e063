"""`/api/v1/`: what the site shows to everybody, as JSON, to be read by programs. Read-only, without accounts.

An answer holds what the public pages hold and nothing more: no e-mail address, no link that only attendees get. Fields
are added freely and none is changed or taken away; what must differ comes as /api/v2/ beside this one.
"""

import datetime as dt
import uuid
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Query, Schema

from core import clock
from core.answers import shows
from core.models import FormerName
from core.places.lookup import Place, find_place
from events.filters import EventFilter
from events.models import Event
from groups.models import UserGroup
from people.models import Organisation, Person

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)

MOST_A_PAGE = 200
FARTHEST_KM = 20_100

api = NinjaAPI(
    title="Folkmoot",
    version="1.0.0",
    description="Events, groups, people and organisations, as everybody sees them on the site. All times are UTC; "
    "the zone of each event stands beside them.",
    urls_namespace="api-1",
)


class Refused(Exception):
    """A question that cannot be answered: a status, and the reasons by the names of the parameters."""

    def __init__(self, status: int, reasons: dict[str, list[str]]) -> None:
        super().__init__(reasons)
        self.status, self.reasons = status, reasons


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return api.create_response(request, {"errors": error.reasons}, status=error.status)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"errors": {"slug": ["Nothing has this name."]}}, status=404)


# --- what goes out -----------------------------------------------------------------------------------------------


class Named(Schema):
    slug: str
    name: str
    url: str

    @staticmethod
    def resolve_url(row: Any) -> str:
        return absolute(row)


class VenueOut(Schema):
    name: str
    address: str
    city: str
    country: str
    latitude: float | None
    longitude: float | None

    @staticmethod
    def resolve_country(row: Any) -> str:
        return str(row.country or "")


class EventOut(Schema):
    uuid: uuid.UUID
    slug: str
    url: str
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
    tags: list[str]
    group: Named | None
    venue: VenueOut | None
    part_of: str | None = Field(description="The slug of the event that this one is a part of")
    seats: str = Field(description="free, few, waiting, closed or none")
    registration_url: str
    source: str
    source_url: str
    changed_at: dt.datetime

    @staticmethod
    def resolve_url(row: Event) -> str:
        return absolute(row)

    @staticmethod
    def resolve_calendar_url(row: Event) -> str:
        return f"{absolute(row)}calendar.ics"

    @staticmethod
    def resolve_tags(row: Event) -> list[str]:
        return [str(tag) for tag in row.tags]

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
        return f"{absolute(row)}register/" if row.takes_registrations else ""

    @staticmethod
    def resolve_changed_at(row: Event) -> dt.datetime:
        return row.shown_changed_at


class GroupOut(Schema):
    uuid: uuid.UUID
    slug: str
    url: str
    calendar_url: str
    name: str
    aliases: list[str]
    city: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None
    km: float | None = Field(None, description="Distance from the place asked for")
    timezone: str
    is_virtual: bool
    status: str
    description: str = Field(description="Markdown")
    website: str
    links: dict[str, str]
    founded_on: dt.date | None
    source: str
    source_url: str
    changed_at: dt.datetime

    @staticmethod
    def resolve_url(row: UserGroup) -> str:
        return absolute(row)

    @staticmethod
    def resolve_calendar_url(row: UserGroup) -> str:
        return f"{absolute(row)}calendar.ics"

    @staticmethod
    def resolve_aliases(row: UserGroup) -> list[str]:
        return [str(alias) for alias in row.aliases]

    @staticmethod
    def resolve_country(row: UserGroup) -> str:
        return str(row.country or "")

    @staticmethod
    def resolve_km(row: UserGroup) -> float | None:
        km = getattr(row, "km", None)
        return None if km is None else round(km, 1)

    @staticmethod
    def resolve_links(row: UserGroup) -> dict[str, str]:
        return web_links(row.links)

    @staticmethod
    def resolve_changed_at(row: UserGroup) -> dt.datetime:
        return row.updated_at


class PersonOut(Schema):
    uuid: uuid.UUID
    slug: str
    url: str
    name: str
    pronouns: str
    headline: str
    biography: str = Field(description="Markdown")
    organisation: Named | None
    city: str
    country: str
    website: str
    links: dict[str, str]
    source: str
    source_url: str

    @staticmethod
    def resolve_url(row: Person) -> str:
        return absolute(row)

    @staticmethod
    def resolve_country(row: Person) -> str:
        return str(row.country or "")

    @staticmethod
    def resolve_links(row: Person) -> dict[str, str]:
        return web_links(row.links)


class OrganisationOut(Schema):
    uuid: uuid.UUID
    slug: str
    url: str
    name: str
    sector: str
    country: str
    description: str = Field(description="Markdown")
    website: str
    source: str
    source_url: str

    @staticmethod
    def resolve_url(row: Organisation) -> str:
        return absolute(row)

    @staticmethod
    def resolve_country(row: Organisation) -> str:
        return str(row.country or "")


class Listing(Schema, Generic[Item]):
    count: int
    page: int
    pages: int
    items: list[Item]


# --- what may be asked ----------------------------------------------------------------------------------------------


class Paging(Schema):
    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(50, ge=1, le=MOST_A_PAGE)


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


class GroupQuestions(Paging):
    q: str = Field("", max_length=200)
    country: str = Field("", description="Two letters (ISO 3166)", pattern="^([A-Za-z]{2})?$")
    near: str = Field("", max_length=200)
    within: float = Field(500, gt=0, le=FARTHEST_KM)


class WordQuestions(Paging):
    q: str = Field("", max_length=200)


# --- operations ----------------------------------------------------------------------------------------------------


@api.get("/events", response=Listing[EventOut], by_alias=True, tags=["events"])
def list_events(request: HttpRequest, asked: Query[EventQuestions]) -> dict[str, Any]:
    """Public events in order of their start; takes what the page /events/ takes."""
    questions = EventFilter(request.GET)
    if not questions.is_valid():
        raise Refused(400, {name: [str(e) for e in errors] for name, errors in questions.errors.items()})
    shows(request, "events", "groups")
    return listing(questions.apply(Event.objects.public().for_cards()).order_by("starts_at", "pk"), asked)


@api.get("/events/{slug}", response=EventOut, tags=["events"])
def show_event(request: HttpRequest, slug: str) -> Event:
    event = by_name(Event.objects.public().for_cards(), slug)
    shows(request, event, "events")
    return event


@api.get("/groups", response=Listing[GroupOut], tags=["groups"])
def list_groups(request: HttpRequest, asked: Query[GroupQuestions]) -> dict[str, Any]:
    """Groups by name, or the nearest first where a place is given."""
    groups = UserGroup.objects.open()
    for word in clean(asked.q).split()[:10]:
        groups = groups.filter(name__icontains=word) | groups.filter(city__icontains=word)
    if asked.country:
        groups = groups.filter(country=asked.country.upper())
    if near := clean(asked.near).strip():
        place = find_place(near)
        if not isinstance(place, Place):
            raise Refused(400, {"near": [f"We know no place called “{near[:60]}”."]})
        groups = groups.near(place.latitude, place.longitude, asked.within)
    shows(request, "groups")
    return listing(groups, asked)


@api.get("/groups/{slug}", response=GroupOut, tags=["groups"])
def show_group(request: HttpRequest, slug: str) -> UserGroup:
    group = by_name(UserGroup.objects.all(), slug)
    shows(request, group)
    return group


@api.get("/people", response=Listing[PersonOut], tags=["people"])
def list_people(request: HttpRequest, asked: Query[WordQuestions]) -> dict[str, Any]:
    """Those who agreed to be shown."""
    people = Person.objects.public().select_related("organisation")
    for word in clean(asked.q).split()[:10]:
        people = people.filter(name__icontains=word)
    shows(request, "people", "organisations")
    return listing(people, asked)


@api.get("/people/{slug}", response=PersonOut, tags=["people"])
def show_person(request: HttpRequest, slug: str) -> Person:
    person = by_name(Person.objects.public().select_related("organisation"), slug)
    shows(request, person, "organisations")
    return person


@api.get("/organisations", response=Listing[OrganisationOut], tags=["organisations"])
def list_organisations(request: HttpRequest, asked: Query[WordQuestions]) -> dict[str, Any]:
    organisations = Organisation.objects.order_by("name", "pk")
    for word in clean(asked.q).split()[:10]:
        organisations = organisations.filter(name__icontains=word)
    shows(request, "organisations")
    return listing(organisations, asked)


@api.get("/organisations/{slug}", response=OrganisationOut, tags=["organisations"])
def show_organisation(request: HttpRequest, slug: str) -> Organisation:
    organisation = by_name(Organisation.objects.all(), slug)
    shows(request, organisation)
    return organisation


# --- how -----------------------------------------------------------------------------------------------------------


def listing(rows: "QuerySet[Any]", asked: Paging) -> dict[str, Any]:
    """One page, by two queries; a page behind the last is empty."""
    count = rows.count()
    begin = (asked.page - 1) * asked.page_size
    return {
        "count": count,
        "page": asked.page,
        "pages": max(1, -(-count // asked.page_size)),
        "items": list(rows[begin : begin + asked.page_size]) if begin < count else [],
    }


def by_name(rows: "QuerySet[Row]", slug: str) -> Row:
    """The row called `slug`, or that once was."""
    slug = clean(slug)
    row = rows.filter(slug=slug).first()
    if row is None:
        former = FormerName.objects.filter(kind=rows.model._meta.label_lower, slug=slug).first()
        row = rows.filter(pk=former.thing_id).first() if former else None
    if row is None:
        raise Http404
    return row


def absolute(row: Any) -> str:
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def web_links(links: dict[str, Any]) -> dict[str, str]:
    """Links that lead to the web: a mail address among them stays with the site."""
    return {
        str(name): str(link)
        for name, link in links.items()
        if urlsplit(str(link)).scheme in {"http", "https"}
    }


def clean(text: str) -> str:
    """Without NUL, which PostgreSQL refuses."""
    return text.replace("\x00", "")
