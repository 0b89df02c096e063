"""What a treasurer fills in: what came in, what goes back, which payments to see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, clean_line
from events.booking.actions.refund import owed_cents
from events.booking.bookkeeping import having_order
from events.booking.desk_forms.fields import MoneyField
from events.booking.models import Order, Payment, Registration
from events.booking.rules.money import plain
from events.models import Event

ALL, SEAT, PART = "all", "seat", "part"


class OrderFilter(forms.Form):
    q = CleanCharField(label=_("Reference, buyer's name or e-mail"), required=False, max_length=200)


class PaymentFilter(OrderFilter):
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *Payment.Status.choices]
    )
    method = forms.ChoiceField(
        label=_("How"), required=False, choices=[("", _("All")), *Payment.Method.choices]
    )

    def narrow(self, rows: "QuerySet[Payment]") -> "QuerySet[Payment]":
        """What it chooses of the rows; everything, where it is not valid."""
        if not self.is_valid():
            return rows
        said = self.cleaned_data
        exactly = {name: said[name] for name in ("status", "method") if said[name]}
        rows = rows.filter(**exactly)
        return having_order(rows, said["q"], "order__") if said["q"] else rows


class RecordForm(forms.Form):
    """Money that was seen. The amount is typed, so that nobody records what was not looked at."""

    method = forms.ChoiceField(
        label=_("How it came"),
        choices=[choice for choice in Payment.Method.choices if choice[0] != Payment.Method.CARD],
    )

    def __init__(self, data: Any = None, *, order: Order, due_cents: int) -> None:
        usual = order.pays_by if order.pays_by != Payment.Method.CARD else Payment.Method.TRANSFER
        super().__init__(data, initial={"method": usual})
        self.due_cents, self.currency = due_cents, order.currency
        self.fields["amount"] = MoneyField(label=_("Amount"), currency=order.currency)

    def clean_amount(self) -> int:
        cents = self.cleaned_data["amount"]
        if cents != self.due_cents:
            raise ValidationError(
                _(
                    "%(due)s are due. Another amount cannot be recorded: change the order first, or send it back."
                ),
                params={"due": plain(self.due_cents, self.currency)},
            )
        return cents


class RefundForm(forms.Form):
    """What of a payment goes back: `cents()` and `registration` once it is valid."""

    what = forms.ChoiceField(
        label=_("What goes back"),
        choices=[(ALL, _("All that is left")), (SEAT, _("What one seat costs")), (PART, _("An amount"))],
        initial=ALL,
    )
    seat = forms.ModelChoiceField(
        label=_("Seat"), queryset=Registration.objects.none(), required=False, empty_label=_("None chosen")
    )
    because = CleanCharField(label=_("Why"), max_length=200, required=False, help_text=_("For your books."))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ["what", "seat", "amount", "because"]

    def __init__(self, data: Any = None, *, payment: Payment) -> None:
        # What had gone back when the page was made: the same form sent twice is one refund.
        super().__init__(data, initial={"seen": payment.refunds.count()})
        self.payment = payment
        seats: Any = self.fields["seat"]
        seats.queryset = payment.registrations.filter(price_cents__gt=0).select_related(
            "ticket_type", "holder"
        )
        seats.label_from_instance = self._named
        self.fields["amount"] = MoneyField(label=_("Amount"), currency=payment.currency, required=False)
        self.order_fields(self.field_order)

    def _named(self, row: Registration) -> str:
        price = plain(row.price_cents, self.payment.currency)
        return f"{row.name or row.mailbox} · {row.ticket_type or ''} · {price}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        what, needed = cleaned.get("what"), {SEAT: "seat", PART: "amount"}
        field = needed.get(what or "")
        if field and not cleaned.get(field) and field not in self.errors:
            self.add_error(field, _("Choose the seat.") if field == "seat" else _("Write the amount."))
        if not self.errors and what == SEAT and not self.cents():
            self.add_error("seat", _("What was paid for this seat went back already."))
        if not self.errors and not 0 < self.cents() <= self.left:
            left = plain(self.left, self.payment.currency)
            words = _("So much is not left: %(left)s can go back.")
            self.add_error(field or "what", ValidationError(words, params={"left": left}))
        return cleaned

    @property
    def left(self) -> int:
        return self.payment.amount_cents - self.payment.refunded_cents

    @property
    def registration(self) -> Registration | None:
        return self.cleaned_data["seat"] if self.cleaned_data["what"] == SEAT else None

    def cents(self) -> int:
        what = self.cleaned_data["what"]
        if what == SEAT:
            return owed_cents(self.cleaned_data["seat"])
        return self.cleaned_data["amount"] if what == PART else self.left


class RefundEventForm(forms.Form):
    """Everything goes back: the event is written by name, so that nobody does it by a slip."""

    title = CleanCharField(label=_("The event's title"), max_length=300)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        self.event = event

    def clean_title(self) -> str:
        if self.cleaned_data["title"].casefold() != clean_line(self.event.title).casefold():
            raise ValidationError(_("That is not the title of this event."))
        return self.cleaned_data["title"]
