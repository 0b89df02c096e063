"""Everybody who speaks or has spoken at a public event."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.words import having
from events.models import Event
from events.programme.models import Session, SessionSpeaker
from people.models import Person
from speakers.forms import DirectoryForm

PER_PAGE = 48


@public
@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    """The same few queries however many they are; the note on a card is the latest talk."""
    shows(request, "speakers", "people", "organisations", "events")
    spoken = (
        SessionSpeaker.objects.filter(
            person=OuterRef("pk"),
            session__status=Session.Status.CONFIRMED,
            session__event__in=Event.objects.public(),
        )
        .exclude(session__kind__in=[Session.Kind.BREAK, Session.Kind.OTHER])
        .order_by("-session__event__starts_at", "-session__pk")
    )
    people = (
        Person.objects.filter(Exists(spoken))
        .annotate(
            talk=Subquery(spoken.values("session__title")[:1]),
            event_title=Subquery(spoken.values("session__event__title")[:1]),
            event_slug=Subquery(spoken.values("session__event__slug")[:1]),
        )
        .select_related("photo", "organisation")
        .order_by("name", "pk")
    )
    form = DirectoryForm(request.GET)
    good = form.is_valid()
    if not good:
        people = people.none()
    elif q := form.cleaned_data["q"]:
        shown = having(people.filter(is_public=True), q, "name", "headline", "organisation__name")
        people = having(people, q, "name") | shown
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [person.as_shown() for person in page.object_list]
    context = {"page": page, "form": form, "q": form.cleaned_data.get("q", "")}
    return render(request, "speakers/directory.html", context, status=200 if good else 422)
