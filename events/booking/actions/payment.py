"""Paying and giving back. What Stripe says is a fact that may come twice, late, or out of order.

Money moves in three steps, so that a process may die between any two of them: our row, Stripe's answer under the row's
key, our row again. Whatever was left half done is closed by the outbox, or by `reconcile_payments`.
"""

import datetime as dt
from typing import Any

from django.db import transaction

from core import audit, outbox
from events.booking import gateway
from events.booking.actions import invoice as invoices
from events.booking.actions import registration as registrations
from events.booking.actions import seats
from events.booking.actions.attention import attend
from events.booking.actions.due import due_cents, kept_cents, late_cents, rows_lost, rows_to_pay, with_ticket
from events.booking.actions.refund import (
    TooMuch,
    disputed,
    failed,
    found,
    give_back,
    give_back_event,
    give_up,
    paid_back_by_hand,
    promise,
    send,
    sent,
)
from events.booking.actions.telling import tell
from events.booking.models import Order, Payment, Registration, StripeEvent, Terms
from events.booking.rules.money import plain
from events.models import Event

ASKED_AGAIN_FOR = gateway.SHORTEST - dt.timedelta(minutes=30, seconds=10)
"""A page's end is fixed when its payment is begun, and must be half an hour away when Stripe hears of it."""
GRACE = dt.timedelta(minutes=5)
"""Seats are held so much longer than Stripe's page is open: what was paid in its last second still finds them."""

Status = Payment.Status
# All that moves money stands here for who calls; what is due and what goes back have modules of their own.
__all__ = [
    "NotConfirmed", "NothingToPay", "TooMuch", "WrongAmount", "begin", "close_page", "close_pages", "disputed",
    "due_cents", "failed", "found", "give_back", "give_back_event", "give_up", "heard_before", "kept_cents",
    "late_cents", "opened", "page_for", "paid_back_by_hand", "pay_by", "record", "release", "send", "sent", "settle",
    "stop",
]  # fmt: skip


class NothingToPay(Exception):
    """All is paid, or nothing of the order is held any more."""


class NotConfirmed(Exception):
    """The order is for certain addresses, and nobody has shown yet that the one given is theirs."""


class WrongAmount(Exception):
    """Something else is due by now; `due_cents` says what."""

    def __init__(self, due_cents: int) -> None:
        super().__init__(due_cents)
        self.due_cents = due_cents


@transaction.atomic
def begin(*, order: Order, method: str, now: dt.datetime) -> Payment:
    """The payment for all that the order holds, its seats bound to it. The same again while it is open.

    Raises NothingToPay, at an event that was cancelled too; NotConfirmed.
    """
    if seats.lock(order.event_id).is_cancelled:
        raise NothingToPay
    return _begin(order, method, now)


def _begin(order: Order, method: str, now: dt.datetime) -> Payment:
    """The event is locked."""
    order = Order.objects.get(pk=order.pk)
    held = rows_to_pay(order)
    due = sum(row.price_cents for row in held)
    if not due:
        raise NothingToPay
    by_card = method == Payment.Method.CARD
    if by_card and any(row.email_confirmed_at is None for row in held) and order.is_for_address:
        raise NotConfirmed
    open_one = order.payments.filter(status=Status.OPEN).first()
    if open_one is not None:
        if open_one.amount_cents == due and open_one.method == method:
            return open_one
        # Something of the order was cancelled or came up from the line since, or it is paid in another way.
        _supersede(open_one, now)
    payment = Payment.objects.create(
        order=order, method=method, amount_cents=due, currency=order.currency, created_at=now
    )
    Registration.objects.filter(pk__in=[row.pk for row in held]).update(payment=payment)
    audit.note(by=None, verb="begin payment", thing=payment, cents=due, method=method)
    return payment


