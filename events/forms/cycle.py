"""A turn of the community's cadence."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import EARLIEST, LATEST, CleanCharField, CleanTextField
from events.actions.cycle import Span
from events.models import Cycle
from events.rules.milestones import LONGEST_LABEL, MOST, Problem, Wrong, read_milestones, write_milestones

SAID = {
    Wrong.NO_DAY: _("Line %(line)s: “%(text)s” is no day. Write it like 2026-05-04."),
    Wrong.NO_LABEL: _("Line %(line)s: what is on %(text)s?"),
    Wrong.TOO_LONG: _("Line %(line)s is longer than %(longest)s characters."),
    Wrong.TOO_MANY: _("Line %(line)s: at most %(most)s milestones."),
}


def said(problem: Problem) -> ValidationError:
    params = {
        "line": problem.line,
        "text": problem.text[:40],
        "longest": LONGEST_LABEL,
        "most": MOST,
    }
    return ValidationError(SAID[problem.wrong], params=params)


class DayField(forms.DateField):
    """A day as its picker sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": _("There is no such day. Write it like 2026-05-04.")}

    def clean(self, value: Any) -> dt.date | None:
        day = super().clean(value)
        if day is not None and not EARLIEST <= day.year < LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class CycleForm(forms.Form):
    name = CleanCharField(label=_("Name"), max_length=80)
    starts_on = DayField(label=_("Starts"))
    ends_on = DayField(label=_("Ends"))
    milestones = CleanTextField(
        label=_("Milestones"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One a line: the day, then what is on it. Like 2026-05-04 The call opens."),
    )

    def clean_milestones(self) -> list[tuple[dt.date, str]]:
        found, problems = read_milestones(self.cleaned_data["milestones"])
        if problems:
            raise ValidationError([said(problem) for problem in problems[:10]])
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The end is not after the start."))
        return cleaned

    def span(self) -> Span:
        cleaned = self.cleaned_data
        return Span(
            name=cleaned["name"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            milestones=tuple(cleaned["milestones"]),
        )

    @staticmethod
    def start(cycle: Cycle) -> dict[str, Any]:
        return {
            "name": cycle.name,
            "starts_on": cycle.starts_on,
            "ends_on": cycle.ends_on,
            "milestones": write_milestones(cycle.milestones),
        }
