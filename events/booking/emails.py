"""The mails of booking: one a turn of things, each with the calendar entry where there is a place to keep."""

import copy
import dataclasses
from email.utils import parseaddr
from typing import Any, Literal

from django.conf import settings
from django.db.models import Min, Sum
from django.urls import reverse
from django.utils.text import capfirst

from core import mail
from core.links import absolute
from core.models import Community
from events.booking.ical_entries import registration_entry
from events.booking.models import Order, Payment, Registration, Terms, Transfer
from events.booking.rules.money import plain
from events.models import Event
from events.rules.ical import Address, Feed, Method, serialise

WITH_ENTRY = {"ticket", "promoted", "switched", "event_changed", "event_postponed"}
WITHDRAWS_ENTRY = {"cancelled", "handed_on", "event_cancelled"}
OF_THE_EVENT = {
    "event_changed": {Event.Status.PUBLISHED, Event.Status.MOVED},
    "event_postponed": {Event.Status.POSTPONED},
    "event_cancelled": {Event.Status.CANCELLED},
}


def send(
    registration: Registration, about: str, *, changed: list[str] | None = None, place_in_line: int = 0
) -> None:
    """Sends the mail `about` a registration, unless the facts have moved on since it was put."""
    if not still_true(registration, about):
        return
    event = registration.event
    context: dict[str, Any] = {
        "registration": registration,
        "order": registration.order,
        "event": event,
        "changed": changed or [],
        "ticket_url": absolute(registration.get_absolute_url()),
        "event_url": absolute(event.get_absolute_url()),
        "place_in_line": place_in_line,
        "changes_until": (
            Terms.of(event).changes_until if about == "ticket" and not registration.is_granted else None
        ),
    }
    # Whoever booked for several, or has something to pay, does that on the order's page.
    order = registration.order
    if registration.is_own and (order.currency or order.registrations.admissions().count() > 1):
        context["order_url"] = absolute(order.get_absolute_url())
        context["invoices"] = invoices_of(order) if about == "ticket" else []
    if registration.status == Registration.Status.CONFIRMED:
        context["pdf_url"] = absolute(reverse("ticket_pdf", args=[registration.secret]))
    mail.send(
        to=registration.mailbox,
        template=f"booking_{about}",
        context=context,
        language=registration.order.language,
        invitation=invitation(registration, about),
    )


def send_handed_on(registration: Registration, name: str, email: str, sequence: int) -> None:
    """To whoever had this seat, that somebody else has it. They see nothing of the new ticket, its address least."""
    former = copy.copy(registration)
    former.name, former.email, former.sequence = name, email, sequence
    former.status, former.secret = Registration.Status.CANCELLED, ""
    event_url = absolute(registration.event.get_absolute_url())
    mail.send(
        to=email,
        template="booking_handed_on",
        context={
            "registration": former,
            "event": registration.event,
            "ticket_url": event_url,
            "event_url": event_url,
        },
        language=registration.order.language,
        invitation=invitation(former, "handed_on"),
    )


def send_order(order: Order) -> None:
    """To the buyer: all seats of the order, with a link to each, to name who sits there or to pass it on; what is to
    be paid, and how; what was invoiced."""
    handed_on = Transfer.objects.filter(accepted_at__isnull=False).values("registration")
    tickets = (
        order.registrations.admissions().standing().exclude(pk__in=handed_on).select_related("ticket_type")
    )
    mail.send(
        to=order.email,
        template="booking_order",
        context={
            "order": order,
            "event": order.event,
            "tickets": [(row, absolute(row.get_absolute_url())) for row in tickets],
            "order_url": absolute(order.get_absolute_url()),
            "event_url": absolute(order.event.get_absolute_url()),
            "invoices": invoices_of(order),
            **_to_pay(order),
        },
        language=order.language,
    )


def _to_pay(order: Order) -> dict[str, Any]:
    found = order.registrations.to_pay().aggregate(due=Sum("price_cents"), until=Min("held_until"))
    if not found["due"]:
        return {}
    seller = Terms.of(order.event).seller if order.pays_by == Payment.Method.TRANSFER else None
    return {"due": plain(found["due"], order.currency), "until": found["until"], "seller": seller}


def invoices_of(order: Order) -> list[tuple[str, str]]:
    """(what it is and its number, its address) of each invoice and credit note of the order."""
    if not order.currency:
        return []
    return [
        (
            f"{capfirst(row.get_kind_display())} {row.label}",
            absolute(reverse("invoice_pdf", args=[order.secret, row.pk])),
        )
        for row in order.invoices.select_related("seller").order_by("pk")
    ]


def still_true(registration: Registration, about: str) -> bool:
    status, event = registration.status, registration.event
    if about in OF_THE_EVENT and event.status not in OF_THE_EVENT[about]:
        return False  # another turn of it is told by a mail of its own, which may have come before this one
    return {
        "confirm": registration.email_confirmed_at is None and status in {"held", "waiting"},
        "ticket": status == "confirmed",
        "waiting": status == "waiting",
        "promoted": status in {"confirmed", "held"},
        "cancelled": status == "cancelled",
        "expired": status == "expired",
        "switched": status == "confirmed",
        "still_coming": status == "confirmed",
    }.get(about, status in Registration.STANDING)


def invitation(registration: Registration, about: str) -> mail.Invitation | None:
    """The entry that the mail keeps, changes or takes out of the attendee's calendar, where there is one to."""
    withdraws = about in WITHDRAWS_ENTRY and registration.confirmed_at is not None
    keeps = about in WITH_ENTRY and registration.status == Registration.Status.CONFIRMED
    if not (withdraws or keeps) or (withdraws and _keeps_another(registration)):
        return None
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if withdraws else "REQUEST"
    return mail.Invitation(entry_bytes(registration, method=method), method)


def _keeps_another(registration: Registration) -> bool:
    """Whether the seat is given back while its mailbox has another: their entries are one, and it stays."""
    return (
        registration.status == Registration.Status.CANCELLED
        and Registration.objects.confirmed()
        .admissions()
        .filter(event=registration.event_id, email=registration.mailbox)
        .exclude(pk=registration.pk)
        .exists()
    )


def entry_bytes(registration: Registration, *, method: Method = "PUBLISH") -> bytes:
    """The attendee's own calendar file of the event."""
    event: Event = registration.event
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    community = Community.current()
    entry = dataclasses.replace(
        registration_entry(registration, uid_domain=community.uid_domain),
        organizer=Address(address, name or community.name),
        attendees=(Address(registration.mailbox, registration.name),),
    )
    return serialise(Feed(name=event.title, entries=(entry,), method=method))
