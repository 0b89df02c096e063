"""How this year was chosen: for everybody, once decisions were released."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from speakers.actions.chosen import report_of
from speakers.actions.decision import subject_of
from speakers.views.proposing import find_call


@public
@require_safe
def chosen(request: HttpRequest, slug: str) -> HttpResponse:
    call = find_call(slug)
    report = report_of(call)
    if report is None:
        raise Http404
    event = call.event
    shows(request, event, subject_of(call), f"schedule:{event.pk}")
    context = {
        "event": event,
        "call": call,
        "report": report,
        "trail": [
            {"title": _("Events"), "url": "/events/"},
            {"title": event.title, "url": event.get_absolute_url()},
        ],
    }
    return render(request, "speakers/chosen.html", context)
