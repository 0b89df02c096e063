"""What everybody sees of events: the lists, the month, the event itself."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import answers
from core.access import can, public
from core.clock import now as clock_now
from core.finding import by_name
from core.models import Community
from core.month import month_of
from core.pagination import page_of
from events.filters import EventFilter
from events.json_ld import event_json_ld
from events.models import Crew, Event

EVENTS_A_PAGE = 24
KEYNOTES_SHOWN = 6
COMING_SHOWN = 24


@public
def event_list(request: HttpRequest) -> HttpResponse:
    """Coming events, next first; `?past=1`, or a `to` that has gone by, shows past ones, latest first."""
    answers.shows(request, "events", "site")
    now = clock_now()
    form = EventFilter(request.GET)
    wants_past = request.GET.get("past") == "1"
    if not form.is_valid():
        return render(
            request, "events/list.html", {"form": form, "page": None, "past": wants_past}, status=422
        )
    events = form.apply(Event.objects.public().for_cards())
    if wants_past:
        events = events.past(now)
    elif form.names_days:
        events = events.order_by("starts_at", "pk")
    else:
        events = events.upcoming(now)
    page = page_of(request, events, EVENTS_A_PAGE)
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.pop("past", None)
    return render(
        request,
        "events/list.html",
        {
            "form": form,
            "page": page,
            "past": wants_past,
            "query": asked.urlencode(),
            "found": ngettext("%(count)s event", "%(count)s events", page.paginator.count)
            % {"count": page.paginator.count},
        },
    )


@public
def event_month(request: HttpRequest) -> HttpResponse:
    """One month as a table of days, in each event's own day; the same filters as the list, `?month=2026-11`."""
    answers.shows(request, "events", "site")
    community_zone = Community.current().timezone
    today = clock_now().astimezone(dt.UTC).date()
    form = EventFilter(request.GET)
    wanted = request.GET.get("month", "")
    try:
        first = dt.datetime.strptime(f"{wanted or today.strftime('%Y-%m')}-01", "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        if not 1990 <= first.year <= 2100:
            raise ValueError(wanted)
    except ValueError:
        return render(
            request,
            "events/month.html",
            {"form": form, "wrong_month": _("Months are written like 2026-11.")},
            status=422,
        )
    following = (first + dt.timedelta(days=32)).replace(day=1)
    previous = (first - dt.timedelta(days=1)).replace(day=1)
    context: dict[str, Any] = {"form": form, "zone": community_zone, "first": first}
    if not form.is_valid():
        return render(request, "events/month.html", context, status=422)
    margin = dt.timedelta(days=8)
    begin = dt.datetime.combine(first, dt.time(), dt.UTC) - margin
    end = dt.datetime.combine(following, dt.time(), dt.UTC) + margin
    events = (
        form.apply(Event.objects.public().for_cards())
        .filter(starts_at__gte=begin, starts_at__lt=end)
        .order_by("starts_at", "pk")
    )
    asked = request.GET.copy()
    asked.pop("month", None)
    rest = f"&{asked.urlencode()}" if asked else ""
    context.update(
        month=month_of(first.year, first.month, events, lambda event: event.local_start.date(), today),
        previous_url=f"?month={previous:%Y-%m}{rest}",
        next_url=f"?month={following:%Y-%m}{rest}",
        query=asked.urlencode(),
    )
    return render(request, "events/month.html", context)


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
        # What starts, ends or closes at an instant is shown by it.
        turns = [event.starts_at, event.ends_at, event.registration_opens_at, event.registration_closes_at]
        ahead = [(turn - now).total_seconds() for turn in turns if turn and turn > now]
        answers.shows(
            request,
            event,
            "events" if event.is_summit else "site",
            "pages",
            seconds=max(1, min(answers.LONGEST, int(min(ahead, default=answers.LONGEST)))),
        )
    context = {
        "event": event,
        "now": now,
        "words": words_of(event, request),
        "may_change": request.user.is_authenticated and can(request.user, "work at", event),
        "admits": event.admits(now),
        "organizers": [
            row.person
            for row in event.crew.filter(role=Crew.Role.ORGANIZER, person__is_public=True).select_related(
                "person__photo", "person__organisation"
            )
        ],
        "keynotes": event.sessions.keynotes().with_speakers()[:KEYNOTES_SHOWN],
        "has_schedule": event.sessions.shown().exclude(starts_at=None).exists(),
        "coming": list(
            event.registrations.confirmed()
            .filter(visibility="public", person__is_public=True)
            .select_related("person__photo")[: COMING_SHOWN + 1]
        ),
        "json_ld": event_json_ld(event, now),
    }
    context["coming_people"] = [row.person for row in context["coming"][:COMING_SHOWN]]
    if event.is_summit:
        context.update(summit_context(event, now))
    return render(request, "events/summit.html" if event.is_summit else "events/meetup.html", context)


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
        "parts": event.parts.public().for_cards().order_by("starts_at"),
        "call": call,
        "call_is_open": bool(call and call.is_open(now)),
        "neighbours": neighbours,
    }


def words_of(event: Event, request: HttpRequest) -> Any:
    """The live page in the reader's language, else in any; a preview brings its own. None where nobody wrote."""
    preview = request.__dict__.get("preview_words")
    if preview is not None:
        return preview
    pages = event.summit_pages if event.is_summit else event.meetup_pages
    live = list(pages.live().public().select_related("locale"))
    return next(
        (page for page in live if page.locale.language_code == get_language()), live[0] if live else None
    )


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
