"""The programme as people read it: by days and rooms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.links import absolute
from events.finding import of_event
from events.models import Event
from events.programme.finding import shown_sessions
from events.programme.forms import TrackFilter
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
    asked = TrackFilter(event, request.GET)
    good = asked.is_valid()
    track = asked.cleaned_data.get("track") if good else ""
    sessions = list(shown_sessions(event).filter(**({"track__slug": track} if track else {})))
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
        "version": event.releases.values_list("version", flat=True).first(),
    }
    return render(request, "programme/schedule.html", context, status=200 if good else 422)


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
        "marks": [{"time": f"{mark.at.astimezone(event.zone):%H:%M}", "row": mark.row} for mark in day.marks],
        "slots": [_slot(cell, event, base) for cell in day.cells],
    }


def _slot(cell: grid.Cell, event: Event, base: str) -> dict[str, Any]:
    session: Session = cell.thing
    start, end = (
        session.starts_at.astimezone(event.zone),
        session.ends_at and session.ends_at.astimezone(event.zone),
    )
    return {
        "session": session,
        "cell": cell,
        "url": f"{base}{session.code}/",
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}" if end else "",
        "iso": start.isoformat(timespec="minutes"),
        "who": ", ".join(person.name for person in session.people),
    }
