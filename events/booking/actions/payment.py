"""Paying and giving back. What Stripe says is a fact that may come twice, late, or out of order.

Money moves in three steps, so that a process may die between any two of them: our row, Stripe's answer under the row's
key, our row again. Whatever was left half done is closed by the outbox, or by `reconcile_payments`.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from core import audit, outbox
from events.booking import gateway
from events.booking.actions import invoice as invoices
from events.booking.actions import registration as registrations
from events.booking.actions import seats
from events.booking.actions.attention import attend
from events.booking.actions.telling import tell
from events.booking.models import Order, Payment, Refund, Registration, StripeEvent, Terms
from events.booking.rules.money import plain

GRACE = dt.timedelta(minutes=5)
"""Seats are held so much longer than Stripe's page is open: what was paid in its last second still finds them."""

Status = Payment.Status


class NothingToPay(Exception):
    """All is paid, or nothing of the order is held any more."""


class TooMuch(Exception):
    """More than is left of the payment."""


@transaction.atomic
def begin(*, order: Order, method: str, now: dt.datetime) -> Payment:
    """The payment for all that the order holds, its seats bound to it. The same again while it is open.

    Raises NothingToPay.
    """
    seats.lock(order.event_id)
    order = Order.objects.get(pk=order.pk)
    held = _to_pay(order)
    due = sum(row.price_cents for row in held)
    if not due:
        raise NothingToPay
    open_one = order.payments.filter(status=Status.OPEN).first()
    if open_one is not None:
        if open_one.amount_cents == due and open_one.method == method:
            return open_one
        # Something of the order was cancelled or came up from the line since: another amount is another payment.
        _close(open_one, now)
    payment = Payment.objects.create(
        order=order, method=method, amount_cents=due, currency=order.currency, created_at=now
    )
    Registration.objects.filter(pk__in=[row.pk for row in held]).update(payment=payment)
    audit.note(by=None, verb="begin payment", thing=payment, cents=due, method=method)
    return payment


def page_for(*, order: Order, back_url: str, cancel_url: str, now: dt.datetime) -> str:
    """The address of Stripe's page for what is due. Asks Stripe, so it is called outside any transaction.

    Raises NothingToPay, gateway.NotNow, gateway.Refused; the seats stay held then, and one may try again.
    """
    payment = begin(order=order, method=Payment.Method.CARD, now=now)
    if payment.session_id and payment.expires_at and payment.expires_at > now:
        return payment.pay_url
    rows = payment.registrations.select_related("ticket_type")
    page = gateway.open_page(
        key=payment.key,
        lines=[
            gateway.Line(name=f"{row.ticket_type or ''} · {order.event.title}", cents=row.price_cents)
            for row in rows
            if row.price_cents
        ],
        currency=payment.currency,
        email=order.email,
        back_url=back_url,
        cancel_url=cancel_url,
        now=now,
        language=order.language[:2],
    )
    opened(payment=payment, page=page)
    return page.url


@transaction.atomic
def opened(*, payment: Payment, page: gateway.Page) -> None:
    """Stripe's page is known now; the seats are held for as long as it is open."""
    Payment.objects.filter(pk=payment.pk, status=Status.OPEN).update(
        session_id=page.session_id, pay_url=page.url, expires_at=page.expires_at
    )
    Registration.objects.filter(
        payment=payment, status=Registration.Status.HELD, held_until__lt=page.expires_at + GRACE
    ).update(held_until=page.expires_at + GRACE)


def stop(*, order: Order, now: dt.datetime) -> bool:
    """The buyer came back without paying, or the time is over: Stripe's page is closed, the seats go to the next.

    True where it was paid after all. Asks Stripe; raises gateway.NotNow, and then nothing is given up.
    """
    payment = order.payments.filter(status=Status.OPEN).first()
    if payment is not None and payment.session_id:
        page = gateway.close_page(payment.session_id)
        if page.is_paid:
            settle(payment=payment, page=page, now=now)
            return True
    release(order=order, now=now)
    return False


