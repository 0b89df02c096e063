from django.db import models
from django.db.models import Q


class Job(models.Model):
    """A row of the outbox: something that must be told or done, written in the transaction that made it so."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict, blank=True)
    key = models.CharField(
        max_length=200, null=True, unique=True, help_text="Two puts with one key are one job."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True, help_text="Given up after the last attempt.")
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(done_at=None, failed_at=None), name="job_open_by_due_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
