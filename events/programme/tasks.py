"""What the worker does for the programme. A job may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from django.db import models

from core.outbox import handles
from events.programme import emails
from events.programme.actions import speaker_tickets
from events.programme.actions.release import LETTER, reachable
from events.programme.actions.sign_up import CANCELLED_LETTER
from events.programme.actions.sign_up import LETTER as SEAT_LETTER
from events.programme.models import Release, Session, SignUp


@handles(LETTER)
def release_letter(payload: dict[str, Any], now: dt.datetime) -> None:
    released = Release.objects.select_related("event").filter(pk=payload["release"]).first()
    person = reachable([payload["person"]]).select_related("user").first()
    if released is not None and person is not None and released.event.is_public:
        emails.send_release(released, person, speaks=payload["speaks"], keeps=payload["keeps"])


@handles("programme.speaker_tickets", every=dt.timedelta(hours=1))
def keep_speaker_tickets(payload: dict[str, Any], now: dt.datetime) -> None:
    speaker_tickets.keep_all(now=now)


@handles(SEAT_LETTER)
def seat_letter(payload: dict[str, Any], now: dt.datetime) -> None:
    """Who gave the seat back meanwhile is told nothing."""
    rows = SignUp.objects.seated().filter(session__status=Session.Status.CONFIRMED)
    if (row := _with_all(rows, payload)) is not None and row.session.event.takes_place:
        emails.send_seat(row)


@handles(CANCELLED_LETTER)
def cancelled_letter(payload: dict[str, Any], now: dt.datetime) -> None:
    """Where the whole event is off, its own letter says so."""
    rows = SignUp.objects.filter(session__status=Session.Status.CANCELLED)
    if (row := _with_all(rows, payload)) is not None and row.session.event.takes_place:
        emails.send_cancelled(row)


def _with_all(rows: "models.QuerySet[SignUp]", payload: dict[str, Any]) -> SignUp | None:
    rows = rows.select_related("session__event", "session__room", "person__user")
    return rows.filter(pk=payload["sign_up"]).first()
