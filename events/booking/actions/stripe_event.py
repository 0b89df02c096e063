"""What Stripe tells us. Each event takes effect once, in the transaction that writes it down; any order will do."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from events.booking import gateway
from events.booking.actions import payment as payments
from events.booking.actions.attention import attend
from events.booking.models import Payment, StripeEvent

PAID = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
NOT_PAID = {"checkout.session.expired", "checkout.session.async_payment_failed"}
REFUND = {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"}


def take(*, event: dict[str, Any], now: dt.datetime) -> str:
    """Lets a signed event take effect. Says what came of it; “known” the second time."""
    try:
        with transaction.atomic():
            known, new = StripeEvent.objects.get_or_create(
                pk=event["id"], defaults={"kind": event["type"][:80], "said": "", "received_at": now}
            )
            if not new:
                return "known"
            known.said, known.about, known.early = _effect(event["type"], event["data"]["object"], now)
            known.save()
            return known.said
    except IntegrityError:  # the same event at the same instant: the other one stands
        return "known"


def _effect(kind: str, thing: dict[str, Any], now: dt.datetime) -> tuple[str, str, dict[str, Any] | None]:
    """(what came of it, what it is about, what must be looked at again once its payment is known)"""
    if kind in PAID | NOT_PAID:
        page = gateway.page_in(thing)
        payment = _of_page(page)
        if payment is None:
            return "no payment of ours", page.session_id, None
        if kind in PAID:
            return payments.settle(payment=payment, page=page, now=now), page.session_id, None
        if payment.status == Payment.Status.OPEN:
            payments.release(order=payment.order, now=now)
            return "released", page.session_id, None
        return "settled already", page.session_id, None
    if kind in REFUND:
        answer = gateway.money_back(thing)
        payment = Payment.objects.select_related("order__event").filter(intent_id=answer.intent_id).first()
        if payment is None:
            return "too early", answer.intent_id, thing
        payments.found(payment=payment, answer=answer, now=now)
        return "refund written", answer.intent_id, None
    if kind == "charge.dispute.created":
        payment = Payment.objects.filter(intent_id=thing.get("payment_intent")).first()
        if payment is not None:
            attend(
                event=payment.order.event,
                order=payment.order,
                kind="disputed",
                key=f"disputed:{thing['id']}",
                now=now,
                because=str(thing.get("reason", ""))[:100],
            )
            return "put on the list", thing["id"], None
    return "of no concern", str(thing.get("id", ""))[:255], None


def _of_page(page: gateway.Page) -> Payment | None:
    """By the key that we gave the page, for the event may come before we wrote its id down."""
    payments_ = Payment.objects.select_related("order__event")
    try:
        found = payments_.filter(key=page.key).first() if page.key else None
    except ValueError:
        found = None
    return found or payments_.filter(session_id=page.session_id).first()
