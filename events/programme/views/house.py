"""Rooms, tracks and hours, each as one list that is written as a whole."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.clock import now as clock_now
from events.desk.around import around, find_event
from events.models import Event
from events.programme.actions import house as actions
from events.programme.desk_forms import BetweenForm, HoursForm, RoomForm, TrackForm
from events.programme.models import Timetable
from events.programme.views.tabs import tabs

MORE = 3  # empty rows under those that are there
MOST_ROWS = 300


def _set_of(form: type[forms.Form]) -> Any:
    return forms.formset_factory(form, extra=MORE, max_num=MOST_ROWS, absolute_max=MOST_ROWS + MORE)


@needs("change programme", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: HttpRequest, event: Event) -> HttpResponse:
    there = [
        {"pk": row.pk, "name": row.name, "capacity": row.capacity, "position": row.position}
        for row in event.rooms.all()
    ]

    def write(facts: Sequence[actions.Facts]) -> None:
        actions.write_rooms(event=event, rooms=facts, by=request.user, now=clock_now())

    return _parts(
        request, event, RoomForm, there, ("name", "capacity"), write,
        title=_("Rooms"), name="desk_rooms",
        lead=_("In this order they stand in the timetable. A room is deleted once nothing is in it."),
    )  # fmt: skip


@needs("change programme", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tracks(request: HttpRequest, event: Event) -> HttpResponse:
    there = [
        {
            "pk": row.pk,
            "name": row.name,
            "color": row.color or "#000000",
            "slots": row.slots,
            "position": row.position,
        }
        for row in event.tracks.all()
    ]

    def write(facts: Sequence[actions.Facts]) -> None:
        for one in facts:  # the browser's field for a colour is never empty: black stands for none
            if one.values.get("color") in ("", "#000000"):
                one.values["color"] = ""
        actions.write_tracks(event=event, tracks=facts, by=request.user, now=clock_now())

    return _parts(
        request, event, TrackForm, there, ("name", "color", "slots"), write,
        title=_("Tracks"), name="desk_tracks",
        lead=_("What the sessions are about. How many talks fit is for those who choose among the proposals."),
    )  # fmt: skip


def _parts(
    request: HttpRequest,
    event: Event,
    form: type[forms.Form],
    there: list[dict[str, Any]],
    fields: tuple[str, ...],
    write: Callable[[Sequence[actions.Facts]], None],
    *,
    title: str,
    name: str,
    lead: str,
) -> HttpResponse:
    rows = _set_of(form)(request.POST if request.method == "POST" else None, initial=there)
    problem, status = "", 200
    if request.method == "POST":
        if rows.is_valid():
            try:
                write(_facts(rows, fields))
            except ValidationError as wrong:
                problem, status = " ".join(wrong.messages), 422
            except (actions.StillUsed, actions.NamedTwice) as no:
                problem, status = str(no), 409
            else:
                messages.success(request, _("Saved."))
                return redirect(name, event.slug)
        else:
            status = 422
    context = {
        **around(request, event),
        "tabs": tabs(request, event),
        "rows": rows,
        "title": title,
        "lead": lead,
        "problem": problem,
    }
    return render(request, "programme/desk_parts.html", context, status=status)


def _facts(rows: Any, fields: tuple[str, ...]) -> list[actions.Facts]:
    found = []
    for n, form in enumerate(rows):
        cleaned = form.cleaned_data
        pk = cleaned.get("pk")
        gone = bool(cleaned.get("gone")) or (pk and not cleaned.get("name"))
        if not pk and (gone or not cleaned.get("name")):
            continue
        position = cleaned.get("position")
        values = {field: cleaned.get(field) for field in fields}
        values["position"] = n if position is None else position
        found.append(actions.Facts(pk=pk, gone=bool(gone), values=values))
    return found


@needs("change programme", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, event: Event) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    timetable = Timetable.objects.filter(event=event).first() or Timetable(event=event)
    between = BetweenForm(posted, initial={"turn_over": timetable.turn_over, "walk": timetable.walk})
    rows = _set_of(HoursForm)(posted, initial=_opening(event), form_kwargs={"event": event})
    problem, status = "", 200
    if posted is not None:
        if rows.is_valid() and between.is_valid():
            spans = [form.cleaned_data for form in rows if form.cleaned_data.get("span")]
            try:
                actions.write_hours(
                    event=event,
                    hours=[
                        actions.Open(one["room"].pk if one["room"] else None, *one["span"]) for one in spans
                    ],
                    **between.cleaned_data,
                    by=request.user,
                    now=clock_now(),
                )
            except actions.NamedTwice as no:
                problem, status = str(no), 409
            else:
                messages.success(request, _("Saved."))
                return redirect("desk_hours", event.slug)
        else:
            status = 422
    context = {
        **around(request, event),
        "tabs": tabs(request, event),
        "rows": rows,
        "between": between,
        "title": _("Hours"),
        "lead": _(
            "From when to when there are sessions. A room's own hours stand on that day in place of those of all rooms."
        ),
        "problem": problem,
    }
    return render(request, "programme/desk_parts.html", context, status=status)


def _opening(event: Event) -> list[dict[str, Any]]:
    found = []
    for row in event.hours.all():
        start, end = row.opens_at.astimezone(event.zone), row.closes_at.astimezone(event.zone)
        found.append(
            {"day": f"{start:%Y-%m-%d}", "room": row.room_id, "opens": start.time(), "closes": end.time()}
        )
    return found
