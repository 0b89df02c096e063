"""One door for every schedule file: what it is, is seen from its first bytes, never from its name."""

from .schedule import ReadSchedule, ScheduleUnreadable
from .schedule_ics import read_ics
from .schedule_json import read_frab_json
from .schedule_xml import read_pentabarf

LARGEST = 50_000_000


def read_schedule(data: bytes, timezone: str | None = None) -> ReadSchedule:
    if len(data) > LARGEST:
        raise ScheduleUnreadable("This file is larger than 50 MB.")
    begin = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if begin.startswith(b"<"):
        return read_pentabarf(data.removeprefix(b"\xef\xbb\xbf").lstrip(), timezone)
    if begin.startswith((b"{", b"[")):
        return read_frab_json(data, timezone)
    if begin.upper().startswith(b"BEGIN:VCALENDAR"):
        return read_ics(data, timezone)
    raise ScheduleUnreadable("This is neither a schedule in XML or JSON nor an iCalendar file.")
