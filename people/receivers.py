"""Whoever signs in is somebody: accounts made by a command or in the CMS get their person at the door."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from people.actions import person
from people.models import Person, User


@receiver(user_logged_in, dispatch_uid="people.somebody")
def has_a_person(sender: object, user: User, **kwargs: Any) -> None:
    if not Person.objects.filter(user=user).exists():
        person.create(by=user, user=user, name=user.name)
