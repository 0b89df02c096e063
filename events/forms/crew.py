"""Who is asked into the crew of an event."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField
from events.models import Crew
from people.models import Person

_NOBODY = _("Nobody with an account is known by this. Ask them to sign up first.")


class CrewForm(forms.Form):
    """`person` is found by the e-mail of an account, or by a public profile's address."""

    person = CleanCharField(
        label=_("Who"),
        max_length=300,
        help_text=_("The e-mail of their account, or the address of their profile."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Part"), choices=Crew.Role.choices, initial=Crew.Role.ORGANIZER)

    def clean_person(self) -> Person:
        who = self.cleaned_data["person"]
        if "@" in who:
            try:
                validate_email(who)
            except ValidationError:
                raise ValidationError(_("This is no e-mail address.")) from None
        person = Person.objects.known_by(who).select_related("user").first()
        if person is None:
            raise ValidationError(_NOBODY)
        return person
