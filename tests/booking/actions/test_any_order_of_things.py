"""Whatever happens in whatever order: no seat twice, none free while somebody waits for it, the line in order, and the
money right to the cent."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from core.clock import now as clock_now
from events.actions import event as event_actions
from events.booking import gateway
from events.booking.actions import order as ordering
from events.booking.actions import own_seat, seats
from events.booking.actions import payment as payments
from events.booking.actions import refund as refunds
from events.booking.actions import registration as registrations
from events.booking.actions import transfer as transfers
from events.booking.actions.order import Guest, NotOpen, NotSold, Wish
from events.booking.models import (
    Order,
    Payment,
    Refund,
    Registration,
    Terms,
    Transfer,
)
from events.models import Event
from tests.booking.proofs.always import AlwaysHolds
from tests.factories.booking import make_code, make_quota, make_terms, make_ticket_type
from tests.factories.events import make_event
from tests.factories.paying import paid_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
Status = Registration.Status


class Shop(AlwaysHolds):
    """One event with three kinds of tickets, a workshop beside them, two codes, and people who do as they like."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = clock_now()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    paid_orders: Bundle[int] = Bundle("paid orders")

    @initialize(
        target=paid_orders,
        capacity=st.integers(1, 4),
        workshop=st.integers(1, 2),
        refunds=st.sampled_from([True, True, False]),
        way=st.sampled_from(["card", "door", "transfer"]),
    )
    def open(self, capacity: int, workshop: int, refunds: bool, way: str) -> Any:
        starts_at = self.now + dt.timedelta(days=90)
        self.event = make_event(capacity=capacity, starts_at=starts_at, attendance="hybrid")
        make_terms(self.event, at_door=True, by_transfer=True, refunds_until=starts_at if refunds else None)
        free = make_ticket_type(self.event)
        paid = make_ticket_type(self.event, price_cents=9000)
        dear = make_ticket_type(self.event, price_cents=15000)
        self.addition = make_ticket_type(self.event, kind="addon", price_cents=2000)
        make_quota(self.event, 2, paid, dear)
        make_quota(self.event, workshop, self.addition)
        make_quota(self.event, 1, attendance="online")
        self.kinds = [free.pk, paid.pk, dear.pk]
        self.codes = [
            make_code(self.event, percent=100, most_uses=2).code,
            make_code(self.event, percent=33, most_uses=3).code,
        ]
        self.people = [make_user(name=f"Person {n}") for n in range(3)]
        return self.buy(0, 1, [True], way)

    # --- what people do ------------------------------------------------------------------------------------

    @rule(
        who=st.integers(-2, 2),
        kind=st.integers(0, 2),
        beside=st.lists(st.booleans(), min_size=1, max_size=3),
        code=st.integers(-3, 1),
        way=st.sampled_from(["", "door", "transfer"]),
    )
    def register(self, who: int, kind: int, beside: list[bool], code: int, way: str) -> None:
        self.place(who, kind, beside, code, way)

    @rule(
        target=paid_orders,
        who=st.integers(-2, 2),
        kind=st.integers(1, 2),
        beside=st.lists(st.booleans(), min_size=1, max_size=2),
        way=st.sampled_from(["card", "card", "door", "transfer"]),
    )
    def register_and_pay(self, who: int, kind: int, beside: list[bool], way: str) -> Any:
        """At once, as most do: what is given up later was paid for."""
        return self.buy(who, kind, beside, way)

    def buy(self, who: int, kind: int, beside: list[bool], way: str) -> Any:
        order = self.place(who, kind, beside, -1, way)
        try:
            if order is not None and way == "card":
                payment = payments.begin(order=order, method="card", now=self.now)
                assert payments.settle(payment=payment, page=paid_page(payment), now=self.now) == "paid"
            elif order is not None:
                payments.record(order=order, method=way, by=None, now=self.now)
        except payments.NothingToPay:
            assert payments.due_cents(order) == 0, "it waits"
            return multiple()
        return order.pk if order is not None else multiple()

    def place(self, who: int, kind: int, beside: list[bool], code: int, way: str) -> Order | None:
        user = self.people[who] if who >= 0 else None
        wish = Wish(
            name="Somebody",
            email=user.email if user else f"guest{-who}@people.example",
            ticket_type=self.kinds[kind],
            guests=tuple(Guest(additions=(self.addition.pk,) if with_it else ()) for with_it in beside),
            code=self.codes[code] if code >= 0 else "",
            pays_by=way,
        )
        try:
            return ordering.place(
                event=self.event, wish=wish, now=self.now, by=user, person=user.person if user else None
            )
        except NotSold as told:
            if told.field != "code":  # of all that was asked for, a code alone may be used up
                raise
            return None

    @rule(n=st.integers(0, 99))
    def confirm(self, n: int) -> None:
        if row := self.one(Registration.objects.filter(is_own=True), n):
            try:
                registrations.confirm(registration=row, now=self.now)
            except NotOpen:
                assert row.uses_code, "its code was used up meanwhile"

    @rule(n=st.integers(0, 99))
    def cancel(self, n: int) -> None:
        if row := self.one(Registration.objects.standing(), n):
            self.give_up(row)

    @rule(pk=paid_orders, n=st.integers(0, 9))
    def cancel_what_was_paid(self, pk: int, n: int) -> None:
        if row := self.one(Registration.objects.standing().filter(order=pk, payment__status="paid"), n):
            self.give_up(row)

    def give_up(self, row: Registration) -> None:
        for gone in (row, *row.additions.standing()):
            if gone.payment and gone.payment.status == "paid" and not Terms.of(self.event).refunds_until:
                self.stays[gone.pk] = gone.price_cents
        payments.give_up(registration=row, by=None, now=self.now)

    @rule(minutes=st.sampled_from([1, 29, 31, 60 * 25]))
    def time_passes(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)
        for pk in registrations.overdue(self.now):
            order = Order.objects.get(pk=pk)
            if order.payments.filter(status=Payment.Status.OPEN).exists():
                payments.release(order=order, now=self.now)
            else:
                registrations.expire(order=order, now=self.now)

    @rule(seats_=st.integers(1, 6))
    def change_capacity(self, seats_: int) -> None:
        self.event.refresh_from_db()
        Event.objects.filter(pk=self.event.pk).update(capacity=max(seats_, self.event.taken))
        registrations.serve_line(event=Event.objects.get(pk=self.event.pk), now=self.now)

    @rule(n=st.integers(0, 99), side=st.sampled_from(["online", "in_person"]))
    def switch_side(self, n: int, side: str) -> None:
        if row := self.one(Registration.objects.standing().admissions(), n):
            own_seat.switch_side(registration=row, attendance=side, by=None, now=self.now)

    # --- seats go to somebody else ---------------------------------------------------------------------------

    @rule(n=st.integers(0, 99), takes_back=st.booleans())
    def hold_out(self, n: int, takes_back: bool) -> None:
        if row := self.one(Registration.objects.standing().admissions(), n):
            try:
                transfers.offer(registration=row, by=None, now=self.now)
            except transfers.TooLate:
                assert row.status != Status.CONFIRMED
            if takes_back:
                transfers.withdraw(registration=row, by=None, now=self.now)

    @rule(n=st.integers(0, 99), heir=st.integers(0, 3))
    def take_by_link(self, n: int, heir: int) -> None:
        """Of all links that ever were: whoever comes second, or too late, has nothing."""
        if link := self.one(Transfer.objects.all(), n):
            seat = link.registration
            stands = seat.status == Status.CONFIRMED and link.accepted_at is link.withdrawn_at is None
            email = f"heir{heir}@people.example"
            for stands_still in (stands, False):
                try:
                    transfers.accept(transfer=link, name="Heir", email=email, by=None, now=self.now)
                except transfers.NotThere:
                    assert not stands_still, "nobody could take what was held out"
                else:
                    assert stands_still, "a link was taken twice"
                    self.has_gone_to(email, seat)

    @rule(n=st.integers(0, 99), heir=st.integers(0, 3))
    def name_somebody_else(self, n: int, heir: int) -> None:
        if row := self.one(Registration.objects.standing().admissions().filter(is_own=False), n):
            email = f"heir{heir}@people.example"
            transfers.hand_to(registration=row, name="Heir", email=email, by=None, now=self.now)
            self.has_gone_to(email, row)

    def has_gone_to(self, email: str, seat: Registration) -> None:
        former = seat.secret
        seat.refresh_from_db()
        assert seat.secret != former and not Registration.objects.filter(secret=former).exists()
        self.keys[seat.pk], self.heirs[seat.pk] = seat.secret, email

    # --- money ---------------------------------------------------------------------------------------------

    @rule(n=st.integers(0, 99))
    def go_to_pay(self, n: int) -> None:
        owing = Order.objects.filter(pays_by="card", registrations__in=Registration.objects.seated())
        if order := self.one(owing.filter(registrations__price_cents__gt=0).distinct(), n):
            try:
                payments.begin(order=order, method="card", now=self.now)
            except payments.NothingToPay:
                assert payments.due_cents(order) == 0

    @rule(n=st.integers(0, 99), times=st.integers(1, 2))
    def pay(self, n: int, times: int) -> None:
        """Stripe tells of it, perhaps long after the page was left, perhaps twice."""
        if payment := self.one(Payment.objects.filter(method="card"), n):
            for _ in range(times):
                payments.settle(payment=payment, page=paid_page(payment), now=self.now)

    @rule(n=st.integers(0, 99), cancels=st.booleans())
    def pay_for_what_was_given_up(self, n: int, cancels: bool) -> None:
        """Stripe's page was left open in another window."""
        if payment := self.one(Payment.objects.filter(method="card", status="open"), n):
            if cancels:
                self.give_up(payment.registrations.order_by("pk")[0])
            else:
                payments.release(order=payment.order, now=self.now)
            payments.settle(payment=payment, page=paid_page(payment), now=self.now)

    @rule(n=st.integers(0, 99))
    def pay_while_the_event_is_cancelled(self, n: int) -> None:
        """It is reinstated later: whose money went back has no seat for it."""
        owing = Order.objects.filter(registrations__in=Registration.objects.to_pay()).distinct()
        if order := self.one(owing, n):
            payment = payments.begin(order=order, method="card", now=self.now)
            event_actions.cancel(event=self.event, why="Storm.", by=None, now=self.now)
            payments.settle(payment=payment, page=paid_page(payment), now=self.now)
            assert payments.kept_cents(Payment.objects.filter(pk=payment.pk)) == 0
            event_actions.reinstate(event=self.event, by=None, now=self.now)

    @rule(n=st.integers(0, 99), method=st.sampled_from(["card", "door", "transfer"]))
    def pay_otherwise(self, n: int, method: str) -> None:
        if order := self.one(
            Order.objects.filter(registrations__in=Registration.objects.standing()).distinct(), n
        ):
            try:
                payments.pay_by(order=order, method=method, by=None, now=self.now)
            except payments.NothingToPay:
                assert payments.due_cents(order) == 0
            except registrations.TooLate:
                assert method == "card", "too little for a card"

    @rule(n=st.integers(0, 99), less=st.integers(1, 999))
    def pay_another_amount(self, n: int, less: int) -> None:
        if payment := self.one(Payment.objects.filter(method="card", status="open"), n):
            said = payments.settle(payment=payment, page=paid_page(payment, less=less), now=self.now)
            assert said == "wrong amount"

    @rule(n=st.integers(0, 99), cents=st.integers(1, 20000))
    def give_back(self, n: int, cents: int) -> None:
        if payment := self.one(Payment.objects.filter(status="paid"), n):
            try:
                payments.give_back(
                    payment=payment, cents=cents, key=f"hand:{payment.pk}:{cents}", by=None, now=self.now
                )
            except payments.TooMuch:
                assert cents > payment.amount_cents - payment.refunded_cents

    @rule(n=st.integers(0, 99), status=st.sampled_from(["succeeded", "failed", "pending"]))
    def stripe_tells_of_a_refund(self, n: int, status: str) -> None:
        if refund := self.one(Refund.objects.filter(payment__method="card"), n):
            answer = gateway.MoneyBack(
                refund_id=f"re_{refund.pk}",
                intent_id=refund.payment.intent_id or "",
                status=status,
                amount_cents=refund.amount_cents,
                currency="EUR",
                key=refund.key,
            )
            payments.found(payment=refund.payment, answer=answer, now=self.now)

    @rule(n=st.integers(0, 99))
    def pay_by_hand(self, n: int) -> None:
        """At the door or by bank, perhaps after the hold has ended."""
        if order := self.one(Order.objects.filter(pays_by__in=["door", "transfer"]), n):
            try:
                payments.record(order=order, method=order.pays_by, by=None, now=self.now)
            except payments.NothingToPay:
                assert payments.due_cents(order) == 0

    @staticmethod
    def one(rows, n: int):
        found = list(rows.order_by("pk"))
        return found[n % len(found)] if found else None


