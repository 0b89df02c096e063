"""What Stripe tells may come in any order and any number of times, among lies: the end is a function of what is true.

Every order gets an event of every kind, and one of three fates, which the amounts and states in them decide.
"""

import copy
import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections

from core.clock import now
from core.models import Job
from events.booking import gateway
from events.booking.actions import payment as payments
from events.booking.actions import stripe_event
from events.booking.models import Attention, Invoice, Order, Payment, Refund, StripeEvent
from tests.factories.paying import make_paid_event, order_seats, page_of
from tests.fakes.stripe import post, shuffled

pytestmark = pytest.mark.django_db
FATES = ("paid and part paid back", "paid, and what went back came again", "never rightly paid")
TIMES = 5
_ids = itertools.count(1)


def event(kind: str, thing: dict[str, Any], **changes: Any) -> dict[str, Any]:
    facts = {"object": "event", "type": kind, "api_version": "x", "created": 1, "livemode": False}
    return {"id": f"evt_{next(_ids)}", **facts, "data": {"object": copy.deepcopy(thing) | changes}}


def refund(order: int, name: str, status: str, cents: int) -> dict[str, Any]:
    facts = {"object": "refund", "payment_intent": f"pi_{order}", "currency": "eur", "metadata": {}}
    return {"id": f"re_{order}_{name}", "amount": cents, "status": status, **facts}


