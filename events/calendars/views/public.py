"""Feeds that programs read, and the page on which people put one together."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.access import public
from core.answers import shows
from core.links import absolute
from core.models import Community
from events.calendars import atom, feeds
from events.calendars.answers import ATOM, calendar_answer, feed_answer, refused
from events.filters import EventFilter
from events.finding import of_event, of_group
from events.models import Event
from groups.models import UserGroup


@public
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    asked = EventFilter(request.GET)
    if not asked.is_valid():
        return refused([f"{name}: {' '.join(errors)}" for name, errors in asked.errors.items()])
    shows(request, "events", "groups", "site")
    feed, changed_at = feeds.everything(
        asked, name=_name_of(asked), query=urlencode(_sent(asked)), now=clock.now()
    )
    return calendar_answer(request, feed, changed_at)


@public
@require_safe
@of_group
def group_calendar(request: HttpRequest, group: UserGroup) -> HttpResponse:
    shows(request, group, "venues")
    return calendar_answer(request, *feeds.of_group(group, now=clock.now()))


@public
@require_safe
@of_event
def event_calendar(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, "venues")
    return calendar_answer(request, *feeds.of_event(event, now=clock.now()))


@public
@require_safe
@of_event
def event_schedule(request: HttpRequest, event: Event) -> HttpResponse:
    """`?track=&room=&speaker=` by their names in addresses; an unknown one is told: nobody subscribes to nothing."""
    asked = {key: request.GET.get(key, "") for key in ("track", "room", "speaker")}
    known = {
        "track": lambda slug: event.tracks.filter(slug=slug).first(),
        "room": lambda slug: event.rooms.filter(slug=slug).first(),
        "speaker": lambda slug: _speaker(event, slug),
    }
    found = {key: known[key](slug) for key, slug in asked.items() if slug}
    unknown = [key for key, thing in found.items() if thing is None]
    if unknown:
        return refused(
            [_("%(title)s has no such %(what)s.") % {"title": event.title, "what": key} for key in unknown]
        )
    shows(request, event, f"schedule:{event.pk}", "venues")
    name = " · ".join([event.title, *(str(thing) for thing in found.values())])
    return calendar_answer(request, *feeds.of_schedule(event, name=name, now=clock.now(), **asked))


@public
@require_safe
@of_group
def group_atom(request: HttpRequest, group: UserGroup) -> HttpResponse:
    shows(request, group)
    body, changed_at = atom.group_feed(group)
    return feed_answer(request, body, ATOM, changed_at)


@public
@require_safe
@of_event
def event_atom(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}")
    body, changed_at = atom.event_feed(event)
    return feed_answer(request, body, ATOM, changed_at)


@public
@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """The questions of `/events/` as a form, and the address of the calendar that answers them."""
    asked = EventFilter(request.GET)
    good = asked.is_valid()
    if good:
        shows(request, "events", "groups", "site")
    query = urlencode(_sent(asked)) if good else ""
    path = reverse("calendar_feed") + (f"?{query}" if query else "")
    return render(
        request,
        "calendars/builder.html",
        {
            "form": asked,
            "feed_url": absolute(path) if good else "",
            "list_url": f"/events/?{query}" if query else "/events/",
            "count": asked.apply(Event.objects.public()).upcoming(clock.now()).count() if good else 0,
            "place": asked.place,
            "asked": bool(query),
        },
        status=200 if good else 422,
    )


def _speaker(event: Event, slug: str) -> object | None:
    session = event.sessions.shown().filter(speakers__slug=slug).first()
    return session and session.speakers.filter(slug=slug).first()


def _sent(asked: EventFilter) -> list[tuple[str, str]]:
    """The questions that were asked, in one order, so that one calendar has one address."""
    return [
        (name, str(asked.data[name]))
        for name in asked.fields
        if asked.cleaned_data.get(name) not in (None, "")
    ]


def _name_of(asked: EventFilter) -> str:
    """What subscribers see in their list of calendars."""
    said = asked.cleaned_data if asked.is_valid() else {}
    parts = [
        Community.current().name,
        asked.found_group.name if asked.found_group else "",
        str(Event.Kind(said["kind"]).label) if said.get("kind") else "",
        asked.place,
        said.get("tag", ""),
        said.get("q", ""),
    ]
    return " · ".join(part for part in parts if part)
