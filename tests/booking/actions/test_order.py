"""Orders: what can be had, for how much, for how many, and what is refused with nothing written."""

import datetime as dt

import pytest

from core.clock import now as clock_now
from core.models import Job
from events.booking.actions import order as ordering
from events.booking.actions import registration as actions
from events.booking.actions.order import Guest, NotOpen, NotSold
from events.booking.models import Order, PriceWindow, Registration
from events.models import Event
from people.models import Standing
from tests.factories.booking import (
    book,
    make_code,
    make_quota,
    make_registration,
    make_terms,
    make_ticket_type,
)
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NOW = clock_now()
DAY = dt.timedelta(days=1)
Status = Registration.Status


def statuses(order: Order) -> list[str]:
    return list(order.registrations.order_by("pk").values_list("status", flat=True))


def places(thing) -> tuple[int, int]:
    thing.refresh_from_db()
    return thing.taken, thing.waiting


def refused(event: Event, field: str, **wish) -> None:
    """The wish is refused at this field, and nothing is written."""
    with pytest.raises(NotSold) as told:
        book(event, at=NOW, **wish)
    assert told.value.field == field
    assert str(told.value)
    assert not Order.objects.exists()
    assert not Registration.objects.exists()


def test_place_for_three_seats_three_with_or_without_a_name() -> None:
    event, user = make_event(capacity=5), make_user(name="Ada")
    guests = (Guest(), Guest(name="Bo", email="Bo@people.example"), Guest())

    order = book(event, by=user, name="Ada", guests=guests)

    rows = list(order.registrations.order_by("pk"))
    assert [(row.name, row.email, row.is_own) for row in rows] == [
        ("Ada", user.email, True),
        ("Bo", "bo@people.example", False),
        ("", "", False),
    ]
    assert statuses(order) == [Status.CONFIRMED] * 3
    assert places(event) == (3, 0)


def test_place_for_three_with_two_seats_left_seats_two_and_the_third_waits() -> None:
    event = make_event(capacity=2)

    order = book(event, by=make_user(name="Somebody"), guests=(Guest(), Guest(), Guest()))

    assert sorted(statuses(order)) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITING]
    assert places(event) == (2, 1)


def test_place_for_a_guest_confirms_all_seats_with_one_button() -> None:
    event = make_event(capacity=5)
    order = book(event, guests=(Guest(), Guest()), at=NOW)
    assert statuses(order) == [Status.HELD, Status.HELD]

    actions.confirm(registration=order.registrations.get(is_own=True), now=NOW)

    assert statuses(order) == [Status.CONFIRMED, Status.CONFIRMED]


def test_place_twice_for_oneself_is_one_seat_and_for_colleagues_it_is_more() -> None:
    event, user = make_event(capacity=5), make_user(name="Somebody")

    first = book(event, by=user)
    again = book(event, by=user)
    more = book(event, by=user, guests=(Guest(), Guest()))

    assert again == first
    assert more != first
    assert places(event) == (3, 0)
    assert Registration.objects.filter(is_own=True).count() == 1


@pytest.mark.parametrize("quantity", [0, 11])
def test_place_refuses_other_quantities(quantity) -> None:
    refused(make_event(capacity=50), "quantity", guests=(Guest(),) * quantity)


def test_place_takes_a_ticket_of_this_event_alone() -> None:
    event, other = make_event(), make_event()
    kind, foreign = make_ticket_type(event), make_ticket_type(other)
    addition = make_ticket_type(event, kind="addon")

    refused(event, "ticket_type", ticket_type=foreign.pk)
    refused(event, "ticket_type", ticket_type=None)
    refused(event, "ticket_type", ticket_type=addition.pk)
    for pk in (foreign.pk, kind.pk):
        refused(event, f"addition-{pk}", ticket_type=kind.pk, guests=(Guest(additions=(pk,)),))
    refused(make_event(), "ticket_type", ticket_type=kind.pk)
    assert statuses(book(event, by=make_user(name="Somebody"), ticket_type=kind.pk)) == [Status.CONFIRMED]


