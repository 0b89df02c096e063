"""The words in which a door is answered, for people and for the phones that they hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import can
from core.wall_time import in_zone
from events.booking import finding
from events.booking.actions.check_in import Told
from events.booking.models import Registration
from events.booking.rules.check_in import Answer
from events.booking.rules.door import Verdict, masked
from events.booking.templatetags.booking_tags import money
from events.models import Event

Shown = tuple[Registration | None, dict[str, Any]]
"""Who an answer is about, and the answer."""

VERDICTS = {
    Verdict.EXPECTED: ("good", gettext_lazy("Expected"), ""),
    Verdict.NOT_CONFIRMED: (
        "warn",
        gettext_lazy("Not confirmed yet"),
        gettext_lazy("The button in their mail is still to be pressed. Until then the seat is only held."),
    ),
    Verdict.WAITING: (
        "warn",
        gettext_lazy("On the waiting list"),
        gettext_lazy("There was no seat for them so far."),
    ),
    Verdict.CANCELLED: (
        "bad",
        gettext_lazy("Cancelled"),
        gettext_lazy("They gave the seat back. Register again, if one is free."),
    ),
    Verdict.EXPIRED: (
        "bad",
        gettext_lazy("Not confirmed in time"),
        gettext_lazy("The seat went to the next in line."),
    ),
    Verdict.ELSEWHERE: (
        "bad",
        gettext_lazy("Ticket of another event"),
        gettext_lazy("The code is good, but not for this event."),
    ),
    Verdict.UNKNOWN: (
        "bad",
        gettext_lazy("No ticket has this code"),
        gettext_lazy("Look for the name instead."),
    ),
}


def hour(event: Event, at: dt.datetime, now: dt.datetime) -> str:
    """“9:02”, with the day where it was another one; in the event's zone."""
    local, today = in_zone(at, event.timezone), in_zone(now, event.timezone)
    time = date_format(local, "TIME_FORMAT")
    return time if local.date() == today.date() else f"{date_format(local, 'MONTH_DAY_FORMAT')}, {time}"


def since(event: Event, at: dt.datetime, door: str, now: dt.datetime) -> str:
    """“Already in since 9:02, South door”."""
    time = hour(event, at, now)
    if door:
        return _("Already in since %(time)s, door “%(door)s”") % {"time": time, "door": door}
    return _("Already in since %(time)s") % {"time": time}


def of_verdict(said: Verdict, row: Registration | None = None) -> dict[str, Any]:
    """How a ticket stands that was looked up."""
    tone, word, why = VERDICTS[said]
    return {"tone": tone, "word": str(word), "text": str(why), **_who(row)}


def of_scan(event: Event, told: Told, now: dt.datetime) -> dict[str, Any]:
    """What a scan is answered."""
    row, first = told.registration, told.settled.admits
    if told.answer is Answer.ADMITTED:
        said = {"tone": "good", "word": _("Let in"), "text": _twice(event, told, now)}
    elif told.answer is Answer.ALREADY_IN and first:
        said = {"tone": "warn", "word": since(event, first.scanned_at, first.door, now), "text": ""}
    elif told.answer is Answer.TAKEN_BACK:
        said = {"tone": "warn", "word": _("Taken back"), "text": _("The ticket is open again.")}
        if first:
            said["text"] = since(event, first.scanned_at, first.door, now)
    else:
        tone, word, why = VERDICTS[told.verdict]
        said = {"tone": tone, "word": str(word), "text": str(why)}
    return {**said, **_who(row)}


def with_due(event: Event, who: Any, shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """The answers, each with what is still to be paid for whoever it is about: where nothing costs anything nothing is
    looked up."""
    asked = {row.order_id for row, _result in shown if row and row.takes_seat and row.order.currency}
    due = finding.due_of(event, asked) if asked else {}
    return [_with_due(event, who, row, result, due) for row, result in shown]


def _with_due(
    event: Event, who: Any, row: Registration | None, result: dict[str, Any], due: Mapping[int, int]
) -> dict[str, Any]:
    if row is None or not row.takes_seat or row.order_id not in due:
        return result
    row.order.event = event
    amount = money(due[row.order_id], row.order.currency)
    words = {
        Registration.Status.HELD: _("Not paid yet. To pay: %(amount)s"),
        Registration.Status.CONFIRMED: _("To pay: %(amount)s"),
    }[Registration.Status(row.status)] % {"amount": amount}
    looked_up = {str(VERDICTS[said][1]) for said in (Verdict.EXPECTED, Verdict.NOT_CONFIRMED)}
    return {
        **result,
        "tone": "warn",
        "word": words if result["word"] in looked_up else f"{result['word']} · {words}",
        "text": "" if row.status == Registration.Status.HELD else result["text"],
        "due": amount,
        "due_cents": due[row.order_id],
        "may_take": can(who, "take at the door", row.order),
    }


def _twice(event: Event, told: Told, now: dt.datetime) -> str:
    """That another door let in on the same ticket later."""
    if not told.settled.conflicts:
        return ""
    scan = told.settled.conflicts[0]
    return _("Scanned again at %(time)s, door “%(door)s”") % {
        "time": hour(event, scan.scanned_at, now),
        "door": scan.door or "–",
    }


def _who(row: Registration | None) -> dict[str, Any]:
    if row is None:
        return {"id": None, "name": "", "note": "", "ticket": ""}
    return {
        "id": row.pk,
        "name": row.name,
        "note": masked(row.email),
        "ticket": row.called,
    }
