"""What the worker does for the desk of booking. Each may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from core.outbox import handles
from events.booking import desk_emails
from events.booking.actions import asking
from events.booking.actions import letter as letters
from events.booking.models import Letter, Registration


@handles("booking.forget_sensitive", every=dt.timedelta(hours=6))
def forget_sensitive(payload: dict[str, Any], now: dt.datetime) -> None:
    asking.forget_sensitive(now=now)


@handles("booking.letter")
def letter(payload: dict[str, Any], now: dt.datetime) -> None:
    """The ten minutes are over: its mails are written, unless it was called back."""
    row = Letter.objects.filter(pk=payload["letter"]).first()
    if row is not None:
        letters.begin(letter=row, now=now)


@handles("booking.letter_mail")
def letter_mail(payload: dict[str, Any], now: dt.datetime) -> None:
    row = Letter.objects.select_related("event").filter(pk=payload["letter"]).first()
    registrations = Registration.objects.select_related("order", "holder")
    registration = registrations.filter(pk=payload["registration"]).first()
    if row is not None and registration is not None and letters.still_meant(row, registration):
        desk_emails.send_letter(row, registration)
