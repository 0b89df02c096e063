"""One event, as everybody sees it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core import answers
from core.access import can, public
from core.clock import now as clock_now
from core.finding import by_name, words_of
from core.share import picture_answer
from events.finding import of_event
from events.json_ld import event_json_ld
from events.models import Crew, Event
from events.share import event_card, event_picture, event_share

KEYNOTES_SHOWN = 6
COMING_SHOWN = 24


@public
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The event: its facts, its words where a page is live, and what the floors above know of it."""
    event = by_name(Event.objects.for_cards().select_related("cycle"), slug)
    if not event.is_public and not can(request.user, "see", event):
        raise Http404
    if event.slug != slug:
        return HttpResponsePermanentRedirect(event.get_absolute_url())
    now = clock_now()
    if event.is_public:
        answers.shows(
            request,
            event,
            "events" if event.is_summit else "site",
            "pages",
            "organisations",
            seconds=event.seconds_to_turn(now) or answers.LONGEST,
        )
    context = {
        "event": event,
        "now": now,
        "words": words_of(event.summit_pages if event.is_summit else event.meetup_pages, request),
        "may_change": request.user.is_authenticated and can(request.user, "work at", event),
        "admits": event.admits(now),
        "organizers": [
            row.person
            for row in event.crew.filter(role=Crew.Role.ORGANIZER, person__is_public=True).select_related(
                "person__photo", "person__organisation"
            )
        ],
        "keynotes": list(event.sessions.keynotes().with_speakers()[:KEYNOTES_SHOWN]),
        "has_schedule": event.sessions.shown().exclude(starts_at=None).exists(),
        "coming": list(
            event.registrations.confirmed()
            .filter(visibility__in=_shown_to(request, event), person__is_public=True, holder=None)
            .select_related("person__photo")[: COMING_SHOWN + 1]
        ),
    }
    context["coming_people"] = [row.person for row in context["coming"][:COMING_SHOWN]]
    if event.is_summit:
        context.update(summit_context(event, now))
    context["share"] = share = event_share(event)
    context["json_ld"] = event_json_ld(
        event,
        now,
        parts=context.get("parts", ()),
        sessions=context["keynotes"],
        picture=share.picture if share else "",
    )
    return render(request, "events/summit.html" if event.is_summit else "events/meetup.html", context)


def _shown_to(request: HttpRequest, event: Event) -> list[str]:
    """Those who come as well see who lets other attendees see it; the answer of somebody signed in is never kept."""
    if not request.user.is_authenticated:
        return ["public"]
    comes = event.registrations.confirmed().filter(person__user=request.user).exists()
    return ["public", "attendees"] if comes else ["public"]


def summit_context(event: Event, now: dt.datetime) -> dict[str, Any]:
    """Sponsors, the parts of the summit, its call for proposals, and the summits of the cycles before and after."""
    neighbours = {"before": None, "after": None}
    if event.cycle and event.parent_id is None:
        summits = (
            Event.objects.public()
            .summits()
            .filter(parent=None)
            .exclude(pk=event.pk)
            .exclude(cycle=None)
            .for_cards()
        )
        neighbours["before"] = summits.filter(starts_at__lt=event.starts_at).order_by("-starts_at").first()
        neighbours["after"] = summits.filter(starts_at__gt=event.starts_at).order_by("starts_at").first()
    call = getattr(event, "call", None)
    return {
        "sponsorships": event.sponsorships.select_related("organisation__logo"),
        "parts": list(event.parts.public().for_cards().order_by("starts_at")),
        "call": call,
        "call_is_open": bool(call and call.is_open(now)),
        "neighbours": neighbours,
    }


@public
@require_safe
@of_event
def picture(request: HttpRequest, event: Event, name: str) -> HttpResponse:
    return picture_answer(request, event, event_card(event), name, event_picture(event))


@public
def seats(request: HttpRequest, slug: str) -> HttpResponse:
    """The exact figure of this instant, for the small script on the event's page. Never kept."""
    event = by_name(Event.objects.public(), slug)
    free = event.free
    if event.capacity is None or not event.admits(clock_now()):
        text = ""
    elif event.waiting or not free:
        text = ngettext("Full, %(count)s person waiting", "Full, %(count)s people waiting", event.waiting) % {
            "count": event.waiting
        }
    else:
        text = ngettext("%(count)s seat left", "%(count)s seats left", free) % {"count": free}
    answer = JsonResponse({"free": free, "waiting": event.waiting, "text": text})
    answer["Cache-Control"] = "no-store"
    return answer
