"""The desk of the selection: ordered lists of a track, and the outbox of decisions."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import menus
from core.access import can, needs
from core.clock import now as clock_now
from core.pagination import page_of
from events.models import Event
from events.programme.models import Track
from speakers.actions import board, decision
from speakers.actions import selection as actions
from speakers.models import CallForProposals, Choice, Proposal, Verdict
from speakers.views.desk import find_event

PER_PAGE = 100
Whose = Choice.Whose
NAMES = {
    "accept": gettext_lazy("Accept"),
    "alternate": gettext_lazy("Alternates, in the order they move up"),
    "open": gettext_lazy("Open"),
    "decline": gettext_lazy("Decline"),
}
REGIONS = {
    "africa": gettext_lazy("Africa"),
    "americas": gettext_lazy("Americas"),
    "asia": gettext_lazy("Asia"),
    "europe": gettext_lazy("Europe"),
    "oceania": gettext_lazy("Oceania"),
    "": gettext_lazy("not told"),
}


def find_call(slug: str) -> CallForProposals:
    return get_object_or_404(CallForProposals.objects.select_related("event"), event__slug=slug)


@needs("chair review", find_event)
@never_cache
@require_GET
def selection(request: HttpRequest, event: Event) -> HttpResponse:
    call = CallForProposals.objects.select_related("event").filter(event=event).first()
    if call is None:
        context = {"call": None, **menus.around("event", request, event)}
        return render(request, "speakers/selection.html", context)
    return _board(request, call)


@needs("chair review", find_event)
@never_cache
@require_POST
def place(request: HttpRequest, event: Event) -> HttpResponse:
    """`to` is what a button says: the proposal's code, where it goes, and at which place ("" is the last)."""
    call = find_call(event.slug)
    code, verdict, position = [*request.POST.get("to", "").split(" "), "", "", ""][:3]
    rows = Proposal.objects.select_related("call__event", "track", "person")
    row = rows.filter(call=call, code=code, status__in=board.LISTED).first()
    if row is None or verdict not in board.SECTIONS or not (position.isdecimal() or not position):
        raise Http404
    try:
        actions.place(
            proposal=row,
            whose=_whose(request, can(request.user, "decide proposals", event)),
            verdict="" if verdict == board.OPEN else verdict,
            position=int(position[:6]) if position else None,
            by=request.user,
            now=clock_now(),
        )
    except actions.NotToChoose:
        problem = _("“%(title)s” is accepted already, and its speaker knows it.") % {"title": row.title}
        return _board(request, call, problem=problem)
    return redirect(f"{_here(request, call)}#p-{code}")


@needs("decide proposals", find_event)
@require_POST
def take_over(request: HttpRequest, event: Event) -> HttpResponse:
    call = find_call(event.slug)
    track = _track(request, call)
    actions.take_over(call=call, track=track, by=request.user, now=clock_now())
    messages.success(request, _("The team's list now begins as the chairs have it."))
    return redirect(_here(request, call))


@needs("decide proposals", find_event)
@require_POST
def decide(request: HttpRequest, event: Event) -> HttpResponse:
    call = find_call(event.slug)
    decision.decide(call=call, by=request.user, now=clock_now())
    return redirect("desk_decisions", event.slug)


