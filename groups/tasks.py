"""What the worker does about groups."""

import datetime as dt
from typing import Any

from django.conf import settings

from core.outbox import handles
from core.places.lookup import answer_question
from groups import emails
from groups.actions.group import place_at
from groups.actions.importing import LOCATE
from groups.actions.membership import MADE_ORGANIZER
from groups.models import Membership, UserGroup


@handles(LOCATE)
def locate(payload: dict[str, Any], now: dt.datetime) -> None:
    """Asks where a group's town lies, once the gazetteer did not know."""
    group = UserGroup.objects.filter(pk=payload["group"]).first()
    if group is None or settings.GEOCODER != "nominatim" or not group.city:
        return
    answer = answer_question(group.city, str(group.country or ""), now=now)
    place_at(group=group, answer=answer, now=now)


@handles(MADE_ORGANIZER)
def tell_organizer(payload: dict[str, Any], now: dt.datetime) -> None:
    membership = (
        Membership.objects.select_related("group", "person__user")
        .filter(pk=payload["membership"], role=Membership.Role.ORGANIZER)
        .first()
    )
    if membership:
        emails.made_organizer(membership)
