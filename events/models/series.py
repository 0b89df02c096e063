import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """What repeats: every second Tuesday of a group. Each occurrence is an Event of its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey("groups.UserGroup", on_delete=models.CASCADE, related_name="series")
    title = models.CharField(_("title"), max_length=200)
    rule = models.CharField(
        _("rule"), max_length=300, blank=True, help_text=_("RFC 5545 RRULE, daily or slower.")
    )

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title
