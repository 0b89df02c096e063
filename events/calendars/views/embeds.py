"""Small lists for other people's pages: shown in a frame there, without cookie or script; links open the whole window.

These two are the only pages that another site may frame (`framed`), and all that they show is public.
"""

from collections.abc import Callable
from functools import wraps
from itertools import groupby
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.access import public
from core.answers import shows
from core.pictures import accent_of
from events.calendars.forms_embed import EmbedForm
from events.filters import EventFilter
from events.finding import of_event
from events.models import Event

POLICY = {
    **{f"{kind}-src": ["'none'"] for kind in ("default", "script", "connect", "worker", "manifest", "media")},
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}


def framed(view: Callable[..., HttpResponse]) -> Callable[..., Any]:
    """Any page may show this one in a frame; for that it can do nothing but show."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return csp_replace(POLICY)(inner)


@public
@framed
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Coming events, next first; `?show=` says how many, the rest is asked as at `/events/`."""
    asked, how = EventFilter(request.GET), EmbedForm(request.GET)
    if not (asked.is_valid() & how.is_valid()):
        problems = [*asked.errors.items(), *how.errors.items()]
        return render(request, "calendars/embed_refused.html", {"problems": problems}, status=422)
    shows(request, "events", "groups", "site")
    rows = asked.apply(Event.objects.public().for_cards()).upcoming(clock.now())
    rest = request.GET.copy()
    for name in EmbedForm.base_fields:
        rest.pop(name, None)
    group = asked.found_groups[0] if len(asked.found_groups) == 1 else None
    context = {
        "events": list(rows[: how.cleaned_data["show"]]),
        "group": group,
        "accent": accent_of(group).lstrip("#") if group else "",
        "theme": how.cleaned_data["theme"],
        "query": rest.urlencode(),
    }
    return render(request, "calendars/embed_events.html", context)


@public
@framed
@require_safe
@of_event
def schedule(request: HttpRequest, event: Event) -> HttpResponse:
    """The programme as a list by days, in the event's own time."""
    how = EmbedForm(request.GET)
    if not how.is_valid():
        return render(
            request, "calendars/embed_refused.html", {"problems": list(how.errors.items())}, status=422
        )
    shows(request, event, f"schedule:{event.pk}", "organisations", "site")
    timed = event.sessions.shown().exclude(starts_at=None).with_speakers().defer("abstract", "description")
    days = groupby(timed, key=lambda session: session.starts_at.astimezone(event.zone).date())
    context = {
        "event": event,
        "days": [(day, list(sessions)) for day, sessions in days],
        "accent": accent_of(event).lstrip("#"),
        "theme": how.cleaned_data["theme"],
    }
    return render(request, "calendars/embed_schedule.html", context)
