"""Elections, as officials hold them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.elections.actions import election as actions
from community.elections.forms import CallOffForm, ElectionForm
from community.elections.models import Election
from core import clock
from core.access import needs
from core.forms import form_answer, sent
from core.models import Community
from core.once import own_key
from core.pagination import page_of
from events.actions.event import NotNow

A_PAGE = 50


def find_election(slug: str) -> Election:
    return get_object_or_404(Election, slug=slug)


def _desk() -> dict[str, Any]:
    return {
        "desk_title": _("Desk"),
        "desk_nav": [
            {"title": _("What is next"), "url": reverse("desk"), "active": False},
            {"title": _("Elections"), "url": reverse("desk_elections"), "active": True},
        ],
    }


def _note(request: HttpRequest, form: ElectionForm) -> None:
    for words in form.notes:
        messages.warning(request, words)


@needs("hold elections")
@never_cache
@require_safe
def elections(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Election.objects.all(), A_PAGE)
    return render(request, "elections/desk_list.html", {**_desk(), "page": page, "now": clock.now()})


@needs("hold elections")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def election_new(request: HttpRequest) -> HttpResponse:
    form = ElectionForm(sent(request), initial={"timezone": Community.current().timezone, "seats": 1})
    if request.method == "POST" and form.is_valid():
        key = own_key(request, form.cleaned_data["key"])
        row = actions.draft(facts=form.facts(), by=request.user, now=clock.now(), key=key)
        messages.success(request, _("The election is a draft. Announce it when all is right."))
        _note(request, form)
        return redirect("desk_election", row.slug)
    return form_answer(request, "elections/desk_election.html", form, **_desk())


@needs("change", find_election)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def election_change(request: HttpRequest, row: Election) -> HttpResponse:
    form = ElectionForm(sent(request), initial=ElectionForm.start(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(election=row, facts=form.facts(), by=request.user, now=clock.now())
        except (NotNow, ValidationError) as no:
            form.add_error(None, no if isinstance(no, ValidationError) else str(no))
        else:
            messages.success(request, _("Saved."))
            _note(request, form)
            return redirect("desk_election", row.slug)
    now = clock.now()
    stands = not row.is_called_off and not (row.is_public and row.is_over(now))
    return form_answer(
        request,
        "elections/desk_election.html",
        form,
        election=row,
        now=now,
        stands=stands,
        **_desk(),
    )


@needs("change", find_election)
@never_cache
@require_POST
def election_announce(request: HttpRequest, row: Election) -> HttpResponse:
    try:
        actions.announce(election=row, by=request.user, now=clock.now())
    except NotNow as no:
        messages.error(request, str(no))
        return redirect("desk_election", row.slug)
    messages.success(request, _("Announced. It is on the site and in every calendar with deadlines."))
    return redirect(row)


@needs("change", find_election)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def election_call_off(request: HttpRequest, row: Election) -> HttpResponse:
    """Asked once, by name."""
    form = CallOffForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(election=row, why=form.cleaned_data["why"], by=request.user, now=clock.now())
        except NotNow as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Called off. Its page and every calendar say so."))
            return redirect("desk_election", row.slug)
    return form_answer(request, "elections/desk_call_off.html", form, election=row, **_desk())
