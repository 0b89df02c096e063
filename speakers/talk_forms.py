"""What speakers fill in once their talk is accepted, or were asked to speak along."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import attachments
from core.forms import CleanCharField, CleanTextField, CleanURLField, instant_in
from events.models import Event
from events.programme.models import Availability, Session
from speakers.models import Proposal
from speakers.rules.completeness import LONGEST
from speakers.rules.hours import days_of, read_hours, write_hours


class FileForm(forms.Form):
    """One file; `checked` is what may be kept of it, once the form is valid."""

    file = forms.FileField(
        label=_("File"),
        help_text=attachments.KINDS,
        widget=forms.FileInput(attrs={"accept": attachments.ACCEPT}),
    )

    def clean_file(self) -> Any:
        self.checked = attachments.checked(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class TalkForm(forms.Form):
    """`proposal` is the speaker's own, where the session came out of one: then it says what they need on stage."""

    equipment = CleanTextField(
        label=_("What you need on stage"),
        max_length=LONGEST["equipment"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sound, adapters, a second microphone. Never published."),
    )
    do_not_record = forms.BooleanField(label=_("Do not record me"), required=False)
    slides_url = CleanURLField(label=_("Link to the slides"), max_length=500, required=False)
    video_url = CleanURLField(label=_("Link to the recording"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, session: Session, proposal: Proposal | None) -> None:
        start = {name: getattr(session, name) for name in ("do_not_record", "slides_url", "video_url")}
        super().__init__(data, initial={**start, "equipment": proposal.equipment if proposal else ""})
        if proposal is None:
            del self.fields["equipment"]


class HoursForm(forms.Form):
    """One line for each day of the event, by its clock; `spans` in UTC once it is valid."""

    def __init__(self, data: Any = None, *, event: Event, known: list[Availability]) -> None:
        super().__init__(data)
        self.event = event
        self.days = days_of(event.local_start.date(), event.local_end.date())
        for day in self.days:
            theirs = [
                (row.starts_at.astimezone(event.zone), row.ends_at.astimezone(event.zone)) for row in known
            ]
            of_day = [
                (begins.replace(tzinfo=None), ends.replace(tzinfo=None))
                for begins, ends in theirs
                if begins.date() == day
            ]
            self.fields[f"day-{day}"] = CleanCharField(
                label=f"{date_format(day, 'l')}, {date_format(day)}",
                required=False,
                max_length=200,
                initial=write_hours(of_day),
                widget=forms.TextInput(attrs={"placeholder": "09:00–12:00, 14:00–18:00"}),
            )

    def clean(self) -> dict[str, Any]:
        self.spans: list[tuple[dt.datetime, dt.datetime]] = []
        for day in self.days:
            name = f"day-{day}"
            spans, bad = read_hours(self.cleaned_data.get(name) or "", day)
            if bad or (self.cleaned_data.get(name) and not spans):
                self.add_error(
                    name,
                    ValidationError(
                        _("Not from when to when: “%(part)s”. Write it like 9:00–12:00, 14:00–18:00."),
                        params={"part": (bad or [""])[0][:60]},
                    ),
                )
                continue
            for begins, ends in spans:
                try:
                    span = instant_in(begins, self.event.timezone), instant_in(ends, self.event.timezone)
                except ValidationError as wrong:
                    self.add_error(name, wrong)
                else:
                    self.spans.append(span)
        return self.cleaned_data


class AlongForm(forms.Form):
    """Who somebody is whom the site does not know yet."""

    name = CleanCharField(label=_("Your name"), max_length=120, help_text=_("It stands in the programme."))
    biography = CleanTextField(
        label=_("About you"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few sentences. Markdown works."),
    )
