"""Invoices and credit notes: numbered without a gap for each seller, fixed for good once they are written."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Sum

from events.booking.models import Invoice, Payment, Refund, Seller, Terms
from events.booking.rules.money import spread, tax_within


@transaction.atomic
def issue(*, payment: Payment, now: dt.datetime) -> Invoice | None:
    """The invoice of a payment; the one that stands where there is one. None where the event has no seller."""
    if (known := Invoice.objects.filter(payment=payment).first()) is not None:
        return known
    order = payment.order
    seller = Terms.of(order.event).seller
    if seller is None:
        return None
    rows = payment.registrations.select_related("ticket_type").order_by("pk")
    lines: list[dict[str, Any]] = [
        {
            "text": f"{row.ticket_type or ''} · {order.event.title}",
            "name": row.name,
            "gross_cents": row.price_cents,
            "tax_percent": str(row.tax_percent),
            "tax_cents": tax_within(row.price_cents, row.tax_percent),
        }
        for row in rows
        if row.price_cents
    ]
    if rest := payment.amount_cents - sum(line["gross_cents"] for line in lines):
        # What was given up while it was being paid for: it goes back by a credit note of its own.
        lines.append(
            {
                "text": order.event.title,
                "name": "",
                "gross_cents": rest,
                "tax_percent": "0",
                "tax_cents": 0,
            }
        )
    return _write(seller, Invoice.Kind.INVOICE, payment, lines, now, payment=payment)


@transaction.atomic
def credit(*, refund: Refund, now: dt.datetime) -> Invoice | None:
    """The credit note of a refund, taxed as what it is for was. The payment is locked: each note of it says what those
    before it left."""
    if (known := Invoice.objects.filter(refund=refund).first()) is not None:
        return known
    invoice = Invoice.objects.select_related("seller").filter(payment=refund.payment_id).first()
    if invoice is None:
        return None
    cents = refund.amount_cents
    # What the notes of this invoice say together is what went back. The note of a refund that was done and failed
    # afterwards stands for the next one, which has a note of its own about the difference alone.
    if refund.status != Refund.Status.FAILED and (said := _said_in_vain(invoice)):
        cents -= said
        if not cents:
            note = invoice.credit_notes.filter(refund__status=Refund.Status.FAILED).latest("number")
            note.refund = refund
            note.save(update_fields=["refund"])
            return note
    lines = _shares(invoice, refund, cents)
    return _write(
        invoice.seller, Invoice.Kind.CREDIT, refund.payment, lines, now, refund=refund, cancels=invoice
    )


def _said_in_vain(invoice: Invoice) -> int:
    """How much more the credit notes say than went back."""
    said = invoice.credit_notes.aggregate(cents=Sum("gross_cents"))["cents"] or 0
    went = Refund.objects.filter(
        payment=invoice.payment_id, status=Refund.Status.DONE, credit_note__isnull=False
    )
    return -said - (went.aggregate(cents=Sum("amount_cents"))["cents"] or 0)


def _shares(invoice: Invoice, refund: Refund, cents: int) -> list[dict[str, Any]]:
    """The part of each tax rate in an amount that goes back: first of the seat that it is for, then of what was paid
    for no seat that stands, then of all. The note that takes the last of a rate takes what rounding left of its tax."""
    gross, tax = Counter[str](), Counter[str]()
    for row in (invoice, *invoice.credit_notes.all()):
        for line in row.content["lines"]:
            gross[line["tax_percent"]] += line["gross_cents"]
            tax[line["tax_percent"]] += line["tax_cents"]
    if cents < 0:  # less went back than was said
        parts = {percent: -part for percent, part in spread(-cents, (), _said(invoice)).items()}
    else:
        seat, standing = refund.registration, Counter[str]()
        for stands in refund.payment.registrations.seated():
            standing[str(stands.tax_percent)] += stands.price_cents
        of_seat = {str(seat.tax_percent): seat.price_cents} if seat else {}
        parts = spread(cents, (of_seat, gross - standing), gross)
    return [
        {
            "text": "",
            "name": "",
            "gross_cents": -part,
            "tax_percent": percent,
            "tax_cents": -(tax[percent] if part == gross[percent] else tax_within(part, Decimal(percent))),
        }
        for percent, part in parts.items()
    ]


def _said(invoice: Invoice) -> Counter[str]:
    """How much of each tax rate the credit notes have taken."""
    lines = [line for note in invoice.credit_notes.all() for line in note.content["lines"]]
    said = Counter[str]()
    for line in lines:
        said[line["tax_percent"]] -= line["gross_cents"]
    return said


def _write(
    seller: Seller,
    kind: str,
    paid: Payment,
    lines: list[dict[str, Any]],
    now: dt.datetime,
    **about: Any,
) -> Invoice:
    # The number is taken in the transaction that writes the invoice: a rollback gives it back, so no gap arises.
    Seller.objects.filter(pk=seller.pk).update(last_number=F("last_number") + 1)
    seller.refresh_from_db(fields=["last_number"])
    order = paid.order
    return Invoice.objects.create(
        seller=seller,
        number=seller.last_number,
        kind=kind,
        order=order,
        issued_on=now.astimezone(order.event.zone).date(),
        currency=paid.currency,
        gross_cents=sum(line["gross_cents"] for line in lines),
        tax_cents=sum(line["tax_cents"] for line in lines),
        content={
            "seller": {
                "name": seller.name,
                "address": seller.address,
                "tax_id": seller.tax_id,
                "bank_details": seller.bank_details,
                "footer": seller.footer,
            },
            "recipient": {
                "name": order.company or order.name,
                "person": order.name if order.company else "",
                "address": order.invoice_address,
            },
            "event": {"title": order.event.title, "starts_at": order.event.starts_at.isoformat()},
            "method": paid.method,
            "paid_at": paid.paid_at.isoformat() if paid.paid_at else "",
            "lines": lines,
        },
        **about,
    )
