from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """“This speaker is me”: asked by an account for a person without one, decided by staff."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    because = models.TextField(_("how we can tell"), max_length=1000)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "user"],
                condition=Q(status="open"),
                name="one_open_claim_a_person_and_account",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status="granted"), name="a_person_is_claimed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} claims {self.person}"
