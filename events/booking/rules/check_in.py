"""What several doors saw, put together: who is in, since when, and who was scanned twice.

Devices scan offline and tell later, in any order. What comes out is a function of the set of scans alone.
"""

import datetime as dt
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.booking.rules.door import Verdict, verdict


class Answer(StrEnum):
    ADMITTED = "admitted"
    ALREADY_IN = "already in"
    TAKEN_BACK = "taken back"
    NOT_VALID = "not valid"


@dataclass(frozen=True)
class Scan:
    nonce: uuid.UUID
    """The device's own name for it: sent twice, it is one scan."""
    door: str
    scanned_at: dt.datetime
    is_undone: bool = False

    @property
    def rank(self) -> tuple[dt.datetime, uuid.UUID]:
        """The first comes first; of two in one instant always the same one."""
        return self.scanned_at, self.nonce


@dataclass(frozen=True)
class Settled:
    """Of one ticket: the scan that admits, and those that wanted to admit once more."""

    admits: Scan | None
    conflicts: tuple[Scan, ...]


NO_SCANS = Settled(None, ())


def settle(scans: Iterable[Scan]) -> Settled:
    """The first scan that was not taken back admits. The same scan twice is one, and taken back once is taken back."""
    known: dict[uuid.UUID, Scan] = {}
    for scan in scans:
        before = known.get(scan.nonce)
        if before is None or _weight(scan) > _weight(before):
            known[scan.nonce] = scan
    standing = sorted((scan for scan in known.values() if not scan.is_undone), key=lambda scan: scan.rank)
    return Settled(standing[0] if standing else None, tuple(standing[1:]))


def _weight(scan: Scan) -> tuple[bool, dt.datetime, str]:
    return scan.is_undone, scan.scanned_at, scan.door


def answer(nonce: uuid.UUID, settled: Settled) -> Answer:
    """What a scan of a ticket that is good is told."""
    if settled.admits is not None and settled.admits.nonce == nonce:
        return Answer.ADMITTED
    return Answer.ALREADY_IN if any(scan.nonce == nonce for scan in settled.conflicts) else Answer.TAKEN_BACK


def scanned(at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """When it can have been: a clock that runs ahead is not believed."""
    return min(at, now)


def admits(
    status: str,
    *,
    confirmed_at: dt.datetime | None,
    cancelled_at: dt.datetime | None,
    scanned_at: dt.datetime,
) -> Verdict:
    """EXPECTED if the ticket was good when it was scanned, though the seat be given back later; else why not."""
    if status == "cancelled" and confirmed_at and cancelled_at and confirmed_at <= scanned_at < cancelled_at:
        return Verdict.EXPECTED
    return verdict(status)


OPENS_BEFORE = dt.timedelta(hours=12)


def is_the_day(starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether attendees may let themselves in."""
    return starts_at - OPENS_BEFORE <= now <= ends_at


def is_the_code(typed: str, code: str) -> bool:
    """However it was typed: “482 913”, “482-913”."""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    return bool(code) and hmac.compare_digest(digits.encode(), code.encode())
