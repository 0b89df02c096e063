import re
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.booking.models.payment import Payment
from events.booking.models.terms import Terms

if TYPE_CHECKING:
    from events.booking.models.registration import Registration

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
    company = models.CharField(_("company"), max_length=200, blank=True)
    invoice_address = models.TextField(_("address on the invoice"), max_length=500, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="Empty where nothing costs anything.")
    pays_by = models.CharField(max_length=10, choices=Payment.Method.choices, default=Payment.Method.CARD)
    code = models.ForeignKey(
        "booking.Code", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    created_at = models.DateTimeField()

    placed: "Sequence[Registration]" = ()
    """The seats for which it was placed, while whoever placed it has them at hand."""

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.secret])

    @property
    def is_for_address(self) -> bool:
        """Whether its price, or the right to buy, is for certain addresses: then the mailbox must say that the one
        given is the buyer's before anything is paid by card."""
        if self.code is not None and self.code.email_domain:
            return True
        return Terms.objects.filter(event=self.event_id, for_holders=True).exists()

    @property
    def paying_proves(self) -> bool:
        """Whether paying is enough to be in, without the mailed button."""
        by_card = bool(self.currency) and self.pays_by == Payment.Method.CARD
        return by_card and not self.is_for_address

    @property
    def reference(self) -> str:
        """What a buyer writes on a bank transfer, and a treasurer looks for."""
        return f"F{self.pk:06d}"

    @staticmethod
    def number_in(words: str) -> int | None:
        """The order that a reference names, also among other words: a line of a bank's statement can be pasted."""
        found = re.search(r"\bF\s?(\d{6,12})\b", words, re.IGNORECASE)
        return int(found[1]) if found else None
