"""What events hear from the people below them."""

import datetime as dt

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from core import answers
from events.actions import event as events
from events.models import Crew
from groups.models import UserGroup
from groups.signals import group_changed
from people.models import Person


@receiver(post_save, sender=Person, dispatch_uid="events.person_changed")
def person_changed(sender: object, instance: Person, created: bool, **kwargs: object) -> None:
    """An event's page names its public organizers: whoever goes private is gone from it at once."""
    if created:
        return
    rows = Crew.objects.filter(person=instance, role=Crew.Role.ORGANIZER)
    with transaction.atomic():
        answers.touch(*(f"events.event:{pk}" for pk in rows.values_list("event", flat=True)))


@receiver(group_changed, dispatch_uid="events.group_changed")
def group_has_changed(
    sender: object, group: UserGroup, changed: set[str], now: dt.datetime, **kwargs: object
) -> None:
    if changed & {"name", "city"}:
        events.follow_group(group=group, moved="city" in changed, now=now)
