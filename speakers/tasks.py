"""What the worker does for speakers. A job may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from core.outbox import handles
from events.programme.models import SessionSpeaker
from speakers import emails
from speakers.models import Proposal

# What a mail says must still be so when it goes out: a decision that was changed at once is told once.
STILL = {
    "submitted": {Proposal.Status.SUBMITTED, Proposal.Status.ACCEPTED, Proposal.Status.DECLINED},
    "accepted": {Proposal.Status.ACCEPTED},
    "declined": {Proposal.Status.DECLINED},
    "named": {Proposal.Status.ACCEPTED},
}


@handles("speakers.mail")
def mail(payload: dict[str, Any], now: dt.datetime) -> None:
    proposal = Proposal.objects.with_all().filter(pk=payload["proposal"]).first()
    if proposal is None or proposal.status not in STILL[payload["about"]]:
        return
    if payload["about"] == "named":
        row = SessionSpeaker.objects.filter(session=proposal.session_id, person=payload["person"])
        if (speaker := row.select_related("person__user").first()) is not None:
            emails.send_to_co_speaker(proposal, speaker.person)
        return
    emails.send(proposal, payload["about"])
