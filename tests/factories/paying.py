"""What costs something: an event with a seller, ticket types, orders of so many seats."""

import itertools
from typing import Any

from core import outbox
from core.clock import now
from events.booking import gateway
from events.booking.actions import order as ordering
from events.booking.actions import payment as payments
from events.booking.models import Order, Payment, Seller, Terms, TicketType
from events.models import Event
from tests.factories.events import make_event
from tests.fakes.stripe import Stripe

_n = itertools.count(1)


def make_paid_event(*, price: int = 4500, currency: str = "EUR", tax: int = 19, **fields: Any) -> Event:
    """Tickets of one type, sold by a seller, paid by card, transfer or at the door."""
    terms = {name: fields.pop(name) for name in ("refunds_until",) if name in fields}
    event = make_event(**fields)
    n = next(_n)
    seller = Seller.objects.create(name=f"Seller {n}", address="Way 1\nTown", prefix=f"S{n}")
    Terms.objects.create(
        event=event, currency=currency, seller=seller, by_transfer=True, at_door=True, **terms
    )
    TicketType.objects.create(event=event, name="Standard", price_cents=price, tax_percent=tax)
    return event


def order_seats(event: Event, seats: int = 1, *, email: str = "", **how: Any) -> Order:
    """An order by the action, to be paid by card unless told otherwise."""
    wish = ordering.Wish(
        name="Ada Ash",
        email=email or f"buyer{next(_n)}@people.example",
        guests=tuple(ordering.Guest() for _ in range(seats)),
        ticket_type=event.ticket_types.get().pk,
        pays_by=how.pop("pays_by", "card"),
        code=how.pop("code", ""),
    )
    return ordering.place(event=event, wish=wish, now=how.pop("now", None) or now(), **how)


def page_of(order: Order) -> str:
    """The address of the page on which the order is paid."""
    there = "http://testserver/orders/x/"
    return payments.page_for(order=order, back_url=there, cancel_url=there, now=now())


def paid_page(payment: Payment, *, less: int = 0) -> gateway.Page:
    """What Stripe says of a page that was paid, there by another amount if `less`."""
    return gateway.Page(
        session_id=payment.session_id or f"cs_{payment.pk}",
        status="complete",
        is_paid=True,
        amount_cents=payment.amount_cents - less,
        currency=payment.currency,
        intent_id=f"pi_{payment.pk}",
        url="",
        expires_at=now(),
        key=str(payment.key),
    )


def paid_order(stripe: Stripe, event: Event, seats: int = 1) -> Order:
    """An order that was paid by card, all events of it told."""
    order = order_seats(event, seats)
    stripe.pay(page_of(order))
    stripe.tell()
    return order


def statuses(order: Order) -> list[str]:
    return list(order.registrations.order_by("pk").values_list("status", flat=True))


def taken(event: Event) -> int:
    event.refresh_from_db()
    return event.taken


def work() -> None:
    """Does what the outbox has to do by now, and what comes of that."""
    while outbox.sweep(now()):
        pass
