"""Ticket types, quotas, terms and sellers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField, choose_among
from events.booking.actions.ticket_type import Facts
from events.booking.desk_forms.fields import EventForm, MoneyField, sides_of, wall_time
from events.booking.models import Quota, Seller, Terms, TicketType
from events.booking.rules.prices import Window
from events.models import Event
from events.models.event import MOST_SEATS

WINDOWS = 3
"""So many other prices for a while can be set: early bird, regular, late."""


class TicketTypeForm(EventForm):
    """`facts()` once it is valid."""

    instants = (
        "sells_from",
        "sells_until",
        *(f"window_{n}_{edge}" for n in range(WINDOWS) for edge in ("from", "until")),
    )

    name = CleanCharField(label=_("Name"), max_length=100, help_text=_("Like “Regular” or “Workshop day”."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=TicketType.Kind.choices, initial=TicketType.Kind.ADMISSION
    )
    description = CleanCharField(label=_("What it holds"), max_length=500, required=False)
    tax_percent = forms.DecimalField(
        label=_("Tax in the price, per cent"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
    )
    sells_from = wall_time(_("On sale from"))
    sells_until = wall_time(_("On sale until"))
    most_an_order = forms.IntegerField(
        label=_("At most in one order"), min_value=1, max_value=100, initial=10
    )
    attendance = forms.ChoiceField(label=_("Where"), required=False)
    is_hidden = forms.BooleanField(label=_("Shown only with a code"), required=False)
    for_members = forms.BooleanField(label=_("For members only"), required=False)

    def __init__(
        self, data: Any = None, *, event: Event, terms: Terms, row: TicketType | None = None
    ) -> None:
        super().__init__(data, event=event, initial=_start(row) if row else None)
        currency, least = terms.currency, terms.least_cents
        self.fields["price"] = MoneyField(
            label=_("Price in %(currency)s") % {"currency": currency},
            currency=currency,
            least=least,
            required=False,
            help_text=_("Empty: free."),
        )
        for n in range(WINDOWS):
            self.fields[f"window_{n}_price"] = MoneyField(
                label=_("Price in %(currency)s") % {"currency": currency},
                currency=currency,
                least=least,
                required=False,
            )
            self.fields[f"window_{n}_from"] = wall_time(_("From"))
            self.fields[f"window_{n}_until"] = wall_time(_("Until"))
        sides = self.fields["attendance"]
        if isinstance(sides, forms.ChoiceField):
            sides.choices = sides_of(event, _("as the attendee likes"))
        if event.attendance != Event.Attendance.HYBRID:
            del self.fields["attendance"]

    @property
    def windows(self) -> list[str]:
        """The names of the fields of each window, as the form's parts are laid out."""
        return [f"window_{n}_price window_{n}_from window_{n}_until" for n in range(WINDOWS)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.before("sells_from", "sells_until")
        for n in range(WINDOWS):
            price, edges = (
                cleaned.get(f"window_{n}_price"),
                (cleaned.get(f"window_{n}_from"), cleaned.get(f"window_{n}_until")),
            )
            if price is None and any(edges) and f"window_{n}_price" not in self.errors:
                self.add_error(f"window_{n}_price", _("What does it cost then? 0 is free."))
            elif price is not None and not any(edges):
                self.add_error(f"window_{n}_until", _("Say from when or until when."))
            self.before(f"window_{n}_from", f"window_{n}_until")
        return cleaned

    def facts(self) -> Facts:
        cleaned = self.cleaned_data
        return Facts(
            name=cleaned["name"],
            kind=cleaned["kind"],
            description=cleaned["description"],
            price_cents=cleaned["price"] or 0,
            tax_percent=cleaned["tax_percent"] or Decimal(0),
            sells_from=cleaned["sells_from"],
            sells_until=cleaned["sells_until"],
            most_an_order=cleaned["most_an_order"],
            is_hidden=cleaned["is_hidden"],
            for_members=cleaned["for_members"],
            attendance=cleaned.get("attendance", ""),
            windows=tuple(
                Window(
                    cents=cleaned[f"window_{n}_price"],
                    opens_at=cleaned[f"window_{n}_from"],
                    closes_at=cleaned[f"window_{n}_until"],
                )
                for n in range(WINDOWS)
                if cleaned[f"window_{n}_price"] is not None
            ),
        )


def _start(row: TicketType) -> dict[str, Any]:
    names = (
        "name kind description tax_percent sells_from sells_until most_an_order attendance is_hidden "
        "for_members"
    )
    start: dict[str, Any] = {name: getattr(row, name) for name in names.split()}
    start["price"] = row.price_cents
    for n, window in enumerate(row.price_windows.all()[:WINDOWS]):
        start[f"window_{n}_price"] = window.price_cents
        start[f"window_{n}_from"], start[f"window_{n}_until"] = window.opens_at, window.closes_at
    return start


class QuotaForm(EventForm):
    name = CleanCharField(label=_("Name"), max_length=100, help_text=_("Like “Hall” or “Students”."))
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Empty: as many as come."),
    )
    ticket_types = forms.ModelMultipleChoiceField(
        label=_("Of these tickets together"),
        queryset=TicketType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attendance = forms.ChoiceField(label=_("Or of everybody who attends"), required=False)

    def __init__(self, data: Any = None, *, event: Event, row: Quota | None = None) -> None:
        start = None
        if row:
            start = {
                "name": row.name,
                "capacity": row.capacity,
                "ticket_types": [kind.pk for kind in row.ticket_types.all()],
                "attendance": row.attendance,
            }
        super().__init__(data, event=event, initial=start)
        choose_among(self, "ticket_types", event.ticket_types.all())
        sides = self.fields["attendance"]
        if isinstance(sides, forms.ChoiceField):
            sides.choices = sides_of(event, _("nowhere in particular"))
        if event.attendance != Event.Attendance.HYBRID and not (row and row.attendance):
            del self.fields["attendance"]

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "capacity": cleaned["capacity"],
            "ticket_types": cleaned["ticket_types"],
            "attendance": cleaned.get("attendance", ""),
        }


