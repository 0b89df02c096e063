"""The programme as people read it, and as programs do."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Max, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.links import absolute
from events.finding import of_event
from events.models import Event
from events.programme import exports
from events.programme.models import Session, SessionSpeaker
from events.programme.rules import grid
from people.models import Person

XML = "application/vnd.c3voc.schedule+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"


class ScheduleFilter(forms.Form):
    track = forms.ChoiceField(label=gettext_lazy("Track"), required=False)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["track"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All tracks")), *event.tracks.values_list("slug", "name")]


@public
@require_safe
@of_event
def schedule(request: HttpRequest, event: Event) -> HttpResponse:
    return _schedule(request, event)


@public
@require_safe
@of_event
def schedule_version(request: HttpRequest, event: Event, version: str) -> HttpResponse:
    """Until programmes are released by version there is one, the present one, whatever it is called."""
    return _schedule(request, event)


def _schedule(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "venues")
    asked = ScheduleFilter(event, request.GET)
    good = asked.is_valid()
    track = asked.cleaned_data.get("track") if good else ""
    sessions = list(_sessions(event).filter(**({"track__slug": track} if track else {})))
    timed = [session for session in sessions if session.starts_at is not None]
    feed = reverse("event_schedule_feed", args=[event.slug])
    context = {
        **_frame(event),
        "form": asked,
        "track": track,
        "days": [_day(day, event) for day in _days(event, timed)],
        "untimed": [session for session in sessions if session.starts_at is None],
        "feed_url": absolute(f"{feed}?track={track}" if track else feed),
        "page_url": reverse("schedule", args=[event.slug]),
    }
    return render(request, "programme/schedule.html", context, status=200 if good else 422)


@public
@require_safe
@of_event
def session(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "venues")
    found = get_object_or_404(_sessions(event), code=code.upper())
    return render(
        request,
        "programme/session.html",
        {**_frame(event), "session": found, "event_time": _time_of(found, event)},
    )


@public
@require_safe
@of_event
def speakers(request: HttpRequest, event: Event) -> HttpResponse:
    """Whoever speaks, by name, with what they speak about."""
    shows(request, event, f"schedule:{event.pk}", "speakers")
    rows = (
        SessionSpeaker.objects.filter(
            session__in=event.sessions.shown().exclude(status=Session.Status.CANCELLED)
        )
        .select_related("person__photo", "person__organisation", "session")
        .prefetch_related("person__photo__renditions")
        .order_by("person__name", "person_id", "session__starts_at")
    )
    people: dict[int, dict[str, Any]] = {}
    for row in rows:
        entry = people.setdefault(row.person_id, {"person": row.person.as_shown(), "titles": []})
        entry["titles"].append(row.session.title)
    base = reverse("event_speakers", args=[event.slug])
    for entry in people.values():
        entry["url"] = f"{base}{entry['person'].slug}/"
        entry["note"] = " · ".join(entry["titles"])
    return render(request, "programme/speakers.html", {**_frame(event), "people": list(people.values())})


@public
@require_safe
@of_event
def speaker(request: HttpRequest, event: Event, person: str) -> HttpResponse:
    found = (
        Person.objects.filter(slug=person, session_speakers__session__in=event.sessions.shown())
        .select_related("photo", "organisation")
        .first()
    )
    if found is None:
        raise Http404(_("Nobody of this name speaks here."))
    shows(request, event, f"schedule:{event.pk}", found)
    feed = reverse("event_schedule_feed", args=[event.slug])
    context = {
        **_frame(event),
        "person": found.as_shown(),
        "sessions": list(_sessions(event).filter(speakers=found)),
        "feed_url": absolute(f"{feed}?speaker={found.slug}"),
    }
    return render(request, "programme/speaker.html", context)


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
    shows(request, event, f"schedule:{event.pk}")
    changed_at = _changed_at(event)
    rows = _sessions(event).exclude(starts_at=None).exclude(status=Session.Status.CANCELLED)
    body = write(exports.Programme(event, list(rows), f"{changed_at:%Y-%m-%d %H:%M}"))
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Last-Modified"] = changed_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return response


def _changed_at(event: Event) -> dt.datetime:
    last = event.sessions.aggregate(last=Max("shown_changed_at"))["last"]
    return max(filter(None, [last, event.shown_changed_at])).astimezone(dt.UTC)


def _sessions(event: Event) -> "QuerySet[Session]":
    """With what a line of a programme shows, without pictures; three queries however many."""
    who = SessionSpeaker.objects.select_related("person__organisation").order_by("position", "pk")
    return (
        event.sessions.shown()
        .select_related("room", "track")
        .prefetch_related(Prefetch("session_speakers", queryset=who))
        .order_by("starts_at", "room__position", "pk")
    )


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


def _time_of(session: Session, event: Event) -> dict[str, Any]:
    """In the shape of an event, for the component that says an instant in the reader's own zone."""
    return {"starts_at": session.starts_at, "ends_at": session.ends_at, "timezone": event.timezone}


def _frame(event: Event) -> dict[str, Any]:
    """What every page of a programme has around it."""
    here = event.get_absolute_url()
    return {
        "event": event,
        "trail": [{"title": _("Events"), "url": "/events/"}, {"title": event.title, "url": here}],
        "accent": event.accent.lstrip("#"),
    }
