"""Who an account is."""

from typing import Any

from people.actions import person as people
from people.models import Person


def person_of(user: Any) -> Person:
    """Whoever signed in has a person, made here for one that never did."""
    return Person.objects.filter(user=user).first() or people.create(by=user, name=user.name, user=user)
