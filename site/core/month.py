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


@dataclass(frozen=True)
class Day:
    date: dt.date
    in_month: bool
    is_today: bool
    things: list[Any]


@dataclass(frozen=True)
class Month:
    title: str
    weekdays: list[dict[str, str]]
    weeks: list[list[Day]]


def month_of(
    year: int, month: int, things: Iterable[Any], day_of: Callable[[Any], dt.date], today: dt.date
) -> Month:
    """Weeks begin on Monday; each thing stands on the day that `day_of` names."""
    on_day: dict[dt.date, list[Any]] = defaultdict(list)
    for thing in things:
        on_day[day_of(thing)].append(thing)
    weeks = [
        [Day(date, date.month == month, date == today, on_day.get(date, [])) for date in week]
        for week in calendar.Calendar(firstweekday=0).monthdatescalendar(year, month)
    ]
    weekdays = [{"name": str(WEEKDAYS[index]), "short": str(WEEKDAYS_ABBR[index])} for index in range(7)]
    return Month(formats.date_format(dt.date(year, month, 1), "YEAR_MONTH_FORMAT"), weekdays, weeks)
