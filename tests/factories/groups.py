"""Groups and who is in them."""

import datetime as dt
import itertools
from typing import Any

from groups.models import Membership, UserGroup
from people.models import Person

_n = itertools.count(1)


def make_group(name: str = "", **fields: Any) -> UserGroup:
    n = next(_n)
    return UserGroup.objects.create(
        **{
            "slug": f"group-{n}",
            "name": name or f"Group {n}",
            "city": "Köln",
            "country": "DE",
            "latitude": 50.94,
            "longitude": 6.96,
            "timezone": "Europe/Berlin",
            **fields,
        }
    )


def make_membership(group: UserGroup, person: Person, role: str = "member") -> Membership:
    return Membership.objects.create(
        group=group, person=person, role=role, joined_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
