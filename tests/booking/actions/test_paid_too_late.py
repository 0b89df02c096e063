"""Paid after the seat was given up, twice, or another amount: the buyer ends with the seat or with the money."""

import pytest

from core.clock import now
from core.models import Job
from events.actions import event as event_actions
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.models import Attention, Code, Invoice, Payment, Refund, Registration
from tests.factories.paying import make_paid_event, order_seats, page_of, paid_page, statuses, taken, work
from tests.fakes.stripe import shuffled

pytestmark = pytest.mark.django_db
Status = Registration.Status


def lose(stripe, event):
    """An order that is paid while its seats are given up, and nothing told of it yet."""
    order = order_seats(event)
    stripe.pay(page_of(order))
    payments.release(order=order, now=now())
    assert statuses(order) == [Status.EXPIRED]
    return order


def test_paid_after_the_hold_the_seat_is_taken_again_if_it_is_free(stripe_there):
    event = make_paid_event(capacity=1)
    order = lose(stripe_there, event)

    stripe_there.tell()

    assert statuses(order) == [Status.CONFIRMED]
    assert taken(event) == 1
    assert not Refund.objects.exists()


def test_paid_after_the_seat_went_to_another_the_money_goes_back_by_itself(stripe_there):
    event = make_paid_event(capacity=1)
    order = lose(stripe_there, event)
    other = order_seats(event)

    stripe_there.tell()
    work()
    stripe_there.tell()

    assert statuses(order) == [Status.EXPIRED] and statuses(other) == [Status.HELD]
    assert taken(event) == 1
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.status) == (4500, "done")
    assert payments.kept_cents(Payment.objects.all()) == 0
    assert [row.kind for row in Attention.objects.all()] == ["paid-too-late"]
    assert [row.gross_cents for row in Invoice.objects.order_by("number")] == [4500, -4500]


def test_paid_after_the_same_person_registered_anew_both_seats_are_theirs(stripe_there):
    event = make_paid_event(capacity=5)
    order = order_seats(event, email="ada@people.example")
    stripe_there.pay(page_of(order))
    payments.release(order=order, now=now())
    again = order_seats(event, email="ada@people.example")

    stripe_there.tell()

    assert statuses(order) == [Status.CONFIRMED] and statuses(again) == [Status.HELD]
    assert taken(event) == 2


def test_a_code_that_was_spent_meanwhile_keeps_its_count(stripe_there):
    event = make_paid_event(capacity=5)
    Code.objects.create(event=event, code="HALF", percent=50, most_uses=1, created_at=now())
    order = order_seats(event, code="HALF")
    stripe_there.pay(page_of(order))
    payments.release(order=order, now=now())
    order_seats(event, code="HALF")

    stripe_there.tell()

    assert statuses(order) == [Status.CONFIRMED]
    assert Code.objects.get().uses == 1


def test_a_seat_given_up_while_it_is_paid_for_is_paid_back(stripe_there):
    event = make_paid_event()
    order = order_seats(event, 2)
    url = page_of(order)
    registrations.cancel(registration=order.registrations.last(), by=None, now=now())
    stripe_there.pay(url)

    stripe_there.tell()

    assert sorted(statuses(order)) == [Status.CANCELLED, Status.CONFIRMED]
    assert Refund.objects.get().amount_cents == 4500


def test_paid_on_two_pages_the_second_payment_goes_back(stripe_there):
    event = make_paid_event()
    order = order_seats(event)
    stripe_there.pay(page_of(order))
    session = stripe_there.things("checkout.session")[0]
    twin = dict(session, id="cs_test_twin", payment_intent="pi_twin")
    events = stripe_there.news("checkout.session.completed")
    extra = {**events[0], "id": "evt_twin", "data": {"object": twin}}

    for event_ in shuffled([events[0], extra], 3, 1):
        stripe_there.tell(event_)

    assert order.payments.filter(status="paid").count() == 2
    assert Refund.objects.get().amount_cents == 4500
    assert payments.kept_cents(Payment.objects.all()) == 4500
    assert [row.kind for row in Attention.objects.all()] == ["paid-twice"]
    assert statuses(order) == [Status.CONFIRMED]


@pytest.mark.parametrize("change", [{"amount_total": 4499}, {"amount_total": 9000}, {"currency": "usd"}])
def test_another_amount_than_was_asked_for_settles_nothing_and_is_told(stripe_there, change):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    [event] = stripe_there.news("checkout.session.completed")
    event["data"]["object"].update(change)

    stripe_there.tell(event)

    assert statuses(order) == [Status.HELD]
    assert not Invoice.objects.exists()
    assert [row.kind for row in Attention.objects.all()] == ["wrong-amount"]


def test_pages_of_others_are_of_no_concern(stripe_there):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    [event] = stripe_there.news("checkout.session.completed")
    event["data"]["object"].update(id="cs_other", metadata={})
    stripe_there.tell(event)
    event.update(id="evt_2")
    event["data"]["object"].update(metadata={"payment": "no key"})
    stripe_there.tell(event)

    assert statuses(order) == [Status.HELD]


def test_nobody_pays_for_an_event_that_was_cancelled():
    event = make_paid_event(capacity=5)
    begun, later = order_seats(event), order_seats(event)
    payment = payments.begin(order=begun, method="card", now=now())
    payments.opened(payment=payment, page=paid_page(payment))

    event_actions.cancel(event=event, why="Storm.", by=None, now=now())

    payment.refresh_from_db()
    assert payment.status == Payment.Status.CLOSED
    assert Job.objects.get(kind="booking.close_page").payload == {"payment": payment.pk}
    for order in (begun, later):
        with pytest.raises(payments.NothingToPay):
            payments.begin(order=order, method="card", now=now())
        with pytest.raises(registrations.TooLate):
            payments.pay_by(order=order, method="door", by=None, now=now())


@pytest.mark.parametrize("way", ["card", "transfer"])
def test_money_for_an_event_that_was_cancelled_meanwhile_goes_back(way):
    event = make_paid_event(capacity=5)
    order = order_seats(event, pays_by=way)
    payment = payments.begin(order=order, method="card", now=now()) if way == "card" else None
    event_actions.cancel(event=event, why="Storm.", by=None, now=now())

    if payment:
        payments.settle(payment=payment, page=paid_page(payment), now=now())
    else:
        payments.record(order=order, method="transfer", by=None, now=now())

    assert statuses(order) == [Status.EXPIRED] and taken(event) == 0
    refund = Refund.objects.get()
    assert (refund.amount_cents, payments.kept_cents(order.payments.all())) == (4500, 0)
    assert Job.objects.filter(kind="booking.refund").count() == (way == "card")
    assert [row.kind for row in Attention.objects.all()] == ["paid-too-late"]