def page_for(*, order: Order, back_url: str, cancel_url: str, now: dt.datetime) -> str:
    """The address of Stripe's page for what is due. Asks Stripe, so it is called outside any transaction.

    Raises NothingToPay, NotConfirmed, gateway.NotNow, gateway.Refused; the seats stay held then, and one may try again.
    """
    _end_stale(order, now)
    payment = begin(order=order, method=Payment.Method.CARD, now=now)
    if payment.session_id:
        return payment.pay_url
    rows = [row for row in payment.registrations.select_related("ticket_type") if row.price_cents]
    if sum(row.price_cents for row in rows) != payment.amount_cents:
        raise gateway.NotNow("the order was changed at this instant")
    page = gateway.open_page(
        key=payment.key,
        lines=[
            gateway.Line(name=f"{row.ticket_type or ''} · {order.event.title}", cents=row.price_cents)
            for row in rows
        ],
        currency=payment.currency,
        email=order.email,
        back_url=back_url,
        cancel_url=cancel_url,
        closes_at=payment.created_at + gateway.SHORTEST,
        event=order.event.slug,
        language=order.language[:2],
    )
    opened(payment=payment, page=page)
    return page.url


def _end_stale(order: Order, now: dt.datetime) -> None:
    """An attempt to pay whose page is over, or was never heard of, makes room for another one."""
    payment = order.payments.filter(status=Status.OPEN, method=Payment.Method.CARD).first()
    if payment is None:
        return
    if payment.session_id is None:
        # Asked again so soon, Stripe gives the page that it made, or makes it now; later it would refuse.
        if now < payment.created_at + ASKED_AGAIN_FOR:
            return
    elif payment.expires_at and now < payment.expires_at:
        return
    else:
        page = _closed_page(payment.session_id)
        if page is not None and page.is_paid:
            settle(payment=payment, page=page, now=now)
            return
    with transaction.atomic():
        seats.lock(order.event_id)
        payment.refresh_from_db()
        if payment.status == Status.OPEN:
            _close(payment, now)


def _closed_page(session_id: str) -> gateway.Page | None:
    """The page as it stands once nobody can pay there; None where Stripe knows none."""
    try:
        return gateway.close_page(session_id)
    except gateway.Unknown:
        return None


@transaction.atomic
def opened(*, payment: Payment, page: gateway.Page) -> None:
    """Stripe's page is known now; the seats are held for as long as it is open."""
    known = {"session_id": page.session_id, "pay_url": page.url, "expires_at": page.expires_at}
    if not Payment.objects.filter(pk=payment.pk, status=Status.OPEN).update(**known):
        # Another way was taken while Stripe was asked.
        Payment.objects.filter(pk=payment.pk, session_id=None).update(**known)
        _close_there(payment)
        return
    Registration.objects.filter(
        payment=payment, status=Registration.Status.HELD, held_until__lt=page.expires_at + GRACE
    ).update(held_until=page.expires_at + GRACE)


@transaction.atomic
def pay_by(*, order: Order, method: str, by: Any, now: dt.datetime) -> Order:
    """Another way of paying what is still due, as long as the terms offer it. A page of Stripe's is closed.

    Nobody holds a seat for longer by changing to and fro: a transfer has its days from the order on. Raises
    NothingToPay, registrations.TooLate.
    """
    event = seats.lock(order.event_id)
    order = Order.objects.select_for_update(no_key=True, of=("self",)).get(pk=order.pk)
    terms, due = Terms.of(event), due_cents(order)
    if not due:
        raise NothingToPay
    over = event.is_past(now) or event.is_cancelled
    too_little = method == Payment.Method.CARD and due < terms.least_cents
    if method not in terms.methods or too_little or over:
        raise registrations.TooLate
    if order.pays_by == method:
        return order
    was, order.pays_by = order.pays_by, method
    order.save(update_fields=["pays_by"])
    for payment in order.payments.filter(status=Status.OPEN):
        _supersede(payment, now)
    registrations.pays_otherwise(order=order, event=event, now=now)
    audit.note(by=by, verb="pay by", thing=order, method=method, was=was)
    return order


def stop(*, order: Order, now: dt.datetime) -> bool:
    """The buyer came back without paying, or the time is over: Stripe's page is closed, the seats go to the next.

    True where it was paid after all. Asks Stripe; raises gateway.NotNow, and then nothing is given up.
    """
    payment = order.payments.filter(status=Status.OPEN).first()
    if payment is not None and payment.session_id:
        page = _closed_page(payment.session_id)
        if page is not None and page.is_paid:
            settle(payment=payment, page=page, now=now)
            return True
    release(order=order, now=now)
    return False


