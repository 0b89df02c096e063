"""A code, as an organizer makes it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, choose_among
from events.booking.desk_forms.fields import EventForm, MoneyField, wall_time
from events.booking.models import Code, TicketType
from events.booking.models.code import domain_of
from events.models import Event


class CodeForm(EventForm):
    """`facts()` once it is valid."""

    instants = ("starts_at", "ends_at")

    code = CleanCharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Letters, digits and hyphens. Upper or lower is the same."),
    )
    percent = forms.IntegerField(label=_("Per cent off"), min_value=0, max_value=100, required=False)
    most_uses = forms.IntegerField(
        label=_("For so many tickets"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty: without a limit."),
    )
    email_domain = CleanCharField(
        label=_("Only for addresses at"),
        max_length=120,
        required=False,
        help_text=_("Like university.example."),
    )
    starts_at = wall_time(_("Valid from"))
    ends_at = wall_time(_("Valid until"))
    ticket_types = forms.ModelMultipleChoiceField(
        label=_("For these tickets"),
        queryset=TicketType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: for all."),
    )
    opens_hidden = forms.BooleanField(label=_("Shows hidden tickets"), required=False)

    def __init__(
        self, data: Any = None, *, event: Event, currency: str, row: Code | None = None, suggested: str = ""
    ) -> None:
        super().__init__(data, event=event, initial=_start(row) if row else {"code": suggested})
        self.fields["off_cents"] = MoneyField(
            label=_("Or %(currency)s off each") % {"currency": currency}, currency=currency, required=False
        )
        choose_among(self, "ticket_types", event.ticket_types.all())
        if row is not None and row.reason != Code.Reason.BY_HAND:
            self.fields["code"].disabled = True

    def clean_email_domain(self) -> str:
        domain = domain_of(str(self.cleaned_data["email_domain"]))
        if domain:
            for check in Code._meta.get_field("email_domain").validators[-1:]:
                check(domain)
        return domain

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        field = Code._meta.get_field("code")
        try:
            field.run_validators(code)
        except ValidationError as wrong:
            raise ValidationError(wrong.messages) from None
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.before("starts_at", "ends_at")
        return cleaned

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = ("code", "most_uses", "email_domain", "starts_at", "ends_at", "opens_hidden", "ticket_types")
        return {
            **{name: cleaned[name] for name in names},
            "percent": cleaned["percent"] or 0,
            "off_cents": cleaned["off_cents"] or 0,
        }


def _start(row: Code) -> dict[str, Any]:
    names = ("code", "most_uses", "email_domain", "starts_at", "ends_at", "opens_hidden")
    return {
        **{name: getattr(row, name) for name in names},
        "percent": row.percent or None,
        "off_cents": row.off_cents or None,
        "ticket_types": [kind.pk for kind in row.ticket_types.all()],
    }
