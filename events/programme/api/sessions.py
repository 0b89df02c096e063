"""Sessions as everybody sees them; in one event, with a token for its programme, drafts too."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from core.answers import shows
from core.api.answering import LIST
from core.api.asking import Paging, clean
from core.api.pages import Listing, listing
from core.links import absolute
from core.words import having
from events.api.reading import found
from events.api.shapes import is_for_makers
from events.models import Event
from events.programme.models import Session, SessionSpeaker
from events.programme.models.session import Sessions

SCOPE, VERB = "programme:write", "change programme"
sessions = Router(tags=["sessions"])


class SpeakerName(Schema):
    slug: str
    name: str
    url: str


class SessionOut(Schema):
    uuid: str
    code: str
    url: str
    event: str = Field(description="The slug of its event")
    kind: str = Field(description="talk, keynote, workshop, panel, break or other")
    title: str
    subtitle: str
    abstract: str = Field(description="Markdown")
    description: str = Field(description="Markdown")
    language: str
    level: str
    track: str
    room: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    status: str = Field(description="confirmed or cancelled; draft only for who makes the programme")
    speakers: list[SpeakerName]
    is_featured: bool
    takes_sign_up: bool
    stream_url: str
    video_url: str
    slides_url: str
    changed_at: dt.datetime
    seen: int | None = Field(
        None,
        description="Only for who makes the programme: the number of the timetable. A change that sends it back is"
        " refused (409) where somebody else has moved the session since.",
    )

    @staticmethod
    def resolve_uuid(row: Session) -> str:
        return str(row.uuid)

    @staticmethod
    def resolve_url(row: Session) -> str:
        return absolute(row.get_absolute_url())

    @staticmethod
    def resolve_event(row: Session) -> str:
        return row.event.slug

    @staticmethod
    def resolve_track(row: Session) -> str:
        return row.track.name if row.track else ""

    @staticmethod
    def resolve_room(row: Session) -> str:
        return row.room.name if row.room else ""

    @staticmethod
    def resolve_speakers(row: Session) -> list[dict[str, str]]:
        return [
            {
                "slug": one.person.slug,
                "name": one.person.name,
                "url": absolute(reverse("event_speaker", args=[row.event.slug, one.person.slug])),
            }
            for one in row.session_speakers.all()
        ]

    @staticmethod
    def resolve_changed_at(row: Session) -> dt.datetime:
        return row.shown_changed_at

    @staticmethod
    def resolve_seen(row: Session) -> int | None:
        if not is_for_makers(row.event):
            return None
        return getattr(getattr(row.event, "timetable", None), "edits", 0)


class SessionQuestions(Paging):
    event: str = Field("", max_length=100, description="The slug of an event")
    speaker: str = Field("", max_length=100, description="The slug of somebody who speaks")
    kind: str = Field("", pattern="^(talk|keynote|workshop|panel|break|other)?$")
    track: str = Field("", max_length=120, description="Its name or slug")
    room: str = Field("", max_length=120, description="Its name or slug")
    lang: str = Field("", max_length=10)
    q: str = Field("", max_length=200)


def with_all_told() -> "Sessions":
    """Sessions with what is told of each: two queries however many."""
    who = SessionSpeaker.objects.select_related("person").order_by("position", "pk")
    rows = Session.objects.select_related("event", "room", "track")
    return rows.prefetch_related(Prefetch("session_speakers", queryset=who))


@sessions.get("", response={200: Listing[SessionOut], **LIST})
def list_sessions(request: HttpRequest, asked: Query[SessionQuestions]) -> dict[str, Any]:
    """Sessions of public events in order of their start; those without a time stand at their event's end."""
    rows = with_all_told()
    if asked.event:
        event = _named(request, asked.event)
        if event is None:
            rows = rows.none()
        else:
            rows = rows.filter(event=event)
            rows = rows if is_for_makers(event) else rows.shown()
            shows(request, event, f"schedule:{event.pk}")
    else:
        rows = rows.shown().filter(event__in=Event.objects.public())
    if asked.speaker:
        rows = rows.filter(speakers__slug=clean(asked.speaker))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    for name, wanted in (("track", clean(asked.track)), ("room", clean(asked.room))):
        if wanted:
            rows = rows.filter(**{f"{name}__name__iexact": wanted}) | rows.filter(**{f"{name}__slug": wanted})
    if asked.lang:
        rows = rows.filter(language__iexact=clean(asked.lang))
    rows = having(rows, asked.q, "title", "subtitle", "abstract")
    shows(request, "speakers", "events", "people")
    page = listing(request, rows.annotate(at=Coalesce("starts_at", "event__ends_at")), asked, "at", "pk")
    if asked.event and page["items"] and event is not None:
        for row in page["items"]:
            row.event = event  # which knows for whom it is told
    return page


def _named(request: HttpRequest, slug: str) -> Event | None:
    try:
        return found(request, slug, SCOPE, VERB)
    except Http404:
        return None


def session_of(event: Event, code: str) -> Session:
    """The session of the event, drafts only for its makers. Raises Http404."""
    rows = with_all_told().filter(event=event)
    rows = rows if is_for_makers(event) else rows.shown()
    row = rows.filter(code=clean(code).upper()).first()
    if row is None:
        raise Http404
    row.event = event
    return row
