"""The programme as people read it: by days and rooms."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.links import absolute
from core.places.folding import fold
from events.finding import of_event
from events.models import Event
from events.programme.finding import shown_sessions
from events.programme.forms import ProgrammeFilter
from events.programme.models import Session, SessionSpeaker
from events.programme.views.around import around
from events.programme.views.days import Line, days


@public
@require_safe
@of_event
def schedule(request: HttpRequest, event: Event) -> HttpResponse:
    return _schedule(request, event)


def _schedule(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "organisations")
    asked = ProgrammeFilter(event, request.GET)
    good = asked.is_valid()
    said = asked.cleaned_data if good else {}
    track, words = said.get("track", ""), said.get("q", "")
    lines = _lines(event, track)
    if words:
        asked_for = fold(words).split()
        lines = [line for line in lines if _holds(line, asked_for)]
    rooms = dict(event.rooms.values_list("pk", "name"))
    untimed = [line.code for line in lines if line.starts_at is None]
    feed = reverse("event_schedule_feed", args=[event.slug])
    context = {
        **around(event),
        "form": asked,
        "track": track,
        "days": days(lines, rooms, event.zone),
        "untimed": list(shown_sessions(event).filter(code__in=untimed)),
        "feed_url": absolute(f"{feed}?track={track}" if track else feed),
        "page_url": reverse("schedule", args=[event.slug]),
        "is_asked": bool(track or words or asked.errors),
        "words": words,
        "found": len(lines),
        "as_list": said.get("view") == "list",
        "tools": tools(request, event),
        "version": event.releases.values_list("version", flat=True).first(),
    }
    return render(request, "programme/schedule.html", context, status=200 if good else 422)


def tools(request: HttpRequest, event: Event) -> dict[str, Any]:
    """What a page of the programme tells its script. Where somebody is signed in is said to them alone."""
    own = [(name, request.GET[name]) for name in ("q", "track") if request.GET.get(name)]
    return {
        "uuid": event.uuid,
        "zone": event.timezone,
        "signed_in": request.user.is_authenticated,
        "grid_url": "?" + urlencode(own),
        "list_url": "?" + urlencode([*own, ("view", "list")]),
        "worker": reverse("schedule_worker", args=[event.slug]),
        "scope": reverse("schedule", args=[event.slug]),
    }


def _lines(event: Event, track: str) -> list[Line]:
    """Read as plain values: as objects, hundreds of sessions would take longer than all the rest."""
    names: dict[int, list[str]] = defaultdict(list)
    speak = SessionSpeaker.objects.filter(session__in=event.sessions.shown()).order_by("position", "pk")
    for session, name in speak.values_list("session_id", "person__name"):
        names[session].append(name)
    base = reverse("schedule", args=[event.slug])
    rows = event.sessions.shown().order_by("starts_at", "room__position", "pk")
    return [
        Line(
            code, kind, title, subtitle, ", ".join(names[pk]), room, room_name or "", track_name or "",
            starts_at, ends_at, status == Session.Status.CANCELLED, f"{base}{code}/", stream_url,
        )
        for pk, code, kind, title, subtitle, room, room_name, track_name, starts_at, ends_at, status, stream_url
        in (rows.filter(track__slug=track) if track else rows).values_list(
            "pk", "code", "kind", "title", "subtitle", "room_id", "room__name", "track__name",
            "starts_at", "ends_at", "status", "stream_url",
        )
    ]  # fmt: skip


def _holds(line: Line, words: list[str]) -> bool:
    told = [line.title, line.subtitle, line.who, line.room_name, line.track_name]
    text = fold(" ".join(told))
    return all(word in text for word in words)
