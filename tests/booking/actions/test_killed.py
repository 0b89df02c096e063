"""The process dies between any two steps of paying or paying back; whatever is tried or told again ends exactly once.

A step is a statement to the database or a request to Stripe: each of them is the last one that was reached, once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import connection, transaction

from core.clock import now
from core.models import Job
from events.booking import gateway
from events.booking.actions import payment as payments
from events.booking.actions import stripe_event
from events.booking.models import Invoice, Order, Payment, Refund, Registration, StripeEvent
from tests.factories.paying import make_paid_event, order_seats, page_of, statuses, taken, work
from tests.fakes.stripe import Stripe, post

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Nothing that the code under test may catch."""


class Steps:
    """Counts the steps, and dies before the one that it is told to."""

    def __init__(self, dies_at: int | None) -> None:
        self.dies_at, self.taken = dies_at, 0

    def step(self) -> None:
        self.taken += 1
        if self.taken == self.dies_at:
            self.dies_at = None
            raise Killed

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        # What ends a transaction is not a step of its own: the kill before it is the same as one before its last.
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.step()
        return execute(sql, *rest)


@contextmanager
def killed_at(dies_at: int | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    steps, ask = Steps(dies_at), gateway._ask

    def asking(question: Any) -> Any:
        steps.step()
        answer = ask(question)
        steps.step()  # Stripe has acted, and nobody wrote it down
        return answer

    with monkeypatch.context() as patch, connection.execute_wrapper(steps):
        patch.setattr(gateway, "_ask", asking)
        yield steps


def at_every_step(
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[], Any],
    act: Callable[[Any], Any],
    check: Callable[[Any], None],
    each: int = 1,
) -> None:
    """Kills `act` at each of its steps in turn, on a thing made anew; then `check` tries again, and looks."""
    n, went_through = 1 - each, False
    while not went_through:
        n += each
        before = transaction.savepoint()
        thing = make()
        with killed_at(n, monkeypatch):
            try:
                act(thing)
                went_through = True
            except Killed:
                pass
        check(thing)
        transaction.savepoint_rollback(before)
    assert n > 5  # there were steps


def all_or_some(*guards: str) -> pytest.MarkDecorator:
    """Some of the steps in the ordinary run, all of them in `make prove`."""
    every = pytest.param(1, marks=pytest.mark.heavy(sabotage=list(guards)), id="every step")
    return pytest.mark.parametrize("each", [pytest.param(7, id="every seventh step"), every])


class Forgetful(dict[str, Any]):
    """What a Stripe remembers of keys that nobody sends."""

    def __contains__(self, key: object) -> bool:
        return False


def without(guard: str | None, stripe: Stripe, monkeypatch: pytest.MonkeyPatch) -> None:
    if guard == "keys":
        stripe.fake.answered = Forgetful()
    if guard == "transaction":  # that an event is known is written before it takes effect

        def at_once(pk: str, kind: str, thing: dict[str, Any], at: Any) -> str:
            facts = {"kind": kind, "said": "", "received_at": at}
            if not StripeEvent.objects.get_or_create(pk=pk, defaults=facts)[1]:
                return "known"
            return stripe_event._effect(kind, thing, at)[0]

        monkeypatch.setattr(stripe_event, "_take", at_once)


def confirmed_once(order: Order) -> None:
    assert statuses(order) == ["confirmed"]
    assert taken(order.event) == 1
    assert list(order.payments.filter(status="paid").values_list("refunded_cents", flat=True)) == [0]
    assert Invoice.objects.filter(order=order).count() == 1
    letters = Job.objects.filter(kind="booking.mail", key__contains=":ticket:")
    assert len([job for job in letters if job.payload["registration"] == order.registrations.get().pk]) == 1


def new_order(pays_by: str = "card") -> Order:
    return order_seats(make_paid_event(capacity=1), pays_by=pays_by)


@all_or_some("keys")
def test_while_the_page_is_opened(stripe_there, monkeypatch, sabotage, each):
    without(sabotage, stripe_there, monkeypatch)

    def check(order: Order) -> None:
        stripe_there.pay(page_of(order))
        stripe_there.tell()
        keys = {str(key) for key in order.payments.values_list("key", flat=True)}
        sessions = stripe_there.things("checkout.session")
        assert len([one for one in sessions if one["client_reference_id"] in keys]) == 1
        confirmed_once(order)

    at_every_step(monkeypatch, new_order, page_of, check, each)


