import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.rules.ical import CANCELLED_STAYS


class Deadlines(models.QuerySet["Deadline"]):
    def shown(self, now: dt.datetime) -> Self:
        """Those of public events; what was taken back stays as cancelled for as long as in any calendar."""
        public = self.exclude(event__status="draft")
        return public.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=now - CANCELLED_STAYS))


class Deadline(models.Model):
    """The last moment for something at an event, as calendars show it.

    It copies an instant of another row, whose floor keeps it (`actions.deadline.keep`), because calendars must know
    what other rows have forgotten: that it moved, how often, and that it is off.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call for proposals closes")
        PRICE = "price", _("last day of a lower price")

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="deadlines")
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True, help_text="What of its kind it is: a ticket's name.")
    at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Deadlines.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "name"], name="a_deadline_stands_once_at_its_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_kind_display()}"
