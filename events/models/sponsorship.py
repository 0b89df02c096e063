from django.db import models
from django.utils.translation import gettext_lazy as _


class Sponsorship(models.Model):
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="sponsorships")
    organisation = models.ForeignKey(
        "people.Organisation",
        on_delete=models.PROTECT,
        related_name="sponsorships",
        verbose_name=_("organisation"),
    )
    tier = models.CharField(_("tier"), max_length=60)
    level = models.PositiveSmallIntegerField(_("level"), default=1, help_text=_("1 is the highest tier."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    tickets = models.PositiveSmallIntegerField(
        _("tickets"), default=0, help_text=_("For the sponsor's people; where tickets cost money, by a code.")
    )

    class Meta:
        ordering = ["level", "position", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"], name="an_organisation_sponsors_an_event_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.tier})"
