"""What makes the check-in page an app that can be put on a phone and opens without a network."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import offline
from core.access import needs
from core.often import often
from events.models import Event

AT_THE_DOOR = ("slug", "title", "timezone", "group", "parent")
SHELL = ("js/check_in.js", "vendor/jsqr-1.4.0/jsQR.js")


@often
def _named(slug: str) -> QuerySet[Event]:
    return Event.objects.only(*AT_THE_DOOR).filter(slug=slug).order_by()


def find_event(slug: str) -> Event:
    """With no more than a door needs: it is asked for at each scan."""
    for event in _named(slug):
        return event
    raise Http404


def camera_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The one kind of page that may ask for the camera."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Permissions-Policy"] = (
            "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        return response

    return inner


@needs("check in", find_event)
@never_cache
@require_safe
def worker(request: HttpRequest, event: Event) -> HttpResponse:
    """The service worker of this event's check-in: it lies below the page, so it reaches no other page."""
    return render(
        request,
        "booking/check_in_worker.js",
        {"shell": offline.shell("check-in", reverse("desk_check_in", args=[event.slug]), SHELL)},
        content_type="text/javascript; charset=utf-8",
    )


@needs("check in", find_event)
@never_cache
@require_safe
def manifest(request: HttpRequest, event: Event) -> HttpResponse:
    page = reverse("desk_check_in", args=[event.slug])
    told = {
        "id": page,
        "name": _("Check-in: %(event)s") % {"event": event.title},
        "short_name": _("Check-in"),
        "lang": get_language(),
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#0b6650",
        "icons": [
            {
                "src": staticfiles_storage.url("favicon.svg"),
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "any",
            }
        ],
    }
    return HttpResponse(
        json.dumps(told, ensure_ascii=False), content_type="application/manifest+json; charset=utf-8"
    )
