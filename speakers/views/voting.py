"""The community votes: one proposal after another, in an order of one's own.

No proposal has an address here. `?n=7` is the seventh of whoever asks, so a link that is sent round shows everybody
something else; and what a form votes on is signed for its voter.
"""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core.access import public, signed_in
from core.clock import now as clock_now
from core.pagination import page_of
from people.models import Person
from speakers.actions import vote as actions
from speakers.actions.blind import as_line, as_voter
from speakers.actions.proposal import person_of
from speakers.forms import name_of_language
from speakers.forms_review import VoteForm
from speakers.models import CallForProposals, Proposal, Vote
from speakers.rules.voting import Answer
from speakers.views.proposing import find_call

PER_PAGE = 50


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    call, now = find_call(slug), clock_now()
    answer = actions.asked(call=call, user=request.user, now=now)
    if answer is not Answer.YES:
        return _not_asked(request, call, answer, now)
    person = person_of(request.user)
    order = actions.ballot(call=call, person=person)
    if request.method == "POST":
        return _receive(request, call, person, order, now)
    given = dict(Vote.objects.filter(person=person, proposal__in=order).values_list("proposal", "value"))
    here = _place(request, order, given)
    context: dict[str, Any] = {
        "event": call.event,
        "call": call,
        "phase": actions.running_vote(call, now),
        "total": len(order),
        "done": len(given),
    }
    if here is None:
        return render(request, "speakers/vote_done.html", context)
    row = Proposal.objects.select_related("call", "track", "person__organisation").get(pk=order[here])
    seen = as_voter(row, now)
    context |= {
        "proposal": seen,
        "language": name_of_language(seen.language) if seen.language else "",
        "ballot": signing.dumps(row.pk, salt=_salt(person)),
        "value": given.get(row.pk),
        "values": VoteForm.base_fields["value"].choices,
        "place": here + 1,
        "before": here or None,
        "after": here + 2 if here + 1 < len(order) else None,
    }
    return render(request, "speakers/vote.html", context)


@signed_in
@never_cache
@require_GET
def votes(request: HttpRequest, slug: str) -> HttpResponse:
    """What I voted, to change it: links to places in my own order."""
    call, now = find_call(slug), clock_now()
    answer = actions.asked(call=call, user=request.user, now=now)
    if answer is not Answer.YES:
        return _not_asked(request, call, answer, now)
    person = person_of(request.user)
    place = {pk: n for n, pk in enumerate(actions.ballot(call=call, person=person), start=1)}
    rows = Vote.objects.filter(person=person, proposal__in=place).order_by("-at", "-pk")
    page = page_of(request, rows.select_related("proposal__call", "proposal__track"), PER_PAGE)
    words = {int(value): word for value, word in VoteForm.base_fields["value"].choices}
    lines = [(as_line(row.proposal), place[row.proposal_id], words[row.value]) for row in page]
    return render(request, "speakers/votes.html", {"event": call.event, "page": page, "lines": lines})


def _receive(
    request: HttpRequest, call: CallForProposals, person: Person, order: list[int], now: dt.datetime
) -> HttpResponse:
    form = VoteForm(request.POST)
    try:
        key = signing.loads(request.POST.get("ballot", ""), salt=_salt(person))
    except signing.BadSignature:
        raise Http404 from None
    row = Proposal.objects.select_related("call__event").filter(pk=key, call=call).first()
    if row is None or not form.is_valid():
        raise Http404
    value = int(form.cleaned_data["value"])
    try:
        if value:
            actions.give(proposal=row, value=value, by=request.user, now=now)
        else:
            actions.take_back(proposal=row, by=request.user, now=now)
    except actions.MayNotVote as no:
        return _not_asked(request, call, no.answer, now)
    except actions.NoSuchProposal:
        messages.error(request, _("This one is no longer voted on: it was withdrawn or decided."))
        return redirect("vote", call.event.slug)
    after = order.index(row.pk) + 2 if row.pk in order else 1
    base = reverse("vote", args=[call.event.slug])
    return redirect(f"{base}?n={after}" if after <= len(order) else f"{base}?n=end")


def _place(request: HttpRequest, order: list[int], given: dict[int, int]) -> int | None:
    """The place in the order that is asked for, or the first without a vote; None at the end."""
    asked = request.GET.get("n", "")
    if asked.isdecimal() and 1 <= int(asked[:6]) <= len(order):
        return int(asked[:6]) - 1
    if asked == "end":
        return None
    return next((n for n, key in enumerate(order) if key not in given), None)


def _not_asked(
    request: HttpRequest, call: CallForProposals, answer: Answer, now: dt.datetime
) -> HttpResponse:
    """Why this reader does not vote, and what to do about it: 403 where something was sent."""
    context: dict[str, Any] = {
        "event": call.event,
        "answer": answer.name,
        "coming": call.phases.filter(takes_votes=True, starts_at__gt=now).first(),
        "is_over": call.phases.filter(takes_votes=True, ends_at__lte=now).exists(),
        "door": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "speakers/vote_not.html", context, status=403 if request.method == "POST" else 200)


def _salt(person: Person) -> str:
    return f"speakers.vote:{person.pk}"
