"""What is to be paid for an order, what was lost of it, and what was kept of what was paid."""

from collections.abc import Iterable, Sequence

from django.db.models import Sum

from events.booking.models import Order, Payment, Registration

PAID = Payment.Status.PAID


def due_cents(order: Order) -> int:
    """What is still to be paid for what the order holds."""
    return order.registrations.to_pay().aggregate(cents=Sum("price_cents"))["cents"] or 0


def late_cents(order: Order) -> int:
    """What may still come for seats whose hold has ended."""
    return sum(row.price_cents for row in rows_lost(order))


def kept_cents(payments: Iterable[Payment]) -> int:
    """What came in and was not promised back."""
    return sum(row.amount_cents - row.refunded_cents for row in payments if row.status == PAID)


def rows_to_pay(order: Order) -> list[Registration]:
    """Held or, to be paid at the door, confirmed; and no payment that was paid pays for it."""
    rows = Registration.objects.filter(order=order).select_related("payment")
    return [row for row in rows if row.takes_seat and (row.payment is None or row.payment.status != PAID)]


def rows_lost(order: Order) -> list[Registration]:
    rows = order.registrations.filter(status=Registration.Status.EXPIRED).select_related("payment")
    return [row for row in rows if row.payment is None or row.payment.status != PAID]


def with_ticket(rows: Sequence[Registration]) -> list[Registration]:
    """Of seats that were lost those that may be taken again: what was booked beside a ticket comes with it alone."""
    lost = {row.pk for row in rows}
    return [row for row in rows if not row.holder or row.holder_id in lost or row.holder.takes_seat]
