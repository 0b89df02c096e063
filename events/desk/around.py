"""What every page of an event's desk has around it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core import menus
from core.often import often
from events.models import Event


def find_event(slug: str) -> Event:
    for event in _named(slug):
        return event
    raise Http404


@often
def _named(slug: str) -> QuerySet[Event]:
    return Event.objects.for_cards().select_related("cycle").filter(slug=slug).order_by()


def around(request: HttpRequest, event: Event) -> dict[str, Any]:
    """The event, and the desk's own menu for it: what this person may do there."""
    return menus.around("event", request, event)


def ask(
    request: HttpRequest, event: Event, *, question: str, text: str, verb: str, back: str, refusal: str = ""
) -> HttpResponse:
    """Asks once, by name, before something is taken away; posted to its own address. 409 where it was refused."""
    context = {"question": question, "text": text, "verb": verb, "back": back, "refusal": refusal}
    return render(
        request, "events/desk_ask.html", {**around(request, event), **context}, status=409 if refusal else 200
    )
