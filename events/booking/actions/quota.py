"""So many of certain tickets, or on one side of an event: the only writers of quotas, but for their counters.

Who is counted changes with a quota's types and side, so its counters are counted anew from the rows, under the event's
lock: whoever claims a seat meanwhile waits for it, or is counted.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import answers, audit
from events.booking.actions import registration, seats
from events.booking.models import Quota, Registration, TicketType
from events.models import Event

Status = Registration.Status


@transaction.atomic
def set_up(
    *,
    event: Event,
    name: str,
    capacity: int | None,
    by: Any,
    now: dt.datetime,
    ticket_types: Iterable[TicketType] = (),
    attendance: str = "",
    quota: Quota | None = None,
) -> Quota:
    """Makes a quota, or changes the one given. Where there is more room now the line is served.

    Raises ValidationError by field: fewer places than are taken, no type and no side, a name or side twice.
    """
    event = seats.lock(event.pk)
    types = list(ticket_types)
    if bool(types) == bool(attendance):
        raise ValidationError(
            {"ticket_types": _("Choose the tickets that it counts, or everybody on one side: not both.")}
        )
    others = event.quotas.exclude(pk=quota.pk if quota else 0)
    if others.filter(name__iexact=name).exists():
        raise ValidationError({"name": _("There is a quota of this name already.")})
    if attendance and others.filter(attendance=attendance).exists():
        raise ValidationError({"attendance": _("This side has its quota already.")})
    taken, waiting = counted(event, types, attendance)
    if capacity is not None and capacity < taken:
        raise ValidationError(
            {
                "capacity": ngettext(
                    "%(n)s place is taken: it cannot be fewer.",
                    "%(n)s places are taken: it cannot be fewer.",
                    taken,
                )
                % {"n": taken}
            }
        )
    if quota is None:
        row = Quota(event=event)
    else:
        row = Quota.objects.select_for_update(no_key=True).get(pk=quota.pk)
    verb = "change quota" if row.pk else "add quota"
    row.name, row.capacity, row.attendance = name, capacity, attendance
    row.taken, row.waiting = taken, waiting
    row.clean_fields(exclude=["event"])
    row.save()
    row.ticket_types.set(types)
    audit.note(by=by, verb=verb, thing=row, name=name, capacity=capacity, taken=taken, waiting=waiting)
    registration.serve_line(event=event, now=now)
    answers.touch(event)
    row.refresh_from_db()
    return row


@transaction.atomic
def remove(*, quota: Quota, by: Any, now: dt.datetime) -> None:
    """There is no such limit any more: who waited for it alone gets in."""
    event = seats.lock(quota.event_id)
    audit.note(by=by, verb="remove quota", thing=quota, name=quota.name, capacity=quota.capacity)
    Quota.objects.filter(pk=quota.pk).delete()
    registration.serve_line(event=event, now=now)
    answers.touch(event)


@transaction.atomic
def give_sides(*, event: Event, was: str, now: dt.datetime) -> None:
    """The event has two sides from now on: who is registered comes as the event was held, and is counted there. Where a
    quota is left from before and holds fewer, it grows: nobody loses a seat."""
    seats.lock(event.pk)
    Registration.objects.filter(event=event, attendance="").update(attendance=was)
    for row in Quota.objects.select_for_update(no_key=True).filter(event=event).exclude(attendance=""):
        row.taken, row.waiting = counted(event, [], row.attendance)
        row.capacity = None if row.capacity is None else max(row.capacity, row.taken)
        row.save(update_fields=["taken", "waiting", "capacity"])
    registration.serve_line(event=event, now=now)


def counted(event: Event, types: Iterable[TicketType], attendance: str) -> tuple[int, int]:
    """How many a quota over these types, or over this side, holds at present; and how many wait for it."""
    whose = Q(ticket_type__in=list(types))
    if attendance:
        whose |= Q(attendance=attendance, holder=None)
    found = Registration.objects.filter(whose, event=event, is_granted=False).aggregate(
        taken=Count("pk", filter=Q(status__in=[Status.HELD, Status.CONFIRMED])),
        waiting=Count("pk", filter=Q(status=Status.WAITING)),
    )
    return found["taken"], found["waiting"]
