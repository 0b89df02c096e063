"""The door: who is expected, and letting them in. It works without scripts; with them it is an app for a phone."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import can, needs
from core.clock import now as clock_now
from core.forms import clean_line, form_answer, without_controls
from events.booking import finding
from events.booking.actions import check_in as actions
from events.booking.actions import payment as payments
from events.booking.forms import DoorForm
from events.booking.models import Payment, Registration, Terms
from events.booking.rules.door import Verdict, read_code, verdict
from events.booking.templatetags.booking_tags import money
from events.booking.views import check_in_said as said
from events.booking.views.check_in_app import camera_here
from events.desk.around import around, find_event
from events.models import Event

LONGEST_DOOR = 60


@needs("check in", find_event)
@never_cache
@camera_here
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is expected. It is asked by POST, though asking writes nothing: codes and names stand in no address."""
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    done = _do(request, event, verb) if verb in {"let in", "take back", "paid"} else None
    form = DoorForm(request.POST if request.method == "POST" and done is None else None)
    results: list[said.Shown] = [done] if done else []
    if form.is_bound and form.is_valid():
        results = _at_the_door(event, form.cleaned_data["q"])
    return form_answer(
        request,
        "booking/desk_check_in.html",
        form,
        results=said.with_due(event, request.user, results[: finding.MOST_AT_THE_DOOR]),
        more=len(results) > finding.MOST_AT_THE_DOOR,
        asked=done is not None or (form.is_bound and form.is_valid()),
        door=_door(request),
        counts=finding.arrivals(event),
        twice=twice(event),
        terms=Terms.of(event),
        may_change=can(request.user, "change", event),
        words=words(event),
        app=_app(event),
        **around(request, event),
    )


def twice(event: Event) -> list[dict[str, Any]]:
    """Tickets scanned more than once, in words: “9:00 North, 9:02 South”."""
    now = clock_now()
    return [
        {
            "id": row.pk,
            "name": row.name,
            "scans": [
                {"door": scan.door or "–", "at": said.hour(event, scan.scanned_at, now)} for scan in scans
            ],
        }
        for row, scans in finding.scanned_twice(event)
    ]


def words(event: Event) -> dict[str, Any]:
    """What a phone says by itself while it is offline, and of itself."""
    return {
        "verdicts": {status: said.of_verdict(verdict(status)) for status in Registration.Status.values},
        "unknown": said.of_verdict(Verdict.UNKNOWN),
        "locale": event.timezone,
        "let_in": _("Let in"),
        "to_pay": _("To pay: {due}"),
        "paid": _("Paid: {due}"),
        "not_taken": _("This was not noted: there is no connection. Try again."),
        "already": _("Already in since {time}"),
        "already_at": _("Already in since {time}, door “{door}”"),
        "taken_back": _("Taken back"),
        "open_again": _("The ticket is open again."),
        "undo": _("Take back"),
        "offline_note": _("Offline: told to the others as soon as there is a connection."),
        "not_on_list": _("Not on this phone’s list of {time}. Try again when there is a connection."),
        "checking": _("One moment…"),
        "online": _("Online"),
        "offline": _("Offline"),
        "wait": _("Offline: {n} scans wait"),
        "wait_one": _("Offline: 1 scan waits"),
        "sending": _("Sending {n} scans…"),
        "merged": _("{n} scans were sent."),
        "signed_out": _("Signed out: sign in again, the scans are kept."),
        "no_list": _("No list on this phone yet: it needs a connection once."),
        "list_of": _("{n} names on this phone, as of {time}"),
        "no_match": _("Nobody of this name is on the list."),
        "camera_stop": _("Stop the camera"),
        "camera_denied": _(
            "The browser may not use the camera. Allow it in its settings for this site, or look for the name."
        ),
        "camera_none": _("There is no camera here. Look for the name."),
        "in_of": _("{came} of {expected} are in"),
        "refused": _("Looked at again"),
        "forgotten": _("The list is deleted from this phone."),
        "still_waiting": _("Scans wait to be sent: the list stays until they are."),
    }


