import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Room(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=100)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "slug"], name="a_room_stands_once_in_an_event"),
        ]

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=100)
    color = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Like #0b6e4f."))],
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    slots = models.PositiveSmallIntegerField(
        _("talks that fit"), null=True, blank=True, help_text=_("How many can be chosen. Empty: not counted.")
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "slug"], name="a_track_stands_once_in_an_event")
        ]

    def __str__(self) -> str:
        return self.name
