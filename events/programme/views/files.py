"""The programme as programs read it."""

import datetime as dt
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from events.finding import of_event
from events.models import Event
from events.programme import exports
from events.programme.finding import shown_sessions
from events.programme.models import Session

XML = "application/vnd.c3voc.schedule+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"


@public
@require_safe
@of_event
def schedule_xml(request: HttpRequest, event: Event) -> HttpResponse:
    return _exported(request, event, exports.schedule_xml, XML)


@public
@require_safe
@of_event
def schedule_json(request: HttpRequest, event: Event) -> HttpResponse:
    return _exported(request, event, exports.schedule_json, JSON)


def _exported(request: HttpRequest, event: Event, write: Any, content_type: str) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "organisations")
    changed_at = _changed_at(event)
    rows = shown_sessions(event).exclude(starts_at=None).exclude(status=Session.Status.CANCELLED)
    rows = rows.prefetch_related("files")
    newest = event.releases.values_list("version", flat=True).first()
    version = newest or f"{changed_at:%Y-%m-%d %H:%M}"  # where nothing was released there is nothing better
    body = write(exports.Programme(event, list(rows), version))
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Last-Modified"] = changed_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return response


def _changed_at(event: Event) -> dt.datetime:
    last = event.sessions.aggregate(last=Max("shown_changed_at"))["last"]
    released = event.releases.aggregate(last=Max("released_at"))["last"]
    return max(filter(None, [last, released, event.shown_changed_at])).astimezone(dt.UTC)
