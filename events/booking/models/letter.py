from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """What an organizer writes to a chosen part of an event's people. It goes out ten minutes after it was confirmed;
    until then it can be called back."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="letters")
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=20_000)
    choice = models.JSONField(default=dict, blank=True, help_text="Who was chosen, as the filters said it.")
    chosen = models.CharField(max_length=500, blank=True, help_text="The same in words.")
    recipients = models.JSONField(
        default=list, help_text="The registrations that were counted when it was confirmed."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    key = models.UUIDField(unique=True, help_text="Of the form: sent twice, it is one letter.")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    called_back_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(
        null=True, blank=True, help_text="When its mails were put into the outbox."
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(called_back_at=None) | Q(begun_at=None), name="what_went_out_was_not_called_back"
            )
        ]

    def __str__(self) -> str:
        return self.subject
