"""What a phone at the door and the site tell each other: the list, scans, and how many are in."""

import datetime as dt
import hashlib
import json
import time
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import needs
from core.clock import now as clock_now
from core.forms import clean_line, without_controls
from events.booking import finding
from events.booking.actions import check_in as actions
from events.booking.actions.check_in import MOST_AT_ONCE, Seen
from events.booking.models import Registration, Terms, TicketType
from events.booking.rules.door import masked, read_code
from events.booking.templatetags.booking_tags import money
from events.booking.views import check_in_said as said
from events.booking.views import door
from events.booking.views.check_in_app import find_event
from events.booking.views.door import LONGEST_DOOR, twice
from events.models import Event

FORMAT = 1
COLUMNS = ("id", "sha256", "name", "email", "ticket_type", "status", "checked_in_at", "door", "due")
STANDS = {Registration.Status.HELD, Registration.Status.CONFIRMED}
# A phone whose clock is wrong by less than this is believed: the way here takes time, too.
CLOCKS_AGREE = dt.timedelta(seconds=30)
EARLIEST = dt.timedelta(days=60)
MANY = 500
_counted: dict[int, tuple[float, dict[str, Any]]] = {}
"""Event → until when which numbers serve, in this process."""


@needs("check in", find_event)
@require_safe
def attendees(request: HttpRequest, event: Event) -> HttpResponse:
    """Everybody who has to do with this event, as a phone needs it offline: with the hash of each ticket's code, so
    that a lost phone gives away no ticket, and with enough of the address to tell two of one name apart."""
    types = list(TicketType.objects.filter(event=event).values_list("pk", "name"))
    place = {pk: n for n, (pk, _name) in enumerate(types)}
    doors = finding.doors_of(event)
    due = finding.due_of(event)
    currency = Terms.of(event).currency if due else ""
    rows = (
        Registration.objects.filter(event=event)
        .exclude(status=Registration.Status.EXPIRED)
        .order_by("pk")
        .values_list(
            "pk", "secret", "name", "email", "ticket_type", "is_granted", "status", "checked_in_at", "order"
        )
    )
    told = {
        "format": FORMAT,
        "event": {"slug": event.slug, "title": event.title, "timezone": event.timezone},
        "ticket_types": [*(name for _pk, name in types), str(Registration.Reason.SPEAKER.label)],
        "columns": [*COLUMNS],
        "attendees": [
            [
                pk,
                hashlib.sha256(secret.encode()).hexdigest(),
                name,
                masked(email),
                len(types) if granted else place.get(kind),
                status,
                since.isoformat(timespec="seconds") if since else None,
                doors.get(pk, "") if since else "",
                money(due[order], currency) if order in due and status in STANDS else "",
            ]
            for pk, secret, name, email, kind, granted, status, since, order in rows
        ],
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store"
    return get_conditional_response(request, etag=etag, response=response) or response


@needs("check in", find_event)
@require_safe
def counts(request: HttpRequest, event: Event) -> HttpResponse:
    return JsonResponse(
        {**_numbers(event), "csrf": get_token(request)}, headers={"Cache-Control": "private, no-store"}
    )


@needs("check in", find_event)
@require_POST
def scans(request: HttpRequest, event: Event) -> HttpResponse:
    """Takes `{"sent_at", "scans": [{"nonce", "code" | "id", "door", "scanned_at", "live"?, "undone"?}]}`.

    Each is answered; one that cannot be read is answered as such and holds up no other."""
    now = clock_now()
    try:
        told = json.loads(request.body)
        told = {"scans": told} if isinstance(told, list) else told
        items, sent_at = told["scans"], _instant(told.get("sent_at")) if told.get("sent_at") else now
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise TypeError
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"error": _("That is no list of scans.")}, status=400)
    if len(items) > MOST_AT_ONCE:
        return JsonResponse(
            {"error": _("At most %(n)s scans at once.") % {"n": MOST_AT_ONCE}, "most": MOST_AT_ONCE},
            status=413,
        )
    ahead = sent_at - now
    seen: list[Seen] = []
    results: list[dict[str, Any]] = []
    for item in items:
        try:
            seen.append(_seen(item, now, ahead if abs(ahead) > CLOCKS_AGREE else dt.timedelta()))
        except (ValueError, TypeError, OverflowError):
            nonce = item.get("nonce")
            results.append(
                {
                    "nonce": nonce if isinstance(nonce, str) else None,
                    "answer": "not understood",
                    "tone": "bad",
                    "word": _("This scan could not be read"),
                }
            )
    answers = actions.merge(event=event, scans=seen, by=request.user, now=now) if seen else []
    words = [(answer.registration, said.of_scan(event, answer, now)) for answer in answers]
    for answer, told_of in zip(answers, said.with_due(event, request.user, words), strict=True):
        first = answer.settled.admits
        results.append(
            {
                "nonce": str(answer.nonce),
                "answer": answer.answer.value,
                "why": answer.verdict.value,
                **told_of,
                "checked_in_at": first.scanned_at.isoformat() if first else None,
                "door": first.door if first else "",
                "conflicts": [
                    {"door": scan.door, "scanned_at": scan.scanned_at.isoformat()}
                    for scan in answer.settled.conflicts
                ],
            }
        )
    return JsonResponse(
        {"results": results, **_numbers(event)}, headers={"Cache-Control": "private, no-store"}
    )


