from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignupNameForm(forms.Form):
    """Asks for a name beside what allauth asks for; the person is made from it."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Called by allauth once the account is saved; `people.receivers` has made the person by then."""
