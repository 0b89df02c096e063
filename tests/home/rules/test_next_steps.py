import datetime as dt
from dataclasses import replace

import pytest

from home.rules.next_steps import Facts, Step, next_step

NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
MEETUP = Facts(
    status="published",
    is_summit=False,
    starts_at=NOW + dt.timedelta(days=30),
    ends_at=NOW + dt.timedelta(days=30, hours=2),
)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({"status": "draft"}, Step.PUBLISH),
        ({"status": "postponed"}, Step.NEW_DATE),
        ({"status": "cancelled", "waiting": 3}, Step.NOTHING),
        ({"new_proposals": 2, "waiting": 1}, Step.READ_PROPOSALS),
        ({"waiting": 1}, Step.MORE_SEATS),
        ({"is_summit": True}, Step.MAKE_SCHEDULE),
        ({"is_summit": True, "has_schedule": True}, Step.NOTHING),
        ({"starts_at": NOW + dt.timedelta(days=10)}, Step.TELL_PEOPLE),
        ({"starts_at": NOW + dt.timedelta(days=10), "registered": 1}, Step.NOTHING),
        ({"starts_at": NOW + dt.timedelta(days=10), "takes_registrations": False}, Step.NOTHING),
        ({"starts_at": NOW + dt.timedelta(days=1), "new_proposals": 2}, Step.CHECK_IN),
        ({"ends_at": NOW, "starts_at": NOW - dt.timedelta(hours=2)}, Step.THANK),
        ({"ends_at": NOW - dt.timedelta(days=22)}, Step.NOTHING),
        ({}, Step.NOTHING),
    ],
)
def test_the_most_pressing_thing_comes_first(facts, step):
    assert next_step(replace(MEETUP, **facts), NOW) is step


@pytest.mark.parametrize(
    ("may", "step"),
    [
        ({Step.READ_PROPOSALS, Step.MORE_SEATS}, Step.READ_PROPOSALS),
        ({Step.MORE_SEATS}, Step.MORE_SEATS),
        ({Step.THANK}, Step.NOTHING),
        (set(), Step.NOTHING),
    ],
)
def test_nobody_is_sent_to_do_what_is_others_business(may, step):
    tomorrow = replace(MEETUP, starts_at=NOW + dt.timedelta(days=1), new_proposals=2, waiting=1)

    assert next_step(tomorrow, NOW, may) is step
