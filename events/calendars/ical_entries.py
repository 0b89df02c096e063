"""What a calendar says of a deadline."""

import datetime as dt

from django.utils.text import capfirst

from core.links import absolute, site_path
from events.calendars.models import Deadline
from events.rules.ical import Entry, deadline_uid, event_uid, wall_time

REMINDS = (dt.timedelta(days=7), dt.timedelta(days=1))
WHERE = {Deadline.Kind.CALL: "proposals/new/", Deadline.Kind.PRICE: "register/"}


def deadline_entry(row: Deadline, *, uid_domain: str) -> Entry:
    """A moment that takes no time, with reminders. It is off when its event is, and open while that has no time."""
    event = row.event
    off = row.withdrawn_at is not None or (event is not None and event.is_cancelled)
    if event is None:
        title, zone, url = row.title, row.timezone, absolute(site_path(row.path))
    else:
        path = event.get_absolute_url()
        url = absolute(path if off else f"{path}{WHERE[Deadline.Kind(row.kind)]}")
        title, zone = event.title, event.timezone
    what = capfirst(str(row.get_kind_display())) + (f" ({row.name})" if row.name else "")
    return Entry(
        uid=deadline_uid(row.uuid, uid_domain),
        summary=f"{title}: {what}",
        starts=row.at,
        changed_at=max(row.changed_at, event.shown_changed_at) if event else row.changed_at,
        created_at=row.created_at,
        sequence=row.sequence + (event.sequence if event else 0),
        status="CANCELLED" if off else "CONFIRMED" if event is None or event.takes_place else "TENTATIVE",
        description=f"{wall_time(row.at, None, zone)}\n\n{url}",
        url=url,
        related_to=event_uid(event.uuid, uid_domain) if event else "",
        is_reminder=True,
        alarms=REMINDS,
        zone=zone,
    )
