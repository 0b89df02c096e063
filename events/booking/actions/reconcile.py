"""Stripe is asked what it knows, and every gap between its books and ours is closed. Again, nothing is left to do."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from events.booking import gateway
from events.booking.actions import payment as payments
from events.booking.actions import refund as refunds
from events.booking.actions.attention import attend
from events.booking.models import Payment, Refund
from events.booking.rules.money import plain
from events.models import Event

NEW, CHANGED, UNCHANGED, SKIPPED = "new", "changed", "unchanged", "skipped"
AWAY = dt.timedelta(minutes=2)
"""What is younger may be under way at this very moment."""


@dataclass(frozen=True)
class Line:
    """What was found of one page or refund, and what came of it."""

    outcome: str
    about: str
    said: str


def reconcile(*, since: dt.datetime, now: dt.datetime) -> Iterator[Line]:
    """Line by line, as it is done. Asks Stripe, so it is called outside any transaction. Raises gateway.NotNow."""
    seen: set[str] = set()
    for page in gateway.pages(since):
        seen.add(page.session_id)
        yield _page(page, now)
    # What is open here and was begun before that: asked for one by one.
    for payment in _open_here(now):
        if payment.session_id and payment.session_id not in seen:
            try:
                yield _page(gateway.page(payment.session_id), now)
            except gateway.Unknown:
                payments.release(order=payment.order, now=now)
                yield Line(CHANGED, payment.session_id, "not known at Stripe: released")
    # What was sent and not heard of is found before it is sent again.
    found: set[str] = set()
    for answer in gateway.refunds(since):
        found.add(answer.refund_id)
        yield _refund(answer, now)
    for refund in _pending_here(now):
        if refund.stripe_id not in found:
            yield _pending(refund, now)


def _open_here(now: dt.datetime) -> Iterator[Payment]:
    rows = Payment.objects.filter(
        status=Payment.Status.OPEN, method=Payment.Method.CARD, created_at__lt=now - AWAY
    )
    return rows.select_related("order__event").iterator()


def _pending_here(now: dt.datetime) -> Iterator[Refund]:
    rows = Refund.objects.filter(
        status=Refund.Status.PENDING, payment__method=Payment.Method.CARD, created_at__lt=now - AWAY
    )
    return rows.select_related("payment__order__event").iterator()


def _page(page: gateway.Page, now: dt.datetime) -> Line:
    about = page.session_id
    if not page.key:
        return Line(SKIPPED, about, "none of ours")
    payment = _payment_of(page)
    if payment is None:
        return _unknown(page, now)
    if page.is_paid:
        said = payments.settle(payment=payment, page=page, now=now)
        if said == "known":
            return Line(UNCHANGED, about, "paid")
        return Line(SKIPPED if said == "wrong amount" else CHANGED, about, said)
    if page.status == "open":
        if payment.status == Payment.Status.OPEN:
            if payment.session_id == page.session_id:
                return Line(UNCHANGED, about, "open")
            payments.opened(payment=payment, page=page)
            return Line(CHANGED, about, "open: its answer was lost")
        if gateway.close_page(page.session_id).is_paid:
            return _page(gateway.page(page.session_id), now)
        return Line(CHANGED, about, "ended there, as it is here")
    if page.status == "expired" and payment.status == Payment.Status.OPEN and payment.session_id == about:
        payments.release(order=payment.order, now=now)
        return Line(CHANGED, about, "released")
    return Line(UNCHANGED, about, page.status)


def _payment_of(page: gateway.Page) -> Payment | None:
    mine = Q(session_id=page.session_id)
    with suppress(ValueError):
        mine |= Q(key=UUID(page.key))
    # A second page of one payment stands as a payment of its own.
    rows = Payment.objects.filter(mine).select_related("order__event")
    return min(rows, key=lambda row: row.session_id != page.session_id, default=None)


def _unknown(page: gateway.Page, now: dt.datetime) -> Line:
    """Made by us, says the page, and we know nothing of it: a database older than the money in it."""
    if not page.is_paid:
        return Line(SKIPPED, page.session_id, "not known here, not paid")
    amount = plain(page.amount_cents, page.currency)
    event = Event.objects.filter(slug=page.event).first()
    if event is None:
        return Line(SKIPPED, page.session_id, f"PAID {amount} AND NOT KNOWN HERE")
    key = f"payment-unknown:{page.session_id}"
    known = event.attentions.filter(key=key).exists()
    attend(event=event, kind="payment-unknown", key=key, now=now, amount=amount, said=page.session_id)
    return Line(UNCHANGED if known else NEW, page.session_id, f"paid {amount}, not known here: on the list")


def _refund(answer: gateway.MoneyBack, now: dt.datetime) -> Line:
    payment = Payment.objects.filter(intent_id=answer.intent_id).select_related("order__event").first()
    if payment is None:
        return Line(SKIPPED, answer.refund_id, "of a payment that is not known here")
    before = payment.refunds.filter(Q(stripe_id=answer.refund_id) | Q(key=answer.key or "-")).first()
    after = refunds.found(payment=payment, answer=answer, now=now)
    if after is None:
        return Line(SKIPPED, answer.refund_id, "more than is left of its payment: on the list")
    after.refresh_from_db()
    if before is None:
        return Line(NEW, answer.refund_id, "made at Stripe")
    same = (before.status, before.stripe_id) == (after.status, after.stripe_id)
    return Line(UNCHANGED if same else CHANGED, answer.refund_id, after.status)


def _pending(refund: Refund, now: dt.datetime) -> Line:
    about = refund.stripe_id or refund.key
    try:
        if refund.stripe_id:
            said = refunds.sent(refund=refund, answer=gateway.refund_now(refund.stripe_id), now=now)
        else:
            said = refunds.send(refund=refund, now=now)
    except (gateway.NotNow, gateway.Refused) as error:
        return Line(SKIPPED, about, str(error))
    return Line(UNCHANGED if said == Refund.Status.PENDING else CHANGED, about, said)
