"""A letter, as an organizer writes it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField
from events.booking.actions import letter as actions
from events.booking.desk_forms.tickets import take


class LetterForm(forms.Form):
    subject = CleanCharField(label=_("Subject"), max_length=150)
    body = CleanTextField(
        label=_("Text"),
        max_length=20_000,
        help_text=_("Markdown. {name} is filled in with the reader's name, {event} with the event's."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                actions.check(subject=cleaned["subject"], body=cleaned["body"])
            except forms.ValidationError as wrong:
                take(self, wrong)
        return cleaned
