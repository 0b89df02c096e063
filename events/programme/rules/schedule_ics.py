"""Reading a programme out of an iCalendar file: one entry, one session. Repeating entries are no talks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from icalendar import Calendar, Component

from .plain import one_line
from .reading import assemble
from .schedule import Found, FoundConference, FoundPerson, Problem, ReadSchedule, ScheduleUnreadable


def read_ics(data: bytes, timezone: str | None = None) -> ReadSchedule:
    try:
        calendar = Calendar.from_ical(data.decode("utf-8-sig", "replace"))
    except (ValueError, IndexError, KeyError) as error:
        raise ScheduleUnreadable(
            f"This is no readable iCalendar file: {one_line(str(error))[:200]}."
        ) from None
    problems: list[Problem] = []
    found = list(_entries(calendar, problems))
    zone = str(calendar.get("X-WR-TIMEZONE") or "")
    if not zone and not timezone and all(one.date.endswith("+00:00") for one in found):
        zone = (
            "UTC"  # every time in the file is an instant; it is shown in UTC until somebody says where it was
        )
        problems.append(
            Problem(
                "file", "The file names no time zone; its times are shown in UTC. Say --timezone for another."
            )
        )
    return assemble(
        FoundConference(title=str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or ""), zone=zone),
        found,
        timezone=timezone,
        problems=problems,
    )


def _entries(calendar: Component, problems: list[Problem]) -> Iterator[Found]:
    for number, entry in enumerate(calendar.walk("VEVENT"), 1):
        where = f"entry no. {number}"
        if "RRULE" in entry or "RECURRENCE-ID" in entry:
            problems.append(Problem(where, "A repeating entry is no session.", skipped=True))
            continue
        starts, ends = _moment(entry, "DTSTART"), _moment(entry, "DTEND")
        if starts is None:
            problems.append(Problem(where, "An entry without a start.", skipped=True))
            continue
        length = entry.get("DURATION")
        minutes = int(length.dt.total_seconds() // 60) if length is not None and hasattr(length, "dt") else 0
        yield Found(
            where=where,
            guid=one_line(str(entry.get("UID") or "")),
            title=str(entry.get("SUMMARY") or ""),
            date=starts.isoformat(),
            end="" if ends is None else ends.isoformat(),
            duration=str(minutes) if ends is None and minutes else "",
            room=str(entry.get("LOCATION") or ""),
            description=str(entry.get("DESCRIPTION") or ""),
            status=str(entry.get("STATUS") or ""),
            url=str(entry.get("URL") or ""),
            track=_first_category(entry),
            persons=[FoundPerson(name) for name in _names(entry)],
        )


def _moment(entry: Component, name: str) -> datetime | None:
    value: Any = getattr(entry.get(name), "dt", None)
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value
    if isinstance(value, date):
        return datetime.combine(value, time())
    return None


def _first_category(entry: Component) -> str:
    categories: Any = entry.get("CATEGORIES")
    if isinstance(categories, list):
        categories = categories[0]
    names = getattr(categories, "cats", [])
    return str(names[0]) if names else ""


def _names(entry: Component) -> list[str]:
    """Programmes name their speakers as attendees; an address alone is nobody's name."""
    attendees: Any = entry.get("ATTENDEE") or []
    return [
        name
        for attendee in (attendees if isinstance(attendees, list) else [attendees])
        if (name := one_line(str(getattr(attendee, "params", {}).get("CN", "")))) and "@" not in name
    ]
