"""What calendars hear of the rooms below."""

import datetime as dt

from django.dispatch import receiver

from events.calendars.actions import deadline
from events.models import Event
from events.signals import sale_changed


@receiver(sale_changed, dispatch_uid="calendars.sale_changed")
def sale_has_changed(sender: object, event: Event, now: dt.datetime, **kwargs: object) -> None:
    deadline.keep_prices(event=event, now=now)
