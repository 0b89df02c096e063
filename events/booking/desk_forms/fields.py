"""Fields of the desk's forms that need an event: money in its currency, times by its clock."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import WallTimeField, instant_in
from events.booking.models.ticket_type import MOST_CENTS
from events.booking.rules.money import as_decimal, digits, in_cents, plain
from events.models import Event


class MoneyField(forms.Field):
    """“12.50” or “12,50”, and “1200” where the currency has no smaller coin: whole cents are what it gives.

    What is less than `least`, and not nothing, is refused.
    """

    widget = forms.TextInput

    def __init__(self, *, currency: str, least: int = 0, **kwargs: Any) -> None:
        self.currency, self.least = currency, least
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip().replace(",", ".").removesuffix(self.currency).strip()
        if not text:
            return None
        try:
            amount = Decimal(text)
            cents = in_cents(amount, self.currency) if amount.is_finite() else -1
        except InvalidOperation:
            raise ValidationError(
                _("Write an amount like %(like)s."), params={"like": self._like()}
            ) from None
        except ValueError:
            raise ValidationError(
                _("%(currency)s has no coin as small as that. Write an amount like %(like)s."),
                params={"currency": self.currency, "like": self._like()},
            ) from None
        if not 0 <= cents <= MOST_CENTS:
            raise ValidationError(
                _("From 0 to %(most)s."), params={"most": as_decimal(MOST_CENTS, self.currency)}
            )
        if 0 < cents < self.least:
            raise ValidationError(
                _("By card at least %(least)s can be paid. Ask for more, or for nothing."),
                params={"least": plain(self.least, self.currency)},
            )
        return cents

    def prepare_value(self, value: Any) -> Any:
        """Cents as people write them; what was typed is given back as it was typed."""
        return f"{as_decimal(value, self.currency)}" if isinstance(value, int) else value

    def _like(self) -> str:
        return f"{as_decimal(12 * 10 ** digits(self.currency), self.currency)}"


class EventForm(forms.Form):
    """A form whose times are by the event's clock: `instants` names them, cleaned to instants in UTC."""

    instants: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, event: Event, initial: dict[str, Any] | None = None) -> None:
        self.event = event
        self.known = dict(initial or {})
        shown = {
            name: value.astimezone(event.zone) if isinstance(value, dt.datetime) else value
            for name, value in self.known.items()
        }
        super().__init__(data, initial=shown)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.instants:
            if name in cleaned:
                cleaned[name] = self._instant(name, cleaned[name])
        return cleaned

    def before(self, first: str, last: str) -> None:
        """Refuses a span that ends before it begins."""
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends <= begins:
            self.add_error(last, _("The end is before the start."))

    def _instant(self, name: str, wall: dt.datetime | None) -> dt.datetime | None:
        if wall is None:
            return None
        known = self.known.get(name)
        # Of an hour that comes twice the form cannot say which: an untouched time stays the instant that it was.
        if known and known.astimezone(self.event.zone).replace(tzinfo=None, second=0, microsecond=0) == wall:
            return known
        try:
            return instant_in(wall, self.event.timezone)
        except ValidationError as wrong:
            self.add_error(name, wrong)
            return None


def wall_time(label: Any, help_text: Any = "") -> WallTimeField:
    return WallTimeField(label=label, required=False, help_text=help_text)


def sides_of(event: Event, empty: Any) -> list[tuple[str, Any]]:
    """Where one may attend: only a hybrid event has sides to choose from."""
    if event.attendance != Event.Attendance.HYBRID:
        return [("", empty)]
    return [("", empty), (Event.Attendance.IN_PERSON, _("in person")), (Event.Attendance.ONLINE, _("online"))]
