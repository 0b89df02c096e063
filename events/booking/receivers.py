"""What booking does when an event changes: serves the line, tells who is registered."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from core import outbox
from events.actions.event import WHEN_AND_WHERE
from events.booking.actions import registration
from events.models import Event
from events.signals import event_changed


@receiver(event_changed)
def event_has_changed(
    sender: object, event: Event, before: dict[str, Any], changed: set[str], now: dt.datetime, **kwargs: Any
) -> None:
    if not before or before.get("status") == Event.Status.DRAFT:
        return  # nobody can be registered yet
    if changed & {"capacity", "status"}:
        registration.serve_line(event=event, now=now)
    if changed & WHEN_AND_WHERE:
        outbox.put(
            "booking.tell_all",
            {"event": event.pk, "sequence": event.sequence, "changed": sorted(changed & WHEN_AND_WHERE)},
            key=f"booking.tell_all:{event.pk}:{event.sequence}",
        )