def _app(event: Event) -> dict[str, str]:
    page = reverse("desk_check_in", args=[event.slug])
    return {
        "scope": page,
        "worker": reverse("desk_check_in_worker", args=[event.slug]),
        "manifest": reverse("desk_check_in_manifest", args=[event.slug]),
        "list": reverse("desk_check_in_list", args=[event.slug]),
        "scans": reverse("desk_check_in_scans", args=[event.slug]),
        "counts": reverse("desk_check_in_counts", args=[event.slug]),
        "paid": reverse("desk_check_in_paid", args=[event.slug]),
        "reader": staticfiles_storage.url("vendor/jsqr-1.4.0/jsQR.js"),
    }


def _door(request: HttpRequest) -> str:
    return without_controls(clean_line(request.POST.get("door", "")))[:LONGEST_DOOR]


def _do(request: HttpRequest, event: Event, verb: str) -> said.Shown:
    """Lets in, or takes back, whom the helper chose. The form names the scan, so sent again it is the same one."""
    now = clock_now()
    number = request.POST.get("registration", "")
    try:
        chosen, nonce = int(number[:18]), uuid.UUID(request.POST.get("nonce", ""))
    except ValueError:
        return _nobody()
    if verb == "paid":
        return paid(event, chosen, request.POST.get("cents", ""), by=request.user, now=now)
    if verb == "take back":
        row = actions.reopen(event=event, registration=chosen, by=request.user, now=now)
        return _shown(event, row) if row else _nobody()
    told = actions.scan(
        event=event, nonce=nonce, registration=chosen, door=_door(request), by=request.user, now=now
    )
    return told.registration, {**said.of_scan(event, told, now), **_buttons(told.registration)}


def paid(event: Event, registration: int, cents: str, *, by: Any, now: dt.datetime) -> said.Shown:
    """What was due was handed over at the door: `cents`, as the helper was told. Then the ticket stands as it does."""
    row = finding.by_number(event, registration)
    if row is None:
        return _nobody()
    row.order.event = event
    if not can(by, "take at the door", row.order):
        raise PermissionDenied
    try:
        made = payments.record(
            order=row.order,
            method=Payment.Method.DOOR,
            by=by,
            now=now,
            cents=int(cents) if cents.isdecimal() and len(cents) < 12 else -1,
        )
    except (payments.NothingToPay, payments.WrongAmount):
        row, result = _shown(event, row)
        return row, {**result, "tone": "warn", "word": _("Something else is due by now. Look again.")}
    row, result = _shown(event, finding.by_number(event, registration) or row)
    amount = money(made.amount_cents, made.currency)
    return row, {**result, "tone": "good", "word": _("Paid: %(amount)s") % {"amount": amount}, "text": ""}


def _nobody() -> said.Shown:
    return None, said.of_verdict(Verdict.UNKNOWN)


def _at_the_door(event: Event, asked: str) -> list[said.Shown]:
    if code := read_code(asked):
        row = finding.by_code(code)
        if row is None:
            return [_nobody()]
        # Whose ticket of another event it is, is nothing that this door must know.
        return [
            _shown(event, row) if row.event_id == event.pk else (None, said.of_verdict(Verdict.ELSEWHERE))
        ]
    return [_shown(event, row) for row in finding.by_words(event, asked)]


def _shown(event: Event, row: Registration) -> tuple[Registration, dict[str, Any]]:
    result = said.of_verdict(verdict(row.status), row)
    if row.checked_in_at:
        first = row.check_ins.filter(undone_at=None).order_by("scanned_at", "nonce").first()
        word = said.since(event, row.checked_in_at, first.door if first else "", clock_now())
        result |= {"tone": "warn", "word": word, "text": ""}
    return row, result | _buttons(row)


def _buttons(row: Registration | None) -> dict[str, Any]:
    """What can be done with who stands there."""
    if row is None:
        return {}
    return {
        "nonce": str(uuid.uuid4()),
        "may_enter": row.status == Registration.Status.CONFIRMED and row.checked_in_at is None,
        "may_leave": row.checked_in_at is not None,
    }
