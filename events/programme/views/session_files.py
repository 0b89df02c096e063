"""Slides and the like, handed out."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from core import attachments
from core.access import can, public
from events.programme.models import Session, SessionFile


@public
@require_safe
def session_file(request: HttpRequest, slug: str, code: str, file: int) -> HttpResponseBase:
    """For everybody who sees the session; before that for those who speak and who make the programme."""
    rows = SessionFile.objects.select_related("session__event")
    row = rows.filter(pk=file, session__event__slug=slug, session__code=code.upper()).first()
    if row is None:
        raise Http404
    session = row.session
    shown = session.event.is_public and session.status != Session.Status.DRAFT
    if not shown and not can(request.user, "speak", session):
        raise Http404
    return attachments.answer(row, public=shown)