@needs("decide proposals", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, event: Event) -> HttpResponse:
    """What waits to be told. Releasing asks once, with how many are told what; where that changed, it asks anew."""
    call, now = find_call(event.slug), clock_now()
    chosen = [verdict for verdict in request.POST.getlist("verdict") if verdict in Verdict.values]
    rows = decision.waiting(call)
    counts = Counter(rows.order_by().values_list("verdict", flat=True))
    asked, status = None, 200
    if request.method == "POST":
        numbers = " ".join(f"{verdict}:{counts[verdict]}" for verdict in Verdict.values if verdict in chosen)
        if not chosen or not any(counts[verdict] for verdict in chosen):
            messages.error(request, _("Choose what is to be told."))
            return redirect("desk_decisions", event.slug)
        if request.POST.get("seen") == numbers:
            done = decision.release(
                call=call, verdicts=chosen, by=request.user, now=now, most=decision.AT_ONCE
            )
            _say_released(request, done)
            return redirect("desk_decisions", event.slug)
        status = 409 if "seen" in request.POST else 200
        asked = {
            "numbers": numbers,
            "changed": status == 409,
            "rows": [
                {"verdict": verdict, "label": Verdict(verdict).label, "number": counts[verdict]}
                for verdict in Verdict.values
                if verdict in chosen
            ],
        }
    listed = rows.select_related("proposal__track", "proposal__person").order_by(
        "verdict", "proposal__track__position", "position", "pk"
    )
    context = {
        "call": call,
        "asked": asked,
        "page": page_of(request, listed, PER_PAGE),
        "counts": [(Verdict(verdict), counts[verdict]) for verdict in Verdict.values],
        "number": sum(counts.values()),
        "was_released": decision.was_released(call),
        **menus.around("event", request, event),
    }
    return render(request, "speakers/decisions.html", context, status=status)


def _say_released(request: HttpRequest, done: decision.Released) -> None:
    number = done.told.total()
    messages.success(
        request,
        ngettext("%(number)s speaker is being told.", "%(number)s speakers are being told.", number)
        % {"number": number},
    )
    if done.left:
        messages.info(
            request, _("%(number)s more follow within minutes, by themselves.") % {"number": done.left}
        )


def _whose(request: HttpRequest, decides: bool) -> str:
    asked = request.POST.get("whose") or request.GET.get("whose") or ""
    if not decides:
        return Whose.CHAIRS.value
    return asked if asked in Whose.values else Whose.TEAM.value


def _slug(request: HttpRequest) -> str:
    return request.POST.get("track") or request.GET.get("track") or ""


def _track(request: HttpRequest, call: CallForProposals) -> Track | None:
    slug = _slug(request)
    return None if slug == board.NO_TRACK else get_object_or_404(Track, event=call.event_id, slug=slug)


def _here(request: HttpRequest, call: CallForProposals, **other: str) -> str:
    page = request.POST.get("page", "")
    asked = {
        "track": _slug(request),
        "whose": _whose(request, can(request.user, "decide proposals", call.event)),
        "page": page if page.isdecimal() and page != "1" else "",
        **other,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('desk_selection', args=[call.event.slug])}?{query}"


def _board(request: HttpRequest, call: CallForProposals, *, problem: str = "") -> HttpResponse:
    reader = board.reader_of(request.user, call)
    whose, now = _whose(request, reader.decides), clock_now()
    tracks = board.tracks_of(call, whose, reader)
    slug = _slug(request)
    here = next((row for row in tracks if row.slug == slug), None)
    if slug and here is None:
        if slug != board.NO_TRACK and not Track.objects.filter(event=call.event_id, slug=slug).exists():
            raise Http404
        raise PermissionDenied
    here = here or next((row for row in tracks if row.came), None) or next(iter(tracks), None)
    context: dict[str, Any] = {
        "call": call,
        "problem": problem,
        "whose": whose,
        "decides": reader.decides,
        "tracks": [(row, _here(request, call, track=row.slug, page="")) for row in tracks],
        "here": here,
        **menus.around("event", request, call.event),
    }
    if here is not None:
        entries = board.entries_of(call, here.track, whose, reader, now)
        page = page_of(request, entries, PER_PAGE)
        in_all = Counter(entry.section for entry in entries)
        context |= {
            "page": page,
            "groups": [
                {
                    "key": section,
                    "name": NAMES[section],
                    "number": in_all[section],
                    "entries": [entry for entry in page if entry.section == section],
                }
                for section in board.SECTIONS
            ],
        }
    if reader.decides:
        context |= {
            "lists": [
                {
                    "title": capfirst(label),
                    "url": _here(request, call, whose=value, track=here.slug if here else "", page=""),
                    "active": value == whose,
                }
                for value, label in Whose.choices
            ],
            "balance": board.balance(call, whose),
            "regions": REGIONS,
            "unsent": decision.waiting(call).count(),
        }
    return render(request, "speakers/selection.html", context, status=409 if problem else 200)
