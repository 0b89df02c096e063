"""The chairs' side of review: how far it is, who is asked to read what, moves between tracks.

A chair of tracks who is no organizer reviews like everybody else, so these pages tell of a proposal what
`actions.blind.as_line` tells, and never why somebody is too near to one.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import menus
from core.access import can, needs
from core.clock import now as clock_now
from core.forms import form_answer, sent
from core.pagination import page_of
from events.models import Event
from speakers.access import too_near, tracks_chaired
from speakers.actions import assignment as actions
from speakers.actions import track_change as tracks
from speakers.actions.blind import as_line, phase_of
from speakers.actions.tally import progress_of
from speakers.forms_review import AssignByHandForm, AssignForm
from speakers.models import CallForProposals, Proposal, Review, TrackChange
from speakers.views.desk import find_event

PER_PAGE = 50


def find_call(slug: str) -> CallForProposals:
    return get_object_or_404(CallForProposals.objects.select_related("event"), event__slug=slug)


@needs("chair review", find_event)
@never_cache
@require_GET
def review(request: HttpRequest, event: Event) -> HttpResponse:
    call = CallForProposals.objects.select_related("event").filter(event=event).first()
    context: dict[str, Any] = {
        "call": call,
        "sets_up": can(request.user, "decide proposals", event),
        "reviews_too": can(request.user, "review", event),
        **menus.around("event", request, event),
    }
    if call is not None:
        mine = tracks_chaired(request.user, event)
        whole = progress_of(call, mine)
        changes = TrackChange.objects.filter(proposal__call=call, ended_at=None).select_related(
            "proposal__call", "proposal__track", "to_track", "asked_by", "given_by", "taken_by"
        )
        context |= {
            "progress": whole,
            "tiles": [
                {"label": _("Reviews"), "value": whole.reviews},
                {"label": _("Proposals nobody read yet"), "value": whole.unread, "of": whole.proposals},
                {"label": _("Reviewers"), "value": len(whole.people)},
            ],
            "phase": phase_of(call, clock_now()),
            "changes": [
                (change, as_line(change.proposal))
                for change in changes.exclude(proposal__in=too_near(request.user, call)).order_by(
                    "asked_at", "pk"
                )
                if mine is None or change.to_track_id in mine or change.proposal.track_id in mine
            ],
        }
    return form_answer(request, "speakers/desk_review.html", AssignForm(), **context)


@needs("chair review", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, event: Event) -> HttpResponse:
    """Looks at a plan first (`?each=3`); posted with its key it is written. Below: each proposal, to assign by hand."""
    call, now = find_call(event.slug), clock_now()
    asked = request.POST if request.method == "POST" else request.GET if "each" in request.GET else None
    form, plan, status = AssignForm(asked), None, None
    if form.is_bound and form.is_valid():
        each = form.cleaned_data["each"]
        if request.method == "POST":
            try:
                number = actions.assign_fairly(
                    call=call, each=each, key=form.cleaned_data["key"], by=request.user, now=now
                )
            except actions.ChangedMeanwhile:
                form.add_error(None, _("Something changed meanwhile. This is the plan as it would be now."))
                status = 409
            else:
                messages.success(
                    request, _("%(number)s assigned. The reviewers are being told.") % {"number": number}
                )
                return redirect("desk_review", event.slug)
        plan = actions.preview(call=call, each=each, by=request.user)
    page = page_of(request, _proposals(request, call), PER_PAGE)
    context = {
        "plan": plan,
        "page": page,
        "lines": [(as_line(row), row) for row in page],
        **menus.around("event", request, event),
    }
    return form_answer(request, "speakers/desk_assign.html", form, status=status, **context)


@needs("chair review", find_event)
@never_cache
@require_POST
def track_change(request: HttpRequest, event: Event) -> HttpResponse:
    """Agrees to a move or refuses it."""
    key, verb = request.POST.get("change", ""), request.POST.get("verb", "")
    rows = TrackChange.objects.filter(proposal__call__event=event, pk=key if key.isdecimal() else 0)
    change = rows.first()
    if change is None or verb not in {"agree", "refuse"}:
        raise Http404
    act = tracks.agree if verb == "agree" else tracks.refuse
    try:
        change = act(change=change, by=request.user, now=clock_now())
    except tracks.Ended:
        messages.error(request, _("Somebody has answered already."))
    else:
        words = gettext_lazy("You agreed; the chairs of the other track are asked.")
        if change.ended_at is not None:
            words = (
                gettext_lazy("It stays where it is.") if change.is_refused else gettext_lazy("It is moved.")
            )
        messages.success(request, words)
    return redirect("desk_review", event.slug)


def find_proposal(slug: str, code: str) -> Proposal:
    rows = Proposal.objects.select_related("call__event", "track")
    return get_object_or_404(rows, call__event__slug=slug, code=code, status=Proposal.Status.SUBMITTED)


@needs("chair", find_proposal)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest, row: Proposal) -> HttpResponse:
    choices = actions.choices(proposal=row)
    asked = list(row.assignments.values_list("person", flat=True))
    form = AssignByHandForm(sent(request), choices=choices, initial={"people": asked})
    if form.is_bound and form.is_valid():
        try:
            actions.assign_by_hand(
                proposal=row, people=form.cleaned_data["people"], by=request.user, now=clock_now()
            )
        except actions.TooNear:
            form.add_error("people", _("Somebody of these is too near to it."))
        else:
            messages.success(request, _("Saved: %(title)s") % {"title": row.title})
            return redirect("desk_review_assign", row.event.slug)
    done = Review.objects.filter(proposal=row).select_related("person").order_by("person__name")
    context = {
        "proposal": as_line(row),
        "done": [review.person.name for review in done],
        **menus.around("event", request, row.event),
    }
    return form_answer(request, "speakers/desk_by_hand.html", form, **context)


def _proposals(request: HttpRequest, call: CallForProposals) -> "QuerySet[Proposal]":
    mine = tracks_chaired(request.user, call.event)
    rows = Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED)
    rows = rows.exclude(pk__in=too_near(request.user, call))
    if mine is not None:
        rows = rows.filter(track__in=mine)
    rows = rows.select_related("track", "call").annotate(
        asked=Count("assignments", distinct=True), read=Count("reviews", distinct=True)
    )
    return rows.order_by("asked", "submitted_at", "pk")
