import io
import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.fields import WagtailImageField

from core.forms import CleanCharField, CleanTextField, CleanURLField, choose_among
from people.actions import person
from people.models import Person, User
from people.rules.links import MOST, NotALink, read_links, written
from people.rules.naming import clean_name

PHOTO_PIXELS = 1200


class NameField(CleanCharField):
    """A name as it stands on badges and pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Name"),
                "max_length": 120,
                "help_text": _("As it should stand on your badge and your public page."),
                "widget": forms.TextInput(attrs={"autocomplete": "name"}),
                **kwargs,
            }
        )

    def clean(self, value: Any) -> str:
        name = clean_name(super().clean(value))
        if not name and self.required:
            raise ValidationError(_("Write a name that can be read."), code="unreadable")
        return name


class SignupNameForm(forms.Form):
    """Asks for a name beside what allauth asks for; the person is made from it."""

    name = NameField()
    # Filled by a small script from the browser's own zone; nobody is asked, and nothing is lost without it.
    timezone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-own-zone": ""})
    )

    def clean_timezone(self) -> str:
        zone = self.cleaned_data["timezone"]
        return zone if zone in zoneinfo.available_timezones() else ""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is saved."""
        person.create(by=user, user=user, name=self.cleaned_data["name"])
        if zone := self.cleaned_data["timezone"]:
            user.timezone = zone
            user.save(update_fields=["timezone"])


class ProfileForm(forms.ModelForm):
    name = NameField()
    pronouns = CleanCharField(label=_("Pronouns"), max_length=40, required=False)
    headline = CleanCharField(
        label=_("What you do"), max_length=160, required=False, help_text=_("One line, under your name.")
    )
    biography = CleanTextField(
        label=_("Biography"),
        max_length=5000,
        required=False,
        help_text=_("A few sentences. Markdown works."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    city = CleanCharField(label=_("City"), max_length=100, required=False)
    website = CleanURLField(label=_("Website"), max_length=300, required=False)
    links = CleanTextField(
        label=_("Links"),
        required=False,
        help_text=_("One address a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = WagtailImageField(
        label=_("Photo"), required=False, help_text=_("Where it was taken is removed from the file.")
    )
    without_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    class Meta:
        model = Person
        fields = (
            *(
                "name",
                "pronouns",
                "headline",
                "biography",
                "organisation",
                "city",
                "country",
                "website",
                "links",
            ),
            *("photo", "without_photo", "is_public"),
        )
        help_texts = {
            "is_public": _("Otherwise only you and those who administer the site see your page."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["links"] = written(self.instance.links)
        self.initial["photo"] = None
        self.fields["photo"].widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        if self.instance.photo_id is None:
            del self.fields["without_photo"]

    def clean_links(self) -> dict[str, str]:
        try:
            return read_links(self.cleaned_data["links"])
        except NotALink as wrong:
            if line := str(wrong):
                raise ValidationError(
                    _("“%(line)s” is no web address like https://example.org/me."), params={"line": line[:80]}
                ) from None
            raise ValidationError(_("At most %(most)s links."), params={"most": MOST}) from None

    def clean_photo(self) -> ContentFile | None:
        """Drawn anew: neither the place where a picture was taken nor anything hidden in the file is kept."""
        given = self.cleaned_data["photo"]
        if not given:
            return None
        try:
            given.seek(0)
            with Image.open(given) as opened:
                picture = ImageOps.exif_transpose(opened)
                picture.thumbnail((PHOTO_PIXELS, PHOTO_PIXELS))
                drawn = io.BytesIO()
                picture.convert("RGB").save(drawn, "JPEG", quality=88)
        except (OSError, ValueError, Image.DecompressionBombError):
            raise ValidationError(_("This picture cannot be read.")) from None
        return ContentFile(drawn.getvalue(), name="photo.jpg")

    def _post_clean(self) -> None:
        """The row is written by the action alone, which asks the model's own rules: nothing is set on it here."""

    @property
    def facts(self) -> dict[str, Any]:
        """What `people.actions.person.change` takes, without the photo."""
        return {
            name: self.cleaned_data[name]
            for name in self.Meta.fields
            if name not in {"photo", "without_photo"}
        }


class ChoicesForm(forms.Form):
    """How the site speaks to somebody."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As my browser says")), *settings.LANGUAGES]
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("Times on your own pages are shown in it. An event's page shows the event's."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(
            zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")
        )
        self.fields["timezone"].choices = [
            ("", _("As the event says")),
            ("UTC", "UTC"),
            *((z, z) for z in zones),
        ]


class ClaimForm(forms.Form):
    because = CleanTextField(
        label=_("How can we tell that this is you?"),
        max_length=1000,
        help_text=_(
            "For example an address on your own site that names this account, or who can vouch for you."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OrganisationsForm(forms.Form):
    """What is asked of the list of organisations."""

    words = CleanCharField(label=_("Name"), max_length=100, required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, data: Any, *, sectors: list[str]) -> None:
        super().__init__(data)
        choose_among(self, "sector", [("", _("All sectors")), *((one, one) for one in sectors)])

    def add_prefix(self, field_name: str) -> str:
        """`?q=` asks for words in every list."""
        return "q" if field_name == "words" else super().add_prefix(field_name)
