"""The reviewers' pages: one proposal after the other, on a phone. They get proposals from `actions.blind` alone."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import can, needs, signed_in
from core.clock import now as clock_now
from core.forms import form_answer, sent
from events.models import Event
from speakers.access import reviewer_of
from speakers.actions import review as actions
from speakers.actions import track_change as tracks
from speakers.actions.blind import Sight, as_reviewer, phase_of, sight_of
from speakers.actions.reviewing import others_for, queue_of
from speakers.forms import name_of_language
from speakers.forms_review import ConflictForm, ReviewForm, TrackChangeForm
from speakers.models import Conflict, Criterion, Phase, Proposal, Review, Reviewer, TrackChange

MOST_LINES = 100


def find_event(slug: str) -> Event:
    return get_object_or_404(Event, slug=slug)


def find_reviewed(request: HttpRequest, slug: str, code: str) -> tuple[Proposal, Reviewer]:
    """404 for all that this person does not review, so that nobody learns of a proposal by trying out codes."""
    rows = Proposal.objects.select_related(
        "call__event", "track", "person__organisation", "given_before__event"
    )
    row = rows.filter(call__event__slug=slug, code=code).first()
    reviewer = reviewer_of(request.user, row.event) if row else None
    if row is None or reviewer is None or not can(request.user, "review", row):
        raise Http404
    return row, reviewer


@needs("review", find_event)
@never_cache
@require_GET
def queue(request: HttpRequest, event: Event) -> HttpResponse:
    reviewer, now = reviewer_of(request.user, event), clock_now()
    assert reviewer is not None  # noqa: S101 - the door has asked
    whole = queue_of(reviewer, now)
    phase = whole.sight.phase
    coming = Phase.objects.filter(call=reviewer.call_id, starts_at__gt=now).first()
    context = {
        "event": event,
        "reviewer": reviewer,
        "phase": phase,
        "is_open": phase is not None and phase.takes_reviews,
        "coming": coming,
        "queue": whole if phase is not None else None,
        "asked": whole.asked[:MOST_LINES],
        "open": whole.open[:MOST_LINES],
        "is_chair": can(request.user, "chair review", event),
    }
    return render(request, "speakers/review_queue.html", context)


@needs("review", find_event)
@never_cache
@require_GET
def next_one(request: HttpRequest, event: Event) -> HttpResponse:
    return _next(request, event, clock_now())


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    (row, reviewer), now = find_reviewed(request, slug, code), clock_now()
    sight = sight_of(row.call, now)
    if sight.phase is None and request.method != "POST":
        return redirect("review", slug)
    review = Review.objects.filter(proposal=row, person=reviewer.person).prefetch_related("scores").first()
    criteria = list(Criterion.objects.filter(call=row.call_id))
    if request.method != "POST":
        form = ReviewForm(criteria=criteria, initial=ReviewForm.start(review))
        return _page(request, row, reviewer, sight, form, review)
    form = ReviewForm(request.POST, criteria=criteria)
    verb = request.POST.get("verb", "")
    if form.is_valid() and verb != "abstain" and not form.scores:
        form.add_error(None, _("Give at least one score, or abstain."))
    if not form.is_valid():
        return _page(request, row, reviewer, sight, form, review)
    try:
        actions.give(
            proposal=row,
            scores={} if verb == "abstain" else form.scores,
            private=form.cleaned_data["private"],
            to_speaker=form.cleaned_data["to_speaker"],
            by=request.user,
            now=now,
        )
    except actions.NotNow:
        form.add_error(
            None, _("No review is taken at the moment. What you wrote stands below: you can copy it.")
        )
        return _page(request, row, reviewer, sight, form, review, status=409)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, _("Saved: %(title)s") % {"title": row.title})
    return redirect("review_proposal", slug, code) if verb == "stay" else _next(request, row.event, now)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Asks once: what was said of it goes as well."""
    (row, _reviewer), now = find_reviewed(request, slug, code), clock_now()
    if phase_of(row.call, now) is None:
        return redirect("review", slug)
    form = ConflictForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.name_conflict(
                proposal=row, because=form.cleaned_data["because"], by=request.user, now=now
            )
        except actions.NotNow:
            messages.error(request, _("No review is taken at the moment."))
            return redirect("review", slug)
        messages.success(request, _("You do not review “%(title)s”.") % {"title": row.title})
        return _next(request, row.event, now)
    return form_answer(
        request, "speakers/review_conflict.html", form, event=row.event, proposal=as_reviewer(row, None, now)
    )


