"""Giving money back. The row comes first, then Stripe is asked under the row's key, then the row is written again.

What Stripe says of a refund may come twice, late, or before its payment is known; the end is the same.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from core import audit, outbox
from events.booking import gateway
from events.booking.actions import invoice as invoices
from events.booking.actions import registration as registrations
from events.booking.actions.attention import attend
from events.booking.models import Payment, Refund, Registration, Terms
from events.booking.rules.money import plain
from events.models import Event

Status = Refund.Status
FAILED_THERE = {"failed", "canceled"}


class TooMuch(Exception):
    """More than is left of the payment."""


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
    refund, new = promise(payment, registration, cents, because=because, now=now, key=key)
    if new:
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
            if row.payment and row.payment.status == Payment.Status.PAID:
                key, cents = f"seat:{row.payment_id}:{row.pk}", owed_cents(row)
                try:
                    if cents:
                        promise(row.payment, row, cents, because="cancelled", now=now, key=key)
                except TooMuch:  # a treasurer gave some of it back before
                    attend(
                        event=cancelled.event,
                        order=row.payment.order,
                        kind="refund-unclear",
                        key=f"refund-unclear:{row.pk}",
                        now=now,
                        amount=plain(cents, row.payment.currency),
                    )
    return cancelled


def owed_cents(registration: Registration) -> int:
    """What of a seat's price has not gone back for it yet, nor is on its way."""
    gone = registration.refunds.filter(payment=registration.payment_id).exclude(status=Status.FAILED)
    return max(0, registration.price_cents - (gone.aggregate(cents=Sum("amount_cents"))["cents"] or 0))


def give_back_event(*, event: Event, by: Any, now: dt.datetime) -> int:
    """Everything that was paid for an event goes back, payment by payment: begun twice it is done once."""
    given = 0
    for payment in Payment.objects.filter(order__event=event, status=Payment.Status.PAID):
        left = payment.amount_cents - payment.refunded_cents
        if left:
            # A refund that failed is not the one that is asked for now.
            key = f"event:{payment.pk}:{payment.refunds.count()}"
            try:
                give_back(payment=payment, cents=left, key=key, by=by, now=now, because="event")
            except TooMuch:  # somebody else gave it back at this instant
                continue
            given += 1
    return given


def send(*, refund: Refund, now: dt.datetime) -> str:
    """Asks Stripe to send a refund on its way, and writes what it said. Raises gateway.NotNow."""
    if refund.status != Status.PENDING or refund.stripe_id:
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
    """What Stripe says of a refund of ours. What failed stays so, and what is done may only fail."""
    refund = _locked(refund)
    if answer.status in FAILED_THERE:
        return failed(refund=refund, said=answer.status, now=now, stripe_id=answer.refund_id)
    if answer.status == "succeeded":
        # Where it failed after all, its note was written before that, or is now: one end, whatever came first.
        invoices.credit(refund=refund, now=now)
    if refund.status != Status.PENDING:
        return refund.status
    refund.stripe_id = answer.refund_id
    if answer.status == "succeeded":
        refund.status, refund.done_at = Status.DONE, now
    refund.save()
    return refund.status


@transaction.atomic
def failed(*, refund: Refund, said: str, now: dt.datetime, stripe_id: str | None = None) -> str:
    """The money did not go: it is the payment's again, and a treasurer is told."""
    refund = _locked(refund)
    if refund.status == Status.FAILED:
        return refund.status
    refund.status, refund.done_at = Status.FAILED, None
    refund.stripe_id = stripe_id or refund.stripe_id
    refund.save()
    left = F("refunded_cents") - refund.amount_cents
    Payment.objects.filter(pk=refund.payment_id).update(refunded_cents=left)
    _tell_failed(refund, said, now)
    return refund.status


