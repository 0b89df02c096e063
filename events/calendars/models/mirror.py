import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.calendars.rules.sentences import Sentence
from events.models.event import CLAIMED, MIRRORED

ABANDONED_AFTER = dt.timedelta(minutes=5)


def translated(said: Sentence) -> str:
    return str(Sentence(gettext(said.words), said.values))


class Mirrors(models.QuerySet["Mirror"]):
    def due(self, now: dt.datetime) -> Self:
        """Those to be looked at, longest overdue first."""
        return self.filter(stopped_at=None, next_at__lte=now).order_by("next_at", "pk")

    def first_of_each_host(self) -> Self:
        """Longest overdue first: a host with many calendars keeps nobody else waiting."""
        place = Window(RowNumber(), partition_by="host", order_by=("next_at", "pk"))
        return self.alias(place=place).filter(place=1)


class Mirror(models.Model):
    """The calendar of a group that lives elsewhere, looked at again and again; its events stand here too.

    An event of it is an ordinary row whose `source` is this mirror's `events_source`, and whose `source_id` is the
    entry's UID, with the instance behind a blank where it repeats.
    """

    group = models.OneToOneField(
        "groups.UserGroup", on_delete=models.CASCADE, related_name="mirror", verbose_name=_("group")
    )
    url = models.URLField(_("address of the calendar"), max_length=500)
    host = models.CharField(max_length=255, editable=False)
    name = models.CharField(max_length=200, blank=True, help_text="What the calendar calls itself.")
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(help_text="When it is looked at again.")
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="A worker is asking for it just now.")
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When it last gave a calendar.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    error = models.CharField(max_length=300, blank=True, help_text="A sentence before its values.")
    error_values = models.JSONField(default=dict)
    found = models.JSONField(default=dict, help_text='What was read last: {"events": 12, "new": 1, …}.')
    remarks = models.JSONField(
        default=list, help_text='What was left out: [{"line": 7, "what": "…", "values": {}}].'
    )

    objects = Mirrors.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(stopped_at=None), name="mirror_standing_by_next_at")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=Q(claimed_at__isnull=False), name="one_request_at_a_time_per_host"
            )
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def events_source(self) -> str:
        return f"{MIRRORED}{self.pk}"

    @property
    def claimed_source(self) -> str:
        """Of the events that were taken over: the mirror knows them still, and leaves them alone."""
        return f"{CLAIMED}{self.pk}"

    @property
    def silence(self) -> str:
        """Why it could not be had the last time."""
        return translated(Sentence(self.error, self.error_values)) if self.error else ""

    def told(self) -> list[dict[str, Any]]:
        """The remarks, for people."""
        return [
            {**one, "what": translated(Sentence(one["what"], one.get("values", {})))} for one in self.remarks
        ]

    def said(self, name: str) -> Any:
        return self.found.get(name, 0)
