"""What mails and tickets say of a place in line."""

import datetime as dt

import pytest

from core.clock import now
from events.booking.actions import seats
from events.booking.actions.order import Guest
from tests.factories.booking import book, make_quota, make_registration, make_ticket_type
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_numbers_in_line_have_no_gap_and_no_twins_even_where_several_came_at_one_instant() -> None:
    event, at = make_event(capacity=1), now()
    make_registration(make_event(), status="waiting", waiting_since=at, confirmed_at=None)
    instants = [at, at, at, at + dt.timedelta(seconds=1), at]
    line = [
        make_registration(event, status="waiting", waiting_since=since, confirmed_at=None)
        for since in instants
    ]

    assert [seats.place_in_line(row) for row in line] == [1, 2, 3, 5, 4]
    assert seats.place_in_line(make_registration(event)) == 0


def test_the_number_counts_people_who_wait_for_the_same_and_no_additions() -> None:
    event = make_event(capacity=3)
    hall, late, dinner = (
        make_ticket_type(event),
        make_ticket_type(event),
        make_ticket_type(event, kind="addon"),
    )
    make_quota(event, 1, late)
    make_quota(event, 1, dinner)

    def place(kind, *beside):
        order = book(event, by=make_user(name="Ada"), ticket_type=kind.pk, guests=(Guest(additions=beside),))
        return [seats.place_in_line(row) for row in order.registrations.order_by("pk")]

    assert place(late, dinner.pk) == [0, 0]
    assert place(late) == [1]
    assert place(hall) == [0]  # nobody waits for a seat of the hall
    assert place(late, dinner.pk) == [2, 2]
    assert place(hall) == [0] and place(hall, dinner.pk) == [3, 3]
