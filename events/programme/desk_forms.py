"""What the makers of a timetable say: where a session goes, rooms, tracks and hours, and what a release is called."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField, choose_among, instant_in
from events.models import Event
from events.programme.actions.timetable import AROUND
from events.programme.draft import Drafted
from events.programme.models import Release, Room

STEP = 5
MOST_MINUTES = 24 * 60


class PlaceForm(forms.Form):
    """Day and time are by the clock where the event is. The editor's script sends `instant`, which says it exactly."""

    day = forms.ChoiceField(label=_("Day"), required=False)
    time = forms.TimeField(
        label=_("Starts"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": STEP * 60}, format="%H:%M"),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=30)
    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("All rooms")
    )
    instant = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, event: Event, drafted: Drafted | None = None, number: int = 0
    ) -> None:
        self.event = event
        super().__init__(data, initial=_as_given(drafted, event, number) if drafted else None)
        choose_among(self, "room", event.rooms.all())
        choose_among(self, "day", _days(event, drafted))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_at = cleaned.get("instant")
        if starts_at is None and cleaned.get("day") and "time" not in self.errors:
            if cleaned.get("time") is None:
                self.add_error("time", _("Say at what time it starts."))
            else:
                wall = dt.datetime.combine(dt.date.fromisoformat(cleaned["day"]), cleaned["time"])
                try:
                    starts_at = instant_in(wall, self.event.timezone)
                except ValidationError as wrong:
                    self.add_error("time", wrong)
        cleaned["starts_at"] = starts_at
        cleaned["ends_at"] = (
            starts_at + dt.timedelta(minutes=cleaned["minutes"])
            if starts_at and cleaned.get("minutes")
            else None
        )
        return cleaned


def _days(event: Event, drafted: Drafted | None) -> list[tuple[str, str]]:
    first, last = event.local_start.date() - AROUND, event.local_end.date() + AROUND
    days = {first + dt.timedelta(days=n) for n in range(min((last - first).days, 60) + 1)}
    if drafted is not None and drafted.starts_at is not None:
        days.add(drafted.starts_at.astimezone(event.zone).date())
    return [
        ("", str(_("Without a time"))),
        *((f"{day}", date_format(day, "D j F Y")) for day in sorted(days)),
    ]


def _as_given(drafted: Drafted, event: Event, number: int) -> dict[str, Any]:
    start = drafted.starts_at and drafted.starts_at.astimezone(event.zone)
    return {
        "day": f"{start:%Y-%m-%d}" if start else "",
        "time": start and start.time().replace(second=0, microsecond=0),
        "minutes": round(drafted.length.total_seconds() / 60),
        "room": drafted.room_id,
        "seen": number,
    }


class ReleaseForm(forms.ModelForm):
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    note = CleanTextField(
        label=_("What is new"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence or two, for everybody. What moved is listed by itself."),
    )

    class Meta:
        model = Release
        fields = ["version", "note"]


class RoomForm(forms.Form):
    """A row of the list of rooms. Without a name it is no room."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = CleanCharField(label=_("Name"), max_length=120, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1_000_000, required=False)
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=30_000, required=False)
    gone = forms.BooleanField(label=_("Delete"), required=False)


class TrackForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = CleanCharField(label=_("Name"), max_length=120, required=False)
    color = CleanCharField(
        label=_("Colour"), max_length=7, required=False, widget=forms.TextInput(attrs={"type": "color"})
    )
    slots = forms.IntegerField(label=_("Talks that fit"), min_value=0, max_value=30_000, required=False)
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=30_000, required=False)
    gone = forms.BooleanField(label=_("Delete"), required=False)


class HoursForm(forms.Form):
    """From when to when sessions run on a day. An end before the beginning is in the night that follows."""

    day = forms.ChoiceField(label=_("Day"), required=False)
    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("All rooms")
    )
    opens = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)
        choose_among(self, "room", event.rooms.all())
        choose_among(self, "day", [("", "—"), *_days(event, None)[1:]])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [cleaned.get(name) for name in ("day", "opens", "closes")]
        cleaned["span"] = None
        if self.errors or not any(given):
            return cleaned
        if not all(given):
            raise ValidationError(_("Give the day and both times, or none of them."))
        day = dt.date.fromisoformat(cleaned["day"])
        night = cleaned["closes"] <= cleaned["opens"]
        try:
            cleaned["span"] = (
                instant_in(dt.datetime.combine(day, cleaned["opens"]), self.event.timezone),
                instant_in(
                    dt.datetime.combine(day + dt.timedelta(days=night), cleaned["closes"]),
                    self.event.timezone,
                ),
            )
        except ValidationError as wrong:
            self.add_error("opens", wrong)
        return cleaned


class BetweenForm(forms.Form):
    turn_over = forms.IntegerField(
        label=_("Minutes between two talks in one room"), min_value=0, max_value=240, initial=5
    )
    walk = forms.IntegerField(
        label=_("Minutes for a speaker from one room to another"), min_value=0, max_value=240, initial=5
    )
