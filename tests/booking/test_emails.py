"""What mails and tickets say of a place in line."""

import datetime as dt

import pytest

from core.clock import now
from events.booking import emails
from tests.factories.booking import make_registration
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db


def test_numbers_in_line_have_no_gap_and_no_twins_even_where_several_came_at_one_instant() -> None:
    event, at = make_event(capacity=1), now()
    make_registration(make_event(), status="waiting", waiting_since=at, confirmed_at=None)
    instants = [at, at, at, at + dt.timedelta(seconds=1), at]
    line = [
        make_registration(event, status="waiting", waiting_since=since, confirmed_at=None)
        for since in instants
    ]

    assert [emails.place_in_line(row) for row in line] == [1, 2, 3, 5, 4]
    assert emails.place_in_line(make_registration(event)) == 0
