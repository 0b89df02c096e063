"""The words in which decisions are told, by verdict and language, each seen beforehand with a real proposal."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core import menus
from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer, sent
from events.models import Event
from speakers import letters as words
from speakers.actions import letter as actions
from speakers.forms_selection import LetterForm
from speakers.models import CallLetter, Proposal
from speakers.rules.letters import PLACES
from speakers.views.desk import find_event
from speakers.views.selection import find_call


def find_letter(slug: str, about: str, language: str) -> CallLetter:
    """As it is kept, or not yet written."""
    if about not in CallLetter.About.values or language not in dict(settings.LANGUAGES):
        raise Http404
    which = {"call": find_call(slug), "about": about, "language": language}
    return CallLetter.objects.filter(**which).select_related("call__event").first() or CallLetter(**which)


@needs("decide proposals", find_event)
@never_cache
@require_GET
def letters(request: HttpRequest, event: Event) -> HttpResponse:
    call = find_call(event.slug)
    written = set(CallLetter.objects.filter(call=call).values_list("about", "language"))
    rows = [
        (
            about.label,
            [
                {
                    "name": name,
                    "url": reverse("desk_call_letter", args=[event.slug, about.value, code]),
                    "is_written": (about.value, code) in written,
                }
                for code, name in settings.LANGUAGES
            ],
        )
        for about in CallLetter.About
    ]
    context = {"rows": rows, **menus.around("event", request, event)}
    return render(request, "speakers/call_letters.html", context)


@needs("change", find_letter)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, row: CallLetter) -> HttpResponse:
    """Sent with `look` the words are shown with a real proposal, else they are kept."""
    call, now = row.call, clock_now()
    said = {"subject": row.subject, "body": row.body}
    form = LetterForm(sent(request), initial=said)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if "look" not in request.POST:
            actions.write(call=call, about=row.about, language=row.language, **said, by=request.user, now=now)
            messages.success(request, _("Saved."))
            return redirect("desk_call_letter", call.event.slug, row.about, row.language)
    context: dict[str, Any] = {
        "about": row.get_about_display(),
        "language": dict(settings.LANGUAGES)[row.language],
        "places": [f"{{{name}}}" for name in PLACES],
        **menus.around("event", request, call.event),
    }
    example = _example(row)
    if example is not None and not (form.is_bound and form.errors):
        text = words.preview(row.about, row.language, example, **said, now=now)
        context |= {"example": example, "text": text}
    return form_answer(request, "speakers/call_letter.html", form, **context)


def _example(row: CallLetter) -> Proposal | None:
    """Somebody whom this letter would reach, or else anybody who handed something in."""
    rows = Proposal.objects.with_all().filter(call=row.call, submitted_at__isnull=False)
    rows = rows.exclude(status=Proposal.Status.DRAFT).order_by("submitted_at", "pk")
    about = "alternate" if row.about == CallLetter.About.MOVED_UP else row.about
    return rows.filter(decision__verdict=about).first() or rows.first()
