"""What organizers fill in beside the call itself: its questions, its codes."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, WallTimeField, instant_in
from core.questions import WritesQuestion, start_of
from speakers.actions.question import Facts
from speakers.models import AccessCode, CallQuestion


class QuestionForm(WritesQuestion):
    """`facts()` once it is valid."""

    names_somebody = forms.BooleanField(
        label=_("The answer tells who it is"),
        required=False,
        help_text=_("Then reviewers do not see it while review is anonymous."),
    )
    kinds = CallQuestion.Kind.choices

    def __init__(self, data: Any = None, *, row: CallQuestion | None = None) -> None:
        start = {**start_of(row), "names_somebody": row.names_somebody} if row else None
        super().__init__(data, initial=start)

    def facts(self) -> Facts:
        return Facts(**self.said(), names_somebody=self.cleaned_data["names_somebody"])


class AccessCodeForm(forms.Form):
    """`facts()` once it is valid."""

    code = CleanCharField(label=_("Code"), max_length=40, help_text=_("Capitals and small letters are one."))
    note = CleanCharField(
        label=_("What for"),
        max_length=200,
        required=False,
        help_text=_("For yourselves: who has it, and why."),
    )
    most_uses = forms.IntegerField(
        label=_("For how many proposals"),
        min_value=1,
        max_value=1000,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    valid_until = WallTimeField(label=_("Valid until"), required=False)

    def __init__(
        self, data: Any = None, *, zone: str, row: AccessCode | None = None, suggested: str = ""
    ) -> None:
        start: dict[str, Any] = {"code": suggested}
        if row is not None:
            start = {name: getattr(row, name) for name in ("code", "note", "most_uses")}
            if row.valid_until is not None:
                start["valid_until"] = row.valid_until.astimezone(row.call.event.zone)
        super().__init__(data, initial=start)
        self.zone = zone
        self.fields["valid_until"].help_text = _(
            "By the clock in %(zone)s. Empty: as long as there are uses."
        ) % {"zone": zone}

    def clean_valid_until(self) -> dt.datetime | None:
        wall = self.cleaned_data["valid_until"]
        return instant_in(wall, self.zone) if wall else None

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("code", "note", "most_uses", "valid_until")}


def take(form: forms.Form, wrong: ValidationError) -> None:
    """What an action refused, by the field where the form has it, else over the form."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, errors in wrong.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
