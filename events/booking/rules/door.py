"""What the door is told of somebody who stands before it."""

import re
from enum import StrEnum

# What `events.booking.models.order.new_secret` makes, alone or in the address of a ticket.
_CODE = re.compile(r"(?:.*/registrations/)?([a-hjkmnp-z2-9]{32})/?(?:[?#].*)?", re.DOTALL)


class Verdict(StrEnum):
    EXPECTED = "expected"
    NOT_CONFIRMED = "not confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


_OF_STATUS = {
    "confirmed": Verdict.EXPECTED,
    "held": Verdict.NOT_CONFIRMED,
    "waiting": Verdict.WAITING,
    "cancelled": Verdict.CANCELLED,
    "expired": Verdict.EXPIRED,
}


def read_code(text: str) -> str:
    """The ticket's code in what a scanner gives or somebody pastes: bare, or within its address; "" for words."""
    found = _CODE.fullmatch(text.strip().lower())
    return found[1] if found else ""


def verdict(status: str) -> Verdict:
    """Of a registration for this event."""
    return _OF_STATUS[status]


def masked(email: str) -> str:
    """Enough to tell two people of one name apart: "a…@people.example"."""
    mailbox, at, host = email.rpartition("@")
    return f"{mailbox[:1]}…{at}{host}"
