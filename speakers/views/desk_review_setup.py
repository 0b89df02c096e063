"""What organizers set up for review: who reviews, in what phases, by what criteria."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core import client, menus
from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer, sent
from speakers.actions import review_setup as actions
from speakers.actions.blind import phase_of
from speakers.forms_review import CriterionForm, PhaseForm, ReviewerForm
from speakers.models import CallForProposals, Criterion, Phase, Reviewer
from speakers.views.desk_review import find_call


def find_reviewer(slug: str, key: int) -> Reviewer:
    rows = Reviewer.objects.select_related("call__event", "person")
    return get_object_or_404(rows, call__event__slug=slug, pk=key)


def find_phase(slug: str, key: int) -> Phase:
    return get_object_or_404(Phase.objects.select_related("call__event"), call__event__slug=slug, pk=key)


def find_criterion(slug: str, key: int) -> Criterion:
    return get_object_or_404(Criterion.objects.select_related("call__event"), call__event__slug=slug, pk=key)


@needs("set up review", find_call)
@never_cache
@require_GET
def setup(request: HttpRequest, call: CallForProposals) -> HttpResponse:
    reviewers = call.reviewers.select_related("person").prefetch_related("tracks")
    context = {
        "reviewers": reviewers.order_by("person__name", "pk"),
        "phases": call.phases.all(),
        "phase": phase_of(call, clock_now()),
        "criteria": call.criteria.all(),
    }
    return render(request, "speakers/desk_review_setup.html", _around(request, call, **context))


@needs("set up review", find_call)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_new(request: HttpRequest, call: CallForProposals) -> HttpResponse:
    form, status = ReviewerForm(sent(request), call=call), None
    if request.method == "POST":
        try:
            # The form says whether an address has an account here: nobody may ask it of a list of them.
            client.limit("reviewers", str(request.user.pk), most=60, seconds=600)
        except client.TooMany:
            form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
            status = 429
        if form.is_valid():
            facts = form.cleaned_data
            actions.add_reviewer(call=call, **facts, by=request.user, now=clock_now())
            messages.success(request, _("%(name)s reviews.") % {"name": facts["person"].name})
            return _back(call)
    return _form(request, call, form, _("Add a reviewer"), status=status)


@needs("set up review", find_reviewer)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer(request: HttpRequest, row: Reviewer) -> HttpResponse:
    form = ReviewerForm(sent(request), call=row.call, reviewer=row)
    if form.is_bound and form.is_valid():
        actions.change_reviewer(reviewer=row, **form.cleaned_data, by=request.user, now=clock_now())
        messages.success(request, _("Saved."))
        return _back(row.call)
    return _form(
        request,
        row.call,
        form,
        row.person.name,
        remove_url=reverse("desk_reviewer_remove", args=[row.call.event.slug, row.pk]),
    )


@needs("set up review", find_reviewer)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_remove(request: HttpRequest, row: Reviewer) -> HttpResponse:
    if request.method == "POST":
        actions.remove_reviewer(reviewer=row, by=request.user, now=clock_now())
        return _back(row.call)
    return _ask(
        request,
        row.call,
        _("Remove %(name)s from the reviewers?") % {"name": row.person.name},
        _("What they have reviewed stays. What they have not is free for others."),
    )


@needs("set up review", find_call)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase_new(request: HttpRequest, call: CallForProposals) -> HttpResponse:
    return _phase(request, call, None)


@needs("set up review", find_phase)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, row: Phase) -> HttpResponse:
    return _phase(request, row.call, row)


@needs("set up review", find_phase)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase_remove(request: HttpRequest, row: Phase) -> HttpResponse:
    if request.method == "POST":
        actions.remove_phase(phase=row, by=request.user, now=clock_now())
        return _back(row.call)
    return _ask(
        request,
        row.call,
        _("Remove the phase “%(name)s”?") % {"name": row.name},
        _("Reviews and votes stay. Without a running phase nobody reviews or votes."),
    )


@needs("set up review", find_call)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criterion_new(request: HttpRequest, call: CallForProposals) -> HttpResponse:
    return _criterion(request, call, None)


@needs("set up review", find_criterion)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: HttpRequest, row: Criterion) -> HttpResponse:
    return _criterion(request, row.call, row)


@needs("set up review", find_criterion)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criterion_remove(request: HttpRequest, row: Criterion) -> HttpResponse:
    if request.method == "POST":
        actions.remove_criterion(criterion=row, by=request.user, now=clock_now())
        return _back(row.call)
    return _ask(
        request,
        row.call,
        _("Remove “%(name)s” with its %(number)s scores?") % {"name": row.name, "number": row.scores.count()},
        _("The scores cannot be brought back. The other criteria share its weight."),
    )


def _phase(request: HttpRequest, call: CallForProposals, row: Phase | None) -> HttpResponse:
    form = PhaseForm(sent(request), zone=call.event.zone, phase=row)
    if form.is_bound and form.is_valid():
        actions.save_phase(call=call, phase=row, **form.cleaned_data, by=request.user, now=clock_now())
        messages.success(request, _("Saved."))
        return _back(call)
    remove = reverse("desk_phase_remove", args=[call.event.slug, row.pk]) if row else ""
    note = _("By the clock of the event: %(zone)s. Where phases overlap, the one that began later counts.")
    return _form(
        request,
        call,
        form,
        row.name if row else _("Add a phase"),
        note=note % {"zone": call.event.timezone},
        remove_url=remove,
    )


def _criterion(request: HttpRequest, call: CallForProposals, row: Criterion | None) -> HttpResponse:
    form = CriterionForm(sent(request), criterion=row)
    if form.is_bound and form.is_valid():
        actions.save_criterion(
            call=call, criterion=row, **form.cleaned_data, by=request.user, now=clock_now()
        )
        messages.success(request, _("Saved."))
        return _back(call)
    remove = reverse("desk_criterion_remove", args=[call.event.slug, row.pk]) if row else ""
    return _form(request, call, form, row.name if row else _("Add a criterion"), remove_url=remove)


def _form(
    request: HttpRequest,
    call: CallForProposals,
    form: forms.Form,
    title: str,
    *,
    note: str = "",
    remove_url: str = "",
    status: int | None = None,
) -> HttpResponse:
    context = _around(request, call, title=title, note=note, remove_url=remove_url)
    return form_answer(request, "speakers/desk_review_form.html", form, status=status, **context)


def _ask(request: HttpRequest, call: CallForProposals, question: str, text: str) -> HttpResponse:
    back = reverse("desk_review_setup", args=[call.event.slug])
    context = {"question": question, "text": text, "verb": _("Remove"), "back": back}
    return render(request, "events/desk_ask.html", _around(request, call, **context))


def _around(request: HttpRequest, call: CallForProposals, **context: Any) -> dict[str, Any]:
    return {"call": call, **context, **menus.around("event", request, call.event)}


def _back(call: CallForProposals) -> HttpResponse:
    return redirect("desk_review_setup", call.event.slug)
