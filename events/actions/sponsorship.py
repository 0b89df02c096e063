"""Who sponsors a summit: the only writers of sponsorships."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from events.actions.event import NotNow
from events.models import Event, Sponsorship
from events.signals import sponsorship_changed
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
    tickets: int = 0,
) -> Sponsorship:
    """Raises NotNow where the organisation sponsors the event already."""
    try:
        with transaction.atomic():
            row = Sponsorship.objects.create(
                event=event,
                organisation=organisation,
                tier=tier,
                level=level,
                position=position,
                tickets=tickets,
            )
            audit.note(by=by, verb="add sponsor", thing=event, organisation=organisation.slug, tier=tier)
            _tell(row, tickets, by, now)
            return row
    except IntegrityError:
        if not Sponsorship.objects.filter(event=event, organisation=organisation).exists():
            raise
        raise NotNow(_("%(name)s sponsors this summit already.") % {"name": organisation.name}) from None


@transaction.atomic
def change(
    *,
    sponsorship: Sponsorship,
    tier: str,
    level: int,
    position: int,
    by: Any,
    now: dt.datetime,
    tickets: int | None = None,
) -> Sponsorship:
    """`tickets` stay as they are where they are not given."""
    facts: dict[str, Any] = {"tier": tier, "level": level, "position": position}
    if tickets is not None:
        facts["tickets"] = tickets
    changed = [name for name, value in facts.items() if getattr(sponsorship, name) != value]
    for name in changed:
        setattr(sponsorship, name, facts[name])
    if changed:
        sponsorship.save(update_fields=changed)
        audit.note(by=by, verb="change sponsor", thing=sponsorship, changed=sorted(changed))
    if "tickets" in changed:
        _tell(sponsorship, sponsorship.tickets, by, now)
    return sponsorship


@transaction.atomic
def remove(*, sponsorship: Sponsorship, by: Any, now: dt.datetime) -> None:
    audit.note(
        by=by, verb="remove sponsor", thing=sponsorship.event, organisation=sponsorship.organisation.slug
    )
    _tell(sponsorship, 0, by, now)
    sponsorship.delete()


def _tell(row: Sponsorship, tickets: int, by: Any, now: dt.datetime) -> None:
    sponsorship_changed.send(
        sender=Sponsorship, event=row.event, organisation=row.organisation, tickets=tickets, by=by, now=now
    )