@transaction.atomic
def paid_back_by_hand(*, refund: Refund, by: Any, now: dt.datetime) -> Refund:
    """A treasurer sent the money by bank, or handed it over."""
    refund = _locked(refund)
    if refund.status == Status.PENDING and refund.payment.method != Payment.Method.CARD:
        refund.status, refund.done_at = Status.DONE, now
        refund.save(update_fields=["status", "done_at"])
        invoices.credit(refund=refund, now=now)
        audit.note(by=by, verb="paid back", thing=refund, cents=refund.amount_cents)
    return refund


@transaction.atomic
def found(*, payment: Payment, answer: gateway.MoneyBack, now: dt.datetime) -> Refund | None:
    """Stripe tells of a refund: one of ours, or one that somebody made there. None where it is not to be believed."""
    Payment.objects.select_for_update(no_key=True).get(
        pk=payment.pk
    )  # two news of one refund, one after the other
    ours = Refund.objects.filter(key=answer.key, payment=payment).first() if answer.key else None
    ours = ours or Refund.objects.filter(stripe_id=answer.refund_id).first()
    if ours is not None:
        if ours.payment_id == payment.pk:
            sent(refund=ours, answer=answer, now=now)
        return ours
    refund, key = None, f"stripe:{answer.refund_id}"
    if answer.status in FAILED_THERE:
        # Kept, so that older news of it, when it comes, find that it has failed.
        refund = Refund.objects.create(
            payment=payment,
            amount_cents=answer.amount_cents,
            status=Status.FAILED,
            key=key,
            stripe_id=answer.refund_id,
            because=MADE_AT_STRIPE,
            created_at=now,
        )
        _tell_failed(refund, answer.status, now)
    else:
        try:
            refund, _new = promise(
                payment,
                None,
                answer.amount_cents,
                because=MADE_AT_STRIPE,
                now=now,
                key=key,
                stripe_id=answer.refund_id,
            )
            sent(refund=refund, answer=answer, now=now)
        except TooMuch:
            refund = None
    kind = "refund-unknown" if refund is None else "refund-at-stripe"
    attend(
        event=payment.order.event,
        order=payment.order,
        kind=kind,
        key=f"{kind}:{answer.refund_id}",
        now=now,
        amount=plain(answer.amount_cents, answer.currency),
    )
    return refund


MADE_AT_STRIPE = "made at Stripe"


def disputed(*, payment: Payment, dispute: dict[str, Any], now: dt.datetime) -> None:
    """The buyer's bank asks for the money. Stripe wants an answer by its own desk."""
    attend(
        event=payment.order.event,
        order=payment.order,
        kind="disputed",
        key=f"disputed:{dispute['id']}",
        now=now,
        said=str(dispute.get("reason", ""))[:100],
        amount=plain(payment.amount_cents, payment.currency),
    )


def promise(
    payment: Payment,
    registration: Registration | None,
    cents: int,
    *,
    because: str,
    now: dt.datetime,
    key: str,
    stripe_id: str | None = None,
) -> tuple[Refund, bool]:
    """The row of a refund, and whether it is new, within the caller's transaction. Raises TooMuch.

    Money that came by card is sent by the outbox; of other money a treasurer says when it was paid back.
    """
    Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    if (known := Refund.objects.filter(key=key).first()) is not None:
        return known, False
    left = Payment.objects.filter(
        pk=payment.pk, status=Payment.Status.PAID, amount_cents__gte=F("refunded_cents") + cents
    )
    if cents <= 0 or not left.update(refunded_cents=F("refunded_cents") + cents):
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
    return refund, True


def _locked(refund: Refund) -> Refund:
    Payment.objects.select_for_update(no_key=True).get(pk=refund.payment_id)  # first, as all who hold both do
    rows = Refund.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("payment__order__event").get(pk=refund.pk)


def _tell_failed(refund: Refund, said: str, now: dt.datetime) -> None:
    payment = refund.payment
    attend(
        event=payment.order.event,
        order=payment.order,
        kind="refund-failed",
        key=f"refund-failed:{refund.pk}",
        now=now,
        said=said[:300],
        amount=plain(refund.amount_cents, payment.currency),
    )
