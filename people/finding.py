"""What the public pages of people and organisations show, in a constant number of queries.

Rows of higher rooms are reached by their names on this side (`person.session_speakers`), never by import.
"""

import datetime as dt
from typing import Any

from django.db.models import Count, Prefetch, Q

from core.words import having
from people.models import Organisation, Person


def person_with_all(slug: str) -> Person | None:
    return Person.objects.select_related("photo", "organisation").filter(slug=slug).first()


def talks_of(person: Person) -> list[Any]:
    """What the person speaks or spoke at, newest first: sessions that the public sees, of events that it sees."""
    return list(
        person.sessions.shown()
        .exclude(event__status="draft")
        .exclude(status="cancelled")
        .select_related("event", "room", "track")
        .prefetch_related("speakers")
        .order_by("-event__starts_at", "starts_at", "pk")[:200]
    )


def groups_of(person: Person) -> list[Any]:
    """The groups that the person organizes and that still stand in lists."""
    rows = person.memberships.filter(role="organizer").exclude(group__status="closed")
    return [row.group for row in rows.select_related("group").order_by("group__name")]


def standings_of(person: Person, today: dt.date) -> list[Any]:
    return list(person.standings.on(today))


def organisations(*, words: str = "", sector: str = "") -> Any:
    found = Organisation.objects.select_related("logo").annotate(
        public_people=Count("people", filter=Q(people__is_public=True))
    )
    if words:
        found = having(found, words, "name", "description")
    if sector:
        found = found.filter(sector=sector)
    return found.order_by("name", "pk")


def sectors() -> list[str]:
    return list(
        Organisation.objects.exclude(sector="").order_by("sector").values_list("sector", flat=True).distinct()
    )


def organisation_with_all(slug: str) -> Organisation | None:
    people = Person.objects.public().select_related("photo", "organisation").order_by("name", "pk")
    return (
        Organisation.objects.select_related("logo")
        .prefetch_related(Prefetch("people", queryset=people, to_attr="shown_people"))
        .filter(slug=slug)
        .first()
    )


def sponsored_by(organisation: Organisation) -> list[Any]:
    rows = organisation.sponsorships.exclude(event__status="draft")
    return list(rows.select_related("event").order_by("-event__starts_at", "pk"))


def stories_of(organisation: Organisation) -> list[Any]:
    pages = organisation.stories.live().public()  # type: ignore[attr-defined]  # the manager of Wagtail's pages has it
    return list(pages.order_by("-first_published_at", "pk"))
