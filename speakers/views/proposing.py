"""The speaker's side: one page to write on, and what becomes of it."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import can, public, signed_in
from core.client import TooMany, address_of, limit
from core.clock import now as clock_now
from core.forms import clean_line, form_answer, without_controls
from core.pagination import page_of
from events.models import Event
from events.programme.models import Session
from speakers.actions import access_code as codes
from speakers.actions import proposal as actions
from speakers.actions.vote import running_vote
from speakers.forms import ProposalForm, said
from speakers.models import CallForProposals, Proposal
from speakers.rules.next_step import may_confirm, next_step
from speakers.views import starting
from speakers.views.around import my_nav

PER_PAGE = 25
NOT_CHOSEN = frozenset({Proposal.Status.ALTERNATE, Proposal.Status.DECLINED})
LONGEST_KEPT = 30_000
"""Characters of one field that wait in a stranger's session until they have signed in."""
KEPT = frozenset({*actions.WRITTEN, "key", "code"} - {"answers"})


SHUT = gettext_noop("This code opens nothing here: it is unknown, used up, or no longer valid.")


def find_call(slug: str) -> CallForProposals:
    """The call of a public event; 404 for drafts, and where nobody has called for anything."""
    rows = CallForProposals.objects.select_related("event").prefetch_related("questions", "event__tracks")
    call = rows.filter(event__slug=slug).first()
    if call is None or not call.event.is_public:
        raise Http404
    return call


def find_own(request: HttpRequest, code: str) -> Proposal:
    """One's own proposal: somebody else's is 404, so that codes cannot be tried out."""
    proposal = Proposal.objects.with_all().filter(code=code).first()
    if proposal is None or not can(request.user, "change", proposal):
        raise Http404
    prefetch_related_objects([proposal.call], "questions", "event__tracks")
    return proposal


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody reads the call; whoever writes is led to sign in when it is sent, and finds the text again."""
    call, now = find_call(slug), clock_now()
    if request.method == "POST":
        return _receive(request, call, None, now)
    kept = request.session.get("proposals", {}).get(slug, {})
    code, unknown = _code_asked(request, call, now, kept.get("code", ""))
    start = kept or starting.start(request)
    form = ProposalForm(call=call, initial={**start, "code": code})
    return _page(request, call, None, form, now, is_kept=bool(kept), unknown=unknown)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    row, now = find_own(request, code), clock_now()
    if request.method == "POST":
        return _receive(request, row.call, row, now)
    form = ProposalForm(call=row.call, initial=ProposalForm.start(row)) if _is_changeable(row, now) else None
    return _page(request, row.call, row, form, now)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once, by name; the page's own dialog asks instead where scripts run."""
    row = find_own(request, code)
    if request.method != "POST":
        return render(request, "speakers/withdraw.html", {"proposal": row, "event": row.event})
    try:
        actions.withdraw(proposal=row, by=request.user, now=clock_now())
    except actions.AlreadyGiven:
        messages.error(
            request, _("The talk has begun: it can no longer be withdrawn. Write to the organizers.")
        )
    except actions.NotNow:
        messages.error(request, _("The organizers have answered already, so there is nothing to withdraw."))
    else:
        messages.success(request, _("Withdrawn. The organizers see that it is no longer meant."))
    return redirect(row)


@signed_in
@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    row = find_own(request, code)
    try:
        actions.restore(proposal=row, by=request.user, now=clock_now())
    except actions.CallNotOpen:
        messages.error(request, _("The call is closed, so it stays withdrawn."))
    else:
        messages.success(request, _("It is a draft again. Submit it when you mean it."))
    return redirect(row)


@signed_in
@never_cache
@require_GET
def my_proposals(request: HttpRequest) -> HttpResponse:
    rows = Proposal.objects.of(request.user).with_all().order_by("-changed_at", "-pk")
    page = page_of(request, rows, PER_PAGE)
    now = clock_now()
    for row in page.object_list:
        row.next_step = step_of(row, now)
    calls = list(CallForProposals.objects.open(now).select_related("event")[:10])
    context = {
        "page": page,
        "now": now,
        "calls": calls,
        **my_nav("my_proposals"),
    }
    return render(request, "speakers/mine.html", context)


def step_of(row: Proposal, now: dt.datetime) -> Any:
    until = row.call.closes_at
    return next_step(
        row.status, is_open=row.is_open(now), closes_at=until, confirm_by=row.confirm_by, now=now
    )


def _is_changeable(row: Proposal, now: dt.datetime) -> bool:
    return row.status in actions.BEING_WRITTEN and row.is_open(now)


