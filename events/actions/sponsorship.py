"""Who sponsors a summit: the only writers of sponsorships."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from events.actions.event import NotNow
from events.models import Event, Sponsorship
from people.models import Organisation


def add(
    *,
    event: Event,
    organisation: Organisation,
    tier: str,
    level: int,
    position: int,
    by: Any,
    now: dt.datetime,
) -> Sponsorship:
    """Raises NotNow where the organisation sponsors the event already."""
    try:
        with transaction.atomic():
            row = Sponsorship.objects.create(
                event=event, organisation=organisation, tier=tier, level=level, position=position
            )
            audit.note(by=by, verb="add sponsor", thing=event, organisation=organisation.slug, tier=tier)
            return row
    except IntegrityError:
        if not Sponsorship.objects.filter(event=event, organisation=organisation).exists():
            raise
        raise NotNow(_("%(name)s sponsors this summit already.") % {"name": organisation.name}) from None


@transaction.atomic
def change(
    *, sponsorship: Sponsorship, tier: str, level: int, position: int, by: Any, now: dt.datetime
) -> Sponsorship:
    facts = {"tier": tier, "level": level, "position": position}
    changed = [name for name, value in facts.items() if getattr(sponsorship, name) != value]
    for name in changed:
        setattr(sponsorship, name, facts[name])
    if changed:
        sponsorship.save(update_fields=changed)
        audit.note(by=by, verb="change sponsor", thing=sponsorship, changed=sorted(changed))
    return sponsorship


@transaction.atomic
def remove(*, sponsorship: Sponsorship, by: Any, now: dt.datetime) -> None:
    audit.note(
        by=by, verb="remove sponsor", thing=sponsorship.event, organisation=sponsorship.organisation.slug
    )
    sponsorship.delete()
