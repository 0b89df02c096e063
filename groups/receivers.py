"""What groups hear from the people below them."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from core import answers
from groups.models import Membership
from people.models import Person


@receiver(post_save, sender=Person, dispatch_uid="groups.person_changed")
def person_changed(sender: object, instance: Person, created: bool, **kwargs: object) -> None:
    """A group's page names its public organizers: whoever goes private is gone from it at once."""
    if created:
        return
    rows = Membership.objects.filter(person=instance, role=Membership.Role.ORGANIZER)
    with transaction.atomic():
        answers.touch(*(f"groups.usergroup:{pk}" for pk in rows.values_list("group", flat=True)))