@transaction.atomic
def release(*, order: Order, now: dt.datetime) -> None:
    """Closes the open payment of an order, at Stripe closed already, and gives back what it held.

    What is held for longer than that page was open, or would have been, stays: an offer from the waiting list keeps
    its own time.
    """
    event = seats.lock(order.event_id)
    word = event.seats_word(now)
    payment = order.payments.filter(status=Status.OPEN).first()
    if payment is None:
        return  # paid meanwhile, or given up by somebody else
    _close(payment, now)
    until = (payment.expires_at or payment.created_at + gateway.SHORTEST) + GRACE
    held = order.registrations.filter(status=Registration.Status.HELD, held_until__lte=until)
    if rows := list(held.select_related("order")):
        rows = registrations.leave(rows, Registration.Status.EXPIRED, event, now)
        tell([row for row in rows if row.email_confirmed_at], "expired")
        audit.note(by=None, verb="release", thing=order, seats=len(rows))
        seats.tell_pages(event, now, word_before=word)


@transaction.atomic
def settle(*, payment: Payment, page: gateway.Page, now: dt.datetime) -> str:
    """Stripe says that a page was paid. Says what came of it; the second time nothing does.

    Seats whose hold had ended are taken again if they are free, else that money goes back by itself.
    """
    event = seats.lock(payment.order.event_id)
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    order = payment.order
    if not page.is_paid:
        return "not paid"
    if (page.amount_cents, page.currency) != (payment.amount_cents, payment.currency):
        paid = plain(page.amount_cents, page.currency or payment.currency)
        attend(
            event=event,
            order=order,
            kind="wrong-amount",
            key=f"wrong-amount:{page.session_id}:{paid}",
            now=now,
            expected=plain(payment.amount_cents, payment.currency),
            paid=paid,
        )
        return "wrong amount"
    if payment.status == Status.PAID:
        if payment.session_id == page.session_id:
            return "known"
        return _paid_twice(payment, page, event, now)
    word = event.seats_word(now)
    _mark_paid(payment, now, session_id=page.session_id, intent_id=page.intent_id or None)
    given_back = _take_effect(payment, event, now)
    heard_before(payment=payment, now=now)
    audit.note(by=None, verb="settle payment", thing=payment, given_back=given_back)
    seats.tell_pages(event, now, word_before=word)
    return "paid"


def _paid_twice(payment: Payment, page: gateway.Page, event: Event, now: dt.datetime) -> str:
    """Somebody paid on two pages for one thing: the second payment stands in the books, and goes back."""
    if Payment.objects.filter(session_id=page.session_id).exists():
        return "known"
    extra = Payment.objects.create(
        order=payment.order,
        method=Payment.Method.CARD,
        status=Status.PAID,
        amount_cents=page.amount_cents,
        currency=page.currency,
        session_id=page.session_id,
        intent_id=page.intent_id or None,
        created_at=now,
        paid_at=now,
    )
    promise(extra, None, extra.amount_cents, because="paid twice", now=now, key=f"twice:{extra.pk}")
    heard_before(payment=extra, now=now)
    attend(
        event=event,
        order=payment.order,
        kind="paid-twice",
        key=f"paid-twice:{page.session_id}",
        now=now,
        amount=plain(extra.amount_cents, extra.currency),
    )
    return "paid twice"


def _take_effect(payment: Payment, event: Event, now: dt.datetime) -> int:
    """The seats that were paid for are theirs; lost ones are taken again if they are free. What no seat of theirs
    costs goes back at once, and all of it where the event was cancelled: that is returned."""
    rows = list(payment.registrations.select_related("order__code", "holder"))
    held = [row for row in rows if row.status == Registration.Status.HELD]
    lost = with_ticket([row for row in rows if row.status == Registration.Status.EXPIRED])
    theirs = [row for row in rows if row.takes_seat]
    if event.is_cancelled:
        registrations.leave(held, Registration.Status.EXPIRED, event, now)
        held, theirs = [], []
    if lost and event.takes_place and registrations.take_again(lost, event):
        held += lost
        theirs += lost
    registrations.paid(held, now)
    rest = payment.amount_cents - sum(row.price_cents for row in theirs)
    if rest:
        # What goes back pays for nothing: who sits there still, or again, owes it again.
        payment.registrations.exclude(pk__in=[row.pk for row in theirs]).update(payment=None)
        promise(payment, None, rest, because="seat lost", now=now, key=f"lost:{payment.pk}")
        attend(
            event=event,
            order=payment.order,
            kind="paid-too-late",
            key=f"paid-too-late:{payment.pk}",
            now=now,
            amount=plain(rest, payment.currency),
        )
    return rest


