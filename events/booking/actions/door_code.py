"""Small meetups have nobody at the door: a code on a poster lets in who has a seat and stands before it."""

import datetime as dt
import secrets
import uuid
from typing import Any

from django.db import transaction

from core import audit
from events.booking.actions import check_in, terms
from events.booking.actions.check_in import Told
from events.booking.models import Registration, Terms
from events.booking.rules.check_in import is_the_code, is_the_day
from events.models import Event

DOOR = "✓"
"""What stands for the door where nobody stood at one."""


class NotNow(Exception):
    """Nobody lets themselves in here, or not today."""


class WrongCode(Exception):
    pass


def switch(*, event: Event, on: bool, by: Any, now: dt.datetime) -> Terms:
    """Whether attendees let themselves in; the code is made when it is first switched on."""
    return terms.change(event=event, by=by, now=now, lets_in_by_code=on)


@transaction.atomic
def renew(*, event: Event, by: Any, now: dt.datetime) -> Terms:
    """Another code, where the old one went round."""
    found = Terms.objects.select_for_update().get(event=event)
    found.door_code = "".join(secrets.choice("23456789") for _n in range(6))
    found.save(update_fields=["door_code"])
    audit.note(by=by, verb="renew door code", thing=found)
    return found


def is_open(event: Event, now: dt.datetime) -> bool:
    found = Terms.of(event)
    return (
        found.lets_in_by_code
        and bool(found.door_code)
        and event.takes_place
        and is_the_day(event.starts_at, event.ends_at, now)
    )


def enter(*, registration: Registration, code: str, by: Any, now: dt.datetime) -> Told:
    """Lets the attendee in who has read the code. Raises NotNow or WrongCode."""
    event = registration.event
    if not is_open(event, now):
        raise NotNow
    if not is_the_code(code, Terms.of(event).door_code):
        raise WrongCode
    return check_in.scan(
        event=event, nonce=uuid.uuid4(), registration=registration.pk, door=DOOR, by=by, now=now
    )
