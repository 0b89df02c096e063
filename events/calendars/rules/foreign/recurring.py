"""Recurrence rules of RFC 5545 (3.3.10), expanded no further than asked and no longer than a budget lasts.

Times are naive here: they are what the clock on the wall says, and rules speak of nothing else.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from events.calendars.rules.sentences import Told
from events.calendars.rules.sentences import sentence as _

DAY = dt.timedelta(days=1)
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
SMALL = {
    "SECONDLY": dt.timedelta(seconds=1),
    "MINUTELY": dt.timedelta(minutes=1),
    "HOURLY": dt.timedelta(hours=1),
}
LARGE = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

FEWEST_HOURS = dt.timedelta(hours=12)
FEW = 50
"""A rule of hours, minutes or seconds is followed only where it asks for so few, or is as slow as twice a day."""
MOST_TIMES_A_DAY = 48
FOUND = 5  # steps that an occurrence costs: whoever asked for it does something with it
MOST_PARTS = 800  # numbers in one list: more than there are days in a year, counted from both ends

_RANGES = {
    "BYSECOND": (0, 60), "BYMINUTE": (0, 59), "BYHOUR": (0, 23), "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53), "BYMONTH": (1, 12), "BYSETPOS": (-366, 366),
}  # fmt: skip
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z")


class RuleUnusable(Told, ValueError):
    """The rule cannot be followed; the message says why."""


class TooMuch(Exception):
    """The budget is used up."""


@dataclass(slots=True)
class Budget:
    """How many steps may still be taken, for a whole file: what costs time takes one each."""

    left: int

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooMuch


@dataclass(frozen=True, slots=True)
class Rule:
    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""  # as written: what it means depends on the zone of the start
    week_starts: int = 0
    by_day: tuple[tuple[int, int], ...] = ()  # (which one, weekday); 0 is each
    by_month: frozenset[int] = frozenset()
    by_month_day: frozenset[int] = frozenset()
    by_year_day: frozenset[int] = frozenset()
    by_week: frozenset[int] = frozenset()
    by_hour: frozenset[int] = frozenset()
    by_minute: frozenset[int] = frozenset()
    by_second: frozenset[int] = frozenset()
    by_position: frozenset[int] = frozenset()

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(weekday for _, weekday in self.by_day)


def read_rule(text: str) -> Rule:
    """Parts that nobody knows are left out, as other programs do; a known part that says nonsense is an error."""
    parts: dict[str, str] = {}
    for piece in text.strip().upper().split(";"):
        name, equals, value = piece.strip().rpartition(":")[2].partition("=")
        if equals and value.strip():
            parts.setdefault(name.strip(), value.strip())
    freq = parts.get("FREQ", "")
    if freq not in LARGE and freq not in SMALL:
        raise RuleUnusable(_("the rule does not say how often (FREQ)"))
    numbers = {name: _numbers(parts.get(name, ""), name) for name in _RANGES}
    return Rule(
        freq=freq,
        interval=max(1, _number(parts.get("INTERVAL", "1"), "INTERVAL")),
        count=_number(parts["COUNT"], "COUNT") if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        week_starts=DAYS.get(parts.get("WKST", "MO"), 0),
        by_day=_weekdays(parts.get("BYDAY", "")),
        by_month=numbers["BYMONTH"],
        by_month_day=numbers["BYMONTHDAY"],
        by_year_day=numbers["BYYEARDAY"],
        by_week=numbers["BYWEEKNO"],
        by_hour=numbers["BYHOUR"],
        by_minute=numbers["BYMINUTE"],
        by_second=numbers["BYSECOND"],
        by_position=numbers["BYSETPOS"],
    )


def _number(text: str, name: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", text.strip(), re.ASCII):
        raise RuleUnusable(_("%(name)s is no number", name=name))
    return int(text)


def _numbers(text: str, name: str) -> frozenset[int]:
    low, high = _RANGES[name]
    found = {_number(piece, name) for piece in text.split(",")[:MOST_PARTS] if piece.strip()}
    if any(not low <= one <= high or (one == 0 and low < 0) for one in found):
        raise RuleUnusable(_("%(name)s is out of range", name=name))
    return frozenset(found)


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for piece in filter(None, (piece.strip() for piece in text.split(",")[:MOST_PARTS])):
        match = _WEEKDAY.match(piece)
        if match is None:
            raise RuleUnusable(_("BYDAY names no weekday"))
        found.append((int(match[1] or 0), DAYS[match[2]]))
    return tuple(dict.fromkeys(found))


def expand(
    rule: Rule, start: dt.datetime, *, since: dt.datetime, until: dt.datetime, budget: Budget
) -> Iterator[dt.datetime]:
    """The starts from `start` to `until`, the first one being `start` itself whether the rule fits it or not.

    Those before `since` may be left out. Raises RuleUnusable for what repeats more often than a calendar of meetings
    does, and TooMuch.
    """
    if rule.freq in SMALL:
        pace = SMALL[rule.freq] * rule.interval
        if pace < FEWEST_HOURS and (rule.count is None or rule.count > FEW):
            raise RuleUnusable(_("repeats more often than daily"))
        found = _small(rule, start, pace, until, budget)
    else:
        if (
            len(rule.by_hour or (0,)) * len(rule.by_minute or (0,)) * len(rule.by_second or (0,))
            > MOST_TIMES_A_DAY
        ):
            raise RuleUnusable(_("repeats more than %(most)s times a day", most=MOST_TIMES_A_DAY))
        # With a COUNT every one since the first counts; without, the years before need not be walked through.
        found = _large(rule, start, start if rule.count is not None else max(start, since), until, budget)
    left = rule.count
    if left is not None and left < 1:
        return
    yield start
    for at in found:
        if at > until or (left is not None and left < 2):
            return
        if at <= start:
            continue
        budget.spend(FOUND)
        if left is not None:
            left -= 1
        yield at


def _small(
    rule: Rule, start: dt.datetime, pace: dt.timedelta, until: dt.datetime, budget: Budget
) -> Iterator[dt.datetime]:
    at, weekdays = start, rule.weekdays
    while at <= until:
        budget.spend()
        if (
            (not rule.by_month or at.month in rule.by_month)
            and _is_month_day(at.date(), rule)
            and (not rule.by_year_day or _is_year_day(at.date(), rule))
            and (not rule.by_day or at.weekday() in weekdays)
            and (not rule.by_hour or at.hour in rule.by_hour)
            and (not rule.by_minute or at.minute in rule.by_minute)
            and (not rule.by_second or at.second in rule.by_second)
        ):
            yield at
        at += pace


def _large(
    rule: Rule, start: dt.datetime, since: dt.datetime, until: dt.datetime, budget: Budget
) -> Iterator[dt.datetime]:
    times = sorted(
        {
            dt.time(hour, minute, min(second, 59))
            for hour, minute, second in product(
                rule.by_hour or (start.hour,),
                rule.by_minute or (start.minute,),
                rule.by_second or (start.second,),
            )
        }
    )
    for days in _periods(rule, start.date(), since.date(), until.date(), budget):
        budget.spend(1 + len(days))
        found = [dt.datetime.combine(day, time) for day in days for time in times]
        if rule.by_position:
            chosen = {at - (at > 0) for at in rule.by_position if -len(found) <= at <= len(found)}
            found = [found[at] for at in sorted({at % len(found) for at in chosen})] if found else []
        yield from found


def _periods(
    rule: Rule, first: dt.date, since: dt.date, until: dt.date, budget: Budget
) -> Iterator[list[dt.date]]:
    """The days of each year, month, week or day that the rule counts."""
    step, weekdays = rule.interval, rule.weekdays
    if rule.freq == "YEARLY":
        # The week that holds a day may belong to the year before or after.
        skipped = max(0, (since.year - 1 - first.year) // step)
        for year in range(first.year + skipped * step, until.year + 2, step):
            if year > 9998:
                return
            budget.spend(2 + 7 * len(rule.by_week) + 12 * len(rule.by_day) + len(rule.by_year_day))
            yield _days_of_year(rule, year, first)
    elif rule.freq == "MONTHLY":
        month = first.year * 12 + first.month - 1
        month += max(0, (since.year * 12 + since.month - 1 - month) // step) * step
        while month <= until.year * 12 + until.month - 1:
            budget.spend(len(rule.by_day))
            yield _days_of_month(rule, month // 12, month % 12 + 1, first.day)
            month += step
    elif rule.freq == "WEEKLY":
        week = first.toordinal() - (first.weekday() - rule.week_starts) % 7
        week += max(0, (since.toordinal() - week) // (7 * step)) * 7 * step
        wanted = sorted((day - rule.week_starts) % 7 for day in weekdays) or [
            (first.weekday() - rule.week_starts) % 7
        ]
        while week <= until.toordinal():
            days = [dt.date.fromordinal(week + day) for day in wanted if 0 < week + day <= 3652059]
            yield [day for day in days if not rule.by_month or day.month in rule.by_month]
            week += 7 * step
    else:
        at = first.toordinal()
        at += max(0, (since.toordinal() - at) // step) * step
        while at <= until.toordinal():
            day = dt.date.fromordinal(at)
            fits = (
                (not rule.by_month or day.month in rule.by_month)
                and _is_month_day(day, rule)
                and (not rule.by_year_day or _is_year_day(day, rule))
                and (not rule.by_day or day.weekday() in weekdays)
            )
            yield [day] if fits else []
            at += step


def _days_of_year(rule: Rule, year: int, first: dt.date) -> list[dt.date]:
    if rule.by_week:
        weekdays = rule.weekdays or {first.weekday()}
        days = {
            day
            for week in rule.by_week
            for day in _week(year, week, rule.week_starts)
            if day.weekday() in weekdays
        }
        # Days of the first and last week may lie in the neighbouring years.
        found = [day for day in days if not rule.by_month or day.month in rule.by_month]
        found = [day for day in found if not rule.by_year_day or _is_year_day(day, rule)]
    elif rule.by_year_day:
        length = 366 if calendar.isleap(year) else 365
        numbers = {one if one > 0 else length + 1 + one for one in rule.by_year_day}
        found = [dt.date(year, 1, 1) + DAY * (one - 1) for one in numbers if 1 <= one <= length]
        found = [day for day in found if not rule.by_month or day.month in rule.by_month]
        found = [day for day in found if not rule.by_day or day.weekday() in rule.weekdays]
    elif rule.by_day and not rule.by_month and not rule.by_month_day:
        return _weekdays_between(rule, dt.date(year, 1, 1), dt.date(year, 12, 31))
    else:
        # A yearly rule that says days but no months means each month; one that says neither, the month of the start.
        months = sorted(rule.by_month) or (range(1, 13) if rule.by_month_day else (first.month,))
        return [day for month in months for day in _days_of_month(rule, year, month, first.day)]
    return sorted(day for day in found if _is_month_day(day, rule))


def _days_of_month(rule: Rule, year: int, month: int, default: int) -> list[dt.date]:
    length = calendar.monthrange(year, month)[1]
    if rule.by_month and month not in rule.by_month:
        return []
    if rule.by_month_day:
        numbers = {one if one > 0 else length + 1 + one for one in rule.by_month_day}
        days = [dt.date(year, month, one) for one in sorted(numbers) if 1 <= one <= length]
        if rule.by_day:
            wanted = set(_weekdays_between(rule, dt.date(year, month, 1), dt.date(year, month, length)))
            days = [day for day in days if day in wanted]
        return days
    if rule.by_day:
        return _weekdays_between(rule, dt.date(year, month, 1), dt.date(year, month, length))
    return [dt.date(year, month, default)] if default <= length else []


def _weekdays_between(rule: Rule, first: dt.date, last: dt.date) -> list[dt.date]:
    found: set[dt.date] = set()
    for which, weekday in rule.by_day:
        if which < 0:
            edge = last - DAY * ((last.weekday() - weekday) % 7) - 7 * DAY * (-which - 1)
            found |= {edge} if edge >= first else set()
            continue
        edge = first + DAY * ((weekday - first.weekday()) % 7)
        if which:
            edge += 7 * DAY * (which - 1)
            found |= {edge} if edge <= last else set()
        else:
            found.update(edge + 7 * DAY * n for n in range((last - edge).days // 7 + 1))
    return sorted(found)


def _week(year: int, number: int, week_starts: int) -> list[dt.date]:
    """The days of a week of the year: the first is the one with at least four days in it."""

    def first_week(of: int) -> int:
        fourth = dt.date(of, 1, 4)
        return fourth.toordinal() - (fourth.weekday() - week_starts) % 7

    begins, next_year = first_week(year), first_week(year + 1)
    weeks = (next_year - begins) // 7
    if number < 0:
        number += weeks + 1
    if not 1 <= number <= weeks:
        return []
    return [dt.date.fromordinal(begins + 7 * (number - 1) + day) for day in range(7)]


def _is_month_day(day: dt.date, rule: Rule) -> bool:
    if not rule.by_month_day:
        return True
    length = calendar.monthrange(day.year, day.month)[1]
    return day.day in rule.by_month_day or day.day - length - 1 in rule.by_month_day


def _is_year_day(day: dt.date, rule: Rule) -> bool:
    number = day.timetuple().tm_yday
    length = 366 if calendar.isleap(day.year) else 365
    return number in rule.by_year_day or number - length - 1 in rule.by_year_day
