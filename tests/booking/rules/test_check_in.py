"""Whatever order the doors' scans come in, one of them admits."""

import datetime as dt
import uuid

from hypothesis import given
from hypothesis import strategies as some

from events.booking.rules.check_in import Answer, Scan, admits, answer, scanned, settle
from events.booking.rules.door import Verdict

NINE = dt.datetime(2026, 5, 14, 9, tzinfo=dt.UTC)
A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def minutes(n: int) -> dt.datetime:
    return NINE + dt.timedelta(minutes=n)


def test_first_scan_admits_and_a_later_one_names_both_doors() -> None:
    settled = settle([Scan(B, "South", minutes(2)), Scan(A, "North", minutes(0))])

    assert settled.admits == Scan(A, "North", minutes(0))
    assert [(scan.door, scan.scanned_at) for scan in settled.conflicts] == [("South", minutes(2))]
    assert [answer(nonce, settled) for nonce in (A, B, C)] == [
        Answer.ADMITTED,
        Answer.ALREADY_IN,
        Answer.TAKEN_BACK,
    ]


def test_of_two_in_one_instant_always_the_same_admits() -> None:
    pair = [Scan(B, "South", NINE), Scan(A, "North", NINE)]

    assert settle(pair).admits == settle(reversed(pair)).admits == pair[1]


def test_taken_back_the_ticket_is_open_again() -> None:
    gone = Scan(A, "North", NINE, is_undone=True)

    assert settle([gone]).admits is None
    assert settle([gone, Scan(B, "South", minutes(2))]).admits == Scan(B, "South", minutes(2))


def test_ticket_is_judged_as_it_stood_when_it_was_scanned() -> None:
    an_hour_before = minutes(-60)

    def said(status: str, at: dt.datetime, confirmed: dt.datetime | None = an_hour_before) -> Verdict:
        return admits(status, confirmed_at=confirmed, cancelled_at=minutes(5), scanned_at=at)

    assert said("confirmed", NINE) is Verdict.EXPECTED
    assert said("cancelled", minutes(4)) is Verdict.EXPECTED
    assert said("cancelled", minutes(5)) is Verdict.CANCELLED
    assert said("cancelled", minutes(4), confirmed=None) is Verdict.CANCELLED
    assert said("cancelled", minutes(-61)) is Verdict.CANCELLED
    assert [said(status, NINE) for status in ("held", "waiting", "expired")] == [
        Verdict.NOT_CONFIRMED,
        Verdict.WAITING,
        Verdict.EXPIRED,
    ]


def test_a_clock_that_runs_ahead_is_cut_to_now() -> None:
    assert scanned(minutes(5), NINE) == NINE
    assert scanned(minutes(-5), NINE) == minutes(-5)


# Few nonces and instants, so that scans meet; some devices send one again, or that it was taken back.
scans = some.lists(
    some.builds(
        Scan,
        nonce=some.sampled_from([uuid.UUID(int=n) for n in range(6)]),
        door=some.sampled_from(["North", "South", ""]),
        scanned_at=some.integers(0, 4).map(minutes),
        is_undone=some.booleans(),
    ),
    max_size=12,
)


@given(scans, some.randoms())
def test_any_order_and_any_repetition_give_the_same(seen: list[Scan], chance) -> None:
    again = seen + [scan for scan in seen if chance.random() < 0.5]
    chance.shuffle(again)

    # one nonce is one scan: what a device says of it besides «taken back» does not differ in earnest
    assert settle(again) == settle(seen)


@given(scans)
def test_nobody_is_admitted_twice_and_no_standing_scan_is_lost(seen: list[Scan]) -> None:
    settled = settle(seen)
    undone = {scan.nonce for scan in seen if scan.is_undone}
    standing = {scan.nonce for scan in seen} - undone

    assert (settled.admits is None) == (not standing)
    told = [answer(nonce, settled) for nonce in standing]
    assert told.count(Answer.ADMITTED) == min(1, len(standing))
    assert told.count(Answer.ALREADY_IN) == max(0, len(standing) - 1)
    if settled.admits:
        assert all(settled.admits.rank <= scan.rank for scan in settled.conflicts)
