"""The community's cadence: the only writers of cycles."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import audit
from core.slugs import free_slug
from events.models import Cycle


@dataclass(frozen=True, kw_only=True)
class Span:
    """A cycle as it is written down. `milestones` are (day, label), in order of days."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    milestones: tuple[tuple[dt.date, str], ...] = ()

    def as_row(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "milestones": [{"on": on.isoformat(), "label": label} for on, label in self.milestones],
        }


@transaction.atomic
def make(*, span: Span, by: Any, now: dt.datetime) -> Cycle:
    """Raises ValidationError, by field, where the name is taken or the end is not after the start."""
    slug = free_slug(span.name, lambda slug: Cycle.objects.filter(slug=slug).exists(), fallback="cycle")
    cycle = Cycle(slug=slug, **span.as_row())
    cycle.full_clean()
    cycle.save()
    audit.note(by=by, verb="make", thing=cycle, name=cycle.name)
    return cycle


@transaction.atomic
def change(*, cycle: Cycle, span: Span, by: Any, now: dt.datetime) -> Cycle:
    """The address stays whatever the name becomes. Raises ValidationError as `make` does."""
    cycle = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    facts = span.as_row()
    changed = [name for name, value in facts.items() if getattr(cycle, name) != value]
    for name in changed:
        setattr(cycle, name, facts[name])
    if changed:
        cycle.full_clean()
        cycle.save(update_fields=changed)
        audit.note(by=by, verb="change", thing=cycle, changed=sorted(changed))
    return cycle
