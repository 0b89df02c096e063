"""Elections, as everybody sees them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.elections.models import Election
from core import answers, clock
from core.access import can, public
from core.pagination import page_of
from people.models import Standing

A_PAGE = 50


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    page = page_of(request, Election.objects.public(), A_PAGE)
    turns = [turn for election in page if (turn := election.seconds_to_turn(now))]
    answers.shows(request, "elections", seconds=min(turns, default=answers.LONGEST))
    return render(request, "elections/index.html", {"page": page, "now": now})


@public
@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """What is elected, when people vote, and whom they ask. A draft is there for officials alone."""
    row = Election.objects.filter(slug=slug).first()
    if row is None or not can(request.user, "see", row):
        raise Http404(_("Nothing has this name."))
    now = clock.now()
    if row.is_public:
        answers.shows(request, row, "people", "site", seconds=row.seconds_to_turn(now) or answers.LONGEST)
    officials = Standing.objects.on(now.date()).filter(kind=Standing.Kind.OFFICIAL, person__is_public=True)
    context = {
        "election": row,
        "now": now,
        "moments": [
            (_("Ballot opens"), {"starts_at": row.opens_at, "timezone": row.timezone}),
            (_("Ballot closes"), {"starts_at": row.closes_at, "timezone": row.timezone}),
        ],
        "officials": [
            standing.person
            for standing in officials.select_related("person__photo").order_by("person__name", "person_id")
        ],
        "may_change": can(request.user, "change", row),
    }
    return render(request, "elections/election.html", context)
