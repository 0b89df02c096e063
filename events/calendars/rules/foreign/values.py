"""Dates, times and lengths as calendars write them."""

import datetime as dt
import re
from dataclasses import dataclass

from events.calendars.rules.sentences import Told
from events.calendars.rules.sentences import sentence as _


class Unreadable(Told, ValueError):
    """The value says no such thing."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time of it by some clock: that of UTC where it says so."""

    day: dt.date
    time: dt.time | None = None
    is_utc: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """Days are days of the calendar, whatever the clocks do in between; the rest is exact."""

    days: int = 0
    rest: dt.timedelta = dt.timedelta()

    @property
    def is_positive(self) -> bool:
        return dt.timedelta(days=self.days) + self.rest > dt.timedelta()


_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?\Z", re.ASCII | re.IGNORECASE)
_DASHED = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z)?)?\Z", re.ASCII | re.IGNORECASE
)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?\Z",
    re.ASCII | re.IGNORECASE,
)


def moment(text: str) -> Moment:
    """`20260514T190000Z`, `20260514T1900`, `20260514`; also with dashes and colons, as some write."""
    found = _MOMENT.match(text.strip()) or _DASHED.match(text.strip())
    if found is None:
        raise Unreadable(_("no date or time"))
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        that_day = dt.date(int(year), int(month), int(day))
        if hour is None:
            return Moment(that_day)
        return Moment(that_day, dt.time(int(hour), int(minute), min(int(second or 0), 59)), bool(utc))
    except ValueError:
        raise Unreadable(_("no such day or time")) from None


def length(text: str) -> Length:
    found = _LENGTH.match(text.strip())
    if found is None or not any(found.groups()[1:]):
        raise Unreadable(_("no length of time"))
    sign, *numbers = found.groups()
    weeks, days, odd_weeks, odd_days, hours, minutes, seconds = (int(one or 0) for one in numbers)
    turn = -1 if sign == "-" else 1
    try:
        return Length(
            turn * (7 * (weeks + odd_weeks) + days + odd_days),
            turn * dt.timedelta(hours=hours, minutes=minutes, seconds=seconds),
        )
    except OverflowError:
        raise Unreadable(_("no length of time")) from None