def test_place_keeps_to_the_sale() -> None:
    event = make_event()
    early = make_ticket_type(event, sells_until=NOW)
    late = make_ticket_type(event, sells_from=NOW)
    gone = make_ticket_type(event, is_withdrawn=True)

    refused(event, "ticket_type", ticket_type=early.pk)
    refused(event, "ticket_type", ticket_type=gone.pk)
    assert book(event, ticket_type=late.pk, at=NOW)
    assert book(event, ticket_type=early.pk, at=NOW - dt.timedelta(seconds=1))


def test_place_costs_what_the_row_says_at_that_instant() -> None:
    event = make_event()
    make_terms(event, currency="JPY")
    kind = make_ticket_type(event, price_cents=9000, tax_percent=10)
    PriceWindow.objects.create(ticket_type=kind, price_cents=5000, closes_at=NOW)

    before = book(event, ticket_type=kind.pk, at=NOW - dt.timedelta(seconds=1))
    at_noon = book(event, ticket_type=kind.pk, at=NOW)

    assert before.registrations.get().price_cents == 5000
    assert at_noon.registrations.get().price_cents == 9000
    assert (at_noon.currency, at_noon.registrations.get().tax_percent) == ("JPY", 10)
    assert statuses(at_noon) == [Status.HELD]


def test_place_with_a_code_is_cheaper_and_counts_its_uses() -> None:
    event = make_event()
    make_terms(event)
    kind = make_ticket_type(event, price_cents=9000)
    code = make_code(event, "friends", percent=100, most_uses=3)

    order = book(
        event, by=make_user(name="Somebody"), ticket_type=kind.pk, code=" FRIENDS ", guests=(Guest(), Guest())
    )

    assert statuses(order) == [Status.CONFIRMED] * 2, "what costs nothing never sees a payment"
    code.refresh_from_db()
    assert code.uses == 2
    with pytest.raises(NotSold, match="used up"):
        book(event, ticket_type=kind.pk, code="friends", guests=(Guest(), Guest()))
    code.refresh_from_db()
    assert (code.uses, Registration.objects.count(), places(event)) == (2, 2, (2, 0))


def test_cancelling_gives_a_use_of_the_code_back() -> None:
    event = make_event()
    make_terms(event)
    kind, code = make_ticket_type(event, price_cents=9000), make_code(event, percent=100, most_uses=1)
    order = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, code=code.code)

    actions.cancel(registration=order.registrations.get(), by=None, now=NOW)

    code.refresh_from_db()
    assert code.uses == 0
    assert book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, code=code.code)


def test_place_refuses_a_code_of_others() -> None:
    event = make_event()
    make_terms(event)
    kind = make_ticket_type(event, price_cents=9000)
    for fields in (
        {"code": "WITHDRAWN", "withdrawn_at": NOW},
        {"code": "TOO-EARLY", "starts_at": NOW + DAY},
        {"code": "TOO-LATE", "ends_at": NOW},
        {"code": "OTHERS", "email_domain": "university.example"},
    ):
        refused(event, "code", ticket_type=kind.pk, code=make_code(event, **fields).code)
    refused(event, "code", ticket_type=kind.pk, code=make_code(make_event(), percent=50).code)
    refused(event, "code", ticket_type=kind.pk, code="never heard of")
    assert book(event, ticket_type=kind.pk, code="OTHERS", email="a@University.example", at=NOW)


def test_place_shows_a_hidden_ticket_to_its_code_alone() -> None:
    event = make_event()
    make_ticket_type(event)
    hidden, other = make_ticket_type(event, is_hidden=True), make_ticket_type(event, is_hidden=True)
    opens, opens_not = make_code(event, opens_hidden=True), make_code(event)
    opens.ticket_types.set([hidden])

    refused(event, "ticket_type", ticket_type=hidden.pk)
    refused(event, "ticket_type", ticket_type=hidden.pk, code=opens_not.code)
    refused(event, "ticket_type", ticket_type=other.pk, code=opens.code)
    assert book(event, ticket_type=hidden.pk, code=opens.code, at=NOW)


