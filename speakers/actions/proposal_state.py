"""What all that writes proposals shares: the row held, its next status, and who is told."""

import datetime as dt
from typing import Any

from core import audit, outbox
from core.access import must
from speakers.actions import sessions
from speakers.models import Proposal

Status = Proposal.Status
WITH = ("call__event", "person", "track", "session", "access_code", "given_before")


def locked(proposal: Proposal, by: Any, verb: str) -> Proposal:
    """The row as it is now, held until the transaction ends, for somebody who may do this with it."""
    rows = Proposal.objects.select_for_update(of=("self",))
    proposal = rows.select_related(*WITH).get(pk=proposal.pk)
    if by is not None:
        must(by, verb, proposal)
    return proposal


def leave(proposal: Proposal, *, by: Any, verb: str, now: dt.datetime) -> Proposal:
    sessions.call_off(proposal=proposal, by=by, now=now)
    return become(proposal, Status.WITHDRAWN, by=by, verb=verb, now=now)


def become(proposal: Proposal, status: Status, *, by: Any, verb: str, now: dt.datetime) -> Proposal:
    before = proposal.status
    proposal.status = status
    proposal.changed_at = now
    proposal.save(update_fields=["status", "changed_at", "decided_at", "confirm_by", "session"])
    audit.note(by=by, verb=verb, thing=proposal, before=before)
    return proposal


def tell(proposal: Proposal, about: str, now: dt.datetime) -> None:
    """A mail, in this very transaction. One for each time that the proposal came to be so."""
    outbox.put(
        "speakers.mail",
        {"proposal": proposal.pk, "about": about},
        key=f"speakers.mail:{proposal.pk}:{about}:{now.timestamp():.0f}",
    )
