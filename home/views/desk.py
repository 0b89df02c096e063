"""The organizer's front, and the trail of what was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.access import can, needs, signed_in
from core.models import AuditEntry
from core.pagination import page_of
from core.wall_time import datetime_in
from groups.models import Membership
from home.desk import MOST_PAST, Chaired, Row, chaired_by, doors_of, events_of, first_steps, rows
from home.paths import in_language

ENTRIES_A_PAGE = 100


@signed_in
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    person = getattr(request.user, "person", None)
    coming, past, groups, doors = [], [], [], []
    chaired: list[Chaired] = []
    if person is not None:
        mine = events_of(person)
        coming = rows(mine.upcoming(now), request.user, now)
        past = rows(mine.past(now)[:MOST_PAST], request.user, now)
        doors = list(doors_of(person, now))
        chaired = chaired_by(person, now)
        groups = list(
            person.memberships.filter(role=Membership.Role.ORGANIZER)
            .select_related("group")
            .order_by("group__name")
        )
    steps = first_steps(request.user, now) if can(request.user, "administer") else []
    return render(
        request,
        "home/desk.html",
        {
            **around(request, "desk"),
            "coming": coming,
            "past": past,
            "groups": groups,
            "doors": doors,
            "chaired": chaired,
            "tiles": _tiles(coming),
            "columns": _columns(),
            "coming_rows": _table(coming),
            "past_rows": _table(past),
            "next": next((row for row in coming if row.step), None),
            "steps": steps,
            "steps_done": sum(step.done for step in steps),
            "may_found": can(request.user, "found group"),
        },
    )


@needs("read the trail")
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    entries = AuditEntry.objects.select_related("by", "by__person")
    thing = request.GET.get("thing", "").replace("\x00", "")[:60]
    if thing:
        entries = entries.filter(thing=thing)
    page = page_of(request, entries, ENTRIES_A_PAGE)
    return render(request, "home/trail.html", {**around(request, "trail"), "entries": page, "thing": thing})


def _tiles(coming: list[Row]) -> list[dict[str, object]]:
    waiting = sum(row.event.waiting for row in coming)
    proposals = sum(row.new_proposals for row in coming)
    return [
        {"label": _("Registered"), "value": sum(row.event.taken for row in coming)},
        {"label": _("Waiting"), "value": waiting, "tone": "warn" if waiting else ""},
        {"label": _("Seats"), "value": sum(row.event.capacity or 0 for row in coming)},
        {"label": _("New proposals"), "value": proposals, "tone": "good" if proposals else ""},
    ]


def _columns() -> list[dict[str, object]]:
    return [
        {"label": _("Event")},
        {"label": _("When")},
        {"label": _("Status")},
        {"label": _("Registered"), "numeric": True},
        {"label": _("Waiting"), "numeric": True},
        {"label": _("New proposals"), "numeric": True},
        {"label": _("Next")},
    ]


def _of_seats(taken: int, seats: int | None) -> str:
    return f"{taken} / {seats}" if seats is not None else str(taken)


def _table(rows: list[Row]) -> list[dict[str, object]]:
    return [
        {
            "url": row.url,
            "cells": [
                row.event.title,
                datetime_in(row.event.starts_at, row.event.timezone, "date"),
                render_to_string("events/status.html", {"event": row.event}),
                _of_seats(row.event.taken, row.event.capacity),
                row.event.waiting,
                row.new_proposals,
                format_html('<a href="{}">{}</a>', row.step_url, row.step) if row.step else "",
            ],
        }
        for row in rows
    ]


def around(request: HttpRequest, here: str) -> dict[str, object]:
    """The rooms of the desk that this person may enter."""
    rooms = [
        (_("What is next"), in_language("/desk/"), "desk"),
        (_("New event"), in_language("/desk/events/new/"), "event"),
    ]
    if can(request.user, "found group"):
        rooms.append((_("New group"), in_language("/groups/new/"), "group"))
    if can(request.user, "hold elections"):
        rooms.append((_("Elections"), in_language("/desk/elections/"), "elections"))
    if can(request.user, "administer"):
        rooms += [
            (_("Cycles"), in_language("/desk/cycles/"), "cycles"),
            (_("Sellers"), in_language("/desk/sellers/"), "sellers"),
        ]
    if can(request.user, "read the trail"):
        rooms += [
            (_("Claims"), in_language("/desk/claims/"), "claims"),
            (_("Trail"), in_language("/desk/audit/"), "trail"),
        ]
    if request.user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
        rooms.append((_("Words and pictures"), "/cms/", "cms"))
    return {
        "desk_title": _("Desk"),
        "desk_nav": [{"title": title, "url": url, "active": name == here} for title, url, name in rooms],
    }
