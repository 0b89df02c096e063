import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.elections.actions.election import Facts
from community.elections.models import Election
from community.elections.models.election import MOST_SEATS
from core.forms import CleanCharField, CleanTextField, WallTimeField, WallTimesForm
from core.wall_time import in_zone
from core.zones import validate_zone


class ElectionForm(WallTimesForm):
    title = CleanCharField(label=_("Title"), max_length=200)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    opens_at = WallTimeField(label=_("Ballot opens"))
    closes_at = WallTimeField(label=_("Ballot closes"))
    timezone = CleanCharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_zone],
        help_text=_("Whose clock that is, like Europe/Berlin."),
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    text = CleanTextField(
        label=_("What people should know"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What the seats are for, who may stand and who may vote. Markdown."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if zone := cleaned.get("timezone"):
            for name in ("opens_at", "closes_at"):
                if wall := cleaned.get(name):
                    cleaned[f"{name}_instant"] = self.instant_of(name, wall, zone)
        opens, closes = cleaned.get("opens_at_instant"), cleaned.get("closes_at_instant")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The ballot closes before it opens."))
        return cleaned

    def facts(self) -> Facts:
        """Only for a valid form."""
        cleaned = self.cleaned_data
        return Facts(
            title=cleaned["title"],
            seats=cleaned["seats"],
            timezone=cleaned["timezone"],
            opens_at=cleaned["opens_at_instant"],
            closes_at=cleaned["closes_at_instant"],
            text=cleaned["text"],
        )

    @staticmethod
    def start(election: Election) -> dict[str, Any]:
        return {
            "title": election.title,
            "seats": election.seats,
            "opens_at": in_zone(election.opens_at, election.timezone),
            "closes_at": in_zone(election.closes_at, election.timezone),
            "timezone": election.timezone,
            "text": election.text,
        }


class CallOffForm(forms.Form):
    why = CleanCharField(
        label=_("Why"), max_length=500, required=False, help_text=_("It stands on the election's page.")
    )
