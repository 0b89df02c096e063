from django.db import models
from django.utils.translation import gettext_lazy as _


class Crew(models.Model):
    """Who runs an event, and in what part."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer", _("organizer")
        DOOR = "door", _("door")
        TREASURER = "treasurer", _("treasurer")
        CHAIR = "chair", _("programme chair")

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="crew")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="crew")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person", "role"], name="one_role_once_in_a_crew")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
