"""What is typed at a door."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, choose_among
from events.booking.exports.badges import MOST


class HereForm(forms.Form):
    code = CleanCharField(
        label=_("The code on the spot"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "autofocus": True}),
    )


class BadgesForm(forms.Form):
    size = forms.ChoiceField(
        label=_("Paper"),
        choices=[("labels", _("A4, eight labels of 99 × 68 mm")), ("a6", _("A6, one badge a page"))],
        initial="labels",
    )
    q = CleanCharField(
        label=_("Only names with"), required=False, max_length=100, help_text=_("Empty: everybody confirmed.")
    )
    part = forms.TypedChoiceField(
        label=_("Which part"),
        coerce=int,
        required=False,
        empty_value="1",
        help_text=format_lazy(_("A file holds {most} badges: make one file after the other."), most=MOST),
    )

    def __init__(self, *args: object, parts: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choose_among(self, "part", parts)
        if len(parts) < 2:
            del self.fields["part"]
