"""What is filled in around the selection: the words of letters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField
from speakers.rules.letters import PLACES, unknown_in


class LetterForm(forms.Form):
    """Both fields, or neither: then the site's own words are used."""

    subject = CleanCharField(label=_("Subject"), max_length=200, required=False)
    body = CleanTextField(
        label=_("Words"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Left empty, the site's own words are used."),
    )

    def clean_subject(self) -> str:
        return _known(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        return _known(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and bool(facts.get("subject")) != bool(facts.get("body")):
            missing = "body" if facts.get("subject") else "subject"
            self.add_error(
                missing, _("A letter has a subject and words; leave both empty for the site's own.")
            )
        return facts


def _known(text: str) -> str:
    if unknown := unknown_in(text):
        raise ValidationError(
            _("Nothing is known for %(which)s. There are: %(places)s"),
            params={
                "which": ", ".join(unknown[:5]),
                "places": ", ".join(f"{{{name}}}" for name in PLACES),
            },
        )
    return text
