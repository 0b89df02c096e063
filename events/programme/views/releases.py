"""The schedule as it was released, version by version, and what each changed."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from events.finding import of_event
from events.models import Event
from events.programme.changes import where, words_of
from events.programme.models import Release
from events.programme.rules.release import Change, read
from events.programme.views.around import around
from events.programme.views.days import Line, days
from people.models import Person

MOST_RELEASES = 50


@public
@require_safe
@of_event
def version(request: HttpRequest, event: Event, version: str) -> HttpResponse:
    """The whole programme as this release showed it; people by the names that they have now."""
    shows(request, event, f"schedule:{event.pk}")
    released = get_object_or_404(event.releases.all(), version=version)
    newest = event.releases.first()
    programme = released.programme
    names = _names(one["speakers"] for one in programme["sessions"])
    rooms = {room["id"]: room["name"] for room in programme["rooms"]}
    tracks = {track["id"]: track["name"] for track in programme["tracks"]}
    there = set(event.sessions.shown().values_list("code", flat=True))
    base = reverse("schedule", args=[event.slug])
    lines = [
        Line(
            code=one["code"],
            kind=one["kind"],
            title=one["title"],
            subtitle=one["subtitle"],
            who=", ".join(names[pk] for pk in one["speakers"] if pk in names),
            room=one["room"],
            room_name=rooms.get(one["room"], ""),
            track_name=tracks.get(one["track"], ""),
            starts_at=read(one["starts_at"]),
            ends_at=read(one["ends_at"]),
            is_off=one["cancelled"],
            url=f"{base}{one['code']}/" if one["code"] in there else "",
        )
        for one in programme["sessions"]
    ]
    context = {
        **around(event),
        "release": released,
        "is_newest": released == newest,
        "days": days(lines, rooms, ZoneInfo(programme["zone"])),
        "untimed": [line for line in lines if line.starts_at is None],
        "zone": programme["zone"],
    }
    return render(request, "programme/release.html", context)


@public
@require_safe
@of_event
def changelog(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}")
    rows = list(event.releases.defer("programme")[:MOST_RELEASES])
    return render(
        request,
        "programme/changelog.html",
        {**around(event), "releases": told(rows, event)},
    )


def told(releases: Iterable[Release], event: Event) -> list[dict[str, Any]]:
    """Each release with its changes in words; two statements however many."""
    releases = list(releases)
    changes = [change for one in releases for change in one.changes["sessions"]]
    sides = [side for change in changes for side in (change["before"], change["after"]) if side]
    names = _names(side["speakers"] for side in sides)
    there = set(event.sessions.shown().values_list("code", flat=True))
    base = reverse("schedule", args=[event.slug])
    return [
        {
            "release": one,
            "is_first": one.changes["first"],
            "changes": [
                _told(change, event, names, f"{base}{change['code']}/" if change["code"] in there else "")
                for change in one.changes["sessions"]
            ],
        }
        for one in releases
    ]


def _told(change: dict[str, Any], event: Event, names: dict[int, str], url: str) -> dict[str, Any]:
    before, after, kinds = change["before"], change["after"], set(change["kinds"])
    off = bool(kinds & {Change.CANCELLED, Change.GONE})
    was = where(before, event.timezone) if before else ""
    now = where(after, event.timezone) if after and not off else ""
    who = ""
    if after and kinds & {Change.NEW, Change.SPEAKERS}:
        who = ", ".join(names[pk] for pk in after["speakers"] if pk in names)
    return {
        "title": change["title"],
        "was_called": before["title"] if Change.RETITLED in kinds else "",
        "url": url,
        "what": words_of(change),
        "tone": "bad" if off else "good" if kinds & {Change.NEW, Change.BACK} else "accent",
        "was": was if was != now else "",
        "now": now,
        "who": who,
    }


def _names(groups: Iterable[Iterable[int]]) -> dict[int, str]:
    ids = {pk for group in groups for pk in group}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