@transaction.atomic
def release(*, order: Order, now: dt.datetime) -> None:
    """Closes the open payment of an order, at Stripe closed already, and gives back what it held."""
    event = seats.lock(order.event_id)
    word = event.seats_word(now)
    payment = order.payments.filter(status=Status.OPEN).first()
    if payment is not None:
        _close(payment, now)
    rows = list(order.registrations.filter(status=Registration.Status.HELD).select_related("order", "holder"))
    if rows:
        registrations.leave(rows, Registration.Status.EXPIRED, event, now)
        tell([row for row in rows if row.email_confirmed_at], "expired")
        audit.note(by=None, verb="release", thing=order, seats=len(rows))
        seats.tell_pages(event, now, word_before=word)


@transaction.atomic
def settle(*, payment: Payment, page: gateway.Page, now: dt.datetime) -> str:
    """Stripe says that a page was paid. Says what came of it; the second time nothing does.

    Seats whose hold had ended are taken again if they are free, else that money goes back by itself.
    """
    event = seats.lock(payment.order.event_id)
    payment = Payment.objects.select_for_update(no_key=True).select_related("order").get(pk=payment.pk)
    if payment.status == Status.PAID:
        return "known"
    if not page.is_paid:
        return "not paid"
    if (page.amount_cents, page.currency) != (payment.amount_cents, payment.currency):
        attend(
            event=event,
            order=payment.order,
            kind="wrong-amount",
            key=f"wrong-amount:{page.session_id}",
            now=now,
            expected=plain(payment.amount_cents, payment.currency),
            paid=plain(page.amount_cents, page.currency or payment.currency),
        )
        return "wrong amount"
    word = event.seats_word(now)
    _mark_paid(payment, now, session_id=page.session_id, intent_id=page.intent_id or None)
    rows = list(payment.registrations.select_related("order"))
    held = [row for row in rows if row.status == Registration.Status.HELD]
    lost = [row for row in rows if row.status == Registration.Status.EXPIRED]
    if lost and event.takes_place and registrations.take_again(lost, event):
        held, lost = held + lost, []
    registrations.paid(held, now)
    # What no seat of theirs costs goes back at once: seats that were lost, or given up while Stripe was paid.
    rest = payment.amount_cents - sum(row.price_cents for row in held)
    if rest:
        _give_back(payment, None, rest, because="seat lost", now=now, key=f"lost:{payment.pk}")
        attend(
            event=event,
            order=payment.order,
            kind="paid-too-late",
            key=f"paid-too-late:{payment.pk}",
            now=now,
            amount=plain(rest, payment.currency),
        )
    for early in StripeEvent.objects.filter(about=page.intent_id, early__isnull=False):
        found(payment=payment, answer=gateway.money_back(early.early or {}), now=now)
    audit.note(by=None, verb="settle payment", thing=payment, seats=len(held), given_back=rest)
    seats.tell_pages(event, now, word_before=word)
    return "paid"


@transaction.atomic
def record(*, order: Order, method: str, by: Any, now: dt.datetime) -> Payment:
    """A treasurer saw the money on the account, or took it at the door. Raises NothingToPay."""
    event = seats.lock(order.event_id)
    word = event.seats_word(now)
    payment = order.payments.filter(status=Status.OPEN).first()
    if payment is None or payment.method != method:
        payment = begin(order=order, method=method, now=now)
    _mark_paid(payment, now)
    registrations.paid(
        payment.registrations.filter(status=Registration.Status.HELD).select_related("order"), now
    )
    audit.note(by=by, verb="record payment", thing=payment, cents=payment.amount_cents, method=method)
    seats.tell_pages(event, now, word_before=word)
    return payment


@transaction.atomic
def give_back(
    *,
    payment: Payment,
    cents: int,
    key: str,
    by: Any,
    now: dt.datetime,
    registration: Registration | None = None,
    because: str = "",
) -> Refund:
    """Money goes back: all of a payment or a part. The same key again is the same refund. Raises TooMuch.

    The seat is none of this: whoever is to lose it is cancelled.
    """
    refund = _give_back(payment, registration, cents, because=because, now=now, key=key)
    audit.note(by=by, verb="give back", thing=payment, cents=cents, because=because)
    return refund


