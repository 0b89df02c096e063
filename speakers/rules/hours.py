"""When a speaker can, as they write it for one day: "9:00-12:30, 14-18"."""

import datetime as dt
import re

MOST_SPANS = 6
MOST_DAYS = 14

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|to)\s*{_TIME}", re.I)

Span = tuple[dt.datetime, dt.datetime]


def read_hours(text: str, day: dt.date) -> tuple[list[Span], list[str]]:
    """(spans by the clock on the wall, in order and joined where they touch; parts that are none).

    24:00 is the day's end; a span that ends before it begins ends on the next day.
    """
    spans, bad = [], []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        match = _SPAN.fullmatch(part)
        begins = _at(day, match[1], match[2]) if match else None
        ends = _at(day, match[3], match[4]) if match else None
        if begins is None or ends is None or begins == ends or begins.date() != day:
            bad.append(part)
            continue
        spans.append((begins, ends if ends > begins else ends + dt.timedelta(days=1)))
    if len(spans) > MOST_SPANS:
        return [], [text]
    return joined(spans), bad


def joined(spans: list[Span]) -> list[Span]:
    whole: list[Span] = []
    for begins, ends in sorted(spans):
        if whole and begins <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(ends, whole[-1][1]))
        else:
            whole.append((begins, ends))
    return whole


def write_hours(spans: list[Span]) -> str:
    """As `read_hours` reads it; the end of a day is 24:00."""
    return ", ".join(f"{begins:%H:%M}–{_end(begins, ends)}" for begins, ends in sorted(spans))


def days_of(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=n) for n in range(min((last - first).days + 1, MOST_DAYS))]


def _end(begins: dt.datetime, ends: dt.datetime) -> str:
    midnight = dt.datetime.combine(begins.date() + dt.timedelta(days=1), dt.time())
    return "24:00" if ends == midnight else f"{ends:%H:%M}"


def _at(day: dt.date, hour: str, minute: str | None) -> dt.datetime | None:
    hours, minutes = int(hour), int(minute or 0)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(hours=hours, minutes=minutes)
