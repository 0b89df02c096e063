"""The organizers' side: the call, what came in, and what is chosen."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import menus
from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from core.pagination import page_of
from core.words import having
from events.models import Event
from events.programme.models import Session
from speakers.actions import call as call_actions
from speakers.actions import outcome
from speakers.actions import proposal as actions
from speakers.actions.reviewing import reviews_of
from speakers.actions.tally import NOTHING, in_order, parts_of, tallies_of
from speakers.forms import CallForm, FilterForm, name_of_language
from speakers.models import CallForProposals, Proposal
from speakers.views import starting

PER_PAGE = 50
TONES = {"submitted": "accent", "accepted": "good", "confirmed": "good", "declined": "bad"}


def find_event(slug: str) -> Event:
    return get_object_or_404(Event, slug=slug)


def find_proposal(slug: str, code: str) -> Proposal:
    """What was handed in to this event; drafts are nobody's but their speaker's."""
    row = (
        Proposal.objects.with_all()
        .select_related("given_before__event")
        .filter(call__event__slug=slug, code=code, submitted_at__isnull=False)
        .first()
    )
    if row is None or row.status == Proposal.Status.DRAFT:
        raise Http404
    return row


@needs("decide proposals", find_event)
@never_cache
@require_GET
def proposals(request: HttpRequest, event: Event) -> HttpResponse:
    call = CallForProposals.objects.filter(event=event).first()
    tracks = [(track.slug, track.name) for track in event.tracks.all()]
    form = FilterForm(request.GET, tracks=tracks)
    rows = Proposal.objects.with_all().filter(call__event=event, submitted_at__isnull=False)
    rows = rows.exclude(status=Proposal.Status.DRAFT).order_by("submitted_at", "pk")
    counts = rows.order_by().aggregate(
        all=Count("pk"),
        **{s: Count("pk", filter=Q(status=s)) for s in ("submitted", "accepted", "declined")},
    )
    answer_status = 200
    if not form.is_valid():
        rows, answer_status = rows.none(), 422
    else:
        asked = form.cleaned_data
        if asked["status"]:
            rows = rows.filter(status=asked["status"])
        if asked["track"]:
            rows = rows.filter(track__slug=asked["track"])
        if q := asked["q"]:
            rows = having(rows, q, "title", "abstract", "person__name")
    tallies = tallies_of(call) if call else {}
    # What is sorted by what was said of it is sorted here: the keys of all, the rows of one page.
    if form.is_valid() and (order := form.cleaned_data["sort"]):
        keys = in_order(list(rows.values_list("pk", flat=True)), tallies, order)
        page = page_of(request, keys, PER_PAGE)
        found = rows.in_bulk(page.object_list)
        page.object_list = [found[key] for key in page.object_list]
    else:
        page = page_of(request, rows, PER_PAGE)
    context = {
        "lines": [(row, tallies.get(row.pk, NOTHING)) for row in page],
        "has_votes": any(tally.votes.votes for tally in tallies.values()),
        "call": call,
        "form": form,
        "page": page,
        "counts": counts,
        "tones": TONES,
        "is_open": call.is_open(clock_now()) if call else False,
        "clear_url": request.path if any(form.data.get(name) for name in form.fields) else "",
        **menus.around("event", request, event),
    }
    return render(request, "speakers/desk_proposals.html", context, status=answer_status)


@needs("decide", find_proposal)
@never_cache
@require_GET
def proposal(request: HttpRequest, row: Proposal) -> HttpResponse:
    others = Proposal.objects.filter(call=row.call, person=row.person, submitted_at__isnull=False)
    context = {
        "proposal": row,
        "language": name_of_language(row.language) if row.language else "",
        "tone": TONES.get(row.status, ""),
        "answers": starting.answered(row),
        "named": list(row.named.select_related("person")),
        "files": list(row.files.all()),
        "may_ask": row.is_given_up or (row.status == Proposal.Status.ACCEPTED and row.confirm_by is not None),
        "is_shown": row.session is not None and row.session.status != Session.Status.DRAFT,
        "now": clock_now(),
        "others": others.exclude(pk=row.pk).exclude(status=Proposal.Status.DRAFT)[:20],
        "tally": (tally := tallies_of(row.call, row).get(row.pk, NOTHING)),
        "parts": parts_of(tally.votes),
        "reviews": reviews_of(row),
        "asked": row.assignments.select_related("person").order_by("person__name"),
        "may_accept": row.status in {Proposal.Status.SUBMITTED, Proposal.Status.DECLINED},
        "may_decline": row.status
        in {Proposal.Status.SUBMITTED, Proposal.Status.ACCEPTED, Proposal.Status.CONFIRMED},
        **menus.around("event", request, row.event),
    }
    return render(request, "speakers/desk_proposal.html", context)


@needs("decide", find_proposal)
@require_POST
def accept(request: HttpRequest, row: Proposal) -> HttpResponse:
    try:
        outcome.accept(proposal=row, by=request.user, now=clock_now())
    except actions.NotNow:
        messages.error(request, _("Its speaker has withdrawn it."))
    else:
        words = _("Accepted: %(title)s is in the programme, and its speaker is being told.")
        if row.call.confirm_days:
            words = _("Accepted: the speaker of %(title)s is being told, and says whether they come.")
        messages.success(request, words % {"title": row.title})
    return _back(request, row)


@needs("decide", find_proposal)
@require_POST
def ask_again(request: HttpRequest, row: Proposal) -> HttpResponse:
    try:
        outcome.ask_again(proposal=row, by=request.user, now=clock_now())
    except actions.NotNow:
        messages.error(request, _("There is nothing to ask: it is confirmed, or no longer accepted."))
    else:
        messages.success(request, _("Its speaker is asked once more, with a new day."))
    return _back(request, row)


@needs("decide", find_proposal)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, row: Proposal) -> HttpResponse:
    """Asks once, by name: a mail that says no cannot be called back."""
    if request.method != "POST":
        context = {"proposal": row, **menus.around("event", request, row.event)}
        return render(request, "speakers/desk_decline.html", context)
    try:
        outcome.decline(proposal=row, by=request.user, now=clock_now())
    except actions.NotNow:
        messages.error(request, _("Its speaker has withdrawn it."))
    else:
        messages.success(request, _("Declined: %(title)s. Its speaker is being told.") % {"title": row.title})
    return _back(request, row)


def _back(request: HttpRequest, row: Proposal) -> HttpResponse:
    return redirect("desk_proposal", row.event.slug, row.code)


@needs("decide proposals", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, event: Event) -> HttpResponse:
    row = CallForProposals.objects.select_related("event").filter(event=event).first()
    now = clock_now()
    if request.method == "POST":
        form = CallForm(request.POST, zone=event.timezone)
        if form.is_valid():
            facts = form.facts()
            if row is None:
                call_actions.open(event=event, **facts, by=request.user, now=now)
                messages.success(request, _("The call stands. Tell people where it is."))
            else:
                call_actions.change(call=row, **facts, by=request.user, now=now)
                messages.success(request, _("Saved."))
            return redirect("desk_call", event.slug)
    else:
        form = CallForm(zone=event.timezone, initial=CallForm.start(row) if row else {"formats": "Talk, 30"})
    context = {
        "call": row,
        "is_open": row.is_open(now) if row else False,
        "now": now,
        "questions": row.questions.filter(is_withdrawn=False).count() if row else 0,
        "codes": row.access_codes.count() if row else 0,
    }
    return form_answer(
        request, "speakers/desk_call.html", form, **context, **menus.around("event", request, event)
    )
