"""What comes with speaking, as long as that holds: each speaker of a confirmed session has a ticket and is shown."""

import datetime as dt
from typing import Any

from django.db.models import Case, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from events.booking.actions import speaking as tickets
from events.booking.actions.speaking import Speaker
from events.models import Event
from events.programme.actions import speaker_profiles
from events.programme.models import Session
from people.models import Person


def keep(*, event: Event, by: Any, now: dt.datetime) -> None:
    """Gives what is missing and takes back what has no reason any more, within the caller's transaction."""
    speaker_profiles.keep(event=event, by=by)
    if event.takes_place and not event.is_past(now):
        tickets.keep(event=event, speaking=_speaking(event), by=by, now=now)


def keep_all(*, now: dt.datetime) -> None:
    """Also where nobody changed the programme: an address became known, a seat that was never paid ran out."""
    spoken_at = Session.objects.exclude(speakers=None).values("event")
    for event in Event.objects.taking_place().filter(pk__in=spoken_at, ends_at__gt=now).order_by("pk"):
        tickets.keep(event=event, speaking=_speaking(event), by=None, now=now)


def _speaking(event: Event) -> list[Speaker]:
    """Who comes to speak, each with the address that is known: the account's, else the one at which they said that
    they speak along. One query."""
    rows: QuerySet[Any] = Person.objects.filter(_stands(), sessions__event=event).order_by("pk")
    along = Q(named_in__is_willing=True, named_in__proposal__call__event=event)
    account = Case(When(user__is_active=True, then=F("user__email")), default=Value(""))
    found = rows.annotate(
        account=account,
        named_at=Coalesce(Min("named_in__email", filter=along), Value("")),
    )
    return [
        Speaker(
            person=pk, name=name, email=(account or named_at).lower(), language=language or event.language
        )
        for pk, name, account, named_at, language in found.values_list(
            "pk", "name", "account", "named_at", "user__language"
        )
    ]


def _stands() -> Q:
    # Who said yes comes, also while their session waits for the release of the schedule.
    said_yes = Q(sessions__status=Session.Status.DRAFT, sessions__proposal__status="confirmed")
    return Q(sessions__status=Session.Status.CONFIRMED) | said_yes
