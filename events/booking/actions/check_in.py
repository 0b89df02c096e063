"""Letting people in. A scan is a row of its own, so several doors, also offline ones, can tell theirs in any order.

The rows are the trail of who let whom in; `Registration.checked_in_at` repeats what they come to. The ticket's row is
locked while its scans are weighed (SQLite: the whole database), so two doors at one instant admit once.
"""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from core import audit
from core.often import insert, often
from events.booking.models import CheckIn, Registration
from events.booking.rules.check_in import NO_SCANS, Answer, Scan, Settled, admits, answer, scanned, settle
from events.booking.rules.door import Verdict
from events.models import Event

MOST_AT_ONCE = 500
AT_THE_DOOR = (
    "secret",
    "event",
    "name",
    "email",
    "status",
    "confirmed_at",
    "cancelled_at",
    "checked_in_at",
    "ticket_type__name",
    "order__currency",
    "order__pays_by",
    "order__event",
    "is_granted",
    "reason",
)
"""What is read of a ticket that is scanned."""


@dataclass(frozen=True)
class Seen:
    """A scan as a device tells it: of a ticket by its code, or of a registration found by name."""

    nonce: uuid.UUID
    scanned_at: dt.datetime
    door: str = ""
    code: str = ""
    registration: int | None = None
    is_undone: bool = False
    is_live: bool = False
    """Whether somebody stands there and waits for the answer; else it tells of what was, while offline."""


@dataclass(frozen=True)
class Told:
    """What is answered to a scan."""

    nonce: uuid.UUID
    answer: Answer
    verdict: Verdict
    registration: Registration | None = None
    settled: Settled = NO_SCANS


def scan(
    *,
    event: Event,
    nonce: uuid.UUID,
    by: Any,
    now: dt.datetime,
    code: str = "",
    registration: int | None = None,
    door: str = "",
    scanned_at: dt.datetime | None = None,
) -> Told:
    """Lets somebody who stands there in, or says why not."""
    seen = Seen(nonce, scanned_at or now, door, code, registration, is_live=True)
    return merge(event=event, scans=[seen], by=by, now=now)[0]


@transaction.atomic
def merge(*, event: Event, scans: Sequence[Seen], by: Any, now: dt.datetime) -> list[Told]:
    """Takes the scans of a device and answers each, in their order. Told again, they change nothing."""
    rows = _locked(event, scans)
    by_code, by_id = {row.secret: row for row in rows}, {row.pk: row for row in rows}
    found = [by_code.get(seen.code) if seen.code else by_id.get(seen.registration or 0) for seen in scans]
    known = _known(rows, [seen.nonce for seen in scans])
    owner = {nonce: pk for pk, of_ticket in known.items() for nonce in of_ticket}
    new: list[CheckIn] = []
    undone: list[uuid.UUID] = []
    verdicts: list[Verdict] = []
    for seen, row in zip(scans, found, strict=True):
        verdicts.append(_verdict(row, scanned(seen.scanned_at, now)))
        if row is None:
            continue
        mine = known[row.pk]
        if owner.setdefault(seen.nonce, row.pk) != row.pk:
            verdicts[-1] = Verdict.UNKNOWN
        elif (before := mine.get(seen.nonce)) is not None:
            verdicts[-1] = Verdict.EXPECTED
            if seen.is_undone and not before.is_undone:
                mine[seen.nonce] = dataclasses.replace(before, is_undone=True)
                undone.append(seen.nonce)
        elif verdicts[-1] is Verdict.EXPECTED:
            at = _placed(seen, mine, now)
            mine[seen.nonce] = Scan(seen.nonce, seen.door, at, seen.is_undone)
            new.append(_row(seen, event, row, at, by, now))
    insert(new)
    if undone:
        CheckIn.objects.filter(nonce__in=undone).update(undone_at=now)
    settled = {row.pk: settle(known[row.pk].values()) for row in rows}
    _say_since(rows, settled)
    elsewhere = _codes_of_others([seen.code for seen, row in zip(scans, found, strict=True) if row is None])
    return [
        _told(seen, row, said, settled, elsewhere)
        for seen, row, said in zip(scans, found, verdicts, strict=True)
    ]


@transaction.atomic
def undo(*, event: Event, nonce: uuid.UUID, by: Any, now: dt.datetime) -> Told | None:
    """Takes one scan back; the ticket is open again, unless another door scanned it too. None: no such scan here."""
    scan = CheckIn.objects.filter(event=event, nonce=nonce).first()
    if scan is None:
        return None
    seen = Seen(nonce, scan.scanned_at, scan.door, registration=scan.registration_id, is_undone=True)
    return merge(event=event, scans=[seen], by=by, now=now)[0]