def _code_asked(request: HttpRequest, call: CallForProposals, now: dt.datetime, kept: str) -> tuple[str, str]:
    """(the code in the address if it opens this closed call, what to say where it does not)."""
    code = clean_line(without_controls(request.GET.get("code") or kept))[:40]
    if not code or call.state(now) != "closed":
        return "", ""
    try:
        limit("proposal_code", address_of(request), most=60, seconds=3600)
    except TooMany:
        return "", _("Too many codes were tried from here. Try again in an hour.")
    if codes.known(call=call, code=code, now=now) is None:
        return "", _(SHUT)
    return code, ""


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _receive(
    request: HttpRequest, call: CallForProposals, row: Proposal | None, now: dt.datetime
) -> HttpResponse:
    """What was sent, by hand (`save`, `submit`) or by the script that saves while people type."""
    by_script = _wants_json(request)
    submitting = "submit" in request.POST and not by_script
    form = ProposalForm(request.POST, call=call, submitting=submitting)
    is_valid = form.is_valid()
    code = form.cleaned_data.get("code", "")
    if not (row.is_open(now) if row is not None else call.is_open(now)):
        if not code or call.state(now) != "closed" or not call.event.takes_place:
            return _refused(request, call, row, form, now, why_not_open(call, now))
        if why := _why_no_code(request, call, code, now):
            return _refused(request, call, row, form, now, why)
    if not request.user.is_authenticated:
        return _to_the_door(request, call, form, now)
    if not is_valid:
        if by_script:
            return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
        return _page(request, call, row, form, now)
    try:
        saved = _write(request, call, row, form, now, submitting=submitting)
    except actions.NotComplete as wrong:  # the call changed between our looking and our writing
        for problem in wrong.problems:
            form.add_error(problem.field, said(problem))
        if by_script:
            return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
        return _page(request, call, row, form, now)
    except actions.ChangedMeanwhile as meanwhile:
        return _both(request, meanwhile.proposal, form, now)
    except actions.NotNow as no:
        return _refused(request, call, row, form, now, _why(no, call, now))
    _forget(request, call)
    if by_script:
        return JsonResponse(
            {
                "code": saved.code,
                "url": saved.get_absolute_url(),
                "status": saved.status,
                "version": saved.version,
                "saved_at": saved.changed_at.isoformat(),
            }
        )
    if submitting and (row is None or row.status == Proposal.Status.DRAFT):
        messages.success(request, _("Submitted. A receipt is on its way to you by mail."))
    elif saved.status == Proposal.Status.SUBMITTED:
        messages.success(request, _("Changed. The organizers see it as it is now."))
    else:
        messages.success(request, _("Saved as a draft. Nobody but you sees it until you submit it."))
    return redirect(saved)


def _write(
    request: HttpRequest,
    call: CallForProposals,
    row: Proposal | None,
    form: ProposalForm,
    now: dt.datetime,
    *,
    submitting: bool,
) -> Proposal:
    words, by = form.words(), request.user
    seen, code = form.cleaned_data["seen"], form.cleaned_data["code"]
    if row is not None:
        return actions.change(
            proposal=row, words=words, by=by, now=now, submitting=submitting, seen=seen, code=code
        )
    keep = actions.submit if submitting else actions.save_draft
    return keep(call=call, words=words, by=by, now=now, key=form.form_key, seen=seen, code=code)


def _why_no_code(request: HttpRequest, call: CallForProposals, code: str, now: dt.datetime) -> str:
    try:
        limit("proposal_code", address_of(request), most=60, seconds=3600)
    except TooMany:
        return _("Too many codes were tried from here. Try again in an hour.")
    return "" if codes.known(call=call, code=code, now=now) else _(SHUT)


def why_not_open(call: CallForProposals, now: dt.datetime) -> str:
    zone = call.event.zone
    if not call.event.takes_place:
        return _("This event does not take place as planned, so it takes no proposals.")
    if call.state(now) == "before":
        return _("The call opens on %(when)s.") % {"when": _moment(call.opens_at.astimezone(zone))}
    return _("The call closed on %(when)s.") % {"when": _moment(call.closes_at.astimezone(zone))}


def _moment(local: dt.datetime) -> str:
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} ({local.tzinfo})"


def _why(no: actions.NotNow, call: CallForProposals, now: dt.datetime) -> str:
    if isinstance(no, actions.CodeRefused):
        return _(SHUT)
    if isinstance(no, actions.CallNotOpen):
        return why_not_open(call, now)
    if isinstance(no, actions.EnoughOfYou):
        most = call.most_each or 0
        return ngettext(
            "This call takes %(most)d proposal from each speaker, and you have submitted one. Save this as a draft, "
            "or withdraw the other.",
            "This call takes %(most)d proposals from each speaker, and you have submitted so many. Save this as a "
            "draft, or withdraw another.",
            most,
        ) % {"most": most}
    if isinstance(no, actions.Withdrawn):
        return _("You withdrew this proposal. Take it up again before you change it.")
    if isinstance(no, actions.TooManyProposals):
        return _("You have as many proposals here as anybody may have. Change or withdraw one of them.")
    return _("The organizers have answered already, so it can no longer be changed.")


def _refused(
    request: HttpRequest,
    call: CallForProposals,
    row: Proposal | None,
    form: ProposalForm,
    now: dt.datetime,
    why: str,
) -> HttpResponse:
    """403 with the reason and the text, so that it can be copied and is not lost."""
    if _wants_json(request):
        return JsonResponse({"error": why}, status=403)
    return _page(request, call, row, form, now, status=403, refused=why)


