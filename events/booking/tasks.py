"""What the worker does for booking. Each may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Case, When

from core import outbox
from core.models import Job
from core.outbox import handles
from events.booking import emails, gateway
from events.booking.actions import active_user_codes, seats, still_coming
from events.booking.actions import payment as payments
from events.booking.actions import reconcile as reconciling
from events.booking.actions import registration as actions
from events.booking.choosing import mailboxes
from events.booking.models import Order, Payment, Refund, Registration, Terms
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
        emails.send(
            registration,
            payload["about"],
            changed=payload.get("changed", []),
            place_in_line=seats.place_in_line(registration),
        )


@handles("booking.order_mail")
def order_mail(payload: dict[str, Any], now: dt.datetime) -> None:
    order = Order.objects.select_related("event__venue", "event__group").filter(pk=payload["order"]).first()
    if order is not None:
        emails.send_order(order)


@handles("booking.handed_on_mail")
def handed_on_mail(payload: dict[str, Any], now: dt.datetime) -> None:
    """To whoever sat there before: the seat is somebody else's."""
    registration = (
        Registration.objects.select_related("event__venue", "event__group", "order")
        .filter(pk=payload["registration"])
        .first()
    )
    if registration is not None:
        emails.send_handed_on(registration, payload["name"], payload["email"], payload["sequence"])


@handles("booking.ask_again", every=dt.timedelta(minutes=10))
def ask_again(payload: dict[str, Any], now: dt.datetime) -> None:
    """Finds events whose attendees are to be asked whether they still come; each is asked about once."""
    due = Terms.objects.filter(
        asks_again_at__lte=now,
        asks_again_at__gt=now - outbox.KEEP_DONE / 2,  # so long the key of the job is remembered
        event__starts_at__gt=now,
        event__in=Event.objects.taking_place(),
    )
    for event_id, at in due.values_list("event", "asks_again_at"):
        outbox.put("booking.ask_all", {"event": event_id}, key=f"booking.ask_all:{event_id}:{at:%Y%m%d%H%M}")


@handles("booking.ask_all")
def ask_all(payload: dict[str, Any], now: dt.datetime) -> None:
    if (event := Event.objects.filter(pk=payload["event"]).first()) is not None:
        still_coming.ask(event=event, now=now)


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


@handles("booking.close_page")
def close_page(payload: dict[str, Any], now: dt.datetime) -> None:
    """Of a payment that was given up for another way: nobody can pay on its page any more."""
    row = Payment.objects.select_related("order__event").filter(pk=payload["payment"]).first()
    if row is not None:
        payments.close_page(payment=row, now=now)


@handles("booking.refund")
def refund(payload: dict[str, Any], now: dt.datetime) -> None:
    row = Refund.objects.select_related("payment").filter(pk=payload["refund"]).first()
    if row is not None:
        payments.send(refund=row, now=now)


@handles("booking.reconcile", every=dt.timedelta(hours=1))
def reconcile(payload: dict[str, Any], now: dt.datetime) -> None:
    """Closes what was lost on the way between Stripe and us."""
    if gateway.is_set_up():
        for _line in reconciling.reconcile(since=now - dt.timedelta(days=1), now=now):
            pass


@handles("booking.active_user_codes", every=dt.timedelta(hours=6))
def keep_active_user_codes(payload: dict[str, Any], now: dt.datetime) -> None:
    active_user_codes.keep_all(now=now)


@handles("booking.tell_all")
def tell_all(payload: dict[str, Any], now: dt.datetime) -> None:
    """One mail for each mailbox of those who stand registered. All rows are written at once: a killed worker loses and
    doubles none."""
    event = Event.objects.filter(pk=payload["event"]).first()
    later = Job.objects.filter(
        kind="booking.tell_all", payload__event=payload["event"], payload__sequence__gt=payload["sequence"]
    )
    if event is None or later.exists():
        return  # changed again meanwhile: that job tells of both
    about = {Event.Status.CANCELLED: "event_cancelled", Event.Status.POSTPONED: "event_postponed"}.get(
        Event.Status(event.status), "event_changed"
    )
    with transaction.atomic():
        standing = mailboxes(Registration.objects.standing().admissions().filter(event=event))
        # Of several seats that of which their calendar has heard last: in it they are one entry.
        heard = standing.order_by(
            Case(When(status=Registration.Status.CONFIRMED, then=0), default=1),
            Case(When(email="", then=1), default=0),
            "-sequence",
            "pk",
        )
        first: dict[str, int] = {}
        for pk, box in heard.values_list("pk", "box").iterator():
            first.setdefault(box, pk)
        for pk in first.values():
            outbox.put(
                "booking.mail",
                {"registration": pk, "about": about, "changed": payload["changed"]},
                key=f"booking.mail:{pk}:{about}:{payload['sequence']}",
            )
