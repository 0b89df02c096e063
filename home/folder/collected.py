"""The rows of an event, and of what they point to: everything that a folder holds, before it is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from core.models import CoreImage, FormerName
from events.models import Event
from home.folder.kinds import OWN, SHARED, Kind
from home.folder.rows import Names, fields_of, lists_of
from home.folder.words import page_rows, pictures_in
from people.models import Person


class Collected:
    """One query for each kind, and one for each list of a kind that has any."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.events = _with_parts(event)
        keys = [one.pk for one in self.events]
        self.rows: dict[Kind, Sequence[models.Model]] = {}
        for kind in OWN:
            self.rows[kind] = list(_own(kind, keys))
        self.pages = page_rows(keys)
        self._add_shared()
        self.names = Names()
        for kind, rows in self.rows.items():
            self.names.number(kind, rows)

    def _add_shared(self) -> None:
        """What is pointed to, the farthest last: a person brings their organisation, both bring their pictures."""
        for kind in reversed(SHARED):
            keys = self._pointed_to(kind.model)
            order = "uuid" if kind.has_name else (kind.same or "pk")
            rows = kind.model._default_manager.filter(pk__in=keys).order_by(order)
            self.rows[kind] = list(rows.select_related("user") if kind.model is Person else rows)

    def _pointed_to(self, model: type[models.Model]) -> set[Any]:
        keys: set[Any] = set(pictures_in(self.pages)) if model is CoreImage else set()
        for kind, rows in self.rows.items():
            for one in fields_of(kind):
                if one.related_model is model:
                    keys.update(getattr(row, one.attname) for row in rows)
        return keys - {None}


def _with_parts(event: Event) -> list[Event]:
    """The event and the days within it, and within those: what holds comes first."""
    found, level = [event], [event]
    while level:
        seen = [one.pk for one in found]
        level = list(Event.objects.filter(parent__in=level).exclude(pk__in=seen).order_by("pk"))
        found += level
    return found


def _own(kind: Kind, events: Sequence[int]) -> Iterable[models.Model]:
    asked: dict[str, Any] = {f"{kind.event}__in": events}
    if kind.model is FormerName:
        asked = {"kind": Event._meta.label_lower, "thing_id__in": events}
    rows = kind.model._default_manager.filter(**asked)
    if kind.model is Event:
        by_key = {row.pk: row for row in rows}
        return [by_key[pk] for pk in events]
    return rows.prefetch_related(*(one.name for one in lists_of(kind))).order_by("pk")


def counts(rows: dict[Kind, Sequence[models.Model]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for kind, some in rows.items():
        if some:
            found[kind.file] = len(some)
    return dict(found)
