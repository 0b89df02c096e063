"""One session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.share import picture_answer
from events.finding import of_event
from events.models import Event
from events.programme.finding import shown_sessions
from events.programme.json_ld import session_json_ld
from events.programme.models import Session
from events.programme.share import session_card, session_picture, session_share
from events.programme.views.around import around
from events.programme.views.schedule import tools


@public
@require_safe
@of_event
def session(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "organisations")
    found = get_object_or_404(shown_sessions(event), code=code.upper())
    share = session_share(found, event)
    return render(
        request,
        "programme/session.html",
        {
            **around(event),
            "session": found,
            "share": share,
            "json_ld": session_json_ld(found, event, picture=share.picture),
            "event_time": _time_of(found, event),
            "tools": tools(request, event),
        },
    )


@public
@require_safe
@of_event
def picture(request: HttpRequest, event: Event, code: str, name: str) -> HttpResponse:
    found = get_object_or_404(shown_sessions(event), code=code.upper())
    card = session_card(found, event)
    return picture_answer(request, found, card, name, session_picture(found, event, card))


def _time_of(session: Session, event: Event) -> dict[str, Any]:
    """In the shape of an event, for the component that says an instant in the reader's own zone."""
    return {"starts_at": session.starts_at, "ends_at": session.ends_at, "timezone": event.timezone}
