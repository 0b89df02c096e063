"""What is mine in all programmes, and the calendars that hold it."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import by_secret, signed_in
from core.clock import now as clock_now
from core.links import absolute
from events.calendars import private
from events.calendars.actions import private_feed as actions
from events.calendars.agenda import agenda
from events.calendars.answers import CALENDAR, PLAIN, tag_of
from events.calendars.forms import WORDS
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import wanted
from events.rules.ical import serialise
from people.actions import person as people


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person = people.own(by=request.user)
    feeds = [
        {"row": row, "url": absolute(row.get_absolute_url()), "kinds": _kinds(row)}
        for row in PrivateFeed.objects.standing().filter(person=person)
    ]
    nav: list[dict[str, Any]] = [
        {"title": _("Overview"), "url": resolve_url("/me/"), "active": False},
        {"title": _("My agenda"), "url": reverse("agenda"), "active": True},
    ]
    return render(
        request,
        "calendars/agenda.html",
        {
            "events": agenda(person, clock_now()),
            "feeds": feeds,
            "desk_title": _("My page"),
            "desk_nav": nav,
        },
    )


def _kinds(feed: PrivateFeed) -> list[str]:
    """What is in it, in words."""
    kinds = wanted(feed.wants).kinds
    return [str(words) for kind, words in WORDS.items() if kind in kinds]


def _for_programs(view: Any) -> Any:
    """Programs that follow a private calendar may keep what they read and ask whether it is still so; nothing between
    them and us may, and no address is told on."""

    @wraps(view)
    def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, **kwargs)
        response["Cache-Control"] = "private, max-age=0, must-revalidate"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return inner


@_for_programs
@by_secret
@require_safe
def private_feed(request: HttpRequest, token: str) -> HttpResponse:
    feeds = PrivateFeed.objects.standing().select_related("person").filter(person__user__is_active=True)
    feed = feeds.filter(token=token).first()
    if feed is None:  # answered here, for the page of a missing address says nothing of who may keep it
        return HttpResponse(_("There is no such calendar.") + "\n", content_type=PLAIN, status=404)
    now = clock_now()
    body = serialise(private.of_person(feed, now=now))
    tag = tag_of(body)
    modified = int(actions.read(feed=feed, tag=tag, now=now).timestamp())
    response = HttpResponse(body, content_type=CALENDAR)
    response["ETag"], response["Last-Modified"] = tag, http_date(modified)
    return get_conditional_response(request, etag=tag, last_modified=modified, response=response) or response