@transaction.atomic
def give_up(*, registration: Registration, by: Any, now: dt.datetime) -> Registration:
    """Cancels a seat with what was booked beside it, and gives its money back where the terms promise that."""
    beside = registration.additions.standing()
    paid = [row for row in (registration, *beside) if row.payment_id and row.price_cents]
    cancelled = registrations.cancel(registration=registration, by=by, now=now)
    if cancelled.status != Registration.Status.CANCELLED or cancelled.cancelled_at != now:
        return cancelled
    if Terms.of(cancelled.event).gives_back(now):
        for row in paid:
            if row.payment and row.payment.status == Status.PAID:
                _give_back(row.payment, row, row.price_cents, because="cancelled", now=now)
    return cancelled


def give_back_event(*, event: Any, by: Any, now: dt.datetime) -> int:
    """Everything that was paid for an event goes back, payment by payment: begun twice it is done once."""
    given = 0
    for payment in Payment.objects.filter(order__event=event, status=Status.PAID).iterator():
        left = payment.amount_cents - payment.refunded_cents
        if left:
            give_back(
                payment=payment,
                cents=left,
                key=f"event:{payment.pk}:{payment.refunded_cents}",
                by=by,
                now=now,
                because="event",
            )
            given += 1
    return given


def send(*, refund: Refund, now: dt.datetime) -> str:
    """Asks Stripe to send a refund on its way, and writes what it said. Raises gateway.NotNow."""
    if refund.status != Refund.Status.PENDING or refund.stripe_id:
        return refund.status
    payment = refund.payment
    if payment.method != Payment.Method.CARD or not payment.intent_id:
        return refund.status  # a treasurer pays it back by hand, and says so
    try:
        answer = gateway.refund(intent_id=payment.intent_id, amount_cents=refund.amount_cents, key=refund.key)
    except gateway.Refused as refused:
        return failed(refund=refund, said=str(refused), now=now)
    return sent(refund=refund, answer=answer, now=now)


@transaction.atomic
def sent(*, refund: Refund, answer: gateway.MoneyBack, now: dt.datetime) -> str:
    """What Stripe says of a refund of ours."""
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund.pk)
    # What failed has failed, and what is done may only fail: news that overtook each other end the same.
    if refund.status == Refund.Status.FAILED or (
        refund.status == Refund.Status.DONE and answer.status not in {"failed", "canceled"}
    ):
        return refund.status
    if answer.status in {"failed", "canceled"}:
        return failed(refund=refund, said=answer.status, now=now, stripe_id=answer.refund_id)
    refund.stripe_id = answer.refund_id
    if answer.status == "succeeded":
        refund.status, refund.done_at = Refund.Status.DONE, now
        invoices.credit(refund=refund, now=now)
    refund.save()
    return refund.status


@transaction.atomic
def failed(*, refund: Refund, said: str, now: dt.datetime, stripe_id: str | None = None) -> str:
    """The money did not go: it is the payment's again, and a treasurer is told."""
    refund = (
        Refund.objects.select_for_update(no_key=True)
        .select_related("payment__order__event")
        .get(pk=refund.pk)
    )
    if refund.status == Refund.Status.FAILED:
        return refund.status
    refund.status = Refund.Status.FAILED
    refund.stripe_id = stripe_id or refund.stripe_id
    refund.save()
    Payment.objects.filter(pk=refund.payment_id).update(
        refunded_cents=F("refunded_cents") - refund.amount_cents
    )
    attend(
        event=refund.payment.order.event,
        order=refund.payment.order,
        kind="refund-failed",
        key=f"refund-failed:{refund.pk}",
        now=now,
        said=said[:300],
        amount=plain(refund.amount_cents, refund.payment.currency),
    )
    return refund.status


