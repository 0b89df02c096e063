import secrets
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """192 bits: nobody finds a feed by trying."""
    return secrets.token_urlsafe(24)


class PrivateFeeds(models.QuerySet["PrivateFeed"]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)


class PrivateFeed(models.Model):
    """A calendar at an address that only its owner knows. What it holds can be changed without subscribing again.

    The token is kept as it is, since its owner must be able to read it again; whoever has it may read this feed and
    nothing else.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="private_feeds")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    name = models.CharField(_("name"), max_length=100)
    wants = models.JSONField(
        default=dict,
        help_text="What it holds, as `events.calendars.rules.wanted` reads it: "
        '{"stars": true, "events": true, …, "question": {…}}.',
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True, blank=True)
    shown_tag = models.CharField(
        max_length=40, blank=True, editable=False, help_text="ETag of what was read last."
    )
    shown_changed_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when it says that: Last-Modified."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateFeeds.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("private_feed", args=[self.token])
