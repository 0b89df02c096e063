"""What the site finds: pages, events, groups, talks and people, each only where it is public.

The words go to Wagtail's search backend as words alone: no operator of FTS5 or tsquery, no quotation mark and no NUL
can get into a question, since only letters and digits are taken out of what was typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from core.models import FactsPage, SectionPage
from core.places.gazetteer import NotOnTheGlobe
from core.places.lookup import Place, place_called
from events.models import Event
from events.programme.models import Session
from groups.models import UserGroup
from people.models import Person

LONGEST_QUERY = 200
MOST_WORDS = 10
LONGEST_WORD = 60
FEW = 5
"""So many of each kind stand on the page that shows all kinds."""
MOST = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Kind:
    name: str
    title: Any
    rows: Callable[[], "QuerySet[Any]"]
    dress: Callable[[Any], "QuerySet[Any]"]


@dataclass
class Hits:
    kind: Kind
    count: int = 0
    items: list[Any] = field(default_factory=list)
    url: str = ""
    """Where all hits of this kind stand."""


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "events",
            _("Events"),
            lambda: Event.objects.filter(status__in=[s for s in Event.Status if s != Event.Status.DRAFT]),
            lambda rows: rows.for_cards(),
        ),
        Kind(
            "groups",
            _("Groups"),
            lambda: UserGroup.objects.filter(status__in=[UserGroup.Status.ACTIVE, UserGroup.Status.DORMANT]),
            lambda rows: rows,
        ),
        Kind(
            "talks",
            _("Talks"),
            lambda: Session.objects.filter(status__in=[Session.Status.CONFIRMED, Session.Status.CANCELLED]),
            lambda rows: (
                rows.exclude(event__status=Event.Status.DRAFT)
                .select_related("event", "room", "track")
                .prefetch_related(
                    Prefetch("speakers", queryset=Person.objects.order_by("session_speakers__position"))
                )
            ),
        ),
        Kind(
            "people",
            _("People"),
            lambda: Person.objects.filter(is_public=True),
            lambda rows: rows.select_related("organisation", "photo"),
        ),
        Kind(
            "pages",
            _("Pages"),
            lambda: Page.objects.filter(live=True),
            lambda rows: (
                rows.public()
                .not_type(FactsPage, SectionPage)
                .filter(depth__gt=1)
                .select_related("locale")
                .specific()
            ),
        ),
    )
}


def words_of(query: str) -> list[str]:
    """The words in what was typed, at most MOST_WORDS."""
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", query[:LONGEST_QUERY])][:MOST_WORDS]


def find(query: str, only: str = "") -> list[Hits]:
    """Hits of each kind, best first: a few of each, or many of the one kind that `only` names."""
    words = words_of(query)
    found = [Hits(kind) for kind in KINDS.values()]
    if not words:
        return found
    for hits in found:
        wanted = MOST if only == hits.kind.name else 0 if only else FEW
        keys = _keys(hits.kind, " ".join(words))
        rows = hits.kind.dress(hits.kind.rows().model.objects.filter(pk__in=keys))
        alive = set(rows.order_by().values_list("pk", flat=True)) if keys else set()
        best = [key for key in keys if key in alive]
        hits.count = len(best)
        if wanted and best:
            by_key = {row.pk: row for row in hits.kind.dress(rows.model.objects.filter(pk__in=best[:wanted]))}
            hits.items = [by_key[key] for key in best[:wanted] if key in by_key]
            if hits.kind.name == "talks":
                for talk in hits.items:
                    talk.said = " · ".join(
                        part
                        for part in (", ".join(p.name for p in talk.speakers.all()), talk.event.title)
                        if part
                    )
    return found


def place_in(query: str, found: list[Hits]) -> Place | None:
    """The place that was typed, where no event or group has its name: “koln” is Köln, whose group is called Cologne."""
    if not words_of(query) or any(hits.count for hits in found if hits.kind.name in {"events", "groups"}):
        return None
    try:
        return place_called(query)
    except NotOnTheGlobe:
        return None


def _keys(kind: Kind, words: str) -> list[int]:
    """Whole words first; where they find nothing, words that begin so, for whoever is still typing."""
    backend = get_search_backend()
    rows = kind.rows()
    found = [row.pk for row in backend.search(words, rows.only("pk"), operator="and")[:MOST_COUNTED]]
    return found or [
        row.pk for row in backend.autocomplete(words, rows.only("pk"), operator="and")[:MOST_COUNTED]
    ]
