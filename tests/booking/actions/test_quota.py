import pytest
from django.core.exceptions import ValidationError

from core.clock import now
from events.booking.actions import quota as actions
from events.booking.actions import registration as registrations
from events.booking.actions.order import Guest, Wish, place
from events.booking.models import Quota, Registration, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
Status = Registration.Status


@pytest.fixture
def event():
    return make_event(attendance="hybrid", capacity=100)


@pytest.fixture
def kind(event):
    return TicketType.objects.create(event=event, name="Workshop")


def book(event, kind=None, side="in_person"):
    person = make_person()
    wish = Wish(
        name="Ann",
        email=f"{person.slug}@people.example",
        ticket_type=kind.pk if kind else None,
        guests=(Guest(attendance=side),),
    )
    return place(event=event, wish=wish, now=now(), person=person).registrations.get()


def set_up(event, capacity, **how):
    return actions.set_up(
        event=event, name=how.pop("name", "Room"), capacity=capacity, by=None, now=now(), **how
    )


def test_who_is_booked_already_is_counted_at_once(event, kind):
    for _n in range(3):
        book(event, kind)
    make_registration(event, ticket_type=kind, status="cancelled")

    quota = set_up(event, 3, ticket_types=[kind])

    assert (quota.taken, quota.waiting) == (3, 0)
    assert book(event, kind).status == Status.WAITING


def test_fewer_places_than_are_taken_are_refused_and_nothing_changes(event, kind):
    for _n in range(3):
        book(event, kind)

    with pytest.raises(ValidationError) as no:
        set_up(event, 2, ticket_types=[kind])

    assert "3 places are taken" in str(no.value.error_dict["capacity"])
    assert not Quota.objects.exists()


def test_more_room_serves_the_line_in_order(event, kind):
    quota = set_up(event, 1, ticket_types=[kind])
    first, second, third = (book(event, kind) for _n in range(3))
    assert [row.status for row in (first, second, third)] == ["confirmed", "waiting", "waiting"]

    quota = set_up(event, 2, ticket_types=[kind], quota=quota)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == ("confirmed", "waiting")
    assert (quota.taken, quota.waiting) == (2, 1)
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (2, 1)


def test_another_member_is_counted_and_one_that_left_is_not(event, kind):
    other = TicketType.objects.create(event=event, name="Student")
    quota = set_up(event, 5, ticket_types=[kind])
    book(event, kind)
    book(event, other)
    book(event, other)

    both = set_up(event, 5, ticket_types=[kind, other], quota=quota)
    assert both.taken == 3
    one = set_up(event, 5, ticket_types=[other], quota=quota)
    assert one.taken == 2


def test_a_side_counts_everybody_there_but_no_additions(event, kind):
    held = book(event, kind, "online")
    book(event, kind, "in_person")
    make_registration(event, holder=held, is_own=False, attendance="online")

    quota = set_up(event, 10, attendance="online")

    assert quota.taken == 1


def test_what_is_sold_out_is_told_at_once_and_so_is_what_is_free_again(event, kind, client):
    def said() -> str:
        text = client.get(event.get_absolute_url()).content.decode()
        return "SoldOut" if "SoldOut" in text else "InStock" if "InStock" in text else ""

    quota = set_up(event, 2, ticket_types=[kind])
    told = [said()]
    rows = []
    for _ in range(3):  # the third waits
        rows.append(book(event, kind))
        told.append(said())
    assert told == ["InStock", "InStock", "SoldOut", "SoldOut"]

    registrations.cancel(registration=rows.pop(), by=None, now=now())
    assert said() == "SoldOut"
    registrations.cancel(registration=rows.pop(), by=None, now=now())
    assert said() == "InStock"
    set_up(event, 1, ticket_types=[kind], quota=quota)
    assert said() == "SoldOut"
    actions.remove(quota=quota, by=None, now=now())
    assert said() == "InStock"


def test_what_was_booked_beside_a_ticket_gets_no_place_without_it(event):
    workshop = TicketType.objects.create(event=event, name="Workshop", kind="addon")
    quota = set_up(event, 5, ticket_types=[workshop])
    ticket = make_registration(event, status="expired")
    beside = make_registration(
        event, holder=ticket, is_own=False, ticket_type=workshop, status="waiting", waiting_since=now()
    )
    Quota.objects.filter(pk=quota.pk).update(waiting=1)

    registrations.serve_line(event=event, now=now())

    beside.refresh_from_db()
    assert beside.status == Status.WAITING


def test_without_its_quota_who_waited_for_it_alone_gets_in(event, kind):
    quota = set_up(event, 1, ticket_types=[kind])
    book(event, kind)
    waits = book(event, kind)

    actions.remove(quota=quota, by=None, now=now())

    waits.refresh_from_db()
    assert waits.status == Status.CONFIRMED


@pytest.mark.parametrize("how", [{}, {"attendance": "online", "both": True}])
def test_a_quota_counts_tickets_or_a_side(event, kind, how):
    types = [kind] if how.pop("both", False) else []

    with pytest.raises(ValidationError) as no:
        set_up(event, 3, ticket_types=types, **how)

    assert list(no.value.error_dict) == ["ticket_types"]


def test_each_side_and_each_name_has_one(event, kind):
    set_up(event, 3, attendance="online")

    with pytest.raises(ValidationError) as side:
        set_up(event, 3, attendance="online", name="Other")
    with pytest.raises(ValidationError) as name:
        set_up(event, 3, ticket_types=[kind], name="room")

    assert list(side.value.error_dict) == ["attendance"] and list(name.value.error_dict) == ["name"]


def test_giving_back_after_a_recount_leaves_the_counters_true(event, kind):
    row = book(event, kind)
    quota = set_up(event, 3, ticket_types=[kind])

    registrations.cancel(registration=row, by=None, now=now())

    quota.refresh_from_db()
    assert (quota.taken, quota.waiting) == (0, 0)
