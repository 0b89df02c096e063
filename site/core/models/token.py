import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tokens(models.QuerySet["ApiToken"]):
    def standing(self) -> Self:
        """All that were not taken back; some of them may be over."""
        return self.filter(revoked_at=None)


class ApiToken(models.Model):
    """With its secret a program does some of what one account may (`core.tokens` is the only writer).

    Only the secret's hash is kept: whoever reads the database can do nothing with it. `thing` is the one row that it is
    for, as `core.answers.name_of` writes it ("events.event:12"), or "" where it is for what is its owner's alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    scopes = models.JSONField(default=list)
    thing = models.CharField(max_length=80, blank=True, db_index=True)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, help_text="The secret's last signs, by which its owner knows it.")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = Tokens.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("token for programs")
        verbose_name_plural = _("tokens for programs")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="a_token_is_over_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (…{self.ending})"
