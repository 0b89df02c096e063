"""What the worker does for speakers. A job may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from core.outbox import handles
from speakers import emails
from speakers.models import Proposal

# What a mail says must still be so when it goes out: a decision that was changed at once is told once.
STILL = {
    "submitted": {Proposal.Status.SUBMITTED, Proposal.Status.ACCEPTED, Proposal.Status.DECLINED},
    "accepted": {Proposal.Status.ACCEPTED},
    "declined": {Proposal.Status.DECLINED},
}


@handles("speakers.mail")
def mail(payload: dict[str, Any], now: dt.datetime) -> None:
    proposal = Proposal.objects.with_all().filter(pk=payload["proposal"]).first()
    if proposal is not None and proposal.status in STILL[payload["about"]]:
        emails.send(proposal, payload["about"])
