"""Uses of a code, offers from the waiting list and links to hand a seat on, under forty simultaneous tries."""

import datetime as dt
import random
from collections.abc import Callable
from functools import partial

import pytest

from core.clock import now as clock_now
from events.booking.actions import order as ordering
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.actions import transfer as transfers
from events.booking.gateway import MoneyBack
from events.booking.models import Code, Invoice, Order, Registration, Transfer
from events.models import Event
from people.models import User
from tests.booking.proofs.threads import (
    TRIES,
    again_and_again,
    at_once,
    in_order_and_counted,
    leaves,
    make_people,
    no_errors,
)
from tests.factories.booking import book, make_code, make_registration, register
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event, order_seats, paid_page, statuses

pytestmark = pytest.mark.django_db(transaction=True)


@again_and_again("uses")
def test_forty_at_once_for_ten_uses_of_a_code(turn: int) -> None:
    users = make_people(TRIES)
    event = make_paid_event()
    kind = event.ticket_types.get()
    code = make_code(event, percent=100, most_uses=10)

    def order(user: User) -> Order | str:
        try:
            return book(event, by=user, ticket_type=kind.pk, code=code.code)
        except ordering.NotSold as told:
            return told.field

    found = no_errors(at_once([partial(order, user) for user in users]))

    had = [one for one in found if one != "code"]
    assert len(had) == 10
    code_is_used_as_often_as_it_says(code, 10)

    # Five give theirs back while ten who had none try again.
    calls: list[Callable[[], object]] = [leaves(one.registrations.get()) for one in had[:5]]
    calls += [partial(order, user) for user, one in zip(users, found, strict=True) if one == "code"][:10]
    no_errors(at_once(calls))

    code_is_used_as_often_as_it_says(code)


def code_is_used_as_often_as_it_says(code: Code, times: int | None = None) -> None:
    code.refresh_from_db()
    used = Registration.objects.standing().filter(order__code=code, uses_code=True).count()
    assert code.uses == used <= (code.most_uses or 0)
    assert times is None or used == times


def offered(event: Event, users: list[User], seats_: int) -> list[Order]:
    """The first so many of these people, who waited and have an offer; the others wait still."""
    first = [order_seats(event) for _ in range(seats_)]
    for order in first:
        payments.record(order=order, method="transfer", by=None, now=clock_now())
    waiting = [book(event, by=user, ticket_type=event.ticket_types.get().pk) for user in users]
    for order in first:
        registrations.cancel(registration=order.registrations.get(), by=None, now=clock_now())
    assert [statuses(order) for order in waiting[:seats_]] == [["held"]] * seats_
    return waiting[:seats_]


@again_and_again("lock")
def test_offers_are_taken_given_up_and_run_out_at_once(turn: int) -> None:
    """Eight hear of each of five offers at one instant: three times that it was paid, four times that it ran out, and
    its owner gives it up."""
    users = make_people(20)
    event = make_paid_event(capacity=5, refunds_until=clock_now() + dt.timedelta(days=20))
    orders = offered(event, users, 5)
    late = clock_now() + dt.timedelta(days=2)
    calls: list[Callable[[], object]] = []
    for order in orders:
        payment = payments.begin(order=order, method="card", now=clock_now())
        calls += [partial(payments.settle, payment=payment, page=paid_page(payment), now=late)] * 3
        calls += [partial(payments.release, order=order, now=late)] * 2
        calls += [partial(registrations.expire, order=order, now=late)] * 2
        calls.append(partial(payments.give_up, registration=order.registrations.get(), by=None, now=late))

    no_errors(at_once(random.Random(turn).sample(calls, TRIES)))

    in_order_and_counted(event)
    assert event.taken == 5
    for order in orders:
        paid = order.payments.get()
        kept = paid.amount_cents - paid.refunded_cents
        assert (paid.status, kept) == ("paid", 4500 if statuses(order) == ["confirmed"] else 0)
        assert Invoice.objects.filter(order=order, kind="invoice").count() == 1
    # Who stood behind them came up in order.
    after = Registration.objects.filter(event=event, person__user__in=users[5:]).order_by("pk")
    came = [row.status for row in after]
    assert came == sorted(came, key=["held", "waiting"].index)


def test_two_who_hear_of_the_same_refunds_do_not_wait_for_each_other_for_ever(nobody_wakes) -> None:
    """What Stripe answers to us, and what it tells by itself: each row is taken in one order."""
    order = order_seats(make_paid_event(), 5)
    payment, now = payments.begin(order=order, method="card", now=clock_now()), clock_now()
    payments.settle(payment=payment, page=paid_page(payment), now=now)
    payment.refresh_from_db()
    calls: list[Callable[[], object]] = []
    for n in range(5):
        refund = payments.give_back(payment=payment, cents=4500, key=str(n), by=None, now=now)
        answer = MoneyBack(f"re_{n}", payment.intent_id or "", "failed", 4500, "EUR", refund.key)
        calls += [partial(payments.sent, refund=refund, answer=answer, now=now)] * 2
        calls += [partial(payments.found, payment=payment, answer=answer, now=now)] * 2

    no_errors(at_once(calls))

    payment.refresh_from_db()
    assert payment.refunded_cents == 0 and not payment.refunds.exclude(status="failed").exists()


@again_and_again("lock")
def test_guests_confirm_what_they_were_offered_as_it_runs_out(turn: int) -> None:
    event, now = make_event(capacity=5), clock_now()
    first = [register(event=event, name="x", email=f"x{n}@people.example", now=now) for n in range(5)]
    guests = [register(event=event, name="x", email=f"y{n}@people.example", now=now) for n in range(5)]
    for row in first:
        registrations.cancel(registration=row, by=None, now=now)
    late = now + dt.timedelta(minutes=31)
    calls: list[Callable[[], object]] = []
    for row in guests:
        calls += [partial(registrations.confirm, registration=row, now=now)] * 4
        calls += [partial(registrations.expire, order=row.order, now=late)] * 4

    no_errors(at_once(random.Random(turn).sample(calls, TRIES)))

    in_order_and_counted(event)
    assert set(
        Registration.objects.filter(pk__in=[row.pk for row in guests]).values_list("status", flat=True)
    ) == {"confirmed"}
    assert (event.taken, event.waiting) == (5, 0)


@again_and_again("lock")
def test_of_forty_who_take_a_seat_that_is_handed_on_one_has_it(turn: int) -> None:
    seat = make_registration(make_event())
    link = transfers.offer(registration=seat, by=None, now=clock_now())

    def take(n: int) -> Registration | None:
        try:
            return transfers.accept(
                transfer=Transfer.objects.get(pk=link.pk),
                name=f"P {n}",
                email=f"p{n}@people.example",
                by=None,
                now=clock_now(),
            )
        except transfers.NotThere:
            return None

    def withdraw() -> None:
        transfers.withdraw(registration=seat, by=None, now=clock_now())

    calls: list[Callable[[], object]] = [partial(take, n) for n in range(TRIES)]
    if turn % 2:  # their owner changes their mind
        calls[10:12] = [withdraw] * 2
    found = no_errors(at_once(calls))

    taken = [row for row in found if isinstance(row, Registration)]
    link.refresh_from_db()
    before = seat.secret
    seat.refresh_from_db()
    assert (len(taken), link.withdrawn_at is None) == ((1, True) if link.accepted_at else (0, False))
    assert (seat.secret != before) == bool(taken)
    if taken:
        assert (seat.name, seat.secret, seat.sequence) == (taken[0].name, taken[0].secret, 1)
