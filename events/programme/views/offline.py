"""The schedule on a phone without a network, once it was looked at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import offline
from core.access import public
from core.answers import shows
from events.finding import of_event
from events.models import Event

SHELL = ("js/programme.js", "css/schedule_grid.css")


@public
@require_safe
@of_event
def worker(request: HttpRequest, event: Event) -> HttpResponse:
    """The service worker of this event's schedule: it lies beside the page, so it reaches nothing above it."""
    shows(request, event)
    accent = [f"/accent/{event.accent.lstrip('#')}.css"] if event.accent else []
    shell = offline.shell("schedule", reverse("schedule", args=[event.slug]), SHELL, accent)
    return render(
        request, "programme/worker.js", {"shell": shell}, content_type="text/javascript; charset=utf-8"
    )
