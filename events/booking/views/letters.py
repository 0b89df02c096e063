"""What the people of an event were told by mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import outbox
from core.access import needs
from events.booking import finding
from events.desk.around import around, find_event
from events.models import Event

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
