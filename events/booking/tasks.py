"""What the worker does for booking. Each may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import outbox
from core.outbox import handles
from events.booking import emails
from events.booking.actions import payment as payments
from events.booking.actions import registration as actions
from events.booking.models import Order, Payment, Refund, Registration
from events.models import Event


@handles("booking.mail")
def mail(payload: dict[str, Any], now: dt.datetime) -> None:
    registration = (
        Registration.objects.select_related(
            "event__venue", "event__group", "event__parent", "event__cover", "order"
        )
        .filter(pk=payload["registration"])
        .first()
    )
    if registration is not None:
        emails.send(registration, payload["about"], now=now, changed=payload.get("changed", []))


@handles("booking.order_mail")
def order_mail(payload: dict[str, Any], now: dt.datetime) -> None:
    order = Order.objects.select_related("event__venue", "event__group").filter(pk=payload["order"]).first()
    if order is not None:
        emails.send_order(order)


@handles("booking.expire", every=dt.timedelta(minutes=1))
def expire(payload: dict[str, Any], now: dt.datetime) -> None:
    """Gives back what was held and neither confirmed nor paid in time. One order that fails stops no other."""
    failed: list[Exception] = []
    for pk in actions.overdue(now):
        order = Order.objects.select_related("event").get(pk=pk)
        try:
            if order.payments.filter(status=Payment.Status.OPEN).exists():
                payments.stop(order=order, now=now)
            else:
                actions.expire(order=order, now=now)
        except Exception as error:  # told below; the next sweep tries again
            failed.append(error)
    if failed:
        raise ExceptionGroup("some holds could not be ended", failed)


@handles("booking.refund")
def refund(payload: dict[str, Any], now: dt.datetime) -> None:
    row = Refund.objects.select_related("payment").filter(pk=payload["refund"]).first()
    if row is not None:
        payments.send(refund=row, now=now)


@handles("booking.tell_all")
def tell_all(payload: dict[str, Any], now: dt.datetime) -> None:
    """One mail for each who stands registered. All rows are written at once: a killed worker loses and doubles none."""
    event = Event.objects.filter(pk=payload["event"]).first()
    if event is None or event.sequence != payload["sequence"]:
        return  # changed again meanwhile: a later job tells of both
    about = {Event.Status.CANCELLED: "event_cancelled", Event.Status.POSTPONED: "event_postponed"}.get(
        Event.Status(event.status), "event_changed"
    )
    with transaction.atomic():
        standing = Registration.objects.standing().filter(event=event, email_confirmed_at__isnull=False)
        for pk in standing.values_list("pk", flat=True).iterator():
            outbox.put(
                "booking.mail",
                {"registration": pk, "about": about, "changed": payload["changed"]},
                key=f"booking.mail:{pk}:{about}:{payload['sequence']}",
            )
