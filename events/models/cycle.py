from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Cycle(models.Model):
    """One turn of the six-month cadence: a name, its span, and the days on which something is due."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    milestones = models.JSONField(
        _("milestones"),
        default=list,
        blank=True,
        help_text=_('A list of {"on": "YYYY-MM-DD", "label": "…"}.'),
    )
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_cycle_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def before(self) -> "Cycle | None":
        return Cycle.objects.filter(starts_on__lt=self.starts_on).order_by("-starts_on").first()

    def after(self) -> "Cycle | None":
        return Cycle.objects.filter(starts_on__gt=self.starts_on).order_by("starts_on").first()
