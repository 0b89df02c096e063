"""The rooms of the schedule's desk: one entry of the event's menu, with a page for each."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event


def tabs(request: HttpRequest, event: Event) -> list[dict[str, Any]]:
    pages = [
        ("desk_schedule", _("Timetable")),
        ("desk_sessions", _("Sessions")),
        ("desk_hours", _("Hours")),
        ("desk_rooms", _("Rooms")),
        ("desk_tracks", _("Tracks")),
        ("desk_release", _("Release")),
    ]
    found = []
    for name, title in pages:
        url = reverse(name, args=[event.slug])
        found.append({"title": title, "url": url, "active": request.path == url})
    return found
