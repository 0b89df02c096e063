import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Standings(models.QuerySet["Standing"]):
    def on(self, day: dt.date) -> "Standings":
        """Those that hold on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class Standing(models.Model):
    """That somebody is recognised, and why. Written by `community.recognition` alone, read by every floor."""

    class Kind(models.TextChoices):
        ACTIVE_USER = "active-user", _("active user")
        MENTOR = "mentor", _("mentor")
        OFFICIAL = "official", _("elected")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="standings")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(
        null=True, blank=True, help_text=_("The first day on which it no longer holds.")
    )
    because = models.CharField(max_length=300)

    objects = Standings.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="a_standing_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "starts_on"], name="one_standing_of_a_kind_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"
