"""Who runs an event: the only writers of its crew."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from events.actions.event import NotNow
from events.models import Crew, Event
from people.models import Person


@transaction.atomic
def add(*, event: Event, person: Person, role: str, by: Any, now: dt.datetime) -> Crew:
    """Gives a part in the crew; whoever has it already keeps it. Raises NotNow for somebody without an account."""
    if person.user_id is None:
        raise NotNow(_("%(name)s has no account here, so could not open the desk.") % {"name": person.name})
    member, new = Crew.objects.get_or_create(event=event, person=person, role=Crew.Role(role))
    if new:
        audit.note(by=by, verb="add to crew", thing=event, person=person.slug, role=role)
    return member


@transaction.atomic
def remove(*, member: Crew, by: Any, now: dt.datetime) -> None:
    """Takes the part away; nothing happens where it is gone already. Raises NotNow for the last organizer."""
    # The event's row is the lock: two organizers who remove each other at once do not both succeed.
    event = Event.objects.select_for_update(no_key=True).get(pk=member.event_id)
    row = Crew.objects.select_related("person").filter(pk=member.pk).first()
    if row is None:
        return
    organizers = Crew.objects.filter(event=event, role=Crew.Role.ORGANIZER)
    if row.role == Crew.Role.ORGANIZER and not organizers.exclude(pk=row.pk).exists():
        raise NotNow(_("An event keeps at least one organizer. Add another one first."))
    audit.note(by=by, verb="remove from crew", thing=event, person=row.person.slug, role=row.role)
    row.delete()