SMALL = settings(
    max_examples=5,
    stateful_step_count=16,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def test_the_shop_in_any_order_of_things() -> None:
    run_state_machine_as_test(Shop, settings=SMALL)


def claim_blindly(wanted) -> bool:
    """A claim that asks nothing."""
    for counter in sorted(wanted):
        seats.give_back({counter: -wanted[counter]})
    return True


@pytest.mark.heavy(sabotage=["claim", "line", "twice", "rest", "promise", "beside", "link"])
def test_the_shop_in_any_order_of_things_at_length(sabotage, monkeypatch: pytest.MonkeyPatch) -> None:
    if sabotage == "claim":
        monkeypatch.setattr(seats, "claim", claim_blindly)
    if sabotage == "line":  # whoever came last is served first
        in_line = type(Registration.objects.all()).in_line
        monkeypatch.setattr(type(Registration.objects.all()), "in_line", lambda rows: in_line(rows).reverse())
    if sabotage == "twice":  # a payment that is told twice pays twice
        monkeypatch.setattr(payments, "_mark_paid", lambda payment, now, **facts: None)
    if sabotage == "rest":  # what no seat costs stays
        monkeypatch.setattr(payments, "promise", lambda *args, **kwargs: None)
    if sabotage == "promise":  # who gives a seat back is promised nothing
        monkeypatch.setattr(refunds, "promise", lambda *args, **kwargs: None)
    if sabotage == "beside":  # a ticket goes alone
        monkeypatch.setattr(registrations, "_beside", lambda rows: [])
    if sabotage == "link":  # nobody writes down that it was taken
        save = Transfer.save
        forgets = ["accepted_at"]
        monkeypatch.setattr(
            Transfer, "save", lambda link, **how: how.get("update_fields") == forgets or save(link, **how)
        )
    # Nobody reads the smallest case of a guard that was taken away on purpose.
    phases = [Phase.generate] if sabotage else list(Phase)
    run_state_machine_as_test(
        Shop,
        settings=settings(
            SMALL, max_examples=200, stateful_step_count=40, phases=phases, report_multiple_bugs=False
        ),
    )
