"""reconcile_payments closes every gap between Stripe's books and ours, and finds none the second time."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command

from core.clock import now
from events.booking import gateway, tasks
from events.booking.actions import payment as payments
from events.booking.models import Attention, Payment, Refund
from tests.factories.paying import make_paid_event, order_seats, page_of, paid_order, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """An hour that the tests move on: what is quite new may be under way."""
    with time_machine.travel(now(), tick=False) as moved:
        yield moved


@pytest.fixture
def run(stripe_there, clock, capsys):
    def again() -> list[str]:
        stripe_there.fake.end_sessions()
        stripe_there.told = len(stripe_there.fake.events)  # nobody tells us anything
        call_command("reconcile_payments")
        return capsys.readouterr().out.splitlines()

    return again


def test_paid_there_and_open_here_is_settled(stripe_there, run):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))

    lines = run()

    assert lines[0].endswith(": paid") and lines[-1] == "new 0, changed 1, unchanged 0, skipped 0"
    assert statuses(order) == ["confirmed"]
    assert run() == ["new 0, changed 0, unchanged 1, skipped 0"]


def test_ended_there_and_open_here_is_released(stripe_there, run, clock):
    order = order_seats(make_paid_event())
    page_of(order)
    clock.shift(dt.timedelta(minutes=32))

    assert run()[-1] == "new 0, changed 1, unchanged 0, skipped 0"

    assert statuses(order) == ["expired"]
    assert run() == ["new 0, changed 0, unchanged 1, skipped 0"]


def test_open_there_and_ended_here_is_ended_there(stripe_there, run):
    order = order_seats(make_paid_event())
    page_of(order)
    payments.release(order=order, now=now())

    assert run()[-1] == "new 0, changed 1, unchanged 0, skipped 0"

    assert stripe_there.things("checkout.session")[0]["status"] == "expired"
    assert run() == ["new 0, changed 0, unchanged 1, skipped 0"]


def test_a_page_whose_answer_was_lost_is_found(stripe_there, run):
    order = order_seats(make_paid_event())
    stripe_there.trouble("lost")
    with pytest.raises(gateway.NotNow):
        page_of(order)
    stripe_there.trouble()

    assert run()[-1] == "new 0, changed 1, unchanged 0, skipped 0"

    assert order.payments.get().pay_url == stripe_there.things("checkout.session")[0]["url"]


def test_what_is_open_since_long_is_asked_for_by_name(stripe_there, run, clock):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    clock.shift(dt.timedelta(days=30))
    lost = order_seats(make_paid_event(starts_at=now() + dt.timedelta(days=9)))
    page_of(lost)
    stripe_there.fake.things.pop(lost.payments.get().session_id)
    clock.shift(dt.timedelta(minutes=10))

    assert run()[-1] == "new 0, changed 2, unchanged 0, skipped 0"

    assert statuses(order) == ["confirmed"] and statuses(lost) == ["expired"]


def test_a_refund_is_found_sent_again_or_written(stripe_there, run, clock):
    event = make_paid_event()
    lost, unsent, theirs = (paid_order(stripe_there, event).payments.get() for _ in range(3))
    stripe_there.trouble("lost")
    with pytest.raises(gateway.NotNow):
        payments.send(
            refund=payments.give_back(payment=lost, cents=4500, key="lost", by=None, now=now()), now=now()
        )
    stripe_there.trouble()
    payments.give_back(payment=unsent, cents=1000, key="unsent", by=None, now=now())
    gateway.refund(intent_id=theirs.intent_id, amount_cents=200, key="theirs")
    clock.shift(dt.timedelta(minutes=5))

    assert run()[-1] == "new 1, changed 2, unchanged 3, skipped 0"

    assert sorted(Refund.objects.values_list("amount_cents", "status")) == [
        (200, "done"),
        (1000, "done"),
        (4500, "done"),
    ]
    assert sorted(thing["amount"] for thing in stripe_there.things("refund")) == [200, 1000, 4500]
    assert run()[-1] == "new 0, changed 0, unchanged 6, skipped 0"


def test_a_refund_on_its_way_is_followed(stripe_there, run, clock):
    payment = paid_order(stripe_there, make_paid_event()).payments.get()
    stripe_there.fake.refunds_are = "pending"
    refund = payments.give_back(payment=payment, cents=4500, key="a", by=None, now=now())
    payments.send(refund=refund, now=now())
    clock.shift(dt.timedelta(days=20))
    assert run()[-1] == "new 0, changed 0, unchanged 1, skipped 0"

    stripe_there.fake.finish_refund(stripe_there.things("refund")[0]["id"], "failed")

    assert run()[-1] == "new 0, changed 1, unchanged 0, skipped 0"
    assert Refund.objects.get().status == "failed"


def test_money_that_nobody_knows_stands_on_the_list(stripe_there, run):
    event = make_paid_event()
    order = paid_order(stripe_there, event)
    Payment.objects.update(key="8c1f7a52-0000-4000-8000-000000000000", session_id=None)
    stripe_there.things("checkout.session")[0]["metadata"]["payment"] = "8c1f7a52-0000-4000-8000-000000000001"

    assert run()[-1] == "new 1, changed 0, unchanged 0, skipped 0"

    assert Attention.objects.get().kind == "payment-unknown"
    assert run()[-1] == "new 0, changed 0, unchanged 1, skipped 0"
    assert statuses(order) == ["confirmed"]


def test_pages_of_others_are_skipped(stripe_there, run):
    page_of(order_seats(make_paid_event()))
    stripe_there.things("checkout.session")[0]["metadata"].clear()
    Payment.objects.update(session_id=None)

    assert run()[-1] == "new 0, changed 0, unchanged 0, skipped 1"


def test_it_says_what_keeps_it_from_working(stripe_there, settings):
    stripe_there.trouble("down")
    with pytest.raises(CommandError, match="try again"):
        call_command("reconcile_payments")
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(CommandError, match="STRIPE_SECRET_KEY"):
        call_command("reconcile_payments")


def test_the_outbox_does_it_each_hour(stripe_there, settings):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))

    tasks.reconcile({}, now())

    assert statuses(order) == ["confirmed"]
    settings.STRIPE_SECRET_KEY = ""
    tasks.reconcile({}, now())  # nobody to ask