@transaction.atomic
def reopen(*, event: Event, registration: int, by: Any, now: dt.datetime) -> Registration | None:
    """Takes back every scan of a ticket, whichever door made it. None: no such ticket at this event."""
    rows = Registration.objects.select_for_update(no_key=True).filter(event=event, pk=registration)
    row = rows.first()
    if row is None:
        return None
    if CheckIn.objects.filter(registration=row, undone_at=None).update(undone_at=now):
        _say_since([row], {row.pk: NO_SCANS})
        audit.note(by=by, verb="take back check-in", thing=row)
    return row


def _locked(event: Event, scans: Iterable[Seen]) -> list[Registration]:
    """The tickets that were scanned, held until the transaction ends, in one order for all."""
    codes = {seen.code for seen in scans if seen.code}
    ids = {seen.registration for seen in scans if not seen.code and seen.registration is not None}
    return _scanned(event.pk, codes, ids)


@often
def _scanned(event: int, codes: set[str], ids: set[int]) -> QuerySet[Registration]:
    rows = Registration.objects.select_for_update(no_key=True, of=("self",))
    meant = Q(secret__in=codes) | Q(pk__in=ids)
    whole = rows.select_related("ticket_type", "order").only(*AT_THE_DOOR)
    return whole.filter(meant, event=event).order_by("pk")


def _verdict(row: Registration | None, scanned_at: dt.datetime) -> Verdict:
    if row is None:
        return Verdict.UNKNOWN
    return admits(
        row.status, confirmed_at=row.confirmed_at, cancelled_at=row.cancelled_at, scanned_at=scanned_at
    )


def _known(rows: Sequence[Registration], nonces: Iterable[uuid.UUID]) -> dict[int, dict[uuid.UUID, Scan]]:
    """Ticket → its scans so far; with whatever else has one of these names."""
    known: dict[int, dict[uuid.UUID, Scan]] = defaultdict(dict)
    for pk, nonce, door, at, undone_at in _made({row.pk for row in rows}, set(nonces)):
        known[pk][nonce] = Scan(nonce, door, at, undone_at is not None)
    return known


@often
def _made(tickets: set[int], nonces: set[uuid.UUID]) -> QuerySet[CheckIn, tuple[Any, ...]]:
    made = CheckIn.objects.filter(Q(registration__pk__in=tickets) | Q(nonce__in=nonces))
    return made.values_list("registration", "nonce", "door", "scanned_at", "undone_at")


def _placed(seen: Seen, before: Mapping[uuid.UUID, Scan], now: dt.datetime) -> dt.datetime:
    """When it counts as made. Who waits for the answer comes after who has had theirs, whatever the two clocks say:
    else of two doors at one instant both could be told «admitted»."""
    at = scanned(seen.scanned_at, now)
    first = settle(before.values()).admits if seen.is_live else None
    return max(at, first.scanned_at + dt.timedelta(microseconds=1)) if first else at


def _row(seen: Seen, event: Event, row: Registration, at: dt.datetime, by: Any, now: dt.datetime) -> CheckIn:
    return CheckIn(
        nonce=seen.nonce,
        event=event,
        registration=row,
        door=seen.door,
        scanned_at=at,
        received_at=now,
        by=by,
        undone_at=now if seen.is_undone else None,
    )


def _say_since(rows: Sequence[Registration], settled: Mapping[int, Settled]) -> None:
    """The ticket says since when its attendee is in."""
    changed = []
    for row in rows:
        first = settled[row.pk].admits
        since = first.scanned_at if first and row.status in {"confirmed", "cancelled"} else None
        if row.checked_in_at != since:
            row.checked_in_at = since
            changed.append(row)
    if len(changed) == 1:
        Registration.objects.filter(pk=changed[0].pk).update(checked_in_at=changed[0].checked_in_at)
    elif changed:
        Registration.objects.bulk_update(changed, ["checked_in_at"])


def _codes_of_others(codes: Iterable[str]) -> set[str]:
    """Those that are good at another event: one query, and none where every code was found."""
    wanted = {code for code in codes if code}
    return (
        set(Registration.objects.filter(secret__in=wanted).values_list("secret", flat=True))
        if wanted
        else set()
    )


def _told(
    seen: Seen, row: Registration | None, said: Verdict, settled: dict[int, Settled], elsewhere: set[str]
) -> Told:
    if row is None:
        return Told(seen.nonce, Answer.NOT_VALID, Verdict.ELSEWHERE if seen.code in elsewhere else said)
    outcome = settled[row.pk]
    if seen.is_undone:
        return Told(seen.nonce, Answer.TAKEN_BACK, said, row, outcome)
    if said is not Verdict.EXPECTED:
        return Told(seen.nonce, Answer.NOT_VALID, said, None if said is Verdict.UNKNOWN else row, outcome)
    return Told(seen.nonce, answer(seen.nonce, outcome), said, row, outcome)
