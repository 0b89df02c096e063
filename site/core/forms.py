"""Forms for text and times that people give: cleaned in one way everywhere, and an invalid form is answered 422.

class TalkForm(forms.Form):
    title = CleanCharField(label=_("Title"), max_length=200)          # one line
    abstract = CleanTextField(label=_("Abstract"), max_length=1500)   # several
    website = CleanURLField(label=_("Website"), max_length=300)       # and CleanEmailField
    starts_at = WallTimeField(label=_("Starts"))                      # what the clock on the wall says, naive

return form_answer(request, "speakers/talk.html", form, event=event)
"""

import datetime as dt
import re
import unicodedata
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, URLValidator, validate_email
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.wall_time import in_zone, zone_word
from core.zones import NoSuchTime, instant

# Line ends of other programs, which paste in unseen: vertical tab (Word), form feed (PDF), next line, U+2028, U+2029.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, halves of a pair, what XML cannot hold, and what turns the direction of all that follows.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202d\u202e\ufffe\uffff]")
EARLIEST, LATEST = 1970, 2200


def clean_text(text: str | None) -> str:
    """NFC, one kind of line end, nothing blank around it. What may not be in it (`controls_in`) is left."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text or "")).strip()


def clean_line(text: str | None) -> str:
    """The same on one line, with single blanks."""
    return " ".join(clean_text(text).split())


def controls_in(text: str) -> list[str]:
    """The characters in `text` that are no text, each once: ["U+0000"]."""
    return list(dict.fromkeys(f"U+{ord(sign):04X}" for sign in _CONTROL.findall(text)))


def without_controls(text: str) -> str:
    return _CONTROL.sub("", text)


def validate_text(text: str) -> None:
    """Refuses control characters, by name: nobody types them, so who sends them does not know what was sent."""
    if found := controls_in(text):
        raise ValidationError(
            _(
                "There are invisible control characters in this (%(which)s). They are taken out now: send it again."
            ),
            code="controls",
            params={"which": ", ".join(found[:5])},
        )


class TypedField(forms.CharField):
    """What people type: nothing invisible in it."""

    default_validators = [validate_text]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # validate_text says the same, and of every such character
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is given back: as it was sent, but for what no browser shows and nobody could take out."""
        return without_controls(data) if isinstance(data, str) else data


class CleanCharField(TypedField):
    """One line of people's text. Too long a text is told, never cut: `maxlength` makes browsers lose what is pasted."""

    clean_up = staticmethod(clean_line)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.clean_up(value) if value not in self.empty_values else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        if attrs.pop("maxlength", None) and self.max_length:
            attrs["data-most"] = str(self.max_length)
        return attrs


class CleanTextField(CleanCharField):
    """Several lines of people's text, Markdown as a rule."""

    widget = forms.Textarea
    clean_up = staticmethod(clean_text)


class CleanEmailField(TypedField, forms.EmailField):
    """Between quotation marks Django takes control characters in an address."""

    default_validators = [validate_text, validate_email]


class CleanURLField(TypedField, forms.URLField):
    """An address of the web; without a scheme, https."""

    default_validators = [validate_text, URLValidator(schemes=["http", "https"])]
    default_error_messages = {"invalid": _("An address of the web: https://…")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


class WallTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class WallTimeField(forms.Field):
    """What the clock shows in some zone, without that zone: a naive time, made an instant by `core.zones.instant`."""

    widget = WallTimeInput
    default_error_messages = {"invalid": _("There is no such day or time. Write it like 2026-05-14T19:00.")}

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.replace(tzinfo=None)
        try:
            wall = dt.datetime.fromisoformat(str(value).strip())
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo is not None or not EARLIEST <= wall.year < LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return wall

    def prepare_value(self, value: Any) -> Any:
        return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def instant_in(wall: dt.datetime, zone: str) -> dt.datetime:
    """The instant at which a clock in `zone` shows `wall`; a ValidationError for people where none does."""
    try:
        return instant(wall, zone)
    except NoSuchTime:
        raise ValidationError(
            _("The clocks go forward over this time in %(zone)s: it does not exist there."),
            code="no_such_time",
            params={"zone": zone},
        ) from None


class WallTimesForm(forms.Form):
    """A form that asks for times of the wall in a zone that it asks for as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []  # what somebody should know of what was understood, once it is valid

    def instant_of(self, field: str, wall: dt.datetime, zone: str) -> dt.datetime | None:
        """Of an hour that comes twice the first, unless the row had the second: which it is is told in `notes`. None
        where there is no such time, which is told beside the field."""
        was = self.initial.get(field)
        if isinstance(was, dt.datetime) and was.replace(tzinfo=None) == wall:
            wall = wall.replace(fold=was.fold)
        try:
            at = instant(wall, zone)
            if instant(wall.replace(fold=1 - wall.fold), zone) != at:
                self.notes.append(
                    _(
                        "The clocks go back in %(zone)s then: %(time)s comes twice. Taken is %(time)s %(word)s."
                    )
                    % {"zone": zone, "time": f"{wall:%H:%M}", "word": zone_word(in_zone(at, zone))}
                )
            return at
        except NoSuchTime:
            self.add_error(
                field,
                _("The clocks go forward in %(zone)s then: this time does not exist there.") % {"zone": zone},
            )
        except OverflowError:
            self.add_error(field, _("This time cannot be meant."))
        return None


def choose_among(form: forms.Form, name: str, these: "models.QuerySet[Any] | list[tuple[Any, Any]]") -> None:
    """What a field of this form offers, known only once the form is made: rows, or pairs of value and words. A field
    that takes other answers too only shows them."""
    field = form.fields[name]
    if isinstance(these, models.QuerySet):
        cast(forms.ModelChoiceField, field).queryset = these
    elif isinstance(field, forms.ChoiceField):
        field.choices = these
    else:
        cast(forms.Select, field.widget).choices = these


def sent(request: HttpRequest) -> Any:
    """What a form is made with: what was posted, though it be nothing (no box ticked), or None where it is shown."""
    return request.POST if request.method == "POST" else None


def form_answer(
    request: HttpRequest, template: str, form: forms.BaseForm, *, status: int | None = None, **context: Any
) -> HttpResponse:
    """The page with its form: 200 while it is only shown, 422 where what was sent cannot be taken."""
    sent_badly = form.is_bound and not form.is_valid()
    return render(request, template, {"form": form, **context}, status=status or (422 if sent_badly else 200))
