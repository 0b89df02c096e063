"""Who speaks at an event."""

from collections import defaultdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.links import absolute
from core.pagination import page_of
from core.words import having
from events.finding import of_event
from events.models import Event
from events.programme.finding import shown_sessions
from events.programme.forms import SpeakersFilter
from events.programme.models import Session, SessionSpeaker
from events.programme.views.around import around
from people.models import Person

PER_PAGE = 96


@public
@require_safe
@of_event
def speakers(request: HttpRequest, event: Event) -> HttpResponse:
    """Whoever speaks, by name, with what they speak about: page by page, and found by words."""
    shows(request, event, f"schedule:{event.pk}", "speakers", "organisations")
    spoken = SessionSpeaker.objects.filter(
        session__in=event.sessions.shown().exclude(status=Session.Status.CANCELLED)
    )
    people = Person.objects.filter(pk__in=spoken.values("person"))
    asked = SpeakersFilter(request.GET)
    good = asked.is_valid()
    words = asked.cleaned_data["q"] if good else ""
    if words:
        told = having(people.filter(is_public=True), words, "name", "headline", "organisation__name")
        people = having(people, words, "name") | told
    shown = people.defer("biography").select_related("photo", "organisation")
    page = page_of(request, shown.prefetch_related("photo__renditions").order_by("name", "pk"), PER_PAGE)
    titles: dict[int, list[str]] = defaultdict(list)
    rows = spoken.filter(person__in=list(page)).order_by("session__starts_at", "session")
    for person, title in rows.values_list("person_id", "session__title"):
        titles[person].append(title)
    base = reverse("event_speakers", args=[event.slug])
    context = {
        **around(event),
        "here": base,
        "form": asked,
        "is_asked": bool(words or asked.errors),
        "page": page,
        "people": [
            {"person": one.as_shown(), "url": f"{base}{one.slug}/", "note": " · ".join(titles[one.pk])}
            for one in page
        ],
    }
    return render(request, "programme/speakers.html", context, status=200 if good else 422)


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
