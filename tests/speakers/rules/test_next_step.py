import datetime as dt

import pytest

from speakers.rules.next_step import Next, Step, is_too_late, may_confirm, next_step, remind_at

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
LATER = NOW + dt.timedelta(days=9)


def step(status, *, is_open=True, confirm_by=None, now=NOW):
    return next_step(status, is_open=is_open, closes_at=LATER, confirm_by=confirm_by, now=now)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", Step(Next.SUBMIT, LATER)),
        ("submitted", Step(Next.WAIT)),
        ("alternate", Step(Next.WAIT)),
        ("accepted", Step(Next.PREPARE)),
        ("confirmed", Step(Next.PREPARE)),
        ("declined", Step(Next.NOTHING)),
        ("withdrawn", Step(Next.NOTHING)),
    ],
)
def test_what_comes_next_follows_from_the_status(status, expected):
    assert step(status) == expected


def test_a_draft_of_a_closed_call_can_no_longer_be_submitted():
    assert step("draft", is_open=False).what is Next.NOTHING


def test_the_instant_of_the_deadline_is_too_late_to_confirm():
    assert step("accepted", confirm_by=NOW + SECOND) == Step(Next.CONFIRM, NOW + SECOND)
    assert step("accepted", confirm_by=NOW).what is Next.TOO_LATE
    assert may_confirm(NOW, NOW - SECOND) and not may_confirm(NOW, NOW) and not may_confirm(None, NOW)


def test_a_place_is_given_up_from_the_deadline_on_until_the_event_begins():
    def given_up(now, confirm_by=NOW):
        return is_too_late(confirm_by, LATER, now)

    assert not given_up(NOW - SECOND) and given_up(NOW) and given_up(LATER - SECOND)
    assert not given_up(LATER) and not given_up(NOW, confirm_by=None)
    assert step("withdrawn", confirm_by=NOW).what is Next.GIVEN_UP


def test_a_reminder_comes_three_days_before_unless_they_were_just_told():
    assert remind_at(LATER, NOW) == LATER - dt.timedelta(days=3)
    assert remind_at(NOW + dt.timedelta(days=4), NOW) is None
    assert remind_at(NOW + dt.timedelta(days=2), NOW) is None
