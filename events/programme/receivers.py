"""What the programme hears from the floors below."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from core import answers
from core.clock import now as clock_now
from events.models import Event
from events.programme.actions import house, release, sign_up, speaker_tickets
from events.programme.models import Session, SessionSpeaker
from events.signals import event_changed
from people.models import Person, User
from people.signals import people_merging


@receiver(post_save, sender=Person, dispatch_uid="programme.person_changed")
def person_changed(
    sender: object, instance: Person, created: bool, update_fields: frozenset[str] | None, **kwargs: object
) -> None:
    """A changed name is seen in every programme in which it stands, and on the pages of events that it opens."""
    if created:
        return
    if update_fields is None or "name" in update_fields:
        house.called_otherwise(sessions=Session.objects.filter(speakers=instance), now=clock_now())
    rows = SessionSpeaker.objects.filter(person=instance)
    events = set(rows.values_list("session__event_id", "session__kind", "session__is_featured"))
    with transaction.atomic():
        answers.touch(
            *(f"schedule:{event}" for event, _kind, _featured in events),
            *(
                f"events.event:{event}"
                for event, kind, featured in events
                if featured or kind == Session.Kind.KEYNOTE
            ),
        )


@receiver(people_merging, dispatch_uid="programme.people_merging")
def people_become_one(sender: object, kept: Person, gone: Person, by: User | None, **kwargs: object) -> None:
    sign_up.keep_one(kept=kept, gone=gone, by=by, now=clock_now())
    release.call_one(kept=kept, gone=gone)


@receiver(event_changed, dispatch_uid="programme.event_changed")
def event_has_changed(
    sender: object,
    event: Event,
    before: dict[str, Any],
    changed: set[str],
    by: Any,
    now: dt.datetime,
    **kwargs: object,
) -> None:
    """Speakers have their tickets from the moment on in which everybody may register."""
    if before and "status" in changed:
        speaker_tickets.keep(event=event, by=by, now=now)
