"""The tokens that the organizer has given to programs. Nobody knows their secrets: they were made and never shown."""

import datetime as dt

from core import tokens
from demo.load.people import Cast
from demo.load.words import Days
from groups.models import Membership, UserGroup

YEAR = dt.timedelta(days=365)


def load(days: Days, cast: Cast) -> None:
    person = cast.by_account["organizer"]
    if person.user is None:  # a demo without accounts
        return
    group = UserGroup.objects.filter(
        memberships__person=person, memberships__role=Membership.Role.ORGANIZER
    ).first()
    for name, scopes, thing, lasts, used in (
        ("Newsletter script", ["events:write", "registrations:read"], group, YEAR, 1),
        ("Scanner at the door", ["check-in"], group, dt.timedelta(days=90), None),
        ("My wall calendar", ["my-registrations"], None, YEAR, 3),
    ):
        token, _secret = tokens.make(
            user=person.user, name=name, wants=scopes, thing=thing, lasts=lasts, by=None, now=days.ago(20)
        )
        if used is not None:
            tokens.used(token=token, now=days.ago(used))
