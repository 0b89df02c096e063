import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """One attempt to pay for an order. What is paid stays paid; money goes back by a Refund alone."""

    class Method(models.TextChoices):
        CARD = "card", _("card")
        TRANSFER = "transfer", _("bank transfer")
        DOOR = "door", _("at the door")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        PAID = "paid", _("paid")
        CLOSED = "closed", _("not paid")

    order = models.ForeignKey("booking.Order", on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    amount_cents = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(max_length=3)
    refunded_cents = models.PositiveIntegerField(
        default=0, help_text="What has gone back or is promised: moves before Stripe is asked."
    )
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotency at Stripe."
    )
    session_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    intent_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    pay_url = models.URLField(max_length=2000, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["expires_at"], condition=Q(status="open"), name="open_by_expiry")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="nothing_is_no_payment"),
            models.CheckConstraint(
                condition=Q(refunded_cents__lte=F("amount_cents")), name="no_more_goes_back_than_was_paid"
            ),
            models.CheckConstraint(
                condition=Q(status="paid", paid_at__isnull=False) | Q(~Q(status="paid"), refunded_cents=0),
                name="only_what_was_paid_goes_back",
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(status="open"), name="one_open_payment_an_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_cents} {self.currency} ({self.get_status_display()})"


class Refund(models.Model):
    """Money that goes back. The row comes first, then Stripe is asked; its key makes asking twice one refund."""

    class Status(models.TextChoices):
        PENDING = "pending", _("on its way")
        DONE = "done", _("paid back")
        FAILED = "failed", _("failed")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    registration = models.ForeignKey(
        "booking.Registration", null=True, blank=True, on_delete=models.SET_NULL, related_name="refunds"
    )
    amount_cents = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    key = models.CharField(
        max_length=120, unique=True, help_text="What it is for: the same twice is one refund."
    )
    stripe_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="nothing_is_no_refund")]

    def __str__(self) -> str:
        return f"{self.amount_cents} {self.payment.currency}"


class StripeEvent(models.Model):
    """That an event of Stripe's took effect, written in the transaction of its effect: the second delivery has none."""

    id = models.CharField(max_length=255, primary_key=True)
    kind = models.CharField(max_length=80)
    about = models.CharField(max_length=255, blank=True, help_text="The id of the object that it is about.")
    said = models.CharField(max_length=200, help_text="What came of it.")
    early = models.JSONField(
        null=True, blank=True, help_text="What came before the payment that it is about."
    )
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["about"], condition=Q(early__isnull=False), name="early_by_what_it_is_about")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Invoice(models.Model):
    """What the seller wrote, fixed for good; a mistake is mended by a credit note, never by a change."""

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        CREDIT = "credit", _("credit note")

    seller = models.ForeignKey("booking.Seller", on_delete=models.PROTECT, related_name="invoices")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.INVOICE)
    order = models.ForeignKey("booking.Order", on_delete=models.PROTECT, related_name="invoices")
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="invoice"
    )
    refund = models.OneToOneField(
        Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="credit_note"
    )
    cancels = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes"
    )
    issued_on = models.DateField()
    currency = models.CharField(max_length=3)
    gross_cents = models.IntegerField()
    tax_cents = models.IntegerField()
    content = models.JSONField(help_text="seller, recipient, lines and taxes as they were on the day.")

    class Meta:
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "number"], name="a_seller_gives_a_number_once"),
            models.CheckConstraint(
                condition=Q(kind="invoice", payment__isnull=False) | Q(kind="credit", refund__isnull=False),
                name="an_invoice_has_a_payment_and_a_credit_note_a_refund",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """“MOOT-000017”."""
        return f"{self.seller.prefix}-{self.number:06d}"


class Attention(models.Model):
    """What could not be done by itself and wants a treasurer's eye. The same trouble stands once."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="attentions")
    order = models.ForeignKey(
        "booking.Order", null=True, blank=True, on_delete=models.CASCADE, related_name="attentions"
    )
    kind = models.SlugField(max_length=40)
    key = models.CharField(max_length=255, unique=True)
    details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["solved_at", "-created_at"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.order or self.event}"
