"""A month as weeks of days, for the month calendar."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

SMALL_HOURS = dt.timedelta(hours=5)
"""What ends before five in the morning belongs to the evening before."""


@dataclass(frozen=True)
class Part:
    """A thing on one of its days: on day `number` of `days`."""

    thing: Any
    number: int
    days: int


@dataclass(frozen=True)
class Day:
    date: dt.date
    in_month: bool
    is_today: bool
    parts: list[Part]


@dataclass(frozen=True)
class Month:
    title: str
    weekdays: list[dict[str, str]]
    weeks: list[list[Day]]


def month_of(
    year: int,
    month: int,
    things: Iterable[Any],
    clock_of: Callable[[Any], tuple[dt.datetime, dt.datetime]],
    today: dt.date,
) -> Month:
    """Weeks begin on Monday; each thing stands on all its days: `clock_of` gives its start and end on the wall."""
    dates = calendar.Calendar(firstweekday=0).monthdatescalendar(year, month)
    shown_first, shown_last = dates[0][0], dates[-1][-1]
    on_day: dict[dt.date, list[Part]] = defaultdict(list)
    for thing in things:
        start, end = clock_of(thing)
        first = start.date()
        last = max(first, (end - SMALL_HOURS).date())
        date = max(first, shown_first)
        while date <= min(last, shown_last):
            on_day[date].append(Part(thing, (date - first).days + 1, (last - first).days + 1))
            date += dt.timedelta(days=1)
    weeks = [
        [Day(date, date.month == month, date == today, on_day.get(date, [])) for date in week]
        for week in dates
    ]
    weekdays = [{"name": str(WEEKDAYS[index]), "short": str(WEEKDAYS_ABBR[index])} for index in range(7)]
    return Month(formats.date_format(dt.date(year, month, 1), "YEAR_MONTH_FORMAT"), weekdays, weeks)
