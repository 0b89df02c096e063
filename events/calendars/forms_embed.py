"""How a list in somebody else's page looks."""

from django import forms
from django.utils.translation import gettext_lazy as _

SHOWN = 5
MOST_SHOWN = 30


class EmbedForm(forms.Form):
    show = forms.IntegerField(label=_("How many"), required=False, min_value=1, max_value=MOST_SHOWN)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        required=False,
        choices=[("", _("As the reader has it")), ("light", _("Light")), ("dark", _("Dark"))],
    )

    def clean_show(self) -> int:
        return self.cleaned_data["show"] or SHOWN
