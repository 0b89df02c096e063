"""An event's money, as a treasurer reads it: figures, lists, tables for a spreadsheet."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.words import having
from events.booking.models import Invoice, Order, Payment, Refund, Registration
from events.booking.rules.money import as_decimal
from events.models import Event

EACH = 500
Rows = TypeVar("Rows", bound="QuerySet[Any]")

# What stands on the list, and what to do about it.
TROUBLES = {
    "wrong-amount": (
        gettext_lazy("Another amount was paid than was asked for"),
        gettext_lazy("Nothing was confirmed. Look at the payment at Stripe, and send it back there."),
    ),
    "paid-twice": (
        gettext_lazy("Paid twice"),
        gettext_lazy("The second payment goes back by itself."),
    ),
    "paid-too-late": (
        gettext_lazy("Paid after the seat was gone"),
        gettext_lazy(
            "The money goes back: by itself where it came by card, else by you. Write to the buyer."
        ),
    ),
    "refund-asked": (
        gettext_lazy("An organizer cancelled a seat and asks for its money to go back"),
        gettext_lazy("The terms do not promise it any more: decide, and send it back from its payment."),
    ),
    "refund-failed": (
        gettext_lazy("Money could not be sent back"),
        gettext_lazy("The payment has it again. Send it once more, or by another way."),
    ),
    "refund-unclear": (
        gettext_lazy("A seat was given up whose money had gone back in part"),
        gettext_lazy("Decide what of it is still to go back."),
    ),
    "refund-at-stripe": (
        gettext_lazy("Money was sent back at Stripe's own desk"),
        gettext_lazy("It stands in the books. The seat is not cancelled by it."),
    ),
    "refund-unknown": (
        gettext_lazy("More went back at Stripe than the payment has left"),
        gettext_lazy("Compare the payment's refunds here and there."),
    ),
    "disputed": (
        gettext_lazy("The buyer's bank asks for the money"),
        gettext_lazy("Answer at Stripe's desk before its date."),
    ),
    "payment-unknown": (
        gettext_lazy("Stripe has a payment for this event that nobody knows here"),
        gettext_lazy("Find the buyer at Stripe; book by hand, or send it back there."),
    ),
}


def trouble(kind: str) -> tuple[str, str]:
    """(what it is, what to do), for people."""
    what, todo = TROUBLES.get(kind, (kind, ""))
    return str(what), str(todo)


def having_order(rows: Rows, words: str, before: str = "") -> Rows:
    """Those whose order (`before`: the way to it) has this reference, else these words in the buyer's name, company or
    e-mail."""
    number = Order.number_in(words)
    if number is not None:
        return rows.filter(**{f"{before}pk": number})
    return having(rows, words, f"{before}name", f"{before}company", f"{before}email")


def payments_of(event: Event) -> "QuerySet[Payment]":
    """Newest first, with all that a list of them shows: so many queries for one as for a thousand."""
    rows = Payment.objects.filter(order__event=event).select_related("order", "invoice__seller")
    return rows.order_by("-created_at", "-pk")


def orders_of(event: Event) -> Any:
    """Orders of something that costs, oldest first, each with `due_cents`."""
    seats = Registration.objects.to_pay().filter(order=OuterRef("pk"))
    due = seats.order_by().values("order").annotate(cents=Sum("price_cents")).values("cents")
    rows = Order.objects.filter(event=event).exclude(currency="")
    return rows.annotate(due_cents=Coalesce(Subquery(due), 0)).order_by("created_at", "pk")


def open_orders_of(event: Event) -> "QuerySet[Order]":
    """Those with seats that are still to be paid."""
    return orders_of(event).filter(due_cents__gt=0)


def figures(event: Event) -> list[dict[str, Any]]:
    """For each currency: what came in, went back, is on its way back, is kept and still open."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    paid = Payment.objects.filter(order__event=event, status=Payment.Status.PAID)
    sums = paid.order_by().values("currency")
    for row in sums.annotate(came=Sum("amount_cents"), kept=Sum(F("amount_cents") - F("refunded_cents"))):
        found[row["currency"]].update(came=row["came"], kept=row["kept"])
    back = Refund.objects.filter(payment__order__event=event).order_by().values("payment__currency")
    done, pending = (
        Sum(Case(When(status=status, then="amount_cents"), default=0))
        for status in (Refund.Status.DONE, Refund.Status.PENDING)
    )
    for gone in back.annotate(done=done, pending=pending):
        found[gone["payment__currency"]].update(back=gone["done"], pending=gone["pending"])
    seats = Registration.objects.to_pay().filter(event=event)
    for due in seats.order_by().values("order__currency").annotate(cents=Sum("price_cents")):
        found[due["order__currency"]].update(open=due["cents"])
    return [{"currency": currency, **sums} for currency, sums in sorted(found.items())]


FIGURES = ("came", "back", "pending", "kept", "open")


def payments_table(rows: "QuerySet[Payment]") -> Iterator[list[str | Decimal]]:
    """The head, then a line for each payment. Amounts are numbers, in their currency's own unit."""
    yield [
        _("Begun"), _("Paid"), _("Buyer"), _("E-mail"), _("How"), _("Status"), _("Currency"), _("Amount"),
        _("Gone back"), _("Kept"), _("Invoice"), _("Stripe"),
    ]  # fmt: skip
    for row in rows.iterator(chunk_size=EACH):
        kept = row.amount_cents - row.refunded_cents if row.status == Payment.Status.PAID else 0
        invoice = getattr(row, "invoice", None)
        yield [
            row.created_at.isoformat(timespec="seconds"),
            row.paid_at.isoformat(timespec="seconds") if row.paid_at else "",
            row.order.name,
            row.order.email,
            row.get_method_display(),
            row.get_status_display(),
            row.currency,
            as_decimal(row.amount_cents, row.currency),
            as_decimal(row.refunded_cents, row.currency),
            as_decimal(kept, row.currency),
            invoice.label if invoice else "",
            row.intent_id or "",
        ]


def invoices_table(event: Event) -> Iterator[list[str | Decimal]]:
    """The head, then a line for each invoice and credit note, in the order of their numbers."""
    yield [
        _("Number"), _("Kind"), _("Date"), _("Recipient"), _("Currency"), _("Gross"), _("Tax"), _("Net"),
        _("Cancels"),
    ]  # fmt: skip
    rows = Invoice.objects.filter(order__event=event).select_related("seller", "cancels__seller")
    for row in rows.order_by("seller", "number").iterator(chunk_size=EACH):
        yield [
            row.label,
            row.get_kind_display(),
            row.issued_on.isoformat(),
            row.content["recipient"]["name"],
            row.currency,
            as_decimal(row.gross_cents, row.currency),
            as_decimal(row.tax_cents, row.currency),
            as_decimal(row.gross_cents - row.tax_cents, row.currency),
            row.cancels.label if row.cancels else "",
        ]
