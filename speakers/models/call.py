import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from speakers.rules.window import Window, is_open, window


class Calls(models.QuerySet["CallForProposals"]):
    def open(self, now: dt.datetime) -> Self:
        """Those that take proposals at `now`, the first to close first."""
        return self.filter(
            opens_at__lte=now, closes_at__gt=now, event__status__in=["published", "moved"]
        ).order_by("closes_at")


class CallForProposals(models.Model):
    """The invitation to speak at an event: open from one instant to another."""

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="call")
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    formats = models.JSONField(
        _("formats"), default=list, blank=True, help_text=_('A list of {"name": "Talk", "minutes": 30}.')
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)

    objects = Calls.as_manager()

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_call_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self._meta.verbose_name}"

    def get_absolute_url(self) -> str:
        return reverse("proposal_new", args=[self.event.slug])

    def state(self, now: dt.datetime) -> Window:
        return window(self.opens_at, self.closes_at, now)

    def is_open(self, now: dt.datetime) -> bool:
        """From the opening instant on, until just before the closing one; never for an event that was called off."""
        return self.event.takes_place and is_open(self.opens_at, self.closes_at, now)