@needs("review", find_event)
@never_cache
@require_POST
def conflict_back(request: HttpRequest, event: Event) -> HttpResponse:
    key = request.POST.get("proposal", "")
    rows = Conflict.objects.select_related("proposal__call__event", "person")
    row = rows.filter(
        person__user=request.user, proposal__call__event=event, proposal=key if key.isdecimal() else 0
    ).first()
    if row is not None:
        try:
            actions.take_back_conflict(conflict=row, by=request.user, now=clock_now())
        except actions.NotNow:
            messages.error(request, _("No review is taken at the moment."))
    return redirect("review", event.slug)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def other_track(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    (row, _reviewer), now = find_reviewed(request, slug, code), clock_now()
    if phase_of(row.call, now) is None:
        return redirect("review", slug)
    form = TrackChangeForm(sent(request), event=row.event, track_id=row.track_id)
    if form.is_bound and form.is_valid():
        try:
            change = tracks.suggest(proposal=row, **form.cleaned_data, by=request.user, now=now)
        except tracks.AskedAlready:
            form.add_error(None, _("Another move of this proposal waits for its answer."))
        except tracks.Ended:
            form.add_error(None, _("No review is taken at the moment."))
        else:
            done = (
                _("Moved to %(track)s.")
                if change.ended_at
                else _("The chairs are asked to move it to %(track)s.")
            )
            messages.success(request, done % {"track": change.to_track.name})
            if can(request.user, "review", Proposal.objects.get(pk=row.pk)):
                return redirect("review_proposal", slug, code)
            return _next(request, row.event, now)
    return form_answer(
        request, "speakers/review_track.html", form, event=row.event, proposal=as_reviewer(row, None, now)
    )


def _page(
    request: HttpRequest,
    row: Proposal,
    reviewer: Reviewer,
    sight: Sight,
    form: ReviewForm,
    review: Review | None,
    status: int | None = None,
) -> HttpResponse:
    phase = sight.phase
    context: dict[str, Any] = {
        "event": row.event,
        "phase": phase,
        "is_open": phase is not None and phase.takes_reviews,
        "review": review,
        "abstained": review is not None and not review.scores.all(),
        "others": None,
        "proposal": None,
        "scales": [form[f"criterion-{criterion.pk}"] for criterion in form.criteria],
    }
    # Outside every phase only what the reviewer wrote is given back, never the proposal.
    if phase is not None:
        seen = as_reviewer(row, reviewer, clock_now(), sight=sight)
        context |= {
            "proposal": seen,
            "language": name_of_language(seen.language) if seen.language else "",
            "others": others_for(row, reviewer, sight),
            "has_tracks": row.event.tracks.exclude(pk=row.track_id).exists(),
            "change": TrackChange.objects.filter(proposal=row, ended_at=None)
            .select_related("to_track")
            .first(),
        }
    return form_answer(request, "speakers/review_proposal.html", form, status=status, **context)


def _next(request: HttpRequest, event: Event, now: dt.datetime) -> HttpResponse:
    reviewer = reviewer_of(request.user, event)
    if reviewer is None:
        raise Http404
    whole = queue_of(reviewer, now)
    if whole.sight.phase is None or not whole.sight.phase.takes_reviews or whole.next is None:
        return redirect("review", event.slug)
    return redirect("review_proposal", event.slug, whole.next.code)