def story(n: int, fate: int, session: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(what Stripe tells of an order, what somebody else says in its name)"""
    paid = session | {"status": "complete", "payment_status": "paid", "payment_intent": f"pi_{n}"}
    intent = {"id": f"pi_{n}", "object": "payment_intent", "payment_intent": f"pi_{n}"}
    dispute = {"id": f"dp_{n}", "object": "dispute", "payment_intent": f"pi_{n}", "reason": "fraudulent"}
    wrong = {"amount_total": 100}
    told = [
        event("checkout.session.completed", paid, **(wrong if fate == 2 else {})),
        event("checkout.session.async_payment_succeeded", paid, **(wrong if fate == 2 else {})),
        event("checkout.session.completed", paid, amount_total=1),
        event("checkout.session.completed", paid, currency="usd"),
        event("checkout.session.completed", paid, payment_status="unpaid"),
        event("checkout.session.async_payment_failed", session),
        event("checkout.session.expired", session, status="expired"),
        event("refund.created", refund(n, "one", "pending", 1000)),
        event("refund.updated", refund(n, "one", "succeeded", 1000)),
        event("charge.refund.updated", refund(n, "one", "succeeded", 1000)),
        event("refund.failed", refund(n, "one" if fate == 1 else "two", "failed", 1000)),
        event("charge.dispute.created", dispute),
        event("payment_intent.payment_failed", intent),
        event("payment_intent.succeeded", intent),
        event("charge.succeeded", intent),
        event("charge.refunded", intent),
    ]
    lies = [
        event("checkout.session.completed", paid),
        event("refund.created", refund(n, "lie", "succeeded", 4500)),
        event("charge.dispute.created", dispute, id=f"dp_lie_{n}"),
    ]
    return told, lies


def state(n: int, order: Order) -> dict[str, Any]:
    """All that stands of an order, but for instants and running numbers."""
    ids = list(order.registrations.values_list("pk", flat=True))
    letters = Job.objects.filter(kind="booking.mail", key__contains=":ticket:")
    return {
        "seats": list(order.registrations.order_by("pk").values_list("status", flat=True)),
        "payments": list(order.payments.values_list("status", "amount_cents", "refunded_cents")),
        "refunds": sorted(
            Refund.objects.filter(payment__order=order).values_list("stripe_id", "status", "amount_cents")
        ),
        "invoices": sorted(order.invoices.values_list("kind", "gross_cents", "tax_cents")),
        "attention": sorted(Counter(order.attentions.values_list("kind", flat=True)).items()),
        "letters": sum(job.payload["registration"] in ids for job in letters),
    }


def expected(n: int, fate: int) -> dict[str, Any]:
    one, two = f"re_{n}_one", f"re_{n}_two"
    # Two amounts that were never asked for, and the last fate's own.
    wrong = [("wrong-amount", 3 if fate == 2 else 2)]
    if fate == 2:
        return {
            "seats": ["expired"],
            "payments": [("closed", 4500, 0)],
            "refunds": [],
            "invoices": [],
            "attention": wrong,
            "letters": 0,
        }
    common = {"seats": ["confirmed"], "letters": 1}
    if fate == 0:
        return common | {
            "payments": [("paid", 4500, 1000)],
            "refunds": [(one, "done", 1000), (two, "failed", 1000)],
            "invoices": [("credit", -1000, -160), ("invoice", 4500, 718)],
            "attention": [("disputed", 1), ("refund-at-stripe", 2), ("refund-failed", 1), *wrong],
        }
    return common | {
        "payments": [("paid", 4500, 0)],
        "refunds": [(one, "failed", 1000)],
        "invoices": [("credit", -1000, -160), ("invoice", 4500, 718)],
        "attention": [("disputed", 1), ("refund-at-stripe", 1), ("refund-failed", 1), *wrong],
    }


def tell_all(stripe: Any, orders: int, seed: int, *, at_once: int) -> dict[int, Order]:
    """Everything of every order, five times, shuffled, with lies between."""
    sold = make_paid_event()
    placed = {n: order_seats(sold) for n in range(orders)}
    deliveries = []
    for n, order in placed.items():
        page_of(order)
        session = stripe.fake._copy(stripe.fake.things[order.payments.get().session_id])
        told, lies = story(n, n % len(FATES), session)
        deliveries += [(one, {}, 204) for one in told]
        deliveries += [(lie, {"secret": "whsec_of_somebody"}, 400) for lie in lies]
        deliveries += [(lie, {"age": 3600}, 400) for lie in lies]

    many = shuffled(deliveries, TIMES, seed)

    def deliver(turns: list[tuple[dict[str, Any], dict[str, Any], int]]) -> list[bool]:
        try:
            return [post(told, **how) == status for told, how, status in turns]
        finally:
            if at_once > 1:
                connections.close_all()  # this thread's

    with ThreadPoolExecutor(at_once) as pool:
        parts = [many[n::at_once] for n in range(at_once)]
        done = pool.map(deliver, parts) if at_once > 1 else map(deliver, parts)
        answers = [answer for part in done for answer in part]
    assert len(answers) == orders * 22 * TIMES and all(answers)
    return placed


@pytest.fixture
def effects(monkeypatch) -> Counter:
    """How often each thing took effect that was told."""
    counted, effect = Counter(), stripe_event._effect

    def counting(kind: str, thing: dict[str, Any], at: Any) -> Any:
        counted[kind, repr(thing)] += 1
        return effect(kind, thing, at)

    monkeypatch.setattr(stripe_event, "_effect", counting)
    return counted


def as_expected(placed: dict[int, Order], effects: Counter) -> None:
    for n, order in placed.items():
        assert state(n, order) == expected(n, n % len(FATES)), (n, FATES[n % len(FATES)])
    assert set(effects.values()) == {1}
    assert StripeEvent.objects.count() == 16 * len(placed)
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert not Attention.objects.filter(order=None).exists()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_end_is_a_function_of_what_was_told(stripe_there, effects, seed):
    placed = tell_all(stripe_there, 3, seed, at_once=1)

    as_expected(placed, effects)


@pytest.mark.heavy(sabotage=["signature", "amount", "early", "once"])
@pytest.mark.django_db(transaction=True)
def test_the_end_is_a_function_of_what_was_told_at_full_size(
    stripe_there, effects, sabotage: str | None, monkeypatch: pytest.MonkeyPatch
):
    """200 orders, every kind of event five times, eight at once."""
    if sabotage == "signature":
        import json

        monkeypatch.setattr(gateway, "signed_event", lambda body, signature: json.loads(body))
    if sabotage == "amount":
        settle = payments.settle

        def trusting(*, payment: Payment, page: gateway.Page, now: Any) -> str:
            page = replace(page, amount_cents=payment.amount_cents, currency=payment.currency)
            return settle(payment=payment, page=page, now=now)

        monkeypatch.setattr(payments, "settle", trusting)
    if sabotage == "early":
        monkeypatch.setattr(payments, "heard_before", lambda *, payment, now: None)
    if sabotage == "once":

        def forgetful(pk: str, kind: str, thing: dict[str, Any], at: Any) -> str:
            said, about, early = stripe_event._effect(kind, thing, at)
            facts = {"kind": kind, "said": said, "about": about, "early": early, "received_at": now()}
            StripeEvent.objects.update_or_create(pk=pk, defaults=facts)
            return said

        monkeypatch.setattr(stripe_event, "_take", forgetful)

    # A guard that is missing is seen in fewer.
    placed = tell_all(stripe_there, 10 if sabotage else 200, 7, at_once=8)

    as_expected(placed, effects)
