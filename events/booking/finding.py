"""What the desk looks for: who stands at the door, and what people were told."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, Max, Q, Sum, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.template.loader import render_to_string

from core.mail import one_line
from core.models import Job
from core.words import having
from events.booking.models import CheckIn, Order, Registration
from events.models import Event

MOST_AT_THE_DOOR = 20
# In the order in which people get them.
LETTERS = (
    "confirm",
    "ticket",
    "waiting",
    "promoted",
    "cancelled",
    "expired",
    "switched",
    "order",
    "handed_on",
    "still_coming",
    "event_changed",
    "event_postponed",
    "event_cancelled",
)


# Mails whose job says by its kind alone what they are about.
ABOUT_OF = {"booking.order_mail": "order", "booking.handed_on_mail": "handed_on"}


def by_code(code: str) -> Registration | None:
    return Registration.objects.select_related("order", "ticket_type").filter(secret=code).first()


def by_number(event: Event, number: int) -> Registration | None:
    rows = Registration.objects.select_related("order", "ticket_type")
    return rows.filter(event=event, pk=number).first()


def by_words(event: Event, words: str) -> list[Registration]:
    """By a part of the name or the beginning of the e-mail: those who come first, one more than is shown."""
    order = {status: n for n, status in enumerate(("confirmed", "held", "waiting", "cancelled", "expired"))}
    everybody = Registration.objects.select_related("order", "ticket_type").filter(event=event)
    rows = having(everybody, words, "name") | everybody.filter(email__istartswith=words)
    ranked = rows.annotate(
        rank=Case(
            *(When(status=status, then=Value(n)) for status, n in order.items()),
            output_field=IntegerField(),
        )
    )
    return list(ranked.order_by("rank", "name", "pk")[: MOST_AT_THE_DOOR + 1])


def subject_of(event: Event, about: str) -> str:
    """The subject that this mail about the event has, in the present language."""
    nobody = Registration(event=event, order=Order(event=event), name="…", email="", status="confirmed")
    context = {
        "event": event,
        "registration": nobody,
        "order": nobody.order,
        "changed": [],
        "place_in_line": 1,
    }
    text = render_to_string(f"emails/booking_{about}.txt", context)
    return one_line(text.lstrip().partition("\n")[0])


def told(event: Event) -> dict[str, dict[str, Any]]:
    """Of each kind of mail about this event: done, open, failed, and when the last one was done. One query."""
    # Compared as text: a payload is any JSON, and a cast to a number could fail on a row that is not even meant.
    mine = event.registrations.annotate(key=Cast("pk", CharField())).values("key")
    orders = event.orders.annotate(key=Cast("pk", CharField())).values("key")
    rows = (
        Job.objects.filter(kind__in=["booking.mail", *ABOUT_OF])
        .annotate(
            about=Case(
                *(When(kind=kind, then=Value(about)) for kind, about in ABOUT_OF.items()),
                default=Cast(KT("payload__about"), CharField()),
                output_field=CharField(),
            ),
            registration=Cast(KT("payload__registration"), CharField()),
            order=Cast(KT("payload__order"), CharField()),
        )
        .filter(Q(registration__in=mine) | Q(kind="booking.order_mail", order__in=orders))
        .order_by()
        .values("about")
        .annotate(
            done=Count("pk", filter=Q(done_at__isnull=False)),
            open=Count("pk", filter=Q(done_at=None, failed_at=None)),
            failed=Count("pk", filter=Q(failed_at__isnull=False)),
            last_at=Max("done_at"),
        )
    )
    return {row["about"]: dict(row) for row in rows}


def being_written(event: Event) -> int:
    """Changes whose mails to everybody are still to be written."""
    return (
        Job.objects.filter(kind="booking.tell_all", done_at=None, failed_at=None)
        .annotate(event=Cast(KT("payload__event"), CharField()))
        .filter(event=str(event.pk))
        .count()
    )


def last_change(event: Event) -> dt.datetime | None:
    """When everybody was last told of a change."""
    return (
        Job.objects.filter(kind="booking.tell_all", done_at__isnull=False)
        .annotate(event=Cast(KT("payload__event"), CharField()))
        .filter(event=str(event.pk))
        .aggregate(last=Max("done_at"))["last"]
    )


def arrivals(event: Event) -> dict[str, int]:
    """How many seats at the event itself are expected, how many of those are in, held or waiting: one query."""
    status = Registration.Status
    is_in = Q(checked_in_at__isnull=False)
    return (
        Registration.objects.admissions()
        .filter(event=event)
        .aggregate(
            expected=Count("pk", filter=Q(status=status.CONFIRMED) | is_in),
            came=Count("pk", filter=is_in),
            held=Count("pk", filter=Q(status=status.HELD)),
            waiting=Count("pk", filter=Q(status=status.WAITING)),
        )
    )


def arrivals_by_type(event: Event) -> list[dict[str, Any]]:
    """The same of what was booked, by ticket type in their order; the name is None where there are no types,
    and of what came by itself (`is_granted`)."""
    is_in = Q(checked_in_at__isnull=False)
    rows: Iterable[Any] = (
        Registration.objects.filter(event=event)
        .order_by()
        .values("ticket_type__name", "ticket_type__position", "ticket_type", "is_granted")
        .annotate(
            expected=Count("pk", filter=Q(status=Registration.Status.CONFIRMED) | is_in),
            came=Count("pk", filter=is_in),
        )
        .filter(expected__gt=0)
        .order_by("is_granted", "ticket_type__position", "ticket_type")
    )
    return list(rows)


def due_of(event: Event, orders: Iterable[int] | None = None) -> dict[int, int]:
    """Order → what is still to be paid of it, of these orders or of all at the event. One query."""
    rows = Registration.objects.to_pay().filter(event=event)
    if orders is not None:
        rows = rows.filter(order__in=list(orders))
    return dict(rows.order_by().values_list("order").annotate(cents=Sum("price_cents")))


def scanned_twice(event: Event, most: int = 20) -> list[tuple[Registration, list[CheckIn]]]:
    """Tickets that several scans wanted to let in: each with its scans, the one that admits first. Two queries."""
    standing = CheckIn.objects.filter(event=event, undone_at=None)
    twice = (
        standing.order_by()
        .values("registration")
        .annotate(scans=Count("pk"), last=Max("scanned_at"))
        .filter(scans__gt=1)
        .order_by("-last")
    )
    ids = [row["registration"] for row in twice[:most]]
    found: dict[int, list[CheckIn]] = {pk: [] for pk in ids}
    for scan in standing.filter(registration__in=ids).select_related("registration"):
        found[scan.registration_id].append(scan)
    for scans in found.values():
        scans.sort(key=lambda scan: (scan.scanned_at, scan.nonce))
    return [(scans[0].registration, scans) for scans in found.values()]


def doors_of(event: Event) -> dict[int, str]:
    """Registration → the door that let it in."""
    scans = CheckIn.objects.filter(event=event, undone_at=None).order_by("-scanned_at", "-nonce")
    return dict(scans.values_list("registration", "door"))
