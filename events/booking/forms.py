"""What somebody fills in to register: one button when signed in, name and e-mail for a guest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanEmailField
from events.booking.models import Registration


class RegistrationForm(forms.Form):
    """For signed-in people (`person` given) nothing is asked but who may see that they come."""

    name = CleanCharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = CleanEmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The ticket is sent there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see that you come?"),
        choices=Registration.Visibility.choices,
        initial=Registration.Visibility.ORGANIZERS,
        required=False,
    )

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None:
            del self.fields["name"], self.fields["email"]
        else:
            # Only who has a profile can be shown to others.
            del self.fields["visibility"]

    def clean_visibility(self) -> str:
        return self.cleaned_data["visibility"] or Registration.Visibility.ORGANIZERS


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label=_("Who may see that you come?"), choices=Registration.Visibility.choices
    )


class DoorForm(forms.Form):
    """One field for all that somebody at the door can show or say."""

    q = CleanCharField(
        label=_("Name, e-mail or the ticket's code"),
        min_length=2,
        max_length=300,
        error_messages={
            "min_length": _("Type two letters at least."),
            "required": _("Type a name, or scan the code."),
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "autofocus": True}),
    )
