"""What comes with speaking, as long as that holds: each speaker of a confirmed session comes in for nothing by a code,
and is shown."""

import datetime as dt
from typing import Any

from django.db.models import Q

from events.booking.actions import code as codes
from events.booking.actions.ticket_type import costs_something
from events.booking.models import Code
from events.models import Event
from events.programme.actions import speaker_profiles
from events.programme.models import Session
from people.models import Person


def keep(*, event: Event, by: Any, now: dt.datetime) -> None:
    """Grants what is missing and withdraws what has no reason any more, within the caller's transaction.

    Where nothing costs anything nobody has a code. What was booked with one stays.
    """
    speaker_profiles.keep(event=event, by=by)
    held = Code.objects.filter(event=event, reason=Code.Reason.SPEAKER, withdrawn_at=None)
    has = set(held.values_list("person", flat=True))
    speaking: dict[int, Person] = {}
    if costs_something(event):
        # Who said yes comes, also while their session waits for the release of the schedule.
        said_yes = Q(sessions__status=Session.Status.DRAFT, sessions__proposal__status="confirmed")
        stands = Q(sessions__status=Session.Status.CONFIRMED) | said_yes
        rows = Person.objects.filter(stands, sessions__event=event).distinct()
        speaking = {person.pk: person for person in rows}
    for pk in sorted(speaking.keys() - has):
        codes.for_speaker(event=event, person=speaking[pk], speaks=True, by=by, now=now)
    for person in Person.objects.filter(pk__in=has - speaking.keys()).order_by("pk"):
        codes.for_speaker(event=event, person=person, speaks=False, by=by, now=now)
