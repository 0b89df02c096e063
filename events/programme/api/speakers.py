"""Whoever speaks or has spoken at a public event. Who shows no profile has a name here, and nothing else."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from core.answers import shows
from core.api.answering import LIST, ONE, Country, Named, WebLinks, by_name
from core.api.asking import Paging, clean
from core.api.pages import Listing, listing
from core.links import absolute
from core.words import having
from events.models import Event
from events.programme.models import Session, SessionSpeaker
from people.models import Person

speakers = Router(tags=["speakers"])


class Spoken(Schema):
    code: str
    title: str
    url: str
    event: str = Field(description="The slug of the event")

    @staticmethod
    def resolve_url(row: Session) -> str:
        return absolute(row.get_absolute_url())

    @staticmethod
    def resolve_event(row: Session) -> str:
        return row.event.slug


class SpeakerOut(Schema):
    slug: str
    name: str
    url: str = Field(description='The profile; "" where it is not shown to everybody')
    pronouns: str
    headline: str
    biography: str = Field(description="Markdown")
    organisation: Named | None
    country: Country
    website: str
    links: WebLinks
    sessions: list[Spoken]

    @staticmethod
    def resolve_url(row: Person) -> str:
        return absolute(row.get_absolute_url()) if row.is_public else ""

    @staticmethod
    def resolve_sessions(row: Person) -> list[Session]:
        return [one.session for one in row.session_speakers.all()]


class SpeakerQuestions(Paging):
    event: str = Field("", max_length=100, description="The slug of an event")
    q: str = Field("", max_length=200, description="In the name; of public profiles also in what they do")


def _speakers(event: str = "") -> "QuerySet[Person]":
    """With their sessions: three queries however many."""
    spoken = (
        SessionSpeaker.objects.filter(
            session__event__in=Event.objects.public(), session__status=Session.Status.CONFIRMED
        )
        .exclude(session__kind__in=[Session.Kind.BREAK, Session.Kind.OTHER])
        .order_by("session__event__starts_at", "session__pk")
    )
    if event:
        spoken = spoken.filter(session__event__slug=clean(event))
    told = Prefetch("session_speakers", queryset=spoken.select_related("session__event"))
    return (
        Person.objects.filter(Exists(spoken.filter(person=OuterRef("pk"))))
        .select_related("organisation")
        .prefetch_related(told)
    )


@speakers.get("", response={200: Listing[SpeakerOut], **LIST})
def list_speakers(request: HttpRequest, asked: Query[SpeakerQuestions]) -> dict[str, Any]:
    """By name, each with what they speak about."""
    shows(request, "speakers", "people", "events", "organisations")
    rows = _speakers(asked.event)
    if asked.q:
        shown = having(rows.filter(is_public=True), asked.q, "name", "headline", "organisation__name")
        rows = having(rows, asked.q, "name") | shown
    page = listing(request, rows, asked, "name", "pk")
    return page | {"items": [person.as_shown() for person in page["items"]]}


@speakers.get("/{slug}", response={200: SpeakerOut, **ONE})
def show_speaker(request: HttpRequest, slug: str) -> Person:
    shows(request, "speakers", "people", "events", "organisations")
    return by_name(_speakers(), slug).as_shown()
