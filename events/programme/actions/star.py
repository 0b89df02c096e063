"""Sessions that somebody keeps. No audit row is written: whose star it is nobody else sees."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from events.models import Event
from events.programme.models import Session, Star
from people.models import Person

MOST_AT_ONCE = 2000


@transaction.atomic
def change(
    *,
    event: Event,
    person: Person,
    add: Collection[str] = (),
    remove: Collection[str] = (),
    by: object = None,
    now: dt.datetime,
) -> None:
    """Keeps these sessions, by code, and those no more. Unknown codes are passed over: a browser remembers long."""
    wanted = Session.objects.shown().filter(event=event, code__in=set(add) - set(remove))
    Star.objects.bulk_create(
        [Star(session_id=pk, person=person, at=now) for pk in wanted.values_list("pk", flat=True)],
        ignore_conflicts=True,
    )
    if remove:
        Star.objects.filter(session__event=event, session__code__in=set(remove), person=person).delete()
