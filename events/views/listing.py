"""Events to come and past, as a list and by months."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import answers
from core.access import public
from core.clock import now as clock_now
from core.models import Community
from core.month import month_of
from core.pagination import page_of
from events.filters import EventFilter
from events.models import Event

EVENTS_A_PAGE = 24


@public
def event_list(request: HttpRequest) -> HttpResponse:
    """Coming events, next first; `?past=1`, or a `to` that has gone by, shows past ones, latest first."""
    answers.shows(request, "events", "groups", "site")
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
    return render(
        request,
        "events/list.html",
        {
            "form": form,
            "page": page,
            "past": wants_past,
            "query": urlencode(form.sent),
            "found": ngettext("%(count)s event", "%(count)s events", page.paginator.count)
            % {"count": page.paginator.count},
        },
    )


@public
def event_month(request: HttpRequest) -> HttpResponse:
    """One month as a table of days, each event on its own days; the same filters as the list, `?month=2026-11`."""
    answers.shows(request, "events", "groups", "site")
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
        .filter(ends_at__gt=begin, starts_at__lt=end)
        .order_by("starts_at", "pk")
    )
    query = urlencode(form.sent)
    rest = f"&{query}" if query else ""
    context.update(
        month=month_of(
            first.year, first.month, events, lambda event: (event.local_start, event.local_end), today
        ),
        previous_url=f"?month={previous:%Y-%m}{rest}",
        next_url=f"?month={following:%Y-%m}{rest}",
        query=query,
    )
    return render(request, "events/month.html", context)
