"""The door, and what people were told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import outbox
from core.access import needs
from core.forms import form_answer
from events.booking import finding
from events.booking.forms import DoorForm
from events.booking.models import Registration
from events.booking.rules.door import Verdict, masked, read_code, verdict
from events.desk.around import around
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
WHEN = {
    "confirm": gettext_lazy("When a guest registers, to confirm the e-mail"),
    "ticket": gettext_lazy("When a registration is confirmed"),
    "waiting": gettext_lazy("When somebody stands in line"),
    "promoted": gettext_lazy("When a seat comes free for the next in line"),
    "cancelled": gettext_lazy("When somebody gives the seat back"),
    "event_changed": gettext_lazy("When you change time, place or link, or reinstate the event"),
    "event_postponed": gettext_lazy("When you put the event off"),
    "event_cancelled": gettext_lazy("When you cancel the event"),
}


def find_event(slug: str) -> Event:
    return get_object_or_404(Event.objects.for_cards(), slug=slug)


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


@needs("change", find_event)
@never_cache
@require_safe
def mail(request: HttpRequest, event: Event) -> HttpResponse:
    """What the site tells the people of this event by itself, and how far that has come."""
    told = finding.told(event)
    nothing = {"done": 0, "open": 0, "failed": 0, "last_at": None}
    letters = [
        {"subject": finding.subject_of(event, about), "when": WHEN[about], **(told.get(about) or nothing)}
        for about in finding.LETTERS
    ]
    sums = {name: sum(letter[name] for letter in letters) for name in ("done", "open", "failed")}
    tiles = [
        {"label": _("Done"), "value": sums["done"]},
        {"label": _("Still to go out"), "value": sums["open"], "tone": "warn" if sums["open"] else ""},
        {"label": _("Failed"), "value": sums["failed"], "tone": "bad" if sums["failed"] else ""},
    ]
    context = {
        "letters": letters,
        "tiles": tiles,
        "failed": sums["failed"],
        "being_written": finding.being_written(event),
        "last_change": finding.last_change(event),
        "kept_days": outbox.KEEP_DONE.days,
    }
    return render(request, "booking/desk_mail.html", {**around(request, event), **context})
