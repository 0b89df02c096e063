"""Money goes back once: in parts, for a seat, for a whole event, by us or at Stripe, whatever Stripe answers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import outbox
from core.clock import now
from events.booking import gateway
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.actions.order import Guest
from events.booking.models import Attention, Invoice, Payment, Refund
from events.booking.rules.money import tax_within
from events.models import Event
from tests.factories.booking import book, make_ticket_type
from tests.factories.paying import make_paid_event, order_seats, page_of, paid_order, paid_page, work
from tests.fakes.stripe import shuffled

pytestmark = pytest.mark.django_db
SUCCEEDED = gateway.MoneyBack("re_1", "pi_1", "succeeded", 1000, "EUR", "")


def back(payment: Payment, cents: int, key: str = "a") -> Refund:
    return payments.give_back(payment=payment, cents=cents, key=key, by=None, now=now())


def by_bank(event: Event, seats: int, additions: tuple[int, ...] = ()) -> tuple[Payment, Any]:
    """A payment that came by bank, and what it pays for."""
    kind, guests = event.ticket_types.admissions().get().pk, (Guest(additions=additions),) * seats
    order = book(event, ticket_type=kind, guests=guests, pays_by="transfer")
    payments.record(order=order, method="transfer", by=None, now=now())
    return order.payments.get(), order.registrations.order_by("pk")


def kept() -> int:
    return payments.kept_cents(Payment.objects.all())


def at_stripe(stripe) -> list[int]:
    return [thing["amount"] for thing in stripe.things("refund")]


@pytest.fixture
def payment(stripe_there) -> Payment:
    return paid_order(stripe_there, make_paid_event(), 2).payments.get()


def test_part_by_part_and_never_more_than_came_in(stripe_there, payment):
    back(payment, 4000)
    assert back(payment, 4000).pk == Refund.objects.get().pk  # the same again
    with pytest.raises(payments.TooMuch):
        back(payment, 5001, "b")
    for wrong in (0, -1):
        with pytest.raises(payments.TooMuch):
            back(payment, wrong, f"c{wrong}")
    back(payment, 5000, "d")
    work()
    for event in shuffled(stripe_there.news(), 3, 5):
        stripe_there.tell(event)

    assert at_stripe(stripe_there) == [4000, 5000]
    assert {refund.status for refund in Refund.objects.all()} == {"done"}
    assert kept() == 0
    assert sorted(row.gross_cents for row in Invoice.objects.all()) == [-5000, -4000, 9000]
    assert sorted(row.number for row in Invoice.objects.all()) == [1, 2, 3]


@pytest.mark.parametrize("trouble", ["down", "busy", "error", "slow", "deaf", "lost"])
def test_asked_again_after_trouble_there_is_one_refund(stripe_there, monkeypatch, payment, trouble):
    refund = back(payment, 4500)
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 0.3)
    stripe_there.trouble(trouble, seconds=0.8)
    for _ in range(2):
        with pytest.raises(gateway.NotNow):
            payments.send(refund=refund, now=now())
        assert Refund.objects.get().status == "pending"

    stripe_there.trouble()
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 5)
    assert payments.send(refund=refund, now=now()) == "done"
    refund.refresh_from_db()
    assert payments.send(refund=refund, now=now()) == "done"

    assert at_stripe(stripe_there) == [4500]
    assert kept() == 4500


def test_a_job_that_failed_is_done_by_the_next_sweep(stripe_there, payment):
    stripe_there.trouble("down", times=1)
    back(payment, 4500)
    outbox.sweep(now())
    assert Refund.objects.get().status == "pending"

    from core.models import Job

    Job.objects.filter(kind="booking.refund").update(due_at=now())
    outbox.sweep(now())

    assert Refund.objects.get().status == "done"


def test_a_seat_given_up_in_time_is_paid_back_and_only_that(stripe_there):
    event = make_paid_event(refunds_until=now() + timedelta(days=1))
    order = paid_order(stripe_there, event, 2)
    seat = order.registrations.last()

    payments.give_up(registration=seat, by=None, now=now())
    payments.give_up(registration=seat, by=None, now=now())
    work()

    assert at_stripe(stripe_there) == [4500]
    assert kept() == 4500


def test_a_seat_given_up_after_it_was_paid_back_already_is_told_and_given_up(stripe_there):
    event = make_paid_event(refunds_until=now() + timedelta(days=1))
    order = paid_order(stripe_there, event, 2)
    back(order.payments.get(), 9000)

    given_up = payments.give_up(registration=order.registrations.last(), by=None, now=now())

    assert given_up.status == "cancelled"
    assert [row.kind for row in Attention.objects.all()] == ["refund-unclear"]


def test_what_a_treasurer_sent_back_for_a_seat_does_not_go_back_again_when_it_is_given_up():
    event = make_paid_event(refunds_until=now() + timedelta(days=1))
    payment, [first, second] = by_bank(event, 2)
    for seat, cents in ((first, 4500), (second, 1000)):
        payments.give_back(
            payment=payment, cents=cents, key=str(cents), registration=seat, by=None, now=now()
        )

    for seat in (first, second):
        payments.give_up(registration=seat, by=None, now=now())

    backs = Refund.objects.order_by("pk").values_list("registration", "amount_cents")
    assert list(backs) == [(first.pk, 4500), (second.pk, 1000), (second.pk, 3500)]
    assert kept() == 0 and not Attention.objects.exists()


def test_notes_give_the_tax_back_that_each_thing_had_and_all_of_it_in_the_end():
    event = make_paid_event(price=1000, refunds_until=now() + timedelta(days=1))
    dinner = make_ticket_type(event, "Dinner", kind="addon", price_cents=2000, tax_percent=Decimal(7))
    payment, [*seats] = by_bank(event, 3, (dinner.pk,))

    def note(refund: Refund) -> dict[str, tuple[int, int]]:
        payments.paid_back_by_hand(refund=refund, by=None, now=now())
        lines = refund.credit_note.content["lines"]
        return {line["tax_percent"]: (line["gross_cents"], line["tax_cents"]) for line in lines}

    first = next(seat for seat in seats if seat.holder is None)
    payments.give_up(registration=first, by=None, now=now())
    of_seat, of_dinner = (note(refund) for refund in Refund.objects.order_by("pk"))
    assert (of_seat, of_dinner) == ({"19.00": (-1000, -160)}, {"7.00": (-2000, -131)})

    for n, cents in enumerate((1, 1, 2998)):  # of nothing in particular
        refund = back(payment, cents, str(n))
        note(refund)
    note(back(payment, 3000, "last"))
    for percent in ("19.00", "7.00"):
        lines = [line for row in Invoice.objects.all() for line in row.content["lines"]]
        mine = [line for line in lines if line["tax_percent"] == percent]
        assert [sum(line[what] for line in mine) for what in ("gross_cents", "tax_cents")] == [0, 0]


def test_money_of_a_seat_that_was_lost_goes_back_with_the_tax_of_that_seat():
    event = make_paid_event(price=1000)
    order = book(
        event, ticket_type=event.ticket_types.get().pk, pays_by="transfer", guests=(Guest(), Guest())
    )
    lost = order.registrations.last()
    order.registrations.filter(pk=lost.pk).update(tax_percent=7)
    payment = payments.begin(order=order, method="card", now=now())
    registrations.cancel(registration=lost, by=None, now=now())

    payments.settle(payment=payment, page=paid_page(payment), now=now())
    payments.sent(refund=Refund.objects.get(), answer=SUCCEEDED, now=now())

    [line] = Invoice.objects.get(kind="credit").content["lines"]
    assert (line["gross_cents"], line["tax_percent"]) == (-1000, "7.00")


def test_a_whole_event_is_paid_back_once(stripe_there):
    event = make_paid_event()
    orders = [paid_order(stripe_there, event, seats) for seats in (1, 2, 1)]
    transfer = order_seats(event, pays_by="transfer")
    payments.record(order=transfer, method="transfer", by=None, now=now())
    back(orders[1].payments.get(), 1000)

    assert payments.give_back_event(event=event, by=None, now=now()) == 4
    assert payments.give_back_event(event=event, by=None, now=now()) == 0
    work()

    assert sum(at_stripe(stripe_there)) == 4 * 4500
    assert kept() == 0
    [by_hand] = Refund.objects.filter(status="pending")
    assert by_hand.payment.method == "transfer"
    payments.paid_back_by_hand(refund=by_hand, by=None, now=now())
    payments.paid_back_by_hand(refund=by_hand, by=None, now=now())
    assert not Refund.objects.filter(status="pending").exists()
    assert Invoice.objects.filter(kind="credit").count() == 5
    assert sum(row.gross_cents for row in Invoice.objects.all()) == 0


def test_a_whole_event_is_paid_back_where_it_failed_before(stripe_there, payment):
    stripe_there.fake.refunds_are = "failed"
    event = payment.order.event
    payments.give_back_event(event=event, by=None, now=now())
    work()
    assert Refund.objects.get().status == "failed" and kept() == 9000

    stripe_there.fake.refunds_are = "succeeded"
    assert payments.give_back_event(event=event, by=None, now=now()) == 1
    work()

    assert kept() == 0
    assert sorted(Refund.objects.values_list("status", flat=True)) == ["done", "failed"]


def test_a_refund_made_at_stripe_is_written_here_and_told(stripe_there, payment):
    made = gateway.refund(intent_id=payment.intent_id, amount_cents=2500, key="none of ours")
    for event in shuffled(stripe_there.news(), 3, 2):
        stripe_there.tell(event)

    refund = Refund.objects.get()
    assert (refund.stripe_id, refund.amount_cents, refund.status) == (made.refund_id, 2500, "done")
    assert kept() == 6500
    assert [row.kind for row in Attention.objects.all()] == ["refund-at-stripe"]


def test_news_of_a_refund_and_a_dispute_may_come_before_those_of_the_payment(stripe_there):
    order = order_seats(make_paid_event())
    stripe_there.pay(page_of(order))
    paid = stripe_there.news()
    intent = stripe_there.things("payment_intent")[0]["id"]
    gateway.refund(intent_id=intent, amount_cents=500, key="there")
    stripe_there.fake.dispute(intent)

    stripe_there.tell()
    assert not Refund.objects.exists()
    stripe_there.tell(*paid)

    assert Refund.objects.get().status == "done"
    assert kept() == 4000
    assert {row.kind for row in Attention.objects.all()} == {"refund-at-stripe", "disputed"}


@pytest.mark.parametrize("first", ["failed", "succeeded"])
def test_a_refund_that_fails_after_all_is_the_payments_again_whatever_is_told_first(
    stripe_there, payment, first
):
    stripe_there.fake.refunds_are = "pending"
    refund = back(payment, 4500)
    work()
    made = stripe_there.things("refund")[0]["id"]
    assert Refund.objects.get().status == "pending" and kept() == 4500
    stripe_there.fake.finish_refund(made, "succeeded")
    stripe_there.fake.finish_refund(made, "failed")
    news = stripe_there.news("refund.updated", "refund.failed")

    stripe_there.tell(*(news if first == "succeeded" else news[::-1]))

    refund.refresh_from_db()
    assert (refund.status, refund.done_at) == ("failed", None)
    assert kept() == 9000
    assert [row.kind for row in Attention.objects.all()] == ["refund-failed"]
    # The credit note that was written stands for the money that goes back in the end.
    stripe_there.fake.refunds_are = "succeeded"
    back(payment, 4500, "again")
    work()
    assert Invoice.objects.filter(kind="credit").get().refund.key == "again"
    assert kept() == 4500


@pytest.mark.parametrize(
    ("then", "notes"),
    [([6000], [-4500, -1500]), ([3000], [-4500, 1500]), ([1000, 5000], [-4500, 3500, -5000])],
)
def test_notes_say_together_what_went_back_though_a_refund_failed_and_another_amount_follows(
    stripe_there, payment, then, notes
):
    stripe_there.fake.refunds_are = "succeeded"
    back(payment, 4500)
    work()
    made = stripe_there.things("refund")[0]["id"]
    stripe_there.fake.finish_refund(made, "failed")
    stripe_there.tell(*stripe_there.news("refund.failed"))
    assert kept() == 9000

    for n, cents in enumerate(then):
        back(payment, cents, f"again {n}")
        work()

    written = Invoice.objects.filter(kind="credit").order_by("number")
    assert [row.gross_cents for row in written] == notes
    assert kept() == 9000 - sum(then) == 9000 + sum(notes)
    assert [row.tax_cents for row in written] == [tax_within(cents, Decimal("19.00")) for cents in notes]


def test_what_stripe_refuses_to_pay_back_is_told(stripe_there, payment):
    gateway.refund(intent_id=payment.intent_id, amount_cents=9000, key="at their desk")
    stripe_there.news()  # and nobody tells us
    refund = back(payment, 4500)

    assert payments.send(refund=refund, now=now()) == "failed"

    assert [row.kind for row in Attention.objects.all()] == ["refund-failed"]
    assert "already been refunded" in Attention.objects.get().details["said"]


def test_more_back_than_came_in_is_not_believed(stripe_there, payment):
    back(payment, 9000)
    answer = gateway.MoneyBack("re_x", payment.intent_id, "succeeded", 4500, "EUR", "")

    assert payments.found(payment=payment, answer=answer, now=now()) is None

    assert kept() == 0
    assert [row.kind for row in Attention.objects.all()] == ["refund-unknown"]


def test_a_disputed_payment_is_told_once(stripe_there, payment):
    stripe_there.fake.dispute(payment.intent_id)

    for event in shuffled(stripe_there.news(), 5, 1):
        stripe_there.tell(event)

    assert [(row.kind, row.details["said"]) for row in Attention.objects.all()] == [
        ("disputed", "fraudulent")
    ]


def test_cancelling_alone_moves_no_money(stripe_there, payment):
    registrations.cancel(registration=payment.registrations.first(), by=None, now=now())

    assert not Refund.objects.exists()