def test_place_for_members_only() -> None:
    group = make_group()
    event, without_group = make_event(group=group), make_event()
    member, stranger, active = (
        make_user(name="Somebody"),
        make_user(name="Somebody"),
        make_user(name="Somebody"),
    )
    make_membership(group, member.person)
    Standing.objects.create(
        person=active.person, kind="active-user", starts_on=NOW.date() - DAY, because="code"
    )
    theirs = make_ticket_type(event, for_members=True)
    of_standing = make_ticket_type(without_group, for_members=True)

    refused(event, "ticket_type", ticket_type=theirs.pk)
    refused(event, "ticket_type", ticket_type=theirs.pk, by=stranger)
    refused(without_group, "ticket_type", ticket_type=of_standing.pk, by=stranger)
    assert book(event, by=member, ticket_type=theirs.pk)
    assert book(without_group, by=active, ticket_type=of_standing.pk)


def test_one_order_costs_no_more_than_can_be_paid_at_once() -> None:
    event = make_event()
    kind = make_ticket_type(event, price_cents=50_000_000)

    assert book(event, ticket_type=kind.pk).registrations.count() == 1
    with pytest.raises(NotSold) as told:
        book(event, ticket_type=kind.pk, guests=(Guest(), Guest()))
    assert told.value.field == "quantity"


def test_place_for_holders_of_the_parents_ticket() -> None:
    summit = make_event()
    day = make_event(parent=summit)
    make_terms(day, for_holders=True)
    holder, waits = make_user(name="Somebody"), make_user(name="Somebody")
    make_registration(summit, person=holder.person, email="elsewhere@people.example")
    make_registration(
        summit, person=waits.person, email=waits.email, status="waiting", waiting_since=NOW, confirmed_at=None
    )

    with pytest.raises(NotSold):
        book(day, by=waits)
    with pytest.raises(NotSold):
        book(day)
    assert book(day, by=holder)

    make_registration(summit, email="bo@people.example")
    bo, cy = Guest(email="Bo@people.example"), Guest(email="cy@people.example")
    for guests, field in (((Guest(), cy), "attendee-2-email"), ((Guest(), bo, Guest()), "attendee-3-email")):
        with pytest.raises(NotSold) as told:
            book(day, by=holder, guests=guests)
        assert told.value.field == field
    assert book(day, by=holder, guests=(Guest(), bo))


def test_place_after_the_end_is_refused() -> None:
    event = make_event()
    with pytest.raises(NotOpen):
        book(event, at=event.ends_at)


def test_one_quota_over_two_types_is_shared() -> None:
    event = make_event()
    first, second = make_ticket_type(event), make_ticket_type(event)
    quota = make_quota(event, 2, first, second)

    orders = [
        book(event, by=make_user(name="Somebody"), ticket_type=kind.pk) for kind in (first, second, first)
    ]

    assert [statuses(order) for order in orders] == [["confirmed"], ["confirmed"], ["waiting"]]
    assert places(quota) == (2, 1)
    assert places(event) == (2, 1)

    actions.cancel(registration=orders[1].registrations.get(), by=None, now=NOW)

    assert statuses(orders[2]) == ["confirmed"]
    assert (places(quota), places(event)) == ((2, 0), (2, 0))


def test_who_waits_for_a_full_quota_keeps_nobody_from_another() -> None:
    event = make_event(capacity=10)
    student, usual = make_ticket_type(event), make_ticket_type(event)
    quota = make_quota(event, 1, student)
    book(event, by=make_user(name="Somebody"), ticket_type=student.pk)

    waits = book(event, by=make_user(name="Somebody"), ticket_type=student.pk)
    comes = book(event, by=make_user(name="Somebody"), ticket_type=usual.pk)

    assert (statuses(waits), statuses(comes)) == (["waiting"], ["confirmed"])
    assert (places(quota), places(event)) == ((1, 1), (2, 1))


def test_an_addition_takes_no_seat_of_the_event_and_goes_with_its_ticket() -> None:
    event = make_event(capacity=2)
    kind, dinner = make_ticket_type(event), make_ticket_type(event, kind="addon")
    tables = make_quota(event, 1, dinner)
    with_dinner = (Guest(additions=(dinner.pk,)),)

    first = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, guests=with_dinner)
    second = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, guests=with_dinner)

    assert statuses(first) == ["confirmed", "confirmed"]
    assert statuses(second) == ["confirmed", "waiting"], "a ticket, and a place in line for dinner"
    assert (places(event), places(tables)) == ((2, 0), (1, 1))

    actions.cancel(registration=first.registrations.get(holder=None), by=None, now=NOW)

    assert statuses(first) == ["cancelled", "cancelled"]
    assert statuses(second) == ["confirmed", "confirmed"]
    assert (places(event), places(tables)) == ((1, 0), (1, 0))


