import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.rules.ical import CANCELLED_STAYS


class Deadlines(models.QuerySet["Deadline"]):
    def shown(self, now: dt.datetime) -> Self:
        """Without those of drafts; what was taken back stays as cancelled for as long as in any calendar."""
        public = self.exclude(event__status="draft")
        return public.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=now - CANCELLED_STAYS))


class Deadline(models.Model):
    """The last moment for something at an event, or in a matter of the whole community, as calendars show it.

    It copies an instant of another row, whose floor keeps it (`actions.deadline.keep`), because calendars must know
    what other rows have forgotten: that it moved, how often, and that it is off. Of a matter that is no event it copies
    the words as well: `of`, which says what it is, and `title`, `path`, `timezone` (`rules.matter.Matter`).
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call for proposals closes")
        PRICE = "price", _("last day of a lower price")
        BALLOT = "ballot", _("ballot opens")
        BALLOT_END = "ballot_end", _("ballot closes")

    event = models.ForeignKey(
        "events.Event", null=True, blank=True, on_delete=models.CASCADE, related_name="deadlines"
    )
    of = models.CharField(max_length=60, blank=True, editable=False)
    title = models.CharField(max_length=200, blank=True, editable=False)
    path = models.CharField(max_length=200, blank=True, editable=False)
    timezone = models.CharField(max_length=64, blank=True, editable=False)
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
            ),
            models.UniqueConstraint(
                fields=["of", "kind", "name"],
                condition=Q(event=None),
                name="a_deadline_stands_once_in_its_matter",
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False, of="")
                | Q(event=None) & ~Q(of="") & ~Q(title="") & ~Q(path="") & ~Q(timezone=""),
                name="a_deadline_has_an_event_or_says_its_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event or self.title}: {self.get_kind_display()}"
