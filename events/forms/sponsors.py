"""Which organisation sponsors a summit, and in what tier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanURLField
from events.models import Sponsorship
from people.models import Organisation


class TierForm(forms.Form):
    tier = CleanCharField(
        label=_("Tier"),
        max_length=60,
        help_text=_("Like Gold."),
        widget=forms.TextInput(attrs={"list": "tiers", "autocomplete": "off"}),
    )
    level = forms.IntegerField(
        label=_("Level"), min_value=1, max_value=20, initial=1, help_text=_("1 is the highest tier.")
    )
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=999, initial=0, help_text=_("Within its tier.")
    )

    tickets = forms.IntegerField(
        label=_("Tickets"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("For the sponsor's people. Where tickets cost money a code is made for so many."),
    )

    def clean_tickets(self) -> int:
        return self.cleaned_data["tickets"] or 0

    def tier_facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("tier", "level", "position", "tickets")}

    @staticmethod
    def start(sponsorship: Sponsorship) -> dict[str, Any]:
        return {name: getattr(sponsorship, name) for name in ("tier", "level", "position", "tickets")}


class SponsorForm(TierForm):
    """`organisation` (None: nobody is called so, and a new one is wanted) once it is valid."""

    name = CleanCharField(
        label=_("Organisation"),
        max_length=160,
        help_text=_("One that is known here, or a new one."),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    website = CleanURLField(
        label=_("Website"),
        max_length=300,
        required=False,
        help_text=_("Only needed for a new one."),
    )
    field_order = ["name", "website", "tier", "level", "position", "tickets"]
    organisation: Organisation | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if name := cleaned.get("name"):
            self.organisation = Organisation.objects.filter(name__iexact=name).order_by("pk").first()
            if self.organisation is None and not cleaned.get("website") and "website" not in self.errors:
                # A slip of the pen must not found an organisation.
                self.add_error(
                    "website", _("Nobody is called so yet. Is the name right? Then give its website.")
                )
        return cleaned