@all_or_some("transaction")
def test_while_the_news_are_taken(stripe_there, monkeypatch, sabotage, each):
    without(sabotage, stripe_there, monkeypatch)

    def paid() -> tuple[Order, dict[str, Any]]:
        order = new_order()
        stripe_there.pay(page_of(order))
        [event] = stripe_there.news("checkout.session.completed")
        return order, event

    def check(thing: tuple[Order, dict[str, Any]]) -> None:
        order, event = thing
        for _ in range(2):
            stripe_there.tell(event)
        assert StripeEvent.objects.filter(pk=event["id"]).count() == 1
        confirmed_once(order)

    at_every_step(monkeypatch, paid, lambda thing: post(thing[1]), check, each)


@all_or_some("keys")
def test_while_money_that_came_too_late_is_sent_back(stripe_there, monkeypatch, sabotage, each):
    without(sabotage, stripe_there, monkeypatch)

    def lost() -> tuple[Order, dict[str, Any]]:
        order = new_order()
        stripe_there.pay(page_of(order))
        payments.release(order=order, now=now())
        order_seats(order.event)
        [event] = stripe_there.news("checkout.session.completed")
        return order, event

    def act(thing: tuple[Order, dict[str, Any]]) -> None:
        post(thing[1])
        payments.send(refund=Refund.objects.get(payment__order=thing[0]), now=now())

    def check(thing: tuple[Order, dict[str, Any]]) -> None:
        order, event = thing
        stripe_there.tell(event)
        work()
        stripe_there.tell()
        payment = order.payments.get()
        assert statuses(order) == ["expired"] and taken(order.event) == 1
        assert [row.status for row in payment.refunds.all()] == ["done"]
        back = [one["amount"] for one in stripe_there.things("refund")]
        assert [
            one["amount"]
            for one in stripe_there.things("refund")
            if one["payment_intent"] == payment.intent_id
        ] == [4500], back
        assert sorted(order.invoices.values_list("gross_cents", flat=True)) == [-4500, 4500]
        assert order.attentions.count() == 1

    at_every_step(monkeypatch, lost, act, check, each)


@all_or_some()
def test_while_somebody_comes_back_without_paying(stripe_there, monkeypatch, each):
    def opened() -> tuple[Order, Order]:
        order = new_order()
        waiting = order_seats(order.event)
        page_of(order)
        return order, waiting

    def check(thing: tuple[Order, Order]) -> None:
        order, waiting = thing
        payments.stop(order=order, now=now())
        stripe_there.tell()
        assert (statuses(order), statuses(waiting)) == (["expired"], ["held"])
        assert taken(order.event) == 1
        assert order.payments.get().status == "closed"

    at_every_step(monkeypatch, opened, lambda thing: payments.stop(order=thing[0], now=now()), check, each)


@all_or_some("keys")
def test_while_a_whole_event_is_paid_back(stripe_there, monkeypatch, sabotage, each):
    without(sabotage, stripe_there, monkeypatch)

    def sold() -> Any:
        event = make_paid_event()
        for _ in range(2):
            order = order_seats(event)
            stripe_there.pay(page_of(order))
        stripe_there.tell()
        return event

    def act(event: Any) -> None:
        payments.give_back_event(event=event, by=None, now=now())
        for refund in Refund.objects.all():
            payments.send(refund=refund, now=now())

    def check(event: Any) -> None:
        payments.give_back_event(event=event, by=None, now=now())
        work()
        stripe_there.tell()
        rows = Payment.objects.filter(order__event=event)
        assert [row.refunded_cents for row in rows] == [4500, 4500]
        assert [row.status for row in Refund.objects.all()] == ["done", "done"]
        intents = {row.intent_id for row in rows}
        refunds = [one for one in stripe_there.things("refund") if one["payment_intent"] in intents]
        assert [one["amount"] for one in refunds] == [4500, 4500]
        assert Invoice.objects.filter(kind="credit").count() == 2

    at_every_step(monkeypatch, sold, act, check, each)


@all_or_some()
def test_while_a_treasurer_records_a_payment(stripe_there, monkeypatch, each):
    def check(order: Order) -> None:
        with suppress(payments.NothingToPay):
            payments.record(order=order, method="transfer", by=None, now=now())
        confirmed_once(order)

    def act(order: Order) -> None:
        payments.record(order=order, method="transfer", by=None, now=now())

    at_every_step(monkeypatch, lambda: new_order("transfer"), act, check, each)
    assert not Registration.objects.exists()