def test_what_is_beside_a_ticket_waits_as_long_as_the_ticket_does() -> None:
    event = make_event(capacity=1)
    kind, dinner = make_ticket_type(event), make_ticket_type(event, kind="addon")
    tables = make_quota(event, 5, dinner)
    seated = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk)

    order = book(
        event, by=make_user(name="Somebody"), ticket_type=kind.pk, guests=(Guest(additions=(dinner.pk,)),)
    )
    assert statuses(order) == ["waiting", "waiting"]
    assert places(tables) == (0, 1)

    actions.cancel(registration=seated.registrations.get(), by=None, now=NOW)

    assert statuses(order) == ["confirmed", "confirmed"]
    assert places(tables) == (1, 0)


def test_more_is_booked_for_others_by_somebody_who_has_a_seat() -> None:
    event, ada = make_event(), make_user(name="Ada")
    kind = make_ticket_type(event)
    own = book(event, by=ada, ticket_type=kind.pk)

    more = book(
        event,
        by=ada,
        ticket_type=kind.pk,
        guests=(Guest(name="Bo", email="Bo@people.example"),),
        for_others=True,
    )

    seat = more.registrations.get()
    assert more.pk != own.pk
    assert (seat.name, seat.email, seat.person, seat.is_own) == ("Bo", "bo@people.example", None, False)
    assert places(event) == (2, 0)
    assert Job.objects.filter(kind="booking.order_mail", payload__order=more.pk).count() == 1, (
        "the buyer hears of it"
    )


def test_what_a_code_leaves_is_nothing_or_enough_for_a_card() -> None:
    event = make_event()
    kind = make_ticket_type(event, price_cents=1000)
    make_code(event, "NEARLY", off_cents=980)
    make_terms(event, at_door=True)
    wish = {"ticket_type": kind.pk, "code": "nearly"}

    with pytest.raises(NotSold) as refused:
        book(event, by=make_user(name="Ada"), **wish)
    order = book(event, by=make_user(name="Ada"), pays_by="door", **wish)

    assert refused.value.field == "pays_by"
    assert order.registrations.get().price_cents == 20


@pytest.mark.parametrize(
    ("begins", "to_pay"),
    [(10 * DAY, DAY), (DAY / 4, DAY / 4), (dt.timedelta(minutes=5), dt.timedelta(minutes=30))],
)
def test_who_comes_up_from_the_line_has_a_day_to_pay_or_until_it_begins(
    begins: dt.timedelta, to_pay: dt.timedelta
) -> None:
    event = make_event(capacity=1, starts_at=NOW + begins)
    make_terms(event)
    kind, free = make_ticket_type(event, price_cents=5000), make_code(event, percent=100)
    seated = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, code=free.code)
    waits = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk)

    actions.cancel(registration=seated.registrations.get(), by=None, now=NOW)

    row = waits.registrations.get()
    assert (row.status, row.held_until) == (Status.HELD, NOW + to_pay)
    assert actions.expire(order=waits, now=NOW + to_pay) == 1
    assert places(event) == (0, 0)


def test_pay_at_the_door_and_by_transfer() -> None:
    event = make_event()
    make_terms(event, at_door=True, by_transfer=True, transfer_days=3)
    kind = make_ticket_type(event, price_cents=5000)

    at_door = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, pays_by="door", at=NOW)
    by_bank = book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, pays_by="transfer", at=NOW)

    assert statuses(at_door) == ["confirmed"]
    assert by_bank.registrations.get().held_until == NOW + 3 * DAY
    with pytest.raises(NotSold):
        book(event, by=make_user(name="Somebody"), ticket_type=kind.pk, pays_by="gold")


def test_offer_for_writes_nothing() -> None:
    event = make_event()
    make_terms(event)
    kind = make_ticket_type(event, price_cents=5000)
    wish = ordering.Wish(name="x", email="x@people.example", ticket_type=kind.pk, guests=(Guest(), Guest()))

    offer = ordering.offer_for(event=event, wish=wish, now=NOW)

    assert offer.cents(wish) == 10000
    assert not Order.objects.exists()
