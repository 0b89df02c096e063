import secrets

from django.db import models
from django.urls import reverse

UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """32 characters that nobody mistakes for others (158 bits): the key to a ticket, and what its QR code says."""
    return "".join(secrets.choice(UNMISTAKABLE) for _ in range(32))


class Order(models.Model):
    """What one buyer booked in one go."""

    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="orders")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.secret])
