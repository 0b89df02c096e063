"""What the programme hears from the floors below."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from core import answers
from events.programme.models import SessionSpeaker
from people.models import Person


@receiver(post_save, sender=Person, dispatch_uid="programme.person_changed")
def person_changed(sender: object, instance: Person, created: bool, **kwargs: object) -> None:
    """A changed name is seen in every programme in which it stands, and only there."""
    if created:
        return
    events = (
        SessionSpeaker.objects.filter(person=instance).values_list("session__event_id", flat=True).distinct()
    )
    with transaction.atomic():
        answers.touch(*(f"schedule:{event_id}" for event_id in events))
