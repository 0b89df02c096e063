"""What becomes of a submitted proposal: accepted, declined, an alternate, asked once more, given up.

`by` is the user who decides, or None for the site itself.
"""

import datetime as dt
from typing import Any

from django.db import transaction

from core import outbox
from speakers.actions import sessions
from speakers.actions.proposal_state import Status, become, leave, locked, tell
from speakers.actions.sessions import TAKEN
from speakers.actions.words import NotNow, Withdrawn
from speakers.models import Proposal
from speakers.rules.next_step import is_too_late, remind_at


@transaction.atomic
def accept(*, proposal: Proposal, by: Any, now: dt.datetime, tells: bool = True) -> Proposal:
    """Makes its session and tells its speaker. Done twice, it is done once; a declined one may be accepted after all.

    Where the call asks speakers to confirm, the session waits for their word, which they give until `confirm_by`.
    `tells` is False for whoever writes the letter themselves.
    """
    proposal = locked(proposal, by, "decide")
    _may_be_decided(proposal)
    if proposal.status in TAKEN:
        return proposal
    proposal.session = sessions.give(proposal=proposal, by=by, now=now)
    _ask_to_confirm(proposal, now)
    return _decide(proposal, Status.ACCEPTED, by=by, verb="accept", now=now, tells=tells)


@transaction.atomic
def decline(*, proposal: Proposal, by: Any, now: dt.datetime, tells: bool = True) -> Proposal:
    """Says no and tells the speaker. The talk of one that was accepted before is shown as cancelled."""
    proposal = locked(proposal, by, "decide")
    _may_be_decided(proposal)
    if proposal.status == Status.DECLINED:
        return proposal
    sessions.call_off(proposal=proposal, by=by, now=now)
    return _decide(proposal, Status.DECLINED, by=by, verb="decline", now=now, tells=tells)


@transaction.atomic
def let_wait(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Makes it an alternate, who moves up when somebody withdraws. Whoever releases decisions writes the letter."""
    proposal = locked(proposal, by, "decide")
    _may_be_decided(proposal)
    if proposal.status not in {Status.SUBMITTED, Status.DECLINED}:
        return proposal
    return _decide(proposal, Status.ALTERNATE, by=by, verb="alternate", now=now, tells=False)


@transaction.atomic
def ask_again(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Gives a speaker who has not answered as many days once more, and tells them; also after `give_up`."""
    proposal = locked(proposal, by, "decide")
    waits = proposal.status == Status.ACCEPTED or proposal.is_given_up
    if not waits or not proposal.call.confirm_days:
        raise NotNow
    proposal.session = sessions.give(proposal=proposal, by=by, now=now)
    _ask_to_confirm(proposal, now)
    proposal = become(proposal, Status.ACCEPTED, by=by, verb="ask to confirm", now=now)
    tell(proposal, "accepted", now)
    return proposal


@transaction.atomic
def give_up(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Takes the place back from a speaker who did not say in time whether they come, and tells them: as if they had
    withdrawn, but for `confirm_by`, which stays. Who has answered, or has a new day, keeps it."""
    proposal = locked(proposal, by, "decide")
    over = is_too_late(proposal.confirm_by, proposal.event.starts_at, now)
    if proposal.status != Status.ACCEPTED or not over or not proposal.event.takes_place:
        return proposal
    proposal = leave(proposal, by=by, verb="give up", now=now)
    tell(proposal, "given_up", now)
    return proposal


def _may_be_decided(proposal: Proposal) -> None:
    if proposal.status == Status.WITHDRAWN:
        raise Withdrawn
    if proposal.status == Status.DRAFT:
        raise NotNow


def _decide(
    proposal: Proposal, status: Status, *, by: Any, verb: str, now: dt.datetime, tells: bool
) -> Proposal:
    proposal.decided_at = now
    proposal = become(proposal, status, by=by, verb=verb, now=now)
    if tells:
        tell(proposal, status.value, now)
    return proposal


def _ask_to_confirm(proposal: Proposal, now: dt.datetime) -> None:
    """Sets the day, and puts what is due by it. A job for a day that was set anew finds that it is not meant."""
    days = proposal.call.confirm_days
    proposal.confirm_by = now + dt.timedelta(days=days) if days else None
    if proposal.confirm_by is None:
        return
    until = proposal.confirm_by.isoformat()
    if (at := remind_at(proposal.confirm_by, now)) is not None:
        outbox.put(
            "speakers.mail",
            {"proposal": proposal.pk, "about": "reminder", "until": until},
            due_at=at,
            key=f"speakers.mail:{proposal.pk}:reminder:{until}",
        )
    outbox.put(
        "speakers.unanswered",
        {"proposal": proposal.pk},
        due_at=proposal.confirm_by,
        key=f"speakers.unanswered:{proposal.pk}:{until}",
    )
