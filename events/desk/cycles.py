"""The cycles of the community, for whoever administers it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
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
from events.actions import cycle as actions
from events.forms.cycle import CycleForm
from events.models import Cycle

CYCLES_A_PAGE = 50


def find_cycle(slug: str) -> Cycle:
    return get_object_or_404(Cycle, slug=slug)


def _desk() -> dict[str, Any]:
    return {
        "desk_title": _("Desk"),
        "desk_nav": [
            {"title": _("What is next"), "url": reverse("desk"), "active": False},
            {"title": _("Cycles"), "url": reverse("desk_cycles"), "active": True},
        ],
    }


@needs("administer")
@never_cache
@require_safe
def cycles(request: HttpRequest) -> HttpResponse:
    rows = Cycle.objects.annotate(summits=Count("events")).order_by("-starts_on")
    page = page_of(request, rows, CYCLES_A_PAGE)
    return render(request, "events/desk_cycles.html", {**_desk(), "page": page})


@needs("administer")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_new(request: HttpRequest) -> HttpResponse:
    form = CycleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make(span=form.span(), by=request.user, now=clock_now())
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("The cycle stands. Summits can belong to it."))
            return redirect("desk_cycles")
    return form_answer(request, "events/desk_cycle.html", form, **_desk())


# Who administers may change every cycle: the rule asks the site, and the cycle is looked for behind the door.
@needs("administer")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_change(request: HttpRequest, slug: str) -> HttpResponse:
    cycle = find_cycle(slug)
    form = CycleForm(request.POST if request.method == "POST" else None, initial=CycleForm.start(cycle))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(cycle=cycle, span=form.span(), by=request.user, now=clock_now())
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_cycles")
    return form_answer(request, "events/desk_cycle.html", form, cycle=cycle, **_desk())
