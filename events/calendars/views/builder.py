"""The page on which people put a calendar together: a public address for everybody, one of their own for who is signed
in, which they can change later without subscribing again."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import clock
from core.access import public, signed_in
from core.answers import shows
from core.links import absolute
from events.actions.event import NotNow
from events.calendars import private
from events.calendars.actions import private_feed as actions
from events.calendars.forms import CalendarForm, OwnCalendarForm, beginning, data_of
from events.calendars.models import PrivateFeed
from events.rules.ical import Entry
from people.actions import person as people

MOST_SHOWN = 8


@public
@require_http_methods(["GET", "HEAD", "POST"])
def builder(request: HttpRequest) -> HttpResponse:
    """GET shows what the address asks. POST is somebody signed in: a preview, or a private calendar is made."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            return redirect_to_login(reverse("calendar_builder"))
        return _for_everybody(request)
    return _for_one(request)


@never_cache
def _for_one(request: HttpRequest) -> HttpResponse:
    person = people.own(by=request.user)
    data = request.POST if request.method == "POST" else beginning(request.GET, person)
    form = OwnCalendarForm(data, person=person)
    if request.method == "POST" and form.is_valid() and request.POST.get("verb") == "make":
        try:
            actions.make(
                person=person, name=form.told_name, wants=form.wanted, by=request.user, now=clock.now()
            )
        except NotNow as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Here is its address. Whoever has it can read this calendar."))
            return redirect(f"{reverse('agenda')}#feeds")
    return _page(request, form)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, feed: int) -> HttpResponse:
    """A private calendar in the builder: look, save, or take it back."""
    row = get_object_or_404(
        PrivateFeed.objects.standing().select_related("person"), pk=feed, person__user=request.user
    )
    verb = request.POST.get("verb") if request.method == "POST" else ""
    if verb == "revoke":
        actions.revoke(feed=row, by=request.user, now=clock.now())
        messages.success(request, _("It is taken back: its address answers nothing any more."))
        return redirect(f"{reverse('agenda')}#feeds")
    form = OwnCalendarForm(request.POST if request.method == "POST" else data_of(row), person=row.person)
    if verb == "change" and form.is_valid():
        actions.change(feed=row, name=form.told_name, wants=form.wanted, by=request.user, now=clock.now())
        messages.success(request, _("Saved. Whoever follows it sees that the next time they look."))
        return redirect(f"{reverse('agenda')}#feeds")
    return _page(request, form, row)


def _for_everybody(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.GET or {"either": "1"})
    if form.is_valid():
        shows(request, "events", "groups", "venues", "site")
    return _page(request, form)


def _page(request: HttpRequest, form: CalendarForm, feed: PrivateFeed | None = None) -> HttpResponse:
    now = clock.now()
    good = form.is_valid()
    form.offer(now)
    query = urlencode(form.sent) if good else ""
    return render(
        request,
        "calendars/builder.html",
        {
            "form": form,
            "feed": feed,
            "action": resolve_url("agenda_feed", feed.pk) if feed else reverse("calendar_builder"),
            "is_own": isinstance(form, OwnCalendarForm),
            "asked": bool(query),
            "place": form.place,
            **(_answers(form, query, now) if good else {}),
        },
        status=200 if good else 422,
    )


def _answers(form: CalendarForm, query: str, now: dt.datetime) -> dict[str, Any]:
    coming = _coming(private.entries(form.wanted, person=form.person, now=now, since=now), now)
    path = reverse("calendar_feed") + (f"?{query}" if query else "")
    listed = urlencode([(name, value) for name, value in form.sent if name != "deadlines"])
    return {
        "feed_url": absolute(path),
        "list_url": reverse("events") + (f"?{listed}" if listed else ""),
        "count": len(coming),
        "coming": coming[:MOST_SHOWN],
    }


def _coming(entries: tuple[Entry, ...], now: dt.datetime) -> list[Entry]:
    """The next first; days count from their first midnight in UTC, which is near enough for an order."""

    def begins(entry: Entry) -> dt.datetime:
        if isinstance(entry.starts, dt.datetime):
            return entry.starts
        return dt.datetime.combine(entry.starts, dt.time(), dt.UTC)

    return sorted(
        (entry for entry in entries if begins(entry) >= now or entry.ends is not None),
        key=lambda entry: (begins(entry), entry.uid),
    )
