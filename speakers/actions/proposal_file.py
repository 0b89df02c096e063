"""Files that a speaker hands in with a proposal."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import must
from core.attachments import Checked, new_name
from events.programme.actions import speaking
from events.programme.models import SessionFile
from speakers.actions.proposal import BEING_WRITTEN, AlreadyDecided, CallNotOpen
from speakers.models import Proposal, ProposalFile

MOST_FILES = 5


@transaction.atomic
def add(*, proposal: Proposal, given: Checked, by: Any, now: dt.datetime) -> ProposalFile:
    """While the proposal may be written to. Raises NotNow, and ValidationError where there are enough."""
    proposal = _held(proposal, by, now)
    if proposal.files.count() >= MOST_FILES:
        raise ValidationError(_("At most %(most)s files. Delete one first.") % {"most": MOST_FILES})
    row = ProposalFile(
        proposal=proposal, title=given.title, content_type=given.content_type, size=given.size, added_at=now
    )
    row.file.save(given.name, given.file, save=False)
    row.save()
    audit.note(by=by, verb="add file", thing=proposal, title=row.title)
    return row


@transaction.atomic
def delete(*, row: ProposalFile, by: Any, now: dt.datetime) -> None:
    """The file itself goes once this is committed (`core.attachments.drop_with_row`)."""
    proposal = _held(row.proposal, by, now)
    audit.note(by=by, verb="delete file", thing=proposal, title=row.title)
    row.delete()


@transaction.atomic
def publish(*, row: ProposalFile, by: Any, now: dt.datetime) -> SessionFile:
    """Puts a copy beside the talk, for everybody: only its speaker may want that."""
    proposal = row.proposal
    if by is not None:
        must(by, "change", proposal)
    if proposal.session is None:
        raise CallNotOpen
    with row.file.open("rb") as stored:
        content = stored.read()
    name = new_name(row.title.rsplit(".", 1)[-1])
    given = Checked(name, ContentFile(content), row.title, row.content_type)
    return speaking.add_file(session=proposal.session, given=given, by=by, now=now)


def _held(proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "call__event", "person", "access_code"
    )
    proposal = rows.get(pk=proposal.pk)
    if by is not None:
        must(by, "change", proposal)
    if proposal.status not in BEING_WRITTEN:
        raise AlreadyDecided
    if not proposal.is_open(now):
        raise CallNotOpen
    return proposal
