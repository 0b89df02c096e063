"""The sides of a hybrid event: a seat is on one of them, and its holder may switch."""

import pytest

from core.clock import now as clock_now
from events.actions import event as events
from events.booking.actions import own_seat
from events.booking.actions.order import Guest
from events.models import Event
from tests.booking.actions.test_order import places, statuses
from tests.factories.booking import book, make_quota, make_ticket_type
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NOW = clock_now()


def test_the_two_sides_of_a_hybrid_event_have_seats_of_their_own_and_one_may_switch() -> None:
    event = make_event(attendance=Event.Attendance.HYBRID)
    hall = make_quota(event, 1, attendance="in_person")
    stream = make_quota(event, 5, attendance="online")
    there = book(
        event, by=make_user(name="Somebody"), guests=(Guest(attendance="in_person"),)
    ).registrations.get()
    here = book(
        event, by=make_user(name="Somebody"), guests=(Guest(attendance="online"),)
    ).registrations.get()
    waits = book(event, by=make_user(name="Somebody"), guests=(Guest(attendance="in_person"),))

    assert statuses(waits) == ["waiting"]
    assert not own_seat.switch_side(registration=here, attendance="in_person", by=None, now=NOW)
    before = there.sequence
    assert own_seat.switch_side(registration=there, attendance="online", by=None, now=NOW)

    assert statuses(waits) == ["confirmed"], "the seat in the hall goes to who waited for it"
    assert (places(hall), places(stream), places(event)) == ((1, 0), (2, 0), (3, 0))
    there.refresh_from_db()
    assert there.attendance == "online" and there.sequence > before


def test_a_ticket_says_the_side_where_it_has_one() -> None:
    event = make_event(attendance=Event.Attendance.HYBRID)
    kind = make_ticket_type(event, attendance="online")

    row = book(
        event, by=make_user(name="Somebody"), ticket_type=kind.pk, guests=(Guest(attendance="in_person"),)
    ).registrations.get()

    assert row.attendance == "online"
    assert not own_seat.switch_side(registration=row, attendance="in_person", by=None, now=NOW)


def test_nobody_slips_past_the_halls_seats_by_not_saying_where_they_come() -> None:
    event = make_event(attendance=Event.Attendance.HYBRID)
    hall = make_quota(event, 1, attendance="in_person")

    first, second = (book(event, by=make_user(name="Somebody")) for _ in range(2))
    book(event, by=make_user(name="Somebody"), guests=(Guest(attendance="anywhere"),))

    assert [statuses(first), statuses(second)] == [["confirmed"], ["waiting"]]
    assert places(hall) == (1, 2)


@pytest.mark.parametrize("was", ["in_person", "online"])
def test_who_registered_before_there_were_two_sides_has_a_seat_on_the_one_there_was(was: str) -> None:
    event = make_event(attendance=was)
    rows = [book(event, by=make_user(name="Somebody")).registrations.get() for _ in range(2)]
    left = make_quota(event, 1, attendance=was)  # of a time before
    other = make_quota(event, 5, attendance="online" if was == "in_person" else "in_person")

    both = events.Facts(
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        place=events.Place(name="Hall", city="Oakton"),
        online_url="https://meet.example/oak",
    )
    events.change(event=event, facts=both, by=None, now=NOW)

    left.refresh_from_db()
    assert (places(left), left.capacity, places(other)) == ((2, 0), 2, (0, 0))
    event.refresh_from_db()
    assert statuses(book(event, by=make_user(name="Late"), guests=(Guest(attendance=was),))) == ["waiting"]
    assert own_seat.switch_side(registration=rows[0], attendance=other.attendance, by=None, now=NOW)


def test_only_a_hybrid_event_has_sides() -> None:
    order = book(make_event(), by=make_user(name="Somebody"), guests=(Guest(attendance="online"),))

    assert order.registrations.get().attendance == ""
