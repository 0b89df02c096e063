"""What everybody reads of events; with a token for it, who runs one reads its draft."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from core.answers import shows
from core.api.answering import LIST, ONE, by_name
from core.api.asking import must_be_valid
from core.api.pages import Listing, listing
from core.api.permission import allows, must, token_of
from events.access import reaches
from events.api.shapes import EventOut, EventQuestions, for_makers
from events.filters import EventFilter
from events.models import Event

router = Router(tags=["events"])


@router.get("", response={200: Listing[EventOut], **LIST}, by_alias=True)
def list_events(request: HttpRequest, asked: Query[EventQuestions]) -> dict[str, Any]:
    """Public events in order of their start; takes what the page /events/ takes."""
    questions = EventFilter(request.GET)
    must_be_valid(questions)
    shows(request, "events", "groups")
    return listing(request, questions.apply(Event.objects.public().for_cards()), asked, "starts_at", "pk")


@router.get("/{slug}", response={200: EventOut, **ONE})
def show_event(request: HttpRequest, slug: str) -> Event:
    """With a token that may write it also a draft, and what only its organizers read."""
    event = found(request, slug)
    shows(request, event, "events")
    return event


def found(request: HttpRequest, slug: str, scope: str = "events:write", verb: str = "change") -> Event:
    """The public event of this name; with a token for it, also in draft and as its makers see it."""
    event = by_name(Event.objects.for_cards().select_related("cycle"), slug)
    if token_of(request) is not None and allows(request, scope, verb, event, reaches(event)):
        return for_makers(event)
    if not event.is_public:
        raise Http404
    return event


def held(request: HttpRequest, slug: str, scope: str, verb: str) -> Event:
    """The event on which the token may do this; 404 for a draft that its holder may not even see."""
    event = found(request, slug, scope, verb)
    must(request, scope, verb, event, reaches(event))
    return event
