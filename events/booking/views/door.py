"""The door: who is expected."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.forms import form_answer
from events.booking import finding
from events.booking.forms import DoorForm
from events.booking.models import Registration
from events.booking.rules.door import Verdict, masked, read_code, verdict
from events.desk.around import around, find_event
from events.models import Event

SAID = {
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


@needs("check in", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is expected. It is asked by POST, which writes nothing: codes and names stand in no address and no log."""
    form = DoorForm(request.POST if request.method == "POST" else None)
    results: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        results = _at_the_door(event, form.cleaned_data["q"])
    return form_answer(
        request,
        "booking/desk_check_in.html",
        form,
        results=results[: finding.MOST_AT_THE_DOOR],
        more=len(results) > finding.MOST_AT_THE_DOOR,
        asked=form.is_bound and form.is_valid(),
        counts=finding.expected(event),
        **around(request, event),
    )


def _at_the_door(event: Event, words: str) -> list[dict[str, Any]]:
    if code := read_code(words):
        row = finding.by_code(code)
        if row is None:
            return [_result(Verdict.UNKNOWN)]
        # Whose ticket of another event it is, is nothing that this door must know.
        return [_result(verdict(row.status), row) if row.event_id == event.pk else _result(Verdict.ELSEWHERE)]
    return [_result(verdict(row.status), row) for row in finding.by_words(event, words)]


def _result(said: Verdict, row: Registration | None = None) -> dict[str, Any]:
    tone, word, why = SAID[said]
    return {
        "tone": tone,
        "word": word,
        "text": why,
        "name": row.name if row else "",
        "note": masked(row.email) if row else "",
    }
