"""Asked once more before the event, so that seats of those who cannot come go to those who wait."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import audit
from events.booking.actions.telling import tell
from events.booking.models import Registration, Terms
from events.models import Event


@transaction.atomic
def ask(*, event: Event, now: dt.datetime) -> int:
    """“Still coming?”, once, to all who have a seat. Returns how many."""
    asks_at = Terms.of(event).asks_again_at
    if asks_at is None or asks_at > now or not event.takes_place or event.starts_at <= now:
        return 0
    rows = Registration.objects.confirmed().admissions().filter(event=event, checked_in_at=None)
    # Who booked after that instant has only just said so.
    asked = list(rows.filter(created_at__lt=asks_at).exclude(email=""))
    tell(asked, "still_coming")
    return len(asked)


@transaction.atomic
def say_yes(*, registration: Registration, by: Any, now: dt.datetime) -> None:
    Registration.objects.filter(pk=registration.pk).update(still_comes_at=now)
    audit.note(by=by, verb="still comes", thing=registration)
