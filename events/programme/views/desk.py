"""The programme as its makers see it: what has no time yet first."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from core.pagination import page_of
from core.words import having
from events.actions.event import NotNow
from events.desk.around import around, ask, find_event
from events.models import Event
from events.programme.actions import session as actions
from events.programme.actions.timetable import ChangedMeanwhile
from events.programme.forms import ScheduleFilter, SessionForm, called, eligible
from events.programme.models import Session
from events.programme.views.moves import told_moves
from events.programme.views.tabs import tabs

SESSIONS_A_PAGE = 100
MOST_SUGGESTED = 500


def find_session(slug: str, code: str) -> Session:
    rows = Session.objects.with_speakers().select_related("event")
    return get_object_or_404(rows, event__slug=slug, code=code.upper())


@needs("change programme", find_event)
@never_cache
@require_safe
def sessions(request: HttpRequest, event: Event) -> HttpResponse:
    form = ScheduleFilter(request.GET)
    rows = event.sessions.with_speakers()
    if form.is_valid():
        words, status = form.cleaned_data["q"], form.cleaned_data["status"]
        if status:
            rows = rows.filter(status=status)
        if words:
            found = having(event.sessions.all(), words, "title", "room__name", "speakers__name")
            rows = rows.filter(pk__in=found.values("pk"))
    rows = rows.order_by(F("starts_at").asc(nulls_first=True), "room__position", "room__name", "pk")
    page = page_of(request, rows, SESSIONS_A_PAGE)
    counts = event.sessions.aggregate(
        all=Count("pk"),
        unscheduled=Count("pk", filter=Q(starts_at=None) & ~Q(status=Session.Status.CANCELLED)),
        drafts=Count("pk", filter=Q(status=Session.Status.DRAFT)),
    )
    tiles = [
        {"label": _("Sessions"), "value": counts["all"]},
        {
            "label": _("Without a time"),
            "value": counts["unscheduled"],
            "tone": "warn" if counts["unscheduled"] else "",
        },
        {"label": _("Drafts"), "value": counts["drafts"]},
    ]
    context = {
        "form": form,
        "page": page,
        "days": days_of(page),
        "tiles": tiles,
        "any": counts["all"],
        "tabs": tabs(request, event),
        "clear_url": request.path if any(form.data.get(name) for name in form.fields) else "",
        **around(request, event),
    }
    return render(request, "programme/desk_sessions.html", context, status=200 if form.is_valid() else 422)


def days_of(sessions: Iterable[Session]) -> list[tuple[dt.date | None, list[Session]]]:
    """By the day where the event is, in the order given; None for what has no time."""
    days = groupby(sessions, key=lambda session: session.local_start and session.local_start.date())
    return [(day, list(rows)) for day, rows in days]


@needs("change programme", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: HttpRequest, event: Event) -> HttpResponse:
    form = SessionForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        session = actions.make(
            event=event,
            facts=form.facts(),
            by=request.user,
            now=clock_now(),
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("Saved: %(title)s.") % {"title": session.title})
        return redirect("desk_schedule", event.slug)
    return _form(request, event, form)


@needs("change", find_session)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_change(request: HttpRequest, session: Session) -> HttpResponse:
    event = session.event
    form = SessionForm(request.POST if request.method == "POST" else None, event=event, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                session=session,
                facts=form.facts(),
                by=request.user,
                now=clock_now(),
                seen=form.cleaned_data["seen"],
            )
        except actions.TooFewSeats as no:
            form.add_error("capacity", str(no))
        except NotNow as no:
            form.add_error("status", str(no))
        except ChangedMeanwhile as changed:
            form.data = {**form.data.dict(), "seen": str(changed.number)}
            moves = told_moves(changed.against, event)
            form.add_error(
                "starts_at", " ".join([_("It was changed meanwhile."), *(m["text"] for m in moves)])
            )
        else:
            messages.success(request, _("Saved: %(title)s.") % {"title": form.cleaned_data["title"]})
            return redirect("desk_schedule", event.slug)
    return _form(request, event, form, session)


def _form(
    request: HttpRequest, event: Event, form: SessionForm, session: Session | None = None
) -> HttpResponse:
    return form_answer(
        request,
        "programme/desk_session.html",
        form,
        session=session,
        speaker_names=" ".join(form.speaker_names),
        rooms=event.rooms.values_list("name", flat=True),
        tracks=event.tracks.values_list("name", flat=True),
        people=[
            called(person)
            for person in eligible(event).only("name", "slug").order_by("name", "pk")[:MOST_SUGGESTED]
        ],
        **around(request, event),
    )


@needs("change", find_session)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_cancel(request: HttpRequest, session: Session) -> HttpResponse:
    return _take_away(
        request,
        session,
        actions.cancel,
        question=_("Cancel “%(title)s”?"),
        text=_("It stays in the programme, marked as cancelled, and calendars that follow it say so."),
        verb=_("Cancel the session"),
        done=_("Cancelled: %(title)s."),
    )


@needs("change", find_session)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_delete(request: HttpRequest, session: Session) -> HttpResponse:
    return _take_away(
        request,
        session,
        actions.delete_draft,
        question=_("Delete the draft “%(title)s”?"),
        text=_("Nobody but the crew has seen it. It cannot be brought back."),
        verb=_("Delete the draft"),
        done=_("Deleted: %(title)s."),
    )


def _take_away(
    request: HttpRequest, session: Session, act: Any, *, question: str, text: str, verb: str, done: str
) -> HttpResponse:
    event, refusal = session.event, ""
    names = {"title": session.title}
    if request.method == "POST":
        try:
            act(session=session, by=request.user, now=clock_now())
        except NotNow as no:
            refusal = str(no)
        else:
            messages.success(request, done % names)
            return redirect("desk_schedule", event.slug)
    back = reverse("desk_session", args=[event.slug, session.code])
    return ask(request, event, question=question % names, text=text, verb=verb, back=back, refusal=refusal)
