"""Who speaks at an event."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.links import absolute
from events.finding import of_event
from events.models import Event
from events.programme.finding import shown_sessions
from events.programme.models import Session, SessionSpeaker
from events.programme.views.around import around
from people.models import Person


@public
@require_safe
@of_event
def speakers(request: HttpRequest, event: Event) -> HttpResponse:
    """Whoever speaks, by name, with what they speak about."""
    shows(request, event, f"schedule:{event.pk}", "speakers")
    rows = (
        SessionSpeaker.objects.filter(
            session__in=event.sessions.shown().exclude(status=Session.Status.CANCELLED)
        )
        .select_related("person__photo", "person__organisation", "session")
        .prefetch_related("person__photo__renditions")
        .order_by("person__name", "person_id", "session__starts_at")
    )
    people: dict[int, dict[str, Any]] = {}
    for row in rows:
        entry = people.setdefault(row.person_id, {"person": row.person.as_shown(), "titles": []})
        entry["titles"].append(row.session.title)
    base = reverse("event_speakers", args=[event.slug])
    for entry in people.values():
        entry["url"] = f"{base}{entry['person'].slug}/"
        entry["note"] = " · ".join(entry["titles"])
    return render(request, "programme/speakers.html", {**around(event), "people": list(people.values())})


@public
@require_safe
@of_event
def speaker(request: HttpRequest, event: Event, person: str) -> HttpResponse:
    found = (
        Person.objects.filter(slug=person, session_speakers__session__in=event.sessions.shown())
        .select_related("photo", "organisation")
        .first()
    )
    if found is None:
        raise Http404(_("Nobody of this name speaks here."))
    shows(request, event, f"schedule:{event.pk}", found)
    feed = reverse("event_schedule_feed", args=[event.slug])
    context = {
        **around(event),
        "person": found.as_shown(),
        "sessions": list(shown_sessions(event).filter(speakers=found)),
        "feed_url": absolute(f"{feed}?speaker={found.slug}"),
    }
    return render(request, "programme/speaker.html", context)
