"""What the programme hears from the floors below."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from core import answers
from events.programme.models import Session, SessionSpeaker
from people.models import Person


@receiver(post_save, sender=Person, dispatch_uid="programme.person_changed")
def person_changed(sender: object, instance: Person, created: bool, **kwargs: object) -> None:
    """A changed name is seen in every programme in which it stands, and on the pages of events that it opens."""
    if created:
        return
    rows = SessionSpeaker.objects.filter(person=instance)
    events = set(rows.values_list("session__event_id", "session__kind"))
    with transaction.atomic():
        answers.touch(
            *(f"schedule:{event}" for event, _ in events),
            *(f"events.event:{event}" for event, kind in events if kind == Session.Kind.KEYNOTE),
        )
