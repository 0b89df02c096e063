"""Times as readers see them: in the words of their language, by the clock of the place and not by their own."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy


def in_zone(instant: dt.datetime, zone: str | None) -> dt.datetime:
    return instant.astimezone(ZoneInfo(zone or "UTC"))


PATTERNS = {
    "": pgettext_lazy("date format", "D j F Y, H:i"),
    "date": pgettext_lazy("date format", "j F Y"),
    "short": pgettext_lazy("date format", "j M"),
    "day": pgettext_lazy("date format", "l j F"),
    "time": "H:i",
}
WHOLE_DAYS = {"date", "short", "day"}


def datetime_in(instant: dt.datetime | None, zone: str | None = None, form: str = "") -> SafeString | str:
    """`<time>` in the words of the reader's language, in the zone given and not in the reader's own.

    Forms: "" date, time and zone · "date" · "short" (day and month) · "time" · "day" (weekday, day, month).
    """
    if instant is None:
        return ""
    words = words_in(instant, zone, form)
    return format_html('<time datetime="{}">{}</time>', in_zone(instant, zone).isoformat(), words)


def day_in(day: dt.date | None) -> SafeString | str:
    """The same of a day, which has no zone."""
    if day is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', day.isoformat(), formats.date_format(day, str(PATTERNS["date"]))
    )


def words_in(instant: dt.datetime, zone: str | None = None, form: str = "") -> str:
    """The same as plain words."""
    local = in_zone(instant, zone)
    if form in WHOLE_DAYS:
        return _day_words(local.date(), form, get_language())
    words = formats.date_format(local, str(PATTERNS[form]))
    return f"{words} {zone_word(local)}" if form == "" else words


@lru_cache(maxsize=1024)
def _day_words(day: dt.date, form: str, language: str | None) -> str:
    """A list says the same few days again and again."""
    return formats.date_format(day, str(PATTERNS[form]))


def zone_word(local: dt.datetime) -> str:
    """CEST where the zone has a name, else UTC+05:30: bare digits such as "+0530" say nothing to a reader."""
    word = local.tzname() or ""
    if word[:1] in "+-":
        offset = local.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"
    return word


def span_in(
    starts_at: dt.datetime | None, ends_at: dt.datetime | None, zone: str | None = None
) -> SafeString | str:
    """From when to when, said once: "Thu 14 May 2026, 19:00–21:00 CEST", "12–14 May 2026"."""
    if starts_at is None:
        return ""
    start = in_zone(starts_at, zone)
    end = in_zone(ends_at, zone) if ends_at else None
    if end is None or end <= start:
        return datetime_in(starts_at, zone)
    head, tail = _span(start, end)
    return format_html(
        '<time datetime="{}">{}</time>–<time datetime="{}">{}</time>',
        start.isoformat(),
        head,
        end.isoformat(),
        tail,
    )


def span_words(
    starts_at: dt.datetime, ends_at: dt.datetime | None, zone: str | None = None, *, days: bool = False
) -> str:
    """The same as plain words, for a picture; `days` alone where no hour is known."""
    start = in_zone(starts_at, zone)
    end = in_zone(ends_at, zone) if ends_at else None
    if days and end is not None:
        end -= dt.timedelta(microseconds=1)
    if end is None or end <= start:
        words = formats.date_format(start, pgettext("date format", "D j F Y, H:i"))
        return f"{words} {zone_word(start)}"
    if days and start.date() == end.date():
        return formats.date_format(start, pgettext("date format", "j F Y"))
    return "–".join(_span(start, end))


def _span(start: dt.datetime, end: dt.datetime) -> tuple[str, str]:
    if start.date() == end.date():
        head = formats.date_format(start, pgettext("date format", "D j F Y, H:i"))
        tail = f"{end:%H:%M} {zone_word(start)}"
    elif (start.year, start.month) == (end.year, end.month):
        head = str(start.day)
        tail = formats.date_format(end, pgettext("date format", "j F Y"))
    else:
        head = formats.date_format(start, pgettext("date format", "j F Y"))
        tail = formats.date_format(end, pgettext("date format", "j F Y"))
    return head, tail
