"""What the worker does for speakers. A job may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from core import outbox
from core.client import TooMany, limit
from core.outbox import handles
from events.programme.models import SessionSpeaker
from people.models import User
from speakers import emails, letters
from speakers.actions import call as calls
from speakers.actions import decision, outcome
from speakers.actions.co_speaker import MEANT
from speakers.models import CallForProposals, CoSpeaker, Proposal, Reviewer

Status = Proposal.Status
# What a mail says must still be so when it goes out: a decision that was changed at once is told once.
STILL = {
    "submitted": {*MEANT, Status.DECLINED},
    "accepted": {Status.ACCEPTED, Status.CONFIRMED},
    "confirmed": {Status.CONFIRMED},
    "reminder": {Status.ACCEPTED},
    "declined": {Status.DECLINED},
    "given_up": {Status.WITHDRAWN},
    "named": {Status.ACCEPTED, Status.CONFIRMED},
}
DAY = 24 * 60 * 60
MOST_TO_ONE = 3
"""Letters a day to one address, from whomever: nobody is written to again and again by being named."""
MOST_FROM_ONE = 40


@handles("speakers.mail")
def mail(payload: dict[str, Any], now: dt.datetime) -> None:
    proposal = Proposal.objects.with_all().filter(pk=payload["proposal"]).first()
    about = payload["about"]
    if proposal is None or proposal.status not in STILL[about]:
        return
    if about == "reminder":
        until = proposal.confirm_by
        if until is None or until.isoformat() != payload["until"] or until <= now:
            return
    if about == "named":
        row = SessionSpeaker.objects.filter(session=proposal.session_id, person=payload["person"])
        if (speaker := row.select_related("person__user").first()) is not None:
            emails.send_to_co_speaker(proposal, speaker.person)
        return
    emails.send(proposal, about)


@handles("speakers.ask_along")
def ask_along(payload: dict[str, Any], now: dt.datetime) -> None:
    """Asks somebody whom a proposal names. What is too much today goes out tomorrow, if it is still meant."""
    row = CoSpeaker.objects.filter(pk=payload["row"], answered_at=None).first()
    if row is None:
        return
    proposal = Proposal.objects.with_all().get(pk=row.proposal_id)
    if proposal.status not in MEANT:
        return
    try:
        limit("speakers.named_by", str(proposal.person_id), most=MOST_FROM_ONE, seconds=DAY)
        limit("speakers.named", row.email.lower(), most=MOST_TO_ONE, seconds=DAY)
    except TooMany as much:
        due_at = now + dt.timedelta(seconds=much.seconds)
        outbox.put(
            "speakers.ask_along", payload, due_at=due_at, key=f"speakers.ask_along:{row.pk}@{due_at:%Y%m%d}"
        )
        return
    emails.ask_along(row, proposal)


@handles("speakers.assigned")
def assigned(payload: dict[str, Any], now: dt.datetime) -> None:
    """One mail for all that came to a reviewer since then and is still to be read."""
    reviewer = Reviewer.objects.filter(call=payload["call"], person=payload["person"])
    row = reviewer.select_related("person__user", "call__event").first()
    if row is None:
        return
    since = dt.datetime.fromtimestamp(payload["since"], dt.UTC)
    new = Proposal.objects.filter(
        call=row.call_id,
        status=Proposal.Status.SUBMITTED,
        assignments__person=row.person_id,
        assignments__at__gte=since,
    ).exclude(reviews__person=row.person_id)
    emails.send_assigned(row, list(new.select_related("track", "call").order_by("pk")))


# A letter of a decision is only sent where the proposal still stands as it says.
TELLS = {
    "accept": {Status.ACCEPTED, Status.CONFIRMED},
    "moved_up": {Status.ACCEPTED, Status.CONFIRMED},
    "alternate": {Status.ALTERNATE},
    "decline": {Status.DECLINED},
}
MOST_AT_ONCE = 100


@handles("speakers.letter")
def letter(payload: dict[str, Any], now: dt.datetime) -> None:
    proposal = Proposal.objects.with_all().filter(pk=payload["proposal"]).first()
    if proposal is not None and proposal.status in TELLS[payload["about"]]:
        letters.send(proposal, payload["about"])


@handles("speakers.release")
def release(payload: dict[str, Any], now: dt.datetime) -> None:
    """Goes on with decisions that somebody has released; each round puts the next."""
    call = CallForProposals.objects.select_related("event").filter(pk=payload["call"]).first()
    by = User.objects.filter(pk=payload["by"]).first()
    if call is None or by is None and payload["by"] is not None:
        return
    decision.release(
        call=call,
        by=by,
        now=now,
        verdicts=payload["verdicts"],
        tracks=payload["tracks"],
        until=dt.datetime.fromisoformat(payload["until"]),
        most=MOST_AT_ONCE,
    )


@handles("speakers.unanswered")
def unanswered(payload: dict[str, Any], now: dt.datetime) -> None:
    """The day is over until which a speaker says whether they come."""
    proposal = Proposal.objects.with_all().filter(pk=payload["proposal"]).first()
    if proposal is not None:
        outcome.give_up(proposal=proposal, by=None, now=now)


@handles("speakers.freed")
def freed(payload: dict[str, Any], now: dt.datetime) -> None:
    """An accepted talk was withdrawn, given up, declined or cancelled: the first alternate of its track moves up."""
    proposal = Proposal.objects.with_all().filter(pk=payload["proposal"]).first()
    if proposal is not None and not proposal.has_place:
        decision.move_up(freed=proposal, by=None, now=now)


@handles("speakers.deadlines", every=dt.timedelta(days=1))
def keep_deadlines(payload: dict[str, Any], now: dt.datetime) -> None:
    """Also of calls that were written without their action."""
    for row in CallForProposals.objects.filter(closes_at__gt=now).select_related("event").iterator():
        calls.keep_deadline(call=row, now=now)
