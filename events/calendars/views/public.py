"""Feeds that programs read."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.access import public
from core.answers import shows
from core.atom import MEDIA_TYPE
from core.finding import by_names
from core.models import Community
from events.calendars import atom, feeds
from events.calendars.answers import calendar_answer, feed_answer, refused
from events.calendars.forms import FeedFilter
from events.finding import of_event, of_group
from events.models import Event
from events.programme.models import SessionSpeaker
from groups.models import UserGroup
from people.models import Person


@public
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    asked = FeedFilter(request.GET)
    if not asked.is_valid():
        return refused([f"{name}: {' '.join(errors)}" for name, errors in asked.errors.items()])
    shows(request, "events", "groups", "venues", "site")
    feed, changed_at = feeds.everything(
        asked,
        name=_name_of(asked),
        query=urlencode([(name, value) for name, value in asked.sent if name != "deadlines"]),
        now=clock.now(),
        deadlines=asked.cleaned_data["deadlines"],
    )
    return calendar_answer(request, feed, changed_at)


@public
@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """When ballots open and close: what is the whole community's, for whoever wants it without the events."""
    shows(request, "events", "site")
    name = f"{Community.current().name} · {_('Deadlines')}"
    return calendar_answer(request, *feeds.of_community(name=name, now=clock.now()))


@public
@require_safe
@of_group
def group_calendar(request: HttpRequest, group: UserGroup) -> HttpResponse:
    shows(request, group, "venues", "site")
    return calendar_answer(
        request, *feeds.of_group(group, now=clock.now(), deadlines=_wants_deadlines(request))
    )


@public
@require_safe
@of_event
def event_calendar(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, "site")
    return calendar_answer(
        request, *feeds.of_event(event, now=clock.now(), deadlines=_wants_deadlines(request))
    )


@public
@require_safe
@of_event
def event_schedule(request: HttpRequest, event: Event) -> HttpResponse:
    """`?track=&room=&speaker=` by their names in addresses; an unknown one is told: nobody subscribes to nothing."""
    asked = {key: slug for key in ("track", "room", "speaker") if (slug := request.GET.get(key, ""))}
    speaking = SessionSpeaker.objects.filter(session__in=event.sessions.shown())
    known: dict[str, QuerySet[Any]] = {
        "track": event.tracks.all(),
        "room": event.rooms.all(),
        "speaker": Person.objects.filter(pk__in=speaking.values("person")),
    }
    found = {key: by_names(known[key], [slug]).get(slug) for key, slug in asked.items()}
    unknown = [key for key, thing in found.items() if thing is None]
    if unknown:
        return refused(
            [_("%(title)s has no such %(what)s.") % {"title": event.title, "what": key} for key in unknown]
        )
    shows(request, event, f"schedule:{event.pk}", "organisations", "site")
    name = " · ".join([event.title, *(str(thing) for thing in found.values())])
    return calendar_answer(request, *feeds.of_schedule(event, name=name, now=clock.now(), **found))


@public
@require_safe
def events_atom(request: HttpRequest) -> HttpResponse:
    """New events and what happened to them; the questions are those of `/events/`."""
    asked = FeedFilter(request.GET)
    if not asked.is_valid():
        return refused([f"{name}: {' '.join(errors)}" for name, errors in asked.errors.items()])
    shows(request, "events", "groups", "site")
    query = urlencode([(name, value) for name, value in asked.sent if name != "deadlines"])
    body, changed_at = atom.events_feed(asked, name=_name_of(asked), query=query, now=clock.now())
    return feed_answer(request, body, MEDIA_TYPE, changed_at)


@public
@require_safe
@of_group
def group_atom(request: HttpRequest, group: UserGroup) -> HttpResponse:
    shows(request, group, "venues", "site")
    body, changed_at = atom.group_feed(group)
    return feed_answer(request, body, MEDIA_TYPE, changed_at)


@public
@require_safe
@of_event
def event_atom(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "organisations", "site")
    body, changed_at = atom.event_feed(event)
    return feed_answer(request, body, MEDIA_TYPE, changed_at)


@public
@require_safe
@of_event
def schedule_atom(request: HttpRequest, event: Event) -> HttpResponse:
    shows(request, event, f"schedule:{event.pk}", "site")
    body, changed_at = atom.releases_feed(event)
    return feed_answer(request, body, MEDIA_TYPE, changed_at)


def _wants_deadlines(request: HttpRequest) -> bool:
    return request.GET.get("deadlines", "").lower() in {"1", "on", "true", "yes"}


def _name_of(asked: FeedFilter) -> str:
    """What subscribers see in their list of calendars."""
    question = asked.question
    parts = [
        Community.current().name,
        *(group.name for group in asked.found_groups[:3]),
        str(Event.Kind(question.kind).label) if question.kind else "",
        asked.place,
        *question.tags[:3],
        question.words,
    ]
    return " · ".join(part for part in parts if part)
