"""One session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from events.finding import of_event
from events.models import Event
from events.programme.finding import shown_sessions
from events.programme.models import Session
from events.programme.views.around import around
from events.programme.views.schedule import tools


@public
@require_safe
@of_event
def session(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "venues")
    found = get_object_or_404(shown_sessions(event), code=code.upper())
    return render(
        request,
        "programme/session.html",
        {
            **around(event),
            "session": found,
            "event_time": _time_of(found, event),
            "tools": tools(request, event),
        },
    )


def _time_of(session: Session, event: Event) -> dict[str, Any]:
    """In the shape of an event, for the component that says an instant in the reader's own zone."""
    return {"starts_at": session.starts_at, "ends_at": session.ends_at, "timezone": event.timezone}