@transaction.atomic
def paid_back_by_hand(*, refund: Refund, by: Any, now: dt.datetime) -> Refund:
    """A treasurer sent the money by bank, or handed it over."""
    refund = Refund.objects.select_for_update(no_key=True).select_related("payment").get(pk=refund.pk)
    if refund.status == Refund.Status.PENDING and refund.payment.method != Payment.Method.CARD:
        refund.status, refund.done_at = Refund.Status.DONE, now
        refund.save(update_fields=["status", "done_at"])
        invoices.credit(refund=refund, now=now)
        audit.note(by=by, verb="paid back", thing=refund, cents=refund.amount_cents)
    return refund


@transaction.atomic
def found(*, payment: Payment, answer: gateway.MoneyBack, now: dt.datetime) -> Refund | None:
    """Stripe tells of a refund: one of ours, or one that somebody made there. None where it is not to be believed."""
    ours = Refund.objects.filter(key=answer.key).first() if answer.key else None
    ours = ours or Refund.objects.filter(stripe_id=answer.refund_id).first()
    if ours is not None:
        if ours.payment_id == payment.pk:
            sent(refund=ours, answer=answer, now=now)
        return ours
    if answer.status in {"failed", "canceled"}:
        return None
    try:
        refund = _give_back(
            payment,
            None,
            answer.amount_cents,
            because="made at Stripe",
            now=now,
            key=f"stripe:{answer.refund_id}",
            stripe_id=answer.refund_id,
        )
    except TooMuch:
        attend(
            event=payment.order.event,
            order=payment.order,
            kind="refund-unknown",
            key=f"refund-unknown:{answer.refund_id}",
            now=now,
            amount=plain(answer.amount_cents, answer.currency),
        )
        return None
    sent(refund=refund, answer=answer, now=now)
    attend(
        event=payment.order.event,
        order=payment.order,
        kind="refund-at-stripe",
        key=f"refund-at-stripe:{answer.refund_id}",
        now=now,
        amount=plain(answer.amount_cents, answer.currency),
    )
    return refund


def kept_cents(payments: Iterable[Payment]) -> int:
    """What came in and was not promised back."""
    return sum(row.amount_cents - row.refunded_cents for row in payments if row.status == Status.PAID)


def due_cents(order: Order) -> int:
    """What is still to be paid for what the order holds."""
    found = Registration.objects.filter(pk__in=[row.pk for row in _to_pay(order)])
    return found.aggregate(cents=Sum("price_cents"))["cents"] or 0


def _to_pay(order: Order) -> list[Registration]:
    """Held or, to be paid at the door, confirmed; and no payment that was paid pays for it."""
    rows = Registration.objects.filter(order=order).select_related("payment")
    return [
        row for row in rows if row.takes_seat and (row.payment is None or row.payment.status != Status.PAID)
    ]


def _mark_paid(payment: Payment, now: dt.datetime, **facts: Any) -> None:
    payment.status, payment.paid_at = Status.PAID, now
    for name, value in facts.items():
        setattr(payment, name, value)
    payment.save()
    invoices.issue(payment=payment, now=now)


def _close(payment: Payment, now: dt.datetime) -> None:
    payment.status = Status.CLOSED
    payment.save(update_fields=["status"])
    audit.note(by=None, verb="close payment", thing=payment)


def _give_back(
    payment: Payment,
    registration: Registration | None,
    cents: int,
    *,
    because: str,
    now: dt.datetime,
    key: str = "",
    stripe_id: str | None = None,
) -> Refund:
    key = key or f"seat:{payment.pk}:{registration.pk if registration else ''}"
    if (known := Refund.objects.filter(key=key).first()) is not None:
        return known
    left = Payment.objects.filter(
        pk=payment.pk, status=Status.PAID, amount_cents__gte=F("refunded_cents") + cents
    )
    if not left.update(refunded_cents=F("refunded_cents") + cents):
        raise TooMuch(_("So much is not left of this payment."))
    refund = Refund.objects.create(
        payment=payment,
        registration=registration,
        amount_cents=cents,
        key=key,
        because=because,
        stripe_id=stripe_id,
        created_at=now,
    )
    if payment.method == Payment.Method.CARD and stripe_id is None:
        outbox.put("booking.refund", {"refund": refund.pk}, key=f"booking.refund:{refund.pk}")
    return refund
