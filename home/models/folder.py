import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models


class GroupFolders(models.QuerySet["GroupFolder"]):
    def standing(self, now: dt.datetime) -> Self:
        """Those that are being prepared or can be fetched."""
        return self.filter(expires_at__gt=now)


class GroupFolder(models.Model):
    """What an organizer takes along of a group, as one archive: asked for, packed by the worker, gone soon."""

    group = models.ForeignKey("groups.UserGroup", on_delete=models.CASCADE, related_name="folders")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    file = models.FileField(upload_to="folders/", max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)

    objects = GroupFolders.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.group}: {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        return f"{self.group.slug}.zip"

    @property
    def content_type(self) -> str:
        return "application/zip"
