from django.conf import settings
from django.db import models
from django.db.models import Q


class CheckIn(models.Model):
    """One scan of a ticket at a door. The first that was not taken back admits; later ones are conflicts.

    `scanned_at` is what the helper's device said, perhaps offline; `received_at` is ours. `nonce` is the device's own
    name for the scan: sent twice, it is one.
    """

    nonce = models.UUIDField(unique=True)
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="check_ins")
    registration = models.ForeignKey(
        "booking.Registration", on_delete=models.CASCADE, related_name="check_ins"
    )
    door = models.CharField(max_length=60, blank=True)
    scanned_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["scanned_at", "pk"]
        indexes = [
            models.Index(fields=["event", "scanned_at"]),
            models.Index(fields=["registration"], condition=Q(undone_at=None), name="check_ins_that_stand"),
        ]

    def __str__(self) -> str:
        return f"{self.registration} at {self.scanned_at}"
