"""Who is registered, and letting people in: for who runs the event, with a token for it or its group."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from core.access import can
from core.api.answering import HELD, WRITE
from core.api.asking import MOST_NUMBER, Body, Instant, Number, Paging, Refused, Truth, must_be_valid
from core.api.pages import Listing, listing
from core.api.permission import TOKEN
from core.clock import now as clock_now
from core.forms import clean_line, without_controls
from events.api.reading import held
from events.booking.actions import check_in as actions
from events.booking.api.shown import Shown
from events.booking.choosing import chosen
from events.booking.desk_forms.registrations import ChoiceForm
from events.booking.models import Answer, Registration, SensitiveAnswer
from events.booking.rules.door import read_code

of_event = Router(tags=["registrations"], auth=TOKEN)
EARLIEST = dt.timedelta(days=60)
LONGEST_DOOR = 60


class RegistrationOut(Shown):
    email: str
    attendance: str = Field(description='in_person, online, or "" where there is but one way')
    confirmed_at: dt.datetime | None
    answers: dict[str, Any] = Field(description="By the question. Sensitive ones only for who may see them")

    @staticmethod
    def resolve_answers(row: Registration) -> dict[str, Any]:
        return row.__dict__.get("_answers", {})


class RegistrationQuestions(Paging):
    q: str = Field("", max_length=100, description="In name or e-mail")
    status: str = Field("", description="Empty: all that stand")
    checked_in: str = Field("", pattern="^(yes|no)?$")


class ScanIn(Body):
    nonce: uuid.UUID = Field(description="Your own name for this scan: told again it changes nothing")
    code: str | None = Field(None, max_length=500, description="What the code on the ticket says")
    registration: Number | None = Field(None, ge=1, le=MOST_NUMBER, description="Or its number")
    door: str = Field("", max_length=LONGEST_DOOR)
    scanned_at: Instant | None = Field(None, description="Where it was told later; else now")
    undone: Truth = Field(False, description="Takes this scan back")


class ScansIn(Body):
    scans: list[ScanIn] = Field(min_length=1, max_length=actions.MOST_AT_ONCE)


class ScanOut(Schema):
    nonce: uuid.UUID
    answer: str = Field(description="admitted, already in, taken back or not valid")
    why: str = Field(description="expected, not confirmed, waiting, cancelled, expired, elsewhere or unknown")
    registration: int | None
    name: str
    ticket_type: str
    checked_in_at: dt.datetime | None
    door: str = Field(description="The one that let them in")


class ScansOut(Schema):
    results: list[ScanOut]


@of_event.get("/{slug}/registrations", response={200: Listing[RegistrationOut], 304: None, **HELD})
def list_registrations(
    request: HttpRequest, slug: str, asked: Query[RegistrationQuestions]
) -> dict[str, Any]:
    """Who is registered, in order of arrival. Needs `registrations:read`."""
    event = held(request, slug, "registrations:read", "see registrations")
    sensitive = can(request.user, "see sensitive answers", event)
    form = ChoiceForm(request.GET, event=event, sees_sensitive=sensitive)
    must_be_valid(form)
    rows = chosen(event, form.choice()).select_related("ticket_type")
    page = listing(request, rows, asked, "created_at", "pk")
    _give_answers(page["items"], (Answer, SensitiveAnswer) if sensitive else (Answer,))
    return page


@of_event.post("/{slug}/check-ins", response={200: ScansOut, **WRITE})
def check_in(request: HttpRequest, slug: str, told: ScansIn) -> dict[str, Any]:
    """Lets people in, and answers each scan; needs `check-in`. Told again, nothing changes."""
    event, now = held(request, slug, "check-in", "check in"), clock_now()
    answers = actions.merge(
        event=event,
        scans=[_seen(scan, n, now) for n, scan in enumerate(told.scans)],
        by=request.user,
        now=now,
    )
    return {"results": [_told(answer) for answer in answers]}


def _seen(scan: ScanIn, n: int, now: dt.datetime) -> actions.Seen:
    if (scan.code is None) == (scan.registration is None):
        raise Refused(422, {f"scans.{n}": ["Give a code or a registration."]})
    return actions.Seen(
        nonce=scan.nonce,
        scanned_at=max(scan.scanned_at, now - EARLIEST) if scan.scanned_at else now,
        door=without_controls(clean_line(scan.door)),
        # What is no code at all is none that we know, rather than the name of nobody.
        code=(read_code(scan.code) or "-") if scan.code is not None else "",
        registration=scan.registration,
        is_undone=scan.undone,
        is_live=scan.scanned_at is None,
    )


def _told(answer: actions.Told) -> dict[str, Any]:
    row, first = answer.registration, answer.settled.admits
    return {
        "nonce": answer.nonce,
        "answer": answer.answer.value,
        "why": answer.verdict.value,
        "registration": row.pk if row else None,
        "name": row.name if row else "",
        "ticket_type": row.called if row else "",
        "checked_in_at": first.scanned_at if first else None,
        "door": first.door if first else "",
    }


def _give_answers(rows: list[Registration], tables: Iterable[Any]) -> None:
    """What each said, by the words of the question: one query a table."""
    by_number = {row.pk: row.__dict__.setdefault("_answers", {}) for row in rows}
    for table in tables:
        found = table.objects.filter(registration__in=by_number).order_by("question__position", "question")
        for number, label, value in found.values_list("registration", "question__label", "value"):
            by_number[number][label] = value