@transaction.atomic
def heard_before(*, payment: Payment, now: dt.datetime) -> None:
    """What Stripe told of this payment before it was known here takes effect now."""
    if payment.intent_id:
        for event in StripeEvent.objects.filter(about=payment.intent_id, early__isnull=False):
            thing = event.early or {}
            if event.kind.startswith("charge.dispute."):
                disputed(payment=payment, dispute=thing, now=now)
            else:
                found(payment=payment, answer=gateway.money_back(thing), now=now)


@transaction.atomic
def record(*, order: Order, method: str, by: Any, now: dt.datetime, cents: int | None = None) -> Payment:
    """A treasurer saw the money on the account, or took it at the door: `cents` of it, if they say so.

    Money that comes after the hold has ended is taken all the same: for the seats if they are free, else it is to be
    paid back. Raises NothingToPay, WrongAmount.
    """
    event = seats.lock(order.event_id)
    word = event.seats_word(now)
    try:
        payment = _begin(order, method, now)
    except NothingToPay:
        payment = _begin_late(order, method, now)
    if cents is not None and cents != payment.amount_cents:
        raise WrongAmount(payment.amount_cents)
    _mark_paid(payment, now)
    given_back = _take_effect(payment, event, now)
    audit.note(
        by=by,
        verb="record payment",
        thing=payment,
        cents=payment.amount_cents,
        method=method,
        given_back=given_back,
    )
    seats.tell_pages(event, now, word_before=word)
    return payment


def _begin_late(order: Order, method: str, now: dt.datetime) -> Payment:
    lost = rows_lost(order)
    due = sum(row.price_cents for row in lost)
    if not due:
        raise NothingToPay
    payment = Payment.objects.create(
        order=order, method=method, amount_cents=due, currency=order.currency, created_at=now
    )
    Registration.objects.filter(pk__in=[row.pk for row in lost]).update(payment=payment)
    return payment


def _mark_paid(payment: Payment, now: dt.datetime, **facts: Any) -> None:
    payment.status, payment.paid_at = Status.PAID, now
    for name, value in facts.items():
        setattr(payment, name, value)
    payment.save()
    invoices.issue(payment=payment, now=now)


def _supersede(payment: Payment, now: dt.datetime) -> None:
    """Closed here at once, and at Stripe as soon as this has been written: nobody pays there for what is settled
    otherwise."""
    _close(payment, now)
    _close_there(payment)


def _close_there(payment: Payment) -> None:
    if payment.method == Payment.Method.CARD:
        outbox.put("booking.close_page", {"payment": payment.pk})


@transaction.atomic
def close_pages(*, event: Event, now: dt.datetime) -> None:
    """Of an event that was cancelled: nobody pays for it any more."""
    for payment in Payment.objects.filter(order__event=event, status=Status.OPEN):
        _supersede(payment, now)


def close_page(*, payment: Payment, now: dt.datetime) -> str:
    """Ends the page of a payment that was superseded; paid meanwhile, it is settled as any other. Asks Stripe."""
    if payment.status != Status.CLOSED or not payment.session_id:
        return "nothing to close"  # a page that is not known yet is closed when it is
    page = _closed_page(payment.session_id)
    if page is not None and page.is_paid:
        return settle(payment=payment, page=page, now=now)
    return "closed"


def _close(payment: Payment, now: dt.datetime) -> None:
    payment.status = Status.CLOSED
    payment.save(update_fields=["status"])
    audit.note(by=None, verb="close payment", thing=payment)
