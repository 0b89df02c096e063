"""Files that go with a proposal: handed in by its speaker, read by those who decide."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import attachments
from core.access import can, signed_in
from core.client import TooMany, limit
from core.clock import now as clock_now
from core.forms import form_answer
from speakers.actions import proposal_file as actions
from speakers.actions.blind import phase_of, tells_names
from speakers.actions.proposal import BEING_WRITTEN, NotNow
from speakers.models import Proposal, ProposalFile
from speakers.talk_forms import FileForm
from speakers.views.proposing import find_own


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, code: str) -> HttpResponse:
    row, now = find_own(request, code), clock_now()
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            limit("proposal_file", str(request.user.pk), most=60, seconds=3600)
            actions.add(proposal=row, given=form.checked, by=request.user, now=now)
        except ValidationError as wrong:
            form.add_error("file", wrong)
        except TooMany:
            form.add_error("file", _("Too many at once. Try again in an hour."))
        except NotNow:
            form.add_error("file", _("It is decided or the call is closed: nothing can be added any more."))
        else:
            messages.success(request, _("The file is handed in. Organizers see it with your proposal."))
            return redirect("proposal_files", row.code)
    context = {
        "proposal": row,
        "event": row.event,
        "files": row.files.all(),
        "may_write": row.status in BEING_WRITTEN and row.is_open(now),
    }
    status = 422 if request.method == "POST" else 200
    return form_answer(request, "speakers/proposal_files.html", form, status=status, **context)


@signed_in
@require_POST
def file_do(request: HttpRequest, code: str, file: int) -> HttpResponse:
    """`verb`: delete, or publish (beside the accepted talk, for everybody)."""
    proposal, now = find_own(request, code), clock_now()
    row = get_object_or_404(
        ProposalFile.objects.select_related("proposal__session__event"), pk=file, proposal=proposal
    )
    if request.POST.get("verb") == "publish" and row.proposal.session is not None:
        session = row.proposal.session
        try:
            actions.publish(row=row, by=request.user, now=now)
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        else:
            messages.success(request, _("The file stands beside the talk."))
        return redirect("talk_files", session.event.slug, session.code)
    try:
        actions.delete(row=row, by=request.user, now=now)
    except NotNow:
        messages.error(request, _("It is decided or the call is closed: nothing can be taken away any more."))
    else:
        messages.success(request, _("Deleted: %(title)s.") % {"title": row.title})
    return redirect("proposal_files", proposal.code)


@signed_in
@require_safe
def file(request: HttpRequest, code: str, file: int) -> HttpResponseBase:
    row = ProposalFile.objects.select_related("proposal__call__event", "proposal__person")
    found = row.filter(pk=file, proposal__code=code).first()
    if found is None or not _may_read(request.user, found.proposal, clock_now()):
        raise Http404
    return attachments.answer(found)


def _may_read(user: Any, proposal: Proposal, now: dt.datetime) -> bool:
    """Its speaker, and who decides. Reviewers only while they see names, since a file may name anybody."""
    if can(user, "see", proposal):
        return True
    return tells_names(phase_of(proposal.call, now)) and can(user, "review", proposal)
