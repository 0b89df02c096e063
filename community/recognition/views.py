"""Who is recognised as an active user, and the ways to become one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.clock import now as clock_now
from core.pagination import page_of
from people.models import Standing
from speakers.models import CallForProposals

PER_PAGE = 48


@public
@require_safe
def active_users(request: HttpRequest) -> HttpResponse:
    """The same few queries however many there are; who shows themselves to nobody is not named."""
    shows(request, "people", "calls", "events", "site")
    now = clock_now()
    rows = (
        Standing.objects.on(now.date())
        .filter(kind=Standing.Kind.ACTIVE_USER, person__is_public=True)
        .select_related("person__photo", "person__organisation")
        .order_by("person__name", "person_id", "-starts_on")
    )
    context = {
        "page": page_of(request, rows, PER_PAGE),
        "open_call": CallForProposals.objects.open(now).select_related("event").first(),
    }
    return render(request, "recognition/active_users.html", context)
