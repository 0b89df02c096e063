"""Whoever was named by address says yes or no, by the link in their mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import by_secret
from core.client import TooMany, address_of, limit
from core.clock import now as clock_now
from core.forms import form_answer
from speakers.actions import co_speaker as actions
from speakers.models import CoSpeaker
from speakers.talk_forms import AlongForm


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def co_speaker(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows and changes nothing: programs that look into mails follow links, too."""
    rows = CoSpeaker.objects.select_related("proposal__call__event", "proposal__person", "person")
    row = get_object_or_404(rows, secret=secret)
    by = request.user if request.user.is_authenticated else None
    known = row.person or (getattr(by, "person", None) if by else actions.known_by(row.email))
    says_yes = request.POST.get("answer") == "yes"
    needs_name = known is None and by is None
    form = AlongForm(request.POST if request.method == "POST" and says_yes and needs_name else None)
    status, refused = None, ""
    if request.method == "POST":
        status, refused = _answer(request, row, form, by)
        if not status:
            return redirect("co_speaker", secret)
    context = {
        "row": row,
        "proposal": row.proposal,
        "event": row.proposal.event,
        "known": known,
        "needs_name": needs_name,
        "refused": refused,
        "may_answer": row.proposal.status in actions.MEANT and row.proposal.event.takes_place,
        "back": request.path,
    }
    return form_answer(request, "speakers/co_speaker.html", form, status=status, **context)


def _answer(request: HttpRequest, row: CoSpeaker, form: AlongForm, by: Any) -> tuple[int, str]:
    """(status, why not); 0 where it was taken."""
    said = request.POST.get("answer")
    if said not in {"yes", "no"}:
        return 422, _("Say yes or no.")
    if form.is_bound and not form.is_valid():
        return 422, ""
    try:
        limit("co_speaker", address_of(request), most=60, seconds=600)
        facts = form.cleaned_data if form.is_bound else {}
        actions.answer(row=row, is_willing=said == "yes", by=by, now=clock_now(), **facts)
    except TooMany:
        return 429, _("Too many at once from here. Try again in some minutes.")
    except actions.NotMeant:
        return 409, _("The proposal is no longer meant, so there is nothing to answer.")
    except actions.TheirOwn:
        return 409, _(
            "Whoever proposed it speaks anyway. Open this link in a window where you are not signed in as them."
        )
    except actions.Nameless:
        return 422, _("Say who you are.")
    words = _("Thank you: you speak along.") if said == "yes" else _("Noted: you do not speak there.")
    messages.success(request, words)
    return 0, ""
