"""Whoever answered by a link that they speak along has no account, so cannot show a profile themselves."""

from typing import Any

from django.db.models import Exists, OuterRef

from events.models import Event
from events.programme.models import Session, SessionSpeaker
from people.actions import person as people
from people.models import Person


def keep(*, event: Event, by: Any) -> None:
    """Shows their profiles while they stand in a confirmed session, and hides the others, in the caller's transaction:
    before that a profile would tell who proposes."""
    confirmed = SessionSpeaker.objects.filter(person=OuterRef("pk"), session__status=Session.Status.CONFIRMED)
    named = Person.objects.filter(user=None, named_in__proposal__call__event=event)
    for person in named.annotate(stands=Exists(confirmed)).distinct().order_by("pk"):
        if person.stands != person.is_public:
            people.show(by=by, person=person, source=event.title if person.stands else "")
