"""What the people of an event were told by mail, and what organizers write to them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import outbox
from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.booking import finding
from events.booking.actions import letter as actions
from events.booking.desk_forms.letters import LetterForm
from events.booking.desk_forms.registrations import ChoiceForm
from events.booking.models import Letter, Registration
from events.booking.rules.letters import fill, fill_markdown
from events.booking.views.registrations import choice_form
from events.desk.around import around, find_event
from events.models import Event

MOST_WRITTEN = 50

WHEN = {
    "confirm": gettext_lazy("When a guest registers, to confirm the e-mail"),
    "ticket": gettext_lazy("When a registration is confirmed"),
    "waiting": gettext_lazy("When somebody stands in line"),
    "promoted": gettext_lazy("When a seat comes free for the next in line"),
    "cancelled": gettext_lazy("When somebody gives the seat back"),
    "expired": gettext_lazy("When a seat was not paid in time"),
    "switched": gettext_lazy("When somebody comes online instead, or in person"),
    "order": gettext_lazy("To who booked for others, or pays by bank"),
    "handed_on": gettext_lazy("To who had a seat that somebody else has now"),
    "still_coming": gettext_lazy("Before the event, to ask whether they still come"),
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
        "written": event.letters.select_related("by")[:MOST_WRITTEN],
    }
    return render(request, "booking/desk_mail.html", {**around(request, event), **context})


def find_letter(slug: str, letter: int) -> Letter:
    return get_object_or_404(Letter.objects.select_related("event", "by"), event__slug=slug, pk=letter)


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_new(request: HttpRequest, event: Event) -> HttpResponse:
    """Whom, what, a look at it with the exact number, and then the button: one address, nothing kept in between."""
    choice = choice_form(request, event, request.GET)
    if not choice.is_valid():
        raise Http404
    to = actions.recipients(event, choice.choice())
    form = LetterForm(request.POST if request.method == "POST" else None)
    sent_count = request.POST.get("count", "")
    stale = False
    if request.method == "POST" and form.is_valid() and request.POST.get("verb") == "send":
        try:
            written = _write(request, event, form, choice, int(sent_count) if sent_count.isdecimal() else -1)
        except actions.OthersNow as others:
            stale, to = True, actions.recipients(event, choice.choice())
            if not others.count:
                form.add_error(None, _("Nobody is chosen."))
        else:
            messages.success(request, _("It goes out in ten minutes. Until then you can call it back."))
            return redirect("desk_letter", event.slug, written.pk)
    looks = request.method == "POST" and form.is_valid() and request.POST.get("verb") != "write"
    return form_answer(
        request,
        "booking/desk_letter_new.html",
        form,
        status=409 if stale and form.is_valid() else None,
        choice=choice,
        words=choice.words(),
        count=len(to),
        query=request.GET.urlencode(),
        preview=_preview(event, form, to) if looks and to else None,
        stale=stale,
        **around(request, event),
    )


def _write(request: HttpRequest, event: Event, form: LetterForm, choice: ChoiceForm, count: int) -> Letter:
    cleaned = form.cleaned_data
    return actions.write(
        event=event,
        subject=cleaned["subject"],
        body=cleaned["body"],
        choice=choice.choice(),
        chosen_words=" · ".join(choice.words()),
        count=count,
        key=cleaned["key"] or form.fields["key"].initial(),
        by=request.user,
        now=clock_now(),
    )


def _preview(event: Event, form: LetterForm, to: list[int]) -> dict[str, str]:
    """As the first of them will read it."""
    first = Registration.objects.select_related("order").get(pk=to[0])
    names = {"name": first.name or first.order.name, "event": event.title}
    return {
        "subject": fill(form.cleaned_data["subject"], **names),
        "body": fill_markdown(form.cleaned_data["body"], **names),
        "name": names["name"],
    }


@needs("change", find_letter)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, row: Letter) -> HttpResponse:
    """What was written, to whom, and how far it is."""
    now = clock_now()
    if request.method == "POST":
        if actions.call_back(letter=row, by=request.user, now=now):
            messages.success(request, _("Called back: nobody gets it."))
        else:
            messages.error(request, _("Too late: it is going out already."))
        return redirect("desk_letter", row.event.slug, row.pk)
    names = {"name": _("the reader"), "event": row.event.title}
    context: dict[str, Any] = {
        "letter": row,
        "count": len(row.recipients),
        "progress": actions.progress(row) if row.begun_at else {},
        "subject": fill(row.subject, **names),
        "body": fill_markdown(row.body, **names),
        "waits": row.begun_at is None and row.called_back_at is None,
    }
    return render(request, "booking/desk_letter.html", {**around(request, row.event), **context})
