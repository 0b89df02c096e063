"""What Stripe tells us. Each event takes effect once, in the transaction that writes it down; any order will do."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.booking import gateway
from events.booking.actions import payment as payments
from events.booking.models import Payment, StripeEvent

PAID = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
NOT_PAID = {"checkout.session.expired", "checkout.session.async_payment_failed"}
REFUND = {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"}
DISPUTE = "charge.dispute.created"


def take(*, event: dict[str, Any], now: dt.datetime) -> str:
    """Lets a signed event take effect. Says what came of it; “known” the second time."""
    kind, thing = event["type"], event["data"]["object"]
    said = _take(event["id"], kind, thing, now)
    _meet(kind, thing, now)
    return said


def _take(pk: str, kind: str, thing: dict[str, Any], now: dt.datetime) -> str:
    try:
        with transaction.atomic():
            known, new = StripeEvent.objects.get_or_create(
                pk=pk, defaults={"kind": kind[:80], "said": "", "received_at": now}
            )
            if not new:
                return "known"
            known.said, known.about, known.early = _effect(kind, thing, now)
            known.save()
            return known.said
    except IntegrityError:
        if StripeEvent.objects.filter(pk=pk).exists():
            return "known"  # the same event at the same instant: the other one stands
        raise  # nothing was done: Stripe is to come again


def _meet(kind: str, thing: dict[str, Any], now: dt.datetime) -> None:
    """A payment and a refund of it may be told at the same instant, neither transaction seeing the other: whichever
    ends last sees both here, after its end. Where the process dies before that, Stripe tells it again."""
    intent = str(thing.get("payment_intent") or "")
    if intent and (kind in PAID or kind in REFUND or kind == DISPUTE):
        payment = Payment.objects.select_related("order__event").filter(intent_id=intent).first()
        if payment is not None:
            payments.heard_before(payment=payment, now=now)


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
    if kind in REFUND or kind == DISPUTE:
        intent = str(thing.get("payment_intent") or "")[:255]
        payment = Payment.objects.select_related("order__event").filter(intent_id=intent).first()
        if payment is None:
            return "too early", intent, thing
        if kind == DISPUTE:
            payments.disputed(payment=payment, dispute=thing, now=now)
            return "put on the list", intent, None
        payments.found(payment=payment, answer=gateway.money_back(thing), now=now)
        return "refund written", intent, None
    return "of no concern", str(thing.get("id", ""))[:255], None


def _of_page(page: gateway.Page) -> Payment | None:
    """By the key that we gave the page, for the event may come before we wrote its id down."""
    payments_ = Payment.objects.select_related("order__event")
    try:
        found = payments_.filter(key=page.key).first() if page.key else None
    except (ValueError, ValidationError):  # a key that is none
        found = None
    return found or payments_.filter(session_id=page.session_id).first()
