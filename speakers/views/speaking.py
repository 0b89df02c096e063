"""Who speaks: their talks, what they bring to one, and the way from one talk to the next."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import can, signed_in
from core.clock import now as clock_now
from core.forms import form_answer
from core.pagination import page_of
from events.programme.actions import speaking as actions
from events.programme.models import Availability, Session, SessionFile
from people.models import Person
from speakers.actions import proposal as proposals
from speakers.models import CallForProposals, Proposal
from speakers.talk_forms import FileForm, HoursForm, TalkForm
from speakers.views.around import my_nav

PER_PAGE = 25


def find_talk(request: HttpRequest, slug: str, code: str) -> Session:
    """A session that one speaks in or makes: any other is 404, so that drafts cannot be tried out."""
    rows = Session.objects.select_related("event", "proposal__call__event", "proposal__person")
    session = rows.filter(event__slug=slug, code=code.upper()).first()
    if session is None or not can(request.user, "speak", session):
        raise Http404
    return session


def own_proposal(request: HttpRequest, session: Session) -> Proposal | None:
    proposal: Proposal | None = getattr(session, "proposal", None)
    return proposal if proposal is not None and can(request.user, "change", proposal) else None


@signed_in
@never_cache
@require_safe
def my_talks(request: HttpRequest) -> HttpResponse:
    """Every session that one speaks in, the newest first: two queries however many."""
    rows = Session.objects.filter(session_speakers__person__user=request.user)
    rows = rows.exclude(status=Session.Status.CANCELLED).select_related("event", "room")
    page = page_of(request, rows.order_by("-event__starts_at", "starts_at", "pk"), PER_PAGE)
    now = clock_now()
    calls = list(CallForProposals.objects.open(now).select_related("event")[:10])
    context = {"page": page, "now": now, "calls": calls, **my_nav("my_talks")}
    return render(request, "speakers/my_talks.html", context)


@signed_in
@never_cache
@require_safe
def talk_again(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """From a talk that was given to an open call: at once where there is one, else there is a choice."""
    session = find_talk(request, slug, code)
    calls = list(CallForProposals.objects.open(clock_now()).select_related("event")[:50])
    if len(calls) == 1:
        return redirect(f"{calls[0].get_absolute_url()}?talk={session.uuid}#write")
    return render(request, "speakers/talk_again.html", {"session": session, "calls": calls})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What one brings to it, and when one can. Two forms: `hours` says that the second was sent."""
    session = find_talk(request, slug, code)
    proposal, person = own_proposal(request, session), _speaker(request, session)
    known = list(Availability.objects.filter(event=session.event, person=person)) if person else []
    sent = request.method == "POST"
    says_when = sent and "hours" in request.POST
    form = TalkForm(request.POST if sent and not says_when else None, session=session, proposal=proposal)
    hours = HoursForm(request.POST if says_when else None, event=session.event, known=known)
    bound = hours if says_when else form
    if sent and bound.is_valid():
        if says_when:
            if person is None:
                raise Http404
            actions.say_when(
                event=session.event, person=person, spans=hours.spans, by=request.user, now=clock_now()
            )
        else:
            _bring(request, session, proposal, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("talk", session.event.slug, session.code)
    context = {
        "session": session,
        "event": session.event,
        "proposal": proposal,
        "hours": hours if person else None,
        "files": session.files.all(),
        "is_shown": session.status != Session.Status.DRAFT,
    }
    status = 422 if bound.is_bound else 200
    return form_answer(request, "speakers/talk.html", form, status=status, **context)


def _bring(request: HttpRequest, session: Session, proposal: Proposal | None, said: dict[str, Any]) -> None:
    by, now = request.user, clock_now()
    links = {name: said[name] for name in ("slides_url", "video_url")}
    actions.change(session=session, do_not_record=said["do_not_record"], **links, by=by, now=now)
    if proposal is not None:
        try:
            proposals.need(
                proposal=proposal,
                equipment=said["equipment"],
                do_not_record=said["do_not_record"],
                by=by,
                now=now,
            )
        except proposals.NotNow:
            messages.error(
                request, _("What you need on stage was not kept: the proposal is no longer accepted.")
            )


def _speaker(request: HttpRequest, session: Session) -> Person | None:
    return Person.objects.filter(user=request.user, session_speakers__session=session).first()


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk_files(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    session = find_talk(request, slug, code)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_file(session=session, given=form.checked, by=request.user, now=clock_now())
        except ValidationError as wrong:
            form.add_error("file", wrong)
        else:
            messages.success(request, _("The file stands beside the talk."))
            return redirect("talk_files", session.event.slug, session.code)
    proposal = own_proposal(request, session)
    context = {
        "session": session,
        "event": session.event,
        "files": session.files.all(),
        "kept": proposal.files.all() if proposal else [],
        "proposal": proposal,
    }
    status = 422 if request.method == "POST" else 200
    return form_answer(request, "speakers/talk_files.html", form, status=status, **context)


@signed_in
@require_POST
def talk_file_delete(request: HttpRequest, slug: str, code: str, file: int) -> HttpResponse:
    session = find_talk(request, slug, code)
    row = get_object_or_404(SessionFile.objects.select_related("session__event"), session=session, pk=file)
    actions.delete_file(row=row, by=request.user, now=clock_now())
    messages.success(request, _("Deleted: %(title)s.") % {"title": row.title})
    return redirect(reverse("talk_files", args=[session.event.slug, session.code]))