@needs("check in", find_event)
@require_POST
def paid(request: HttpRequest, event: Event) -> HttpResponse:
    """Takes `{"id", "cents"}`: what was due of this ticket's order was handed over at the door."""
    try:
        told = json.loads(request.body)
        number, cents = int(told["id"]), int(told["cents"])
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"error": _("That says nothing of a payment.")}, status=400)
    shown = door.paid(event, number, str(cents), by=request.user, now=clock_now())
    (result,) = said.with_due(event, request.user, [shown])
    return JsonResponse({"result": result}, headers={"Cache-Control": "private, no-store"})


def _numbers(event: Event) -> dict[str, Any]:
    """How many are in. Where many come they are counted once a second, and not at each scan of each door."""
    now = time.monotonic()
    until, numbers = _counted.get(event.pk, (0.0, None))
    if numbers is not None:
        if now < until:
            return numbers
        _counted[event.pk] = (now + 1, numbers)  # for whoever asks while we count
    numbers = {"counts": finding.arrivals(event), "twice": twice(event)}
    if numbers["counts"]["expected"] > MANY:
        _counted[event.pk] = (now + 1, numbers)
    return numbers


def _seen(item: dict[str, Any], now: dt.datetime, ahead: dt.timedelta) -> Seen:
    """`ahead`: by how much the phone's clock is wrong. Raises ValueError, TypeError or OverflowError for no scan."""
    nonce = uuid.UUID(_text(item["nonce"]) if "nonce" in item else "")
    code, chosen = item.get("code"), item.get("id")
    if code is None and (not isinstance(chosen, int) or isinstance(chosen, bool) or not 0 < chosen < 2**63):
        raise ValueError("neither a code nor a registration")
    at = _instant(item["scanned_at"]) - ahead if item.get("scanned_at") else now
    return Seen(
        nonce=nonce,
        scanned_at=max(at, now - EARLIEST),
        door=without_controls(clean_line(_text(item.get("door", ""))))[:LONGEST_DOOR],
        # What is no code at all is none that we know, rather than the name of nobody.
        code=(read_code(_text(code)) or "-") if code is not None else "",
        registration=chosen if code is None else None,
        is_undone=item.get("undone") is True,
        is_live=item.get("live") is True,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _instant(value: Any) -> dt.datetime:
    at = parse_datetime(_text(value))
    if at is None or at.tzinfo is None:
        raise ValueError("not an instant")
    return at.astimezone(dt.UTC)