def _both(request: HttpRequest, row: Proposal, form: ProposalForm, now: dt.datetime) -> HttpResponse:
    """409 with the text that was sent, to send again, and beside it what was written in another window meanwhile."""
    if _wants_json(request):
        why = _("it was changed in another window. Save by hand to see both texts")
        return JsonResponse({"error": why, "url": row.get_absolute_url()}, status=409)
    theirs = [{"label": said["label"], "text": said["text"]} for said in starting.differences(row, form)]
    sent = request.POST.copy()
    sent["seen"] = row.version
    again = ProposalForm(sent, call=row.call)
    return _page(request, row.call, row, again, now, status=409, theirs=theirs)


def _to_the_door(
    request: HttpRequest, call: CallForProposals, form: ProposalForm, now: dt.datetime
) -> HttpResponse:
    """Keeps what a stranger wrote in their session and leads them to the door and back."""
    back = request.get_full_path()
    if _wants_json(request):
        door = f"{resolve_url('account_login')}?{urlencode({'next': back})}"
        return JsonResponse({"error": _("You are signed out."), "sign_in": door}, status=401)
    try:
        limit("proposal_kept", address_of(request), most=60, seconds=3600)
    except TooMany as much:
        response = _page(
            request,
            call,
            None,
            form,
            now,
            status=429,
            refused=_("Too many at once from here. Sign in, then send it."),
        )
        response["Retry-After"] = str(much.seconds)
        return response
    kept = {
        name: _kept(request, name) for name in form.fields if name in KEPT or name.startswith("question-")
    }
    request.session["proposals"] = {**request.session.get("proposals", {}), call.event.slug: kept}
    return redirect_to_login(back)


def _kept(request: HttpRequest, name: str) -> Any:
    sent = [part[:LONGEST_KEPT].replace("\x00", "") for part in request.POST.getlist(name)[:60]]
    return sent if len(sent) > 1 else "".join(sent)


def _forget(request: HttpRequest, call: CallForProposals) -> None:
    kept = request.session.get("proposals", {})
    if kept.pop(call.event.slug, None) is not None:
        request.session["proposals"] = kept


def _page(
    request: HttpRequest,
    call: CallForProposals,
    row: Proposal | None,
    form: ProposalForm | None,
    now: dt.datetime,
    *,
    status: int | None = None,
    refused: str = "",
    is_kept: bool = False,
    theirs: list[dict[str, str]] | None = None,
    unknown: str = "",
) -> HttpResponse:
    event: Event = call.event
    by_code = form is not None and bool(form["code"].value()) and not refused
    is_open = call.is_open(now) or (row is not None and row.is_open(now)) or by_code
    drafts = []
    library: list[dict[str, str]] = []
    if row is None and request.user.is_authenticated:
        library = starting.library(request.user, call) if is_open else []
        drafts = list(
            call.proposals.of(request.user)
            .exclude(status=Proposal.Status.WITHDRAWN)
            .order_by("-changed_at")[:10]
        )
    context = {
        "event": event,
        "call": call,
        "proposal": row,
        "now": now,
        "is_open": is_open,
        "not_open": "" if is_open else why_not_open(call, now),
        "refused": refused,
        "is_kept": is_kept,
        "theirs": theirs,
        "drafts": drafts,
        "door": f"{resolve_url('account_login')}?{urlencode({'next': request.get_full_path()})}",
        "may_write": is_open and form is not None and not refused,
        "may_withdraw": row is not None
        and row.status not in {Proposal.Status.WITHDRAWN, Proposal.Status.DECLINED}
        and not row.is_given(now),
        "unknown": unknown,
        "vote": running_vote(call, now) if row is None else None,
        "takes_codes": row is None and call.state(now) == "closed" and event.takes_place,
        "library": library,
        **(_about(row, now) if row is not None else {}),
    }
    if form is None:
        return render(request, "speakers/proposal.html", context)
    return form_answer(request, "speakers/proposal.html", form, status=status, **context)


def _about(row: Proposal, now: dt.datetime) -> dict[str, Any]:
    """What a proposal's own page shows besides its words."""
    decided = row.status in {Proposal.Status.ACCEPTED, Proposal.Status.CONFIRMED}
    return {
        "may_confirm": row.status == Proposal.Status.ACCEPTED and may_confirm(row.confirm_by, now),
        "step": step_of(row, now),
        "is_decided": decided,
        "comments": row.comments if decided or row.status in NOT_CHOSEN else "",
        "is_shown": row.session is not None and row.session.status != Session.Status.DRAFT,
        "answers": starting.answered(row),
        "named": list(row.named.all()),
        "files": list(row.files.all()),
    }


@signed_in
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    row = find_own(request, code)
    try:
        actions.confirm(proposal=row, by=request.user, now=clock_now())
    except actions.TooLate:
        messages.error(request, _("The day until which you could confirm is over. Write to the organizers."))
    except actions.NotNow:
        messages.error(request, _("There is nothing to confirm."))
    else:
        messages.success(request, _("Thank you: your talk is firm."))
    return redirect(row)
