"""What search engines are told of: every public address, and when what it shows last changed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page

from community.elections.models import Election
from core.models import FactsPage, SectionPage
from events.models import Event
from events.programme.models import Session
from groups.models import UserGroup
from home.paths import path_of
from people.models import Organisation, Person

MOST_IN_ONE = 10_000


@dataclass(frozen=True)
class Place:
    url: str
    changed_on: dt.date | None


@dataclass(frozen=True)
class Section:
    rows: Callable[[], "QuerySet[Any]"]
    changed_at: str
    path: Callable[[Any], str] = lambda row: row.get_absolute_url()

    def count(self) -> int:
        return self.rows().count()

    def places(self, number: int) -> list[Place]:
        begin = number * MOST_IN_ONE
        return [self.place(row) for row in self.rows()[begin : begin + MOST_IN_ONE]]

    def place(self, row: Any) -> Place:
        changed_at = getattr(row, self.changed_at)
        return Place(f"{settings.SITE_URL}{self.path(row)}", changed_at.date() if changed_at else None)


def words() -> "QuerySet[Page]":
    """Pages with an address of their own: not the words about events and groups, nor the sections they lie in."""
    pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale")
    return pages.not_type(FactsPage, SectionPage).order_by("path")


SECTIONS = {
    "pages": Section(words, "last_published_at", path_of),
    "events": Section(lambda: Event.objects.public().order_by("pk"), "shown_changed_at"),
    "groups": Section(lambda: UserGroup.objects.open().order_by("pk"), "updated_at"),
    "sessions": Section(
        lambda: (
            Session.objects.shown()
            .exclude(event__status=Event.Status.DRAFT)
            .exclude(kind__in=[Session.Kind.BREAK, Session.Kind.OTHER])
            .select_related("event")
            .order_by("pk")
        ),
        "shown_changed_at",
    ),
    "elections": Section(lambda: Election.objects.public().order_by("pk"), "shown_changed_at"),
    "people": Section(lambda: Person.objects.public().order_by("pk"), "updated_at"),
    "organisations": Section(lambda: Organisation.objects.order_by("pk"), "updated_at"),
}
