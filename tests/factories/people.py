"""Accounts, people and organisations."""

import datetime as dt
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from people.models import Claim, Organisation, Person, User

PASSWORD = "a long enough secret"
_number = count(1)


def make_user(email: str = "", *, name: str = "", verified: bool = True, **fields: Any) -> User:
    """An account that can sign in with PASSWORD; with a person of that name where one is given."""
    user = User.objects.create_user(email or f"somebody{next(_number)}@people.example", PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    if name:
        make_person(name, user=user)
    return user


def make_person(name: str = "Ada Lark", **fields: Any) -> Person:
    fields.setdefault("slug", f"{slugify(name) or 'person'}-{next(_number)}")
    return Person.objects.create(name=name, **fields)


def make_organisation(name: str = "Karst Works", **fields: Any) -> Organisation:
    fields.setdefault("slug", f"{slugify(name)}-{next(_number)}")
    return Organisation.objects.create(name=name, **fields)


def make_claim(*, person: Person, user: User, because: str = "It is me.", **fields: Any) -> Claim:
    fields.setdefault("asked_at", dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    return Claim.objects.create(person=person, user=user, because=because, **fields)
