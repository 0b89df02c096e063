"""What the community voted, with where the votes come from: for those who decide, and for chairs of what stands in
their tracks, without who proposes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import menus
from core.access import needs
from core.pagination import page_of
from events.models import Event
from speakers.actions import board
from speakers.actions.blind import as_line
from speakers.actions.tally import parts_of
from speakers.actions.vote import counted, spreads
from speakers.models import CallForProposals, Proposal
from speakers.views.desk import find_event

PER_PAGE = 50


@needs("chair review", find_event)
@never_cache
@require_GET
def votes(request: HttpRequest, event: Event) -> HttpResponse:
    """The best mean first. An organisation that gave much of a proposal's votes is pointed out, with the mean that
    stays without it."""
    call = CallForProposals.objects.filter(event=event).first()
    reader = board.reader_of(request.user, call) if call else None
    among = Proposal.objects.filter(call=call).exclude(pk__in=reader.near if reader else ())
    if reader and reader.tracks is not None:
        among = among.filter(track__in=reader.tracks)
    found = spreads(call, among=among) if call else {}
    ranked = sorted(found.items(), key=lambda item: (-(item[1].mean or 0), -item[1].votes, item[0]))
    page = page_of(request, ranked, PER_PAGE)
    rows = Proposal.objects.select_related("person__organisation", "track", "call").in_bulk(
        [key for key, _spread in page]
    )
    context = {
        "call": call,
        "page": page,
        "decides": reader is not None and reader.decides,
        "rows": [
            (as_line(rows[key]), rows[key], spread, parts_of(spread)) for key, spread in page if key in rows
        ],
        "voters": counted(call).filter(proposal__in=among).values("person").distinct().count() if call else 0,
        "number": sum(spread.votes for spread in found.values()),
        **menus.around("event", request, event),
    }
    return render(request, "speakers/desk_votes.html", context)