class TermsForm(EventForm):
    instants = ("changes_until", "refunds_until", "asks_again_at")

    currency = CleanCharField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Three capital letters, like EUR. It stays once something was sold."),
    )
    seller = forms.ModelChoiceField(
        label=_("Seller"),
        queryset=Seller.objects.all(),
        required=False,
        empty_label=_("Nobody: no invoices"),
        help_text=_("Whose invoices buyers get. Staff keep the list."),
    )
    by_card = forms.BooleanField(label=_("Pay by card"), required=False)
    by_transfer = forms.BooleanField(label=_("Pay by bank transfer"), required=False)
    at_door = forms.BooleanField(label=_("Pay at the door"), required=False)
    active_users_percent = forms.IntegerField(
        label=_("Per cent off for active users"),
        min_value=0,
        max_value=100,
        help_text=_("Each has a code of their own, by itself. 0: nothing off."),
    )
    transfer_days = forms.IntegerField(label=_("Days for a bank transfer"), min_value=1, max_value=60)
    offer_hours = forms.IntegerField(
        label=_("Hours to take an offered seat"),
        min_value=1,
        max_value=24 * 14,
        help_text=_("For who moves up from the waiting list and has to pay."),
    )
    changes_until = wall_time(_("Changes and transfers until"), _("Empty: until the event begins."))
    refunds_until = wall_time(
        _("Money back until"),
        _("Who cancels before gets it by itself. Empty: organizers decide each time."),
    )
    asks_again_at = wall_time(_("Ask “still coming?” at"), _("Empty: nobody is asked."))
    for_holders = forms.BooleanField(label=_("Only for who has a ticket of the main event"), required=False)
    lets_in_by_code = forms.BooleanField(
        label=_("Attendees check themselves in with a code shown on the spot"), required=False
    )

    def __init__(self, data: Any = None, *, event: Event, terms: Terms, is_sold: bool) -> None:
        super().__init__(data, event=event, initial={name: getattr(terms, name) for name in self.base_fields})
        if event.parent_id is None:
            del self.fields["for_holders"]
        if is_sold:
            self.fields["currency"].disabled = True

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, like EUR."))(currency)
        return currency


class SellerForm(forms.Form):
    name = CleanCharField(label=_("Name"), max_length=200)
    address = CleanTextField(label=_("Address"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    tax_id = CleanCharField(label=_("Tax number"), max_length=60, required=False)
    bank_details = CleanTextField(
        label=_("Bank details"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Told to those who pay by bank transfer."),
    )
    prefix = CleanCharField(  # type: ignore[assignment]  # a field here: the form itself has no prefix
        label=_("Prefix of invoice numbers"),
        max_length=20,
        help_text=_("Capital letters, digits and hyphens. It stays once an invoice carries it."),
    )
    footer = CleanCharField(label=_("Last line of an invoice"), max_length=300, required=False)

    @classmethod
    def start(cls, seller: Seller) -> dict[str, Any]:
        return {name: getattr(seller, name) for name in cls.base_fields}


def take(form: forms.Form, wrong: ValidationError) -> None:
    """What an action refused, by the field where the form has it, else over the form."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, errors in wrong.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
