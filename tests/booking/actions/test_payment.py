"""Paying a whole order with Stripe's own library against the demo's Stripe, in good days and bad ones."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from core.clock import now
from core.models import Job
from events.booking import gateway, tasks
from events.booking.actions import order as ordering
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.models import Attention, Invoice, Payment, Refund, Registration
from tests.factories.booking import book, make_quota, make_ticket_type
from tests.factories.paying import (
    make_paid_event,
    order_seats,
    page_of,
    paid_order,
    paid_page,
    statuses,
    taken,
    work,
)
from tests.factories.people import make_user
from tests.fakes.stripe import post, shuffled

pytestmark = pytest.mark.django_db
Status = Registration.Status
# -- the whole way ------------------------------------------------------------------------------------


def test_an_order_is_paid_on_the_hosted_page_and_the_ticket_comes(stripe_there):
    order = order_seats(make_paid_event(capacity=10), 2)
    assert statuses(order) == [Status.HELD] * 2

    url = page_of(order)
    back_to = stripe_there.pay(url)
    assert back_to.startswith("http://testserver/")
    assert statuses(order) == [Status.HELD] * 2  # coming back proves nothing

    stripe_there.tell()
    work()

    assert statuses(order) == [Status.CONFIRMED] * 2
    payment = order.payments.get()
    assert (payment.status, payment.amount_cents, payment.currency) == ("paid", 9000, "EUR")
    invoice = Invoice.objects.get()
    assert (invoice.number, invoice.gross_cents, invoice.tax_cents) == (1, 9000, 718 * 2)
    assert order.email in {address for letter in mail.outbox for address in letter.to}
    assert payments.due_cents(order) == 0
    with pytest.raises(payments.NothingToPay):
        page_of(order)


def test_the_page_is_one_while_it_is_open(stripe_there):
    order = order_seats(make_paid_event())

    assert page_of(order) == page_of(order)
    assert len(stripe_there.things("checkout.session")) == 1


def test_seats_are_held_as_long_as_the_page_is_open(stripe_there):
    order = order_seats(make_paid_event())
    page_of(order)

    seat = order.registrations.get()
    assert seat.held_until == order.payments.get().expires_at + payments.GRACE


def test_an_amount_without_a_coin_is_not_multiplied(stripe_there):
    order = order_seats(make_paid_event(price=5000, currency="JPY"))

    stripe_there.pay(page_of(order))
    stripe_there.tell()

    assert [thing["amount_total"] for thing in stripe_there.things("checkout.session")] == [5000]
    assert statuses(order) == [Status.CONFIRMED]
    assert Invoice.objects.get().gross_cents == 5000


def test_what_is_free_never_sees_a_page(stripe_there):
    order = order_seats(make_paid_event(price=0))

    with pytest.raises(payments.NothingToPay):
        page_of(order)
    assert not stripe_there.fake.asked


def test_too_small_an_amount_is_refused_in_stripes_words_and_the_seat_stays_held(stripe_there):
    order = order_seats(make_paid_event())
    order.registrations.update(price_cents=40)

    with pytest.raises(gateway.Refused, match="too small"):
        page_of(order)
    assert statuses(order) == [Status.HELD]


# -- without paying -----------------------------------------------------------------------------------


def test_who_comes_back_without_paying_gives_the_seat_to_the_next_at_once(stripe_there):
    event = make_paid_event(capacity=1)
    order, waiting = order_seats(event), order_seats(event)
    assert statuses(waiting) == [Status.WAITING]
    url = page_of(order)

    assert payments.stop(order=order, now=now()) is False

    assert statuses(order) == [Status.EXPIRED]
    assert statuses(waiting) == [Status.HELD]
    assert stripe_there.things("checkout.session")[0]["status"] == "expired"
    stripe_there.pay(url)  # too late: the page is shut
    stripe_there.tell()
    assert statuses(order) == [Status.EXPIRED]
    assert not Attention.objects.exists()


def test_who_paid_and_comes_back_by_the_wrong_button_has_paid(stripe_there):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))

    assert payments.stop(order=order, now=now()) is True
    stripe_there.tell()

    assert statuses(order) == [Status.CONFIRMED]
    assert Invoice.objects.count() == 1


def test_a_hold_ends_by_itself(stripe_there):
    event = make_paid_event(capacity=1)
    with time_machine.travel(now(), tick=False) as clock:
        order = order_seats(event)
        page_of(order)
        clock.shift(dt.timedelta(minutes=32))
        stripe_there.fake.end_sessions()
        tasks.expire({}, now())
        assert statuses(order) == [Status.HELD]  # what was paid in the last second may still come
        clock.shift(dt.timedelta(minutes=5))
        tasks.expire({}, now())

    assert statuses(order) == [Status.EXPIRED]
    assert taken(event) == 0
    stripe_there.tell()
    assert order.payments.get().status == Payment.Status.CLOSED


def test_stripes_own_word_ends_a_hold(stripe_there):
    event = make_paid_event(capacity=1)
    with time_machine.travel(now(), tick=False) as clock:
        order = order_seats(event)
        page_of(order)
        clock.shift(dt.timedelta(minutes=32))
        stripe_there.fake.end_sessions()
        stripe_there.tell()

    assert statuses(order) == [Status.EXPIRED]


def test_an_offer_from_the_waiting_list_keeps_its_own_time(stripe_there):
    event = make_paid_event(capacity=1)
    with time_machine.travel(now(), tick=False) as clock:
        first, offered = order_seats(event), order_seats(event)
        registrations.cancel(registration=first.registrations.get(), by=None, now=now())
        assert statuses(offered) == [Status.HELD]
        page_of(offered)
        clock.shift(dt.timedelta(minutes=40))
        stripe_there.fake.end_sessions()
        stripe_there.tell()
        tasks.expire({}, now())
        assert statuses(offered) == [Status.HELD]

        stripe_there.pay(page_of(offered))
        stripe_there.tell()

    assert statuses(offered) == [Status.CONFIRMED]


@pytest.mark.parametrize("times", [1, 2])
def test_an_offer_lives_as_long_as_it_was_made_for_though_stripe_was_never_reached(times):
    """Two seats: one from the order on, one offered for a day. Heard twice of the end, it ends the same."""
    at = now()
    event = make_paid_event(capacity=2)
    other = order_seats(event, now=at)
    order = order_seats(event, 2, now=at)
    registrations.confirm(registration=order.registrations.order_by("pk")[0], now=at)
    registrations.cancel(registration=other.registrations.get(), by=None, now=at + dt.timedelta(minutes=20))
    first, offered = order.registrations.order_by("pk")
    Registration.objects.filter(pk=first.pk).update(held_until=at + dt.timedelta(minutes=30))
    payments.begin(order=order, method="card", now=at + dt.timedelta(minutes=25))

    for _ in range(times):
        payments.stop(order=order, now=at + dt.timedelta(minutes=31))

    assert statuses(order) == [Status.EXPIRED, Status.HELD]
    offered.refresh_from_db()
    assert offered.held_until > at + dt.timedelta(hours=20)


def test_what_is_not_paid_takes_along_what_waits_beside_it():
    """Else a workshop is handed to somebody who has no ticket, and paid for by nobody."""
    at = now()
    event = make_paid_event(capacity=5)
    ticket, workshop = event.ticket_types.get(), make_ticket_type(event, kind="addon")
    quota = make_quota(event, 1, workshop)
    both = {"ticket_type": ticket.pk, "guests": (ordering.Guest(additions=(workshop.pk,)),)}
    first = book(event, by=make_user(name="A"), pays_by="door", **both)
    second = book(event, by=make_user(name="B"), pays_by="card", at=at, **both)
    assert statuses(second) == [Status.HELD, Status.WAITING]
    late = at + dt.timedelta(hours=23, minutes=50)
    payments.begin(order=second, method="card", now=late)

    payments.release(order=second, now=late)

    assert statuses(second) == [Status.EXPIRED, Status.EXPIRED]
    registrations.cancel(registration=first.registrations.get(holder=None), by=None, now=late)
    quota.refresh_from_db()
    assert (quota.taken, quota.waiting) == (0, 0)


def test_what_was_booked_beside_a_ticket_is_never_taken_again_without_it():
    event = make_paid_event(capacity=5)
    ticket, dinner = event.ticket_types.get(), make_ticket_type(event, kind="addon", price_cents=2000)
    order = book(
        event, ticket_type=ticket.pk, pays_by="card", guests=(ordering.Guest(additions=(dinner.pk,)),)
    )
    payment = payments.begin(order=order, method="card", now=now())
    payments.release(order=order, now=now())
    Registration.objects.filter(order=order, holder=None).update(status=Status.CANCELLED)

    payments.settle(payment=payment, page=paid_page(payment), now=now())

    assert statuses(order) == [Status.CANCELLED, Status.EXPIRED]
    assert payments.kept_cents(order.payments.all()) == 0


def test_a_page_that_stripe_no_longer_knows_holds_nobodys_seat(stripe_there):
    order = order_seats(make_paid_event())
    page_of(order)
    stripe_there.fake.things.clear()

    payments.stop(order=order, now=now())

    assert statuses(order) == [Status.EXPIRED]


# -- trouble ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["down", "busy", "error", "slow", "deaf", "lost"])
def test_asked_again_after_trouble_there_is_one_page(stripe_there, monkeypatch, trouble):
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 0.3)
    order = order_seats(make_paid_event())
    stripe_there.trouble(trouble, seconds=0.8)

    with pytest.raises(gateway.NotNow):
        page_of(order)
    assert statuses(order) == [Status.HELD]
    with pytest.raises(gateway.NotNow):
        page_of(order)

    stripe_there.trouble()
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 5)
    url = page_of(order)
    stripe_there.pay(url)
    stripe_there.tell()

    assert len(stripe_there.things("checkout.session")) == 1
    assert statuses(order) == [Status.CONFIRMED]


def test_an_attempt_that_was_never_heard_of_makes_room_for_another_one(stripe_there):
    with time_machine.travel(now(), tick=False) as clock:
        order = order_seats(make_paid_event())
        stripe_there.trouble("lost")
        with pytest.raises(gateway.NotNow):
            page_of(order)
        stripe_there.trouble()
        clock.shift(dt.timedelta(minutes=10))

        stripe_there.pay(page_of(order))
        stripe_there.tell()

    assert statuses(order) == [Status.CONFIRMED]
    assert sorted(order.payments.values_list("status", flat=True)) == ["closed", "paid"]


def test_while_stripe_is_down_nothing_is_given_up(stripe_there):
    order = order_seats(make_paid_event())
    page_of(order)
    stripe_there.trouble("down")

    with pytest.raises(gateway.NotNow):
        payments.stop(order=order, now=now())

    assert statuses(order) == [Status.HELD]


def test_another_account_of_ours_is_told_as_trouble_and_not_as_a_refusal(stripe_there, settings):
    order = paid_order(stripe_there, make_paid_event())
    settings.STRIPE_SECRET_KEY = "wrong"
    refund = payments.give_back(payment=order.payments.get(), cents=100, key="a", by=None, now=now())

    with pytest.raises(gateway.NotNow):
        payments.send(refund=refund, now=now())
    assert Refund.objects.get().status == "pending"


# -- by hand ------------------------------------------------------------------------------------------


def test_a_bank_transfer_is_recorded_by_a_treasurer(stripe_there):
    event = make_paid_event(capacity=2)
    order = order_seats(event, pays_by="transfer")
    registrations.confirm(registration=order.registrations.get(), now=now())

    payments.record(order=order, method="transfer", by=None, now=now(), cents=4500)

    assert statuses(order) == [Status.CONFIRMED]
    assert Invoice.objects.get().gross_cents == 4500
    with pytest.raises(payments.NothingToPay):
        payments.record(order=order, method="transfer", by=None, now=now())


def test_another_amount_is_not_recorded():
    order = order_seats(make_paid_event(), pays_by="transfer")

    with pytest.raises(payments.WrongAmount) as wrong:
        payments.record(order=order, method="transfer", by=None, now=now(), cents=4400)

    assert wrong.value.due_cents == 4500
    assert not Payment.objects.exists()


@pytest.mark.parametrize(("capacity", "end"), [(2, Status.CONFIRMED), (1, Status.EXPIRED)])
def test_a_transfer_that_comes_after_the_hold_is_taken_all_the_same(capacity, end):
    event = make_paid_event(capacity=capacity)
    order = order_seats(event, pays_by="transfer")
    registrations.expire(order=order, now=now() + dt.timedelta(days=9))
    order_seats(event)

    payments.record(order=order, method="transfer", by=None, now=now())

    assert statuses(order) == [end]
    assert Refund.objects.count() == (end == Status.EXPIRED)


def test_who_is_in_and_pays_at_the_door_gets_nothing_back():
    order = order_seats(make_paid_event(), pays_by="door")
    registrations.confirm(registration=order.registrations.get(), now=now())
    assert statuses(order) == [Status.CONFIRMED]

    payments.record(order=order, method="door", by=None, now=now())

    assert not Refund.objects.exists()
    assert payments.due_cents(order) == 0


# -- events -------------------------------------------------------------------------------------------


def test_a_bad_signature_or_an_old_stamp_changes_nothing(stripe_there, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", "whsec_old"]
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    [event] = stripe_there.news("checkout.session.completed")

    assert post(event, secret="whsec_of_somebody") == 400
    assert post(event, secret="whsec_old", age=3600) == 400
    assert statuses(order) == [Status.HELD]
    assert post(event, secret="whsec_old") == 204  # while one secret replaces the other, both are ours
    assert post(event, secret="whsec_new") == 204
    assert statuses(order) == [Status.CONFIRMED]


def test_an_effect_that_fails_is_asked_for_again_and_never_taken_for_known(stripe_there, monkeypatch):
    from django.db import IntegrityError

    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    [event] = stripe_there.news("checkout.session.completed")

    def broken(*args, **kwargs):
        raise IntegrityError("some constraint")

    with monkeypatch.context() as patch:
        patch.setattr(registrations, "paid", broken)
        with pytest.raises(IntegrityError):
            post(event)
    assert statuses(order) == [Status.HELD]

    stripe_there.tell(event)
    assert statuses(order) == [Status.CONFIRMED]


def test_the_buyers_price_is_the_servers(stripe_there):
    """Nothing that a page or an event says makes a ticket cheaper."""
    event = make_paid_event()
    offer = ordering.offer_for(
        event=event,
        wish=ordering.Wish(name="x", email="x@people.example", ticket_type=event.ticket_types.get().pk),
        now=now(),
    )
    assert list(offer.price_of.values()) == [0, 4500]


def test_the_outbox_holds_one_letter_a_seat(stripe_there):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    for event in shuffled(stripe_there.news(), 5, 3):
        stripe_there.tell(event)

    assert Job.objects.filter(kind="booking.mail", key__contains=":ticket:").count() == 1
