"""The programme as people read it: by days and rooms."""

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
from events.programme.finding import schedule_lines
from events.programme.forms import ProgrammeFilter
from events.programme.models import Session
from events.programme.rules import grid
from events.programme.views.around import around


@public
@require_safe
@of_event
def schedule(request: HttpRequest, event: Event) -> HttpResponse:
    return _schedule(request, event)


def _schedule(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "venues")
    asked = ProgrammeFilter(event, request.GET)
    good = asked.is_valid()
    said = asked.cleaned_data if good else {}
    track, words = said.get("track", ""), said.get("q", "")
    sessions = list(schedule_lines(event).filter(**({"track__slug": track} if track else {})))
    if words:
        sessions = [session for session in sessions if _holds(session, fold(words).split())]
    timed = [session for session in sessions if session.starts_at is not None]
    feed = reverse("event_schedule_feed", args=[event.slug])
    context = {
        **around(event),
        "form": asked,
        "track": track,
        "days": [_day(day, event) for day in _days(event, timed)],
        "untimed": [session for session in sessions if session.starts_at is None],
        "feed_url": absolute(f"{feed}?track={track}" if track else feed),
        "page_url": reverse("schedule", args=[event.slug]),
        "is_asked": bool(track or words or asked.errors),
        "words": words,
        "found": len(sessions),
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


def _holds(session: Session, words: list[str]) -> bool:
    told = [session.title, session.subtitle, *(person.name for person in session.people)]
    told += [place.name for place in (session.room, session.track) if place is not None]
    text = fold(" ".join(told))
    return all(word in text for word in words)


def _days(event: Event, sessions: list[Session]) -> list[grid.Day]:
    rooms = {session.room_id: session.room for session in sessions if session.room is not None}
    order = sorted(rooms, key=lambda pk: (rooms[pk].position, rooms[pk].name))
    items = [
        grid.Item(s, s.starts_at, s.ends_at, s.room_id, for_all=s.kind == Session.Kind.BREAK)
        for s in sessions
        if s.starts_at is not None
    ]
    return grid.days(items, order, event.zone)


def _day(day: grid.Day, event: Event) -> dict[str, Any]:
    names = {cell.thing.room_id: cell.thing.room.name for cell in day.cells if cell.thing.room is not None}
    base = reverse("schedule", args=[event.slug])
    return {
        "date": day.date,
        "width": min(max(1, sum(column.lanes for column in day.columns)), grid.MOST_COLUMNS),
        "rooms": [
            {"name": names.get(column.room, ""), "at": column.column, "over": column.lanes}
            for column in day.columns
        ],
        "marks": [
            {
                "time": f"{mark.at.astimezone(event.zone):%H:%M}",
                "iso": mark.at.astimezone(event.zone).isoformat(timespec="minutes"),
                "row": mark.row,
            }
            for mark in day.marks
        ],
        "slots": [_slot(cell, event, base) for cell in day.cells],
    }


def _classes(session: Session, cell: grid.Cell) -> str:
    """Written here: a template formats each number by the reader's language, which takes longer than all the rest."""
    words = [f"at-{cell.row} for-{cell.rows} in-{cell.column}"]
    if session.kind in {Session.Kind.BREAK, Session.Kind.KEYNOTE}:
        words.append(f"is-{session.kind}")
    if session.status == Session.Status.CANCELLED:
        words.append("is-off")
    return " ".join(words)


def _slot(cell: grid.Cell, event: Event, base: str) -> dict[str, Any]:
    session: Session = cell.thing
    start, end = (
        session.starts_at.astimezone(event.zone),
        session.ends_at and session.ends_at.astimezone(event.zone),
    )
    return {
        "session": session,
        "classes": _classes(session, cell),
        "url": f"{base}{session.code}/",
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}" if end else "",
        "iso": start.isoformat(timespec="minutes"),
        "iso_end": end.isoformat(timespec="minutes") if end else "",
        "who": ", ".join(person.name for person in session.people),
    }
