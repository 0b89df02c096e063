"""What is mine in all programmes, and the calendars that hold it."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import by_secret, signed_in
from core.clock import now as clock_now
from core.forms import form_answer
from core.links import absolute
from events.actions.event import NotNow
from events.calendars.actions import private_feed as actions
from events.calendars.agenda import agenda, of_person
from events.calendars.answers import CALENDAR, tag_of
from events.calendars.forms import FeedForm
from events.calendars.models import PrivateFeed
from events.rules.ical import serialise
from people.actions import person as people


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """POST makes a private calendar."""
    person = people.own(by=request.user)
    form = FeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make(person=person, **form.cleaned_data, by=request.user, now=clock_now())
        except NotNow as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Here is its address. Whoever has it can read this calendar."))
            return redirect(f"{reverse('agenda')}#feeds")
    return _page(request, form)


@signed_in
@never_cache
@require_POST
def feed_change(request: HttpRequest, feed: int) -> HttpResponse:
    row = get_object_or_404(PrivateFeed.objects.standing(), pk=feed, person__user=request.user)
    if request.POST.get("verb") == "revoke":
        actions.revoke(feed=row, by=request.user, now=clock_now())
        messages.success(request, _("It is taken back: its address answers nothing any more."))
        return redirect(f"{reverse('agenda')}#feeds")
    form = FeedForm(request.POST, feed=row)
    if not form.is_valid():
        return _page(request, form)
    actions.change(feed=row, **form.cleaned_data, by=request.user, now=clock_now())
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('agenda')}#feeds")


def _page(request: HttpRequest, form: FeedForm) -> HttpResponse:
    person = people.own(by=request.user)
    feeds = [
        {
            "row": row,
            "url": absolute(row.get_absolute_url()),
            "form": form if form.feed is not None and form.feed.pk == row.pk else FeedForm(feed=row),
        }
        for row in PrivateFeed.objects.standing().filter(person=person)
    ]
    nav: list[dict[str, Any]] = [
        {"title": _("Overview"), "url": resolve_url("/me/"), "active": False},
        {"title": _("My agenda"), "url": reverse("agenda"), "active": True},
    ]
    return form_answer(
        request,
        "calendars/agenda.html",
        form,
        events=agenda(person, clock_now()),
        feeds=feeds,
        new_form=form if form.feed is None else FeedForm(),
        desk_title=_("My page"),
        desk_nav=nav,
    )


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
    feed = PrivateFeed.objects.standing().select_related("person").filter(token=token).first()
    if feed is None:
        raise Http404
    now = clock_now()
    actions.read(feed=feed, now=now)
    body = serialise(of_person(feed, now=now))
    response = HttpResponse(body, content_type=CALENDAR)
    response["ETag"] = etag = tag_of(body)
    return get_conditional_response(request, etag=etag, response=response) or response
