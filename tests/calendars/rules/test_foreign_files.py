"""Every calendar of the samples is read, and says what two other libraries or RFC 5545 say it says."""

import csv
import datetime as dt
import zipfile
import zoneinfo
from pathlib import Path

import pytest

from events.calendars.apart import Asked, read_apart
from events.calendars.rules.foreign import entries
from events.calendars.rules.foreign.reading import ReadCalendar, read_calendar

SAMPLES = Path(__file__).parents[2] / "samples" / "calendars"
SINCE, UNTIL = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
LARGE, MANY = 40_000, 900  # bytes, events: what has more is read by `make prove`

BY_RFC = {
    # DTSTART is the first instance whether the rule fits it or not (3.8.5.3): one library leaves it out
    "ical4j/samples/invalid/CalendarDataFile.ics": 3619,
    "ical4j/samples/valid/BCP321928.ics": 1021,
    "ical4j/samples/valid/Standup.ics": 5692,
    "ical4j/samples/valid/canada.ics": 202,
    "ical4j/samples/valid/derryn.ics": 16,
    "ical4j/samples/valid/friday13-NOT.ics": 1740,
    "ical.net/Recurrence/WeeklyUntilWkst2.ics": 25,
    "ical.net/Recurrence/WeeklyWeekStartsLastYear.ics": 4958,
    "ical.net/Recurrence/YearlyComplex1.ics": 107,
    "ical.net/Recurrence/YearlyInterval1.ics": 307,
    "ical.net/Serialization/Attachment3.ics": 25,
    "ical.net/Serialization/DateTime1.ics": 2232,
    "ical.net/Serialization/USHolidays.ics": 800,
    "node-ical/Office-2012-owa.ics": 90,
    "node-ical/festival-multiday-rrule.ics": 159,
    "ical-py/examples/recurring_event.ics": 2067,
    # what a rule does not say is taken from DTSTART: a week without weekdays is one day of it
    "ical.net/Recurrence/YearlyByWeekNo2.ics": 34,
    "ical.net/Recurrence/YearlyByWeekNo4.ics": 238,
    "ical.net/Recurrence/YearlyByWeekNo5.ics": 204,
    "ical.net/Recurrence/YearlyByDay1.ics": 34,
    # the same UID is the same event, of which the highest SEQUENCE counts
    "node-ical/duplicate-uid-sequence.ics": 2,
    "node-ical/tv-show-episode.ics": 26,
    # each override of an instance counts once, by the day it names where whole days repeat
    "ical4j/samples/valid/Australian32Holidays.ics": 179,
    "ical4j/samples/valid/google_aus_holidays.ics": 239,
    "node-ical/recurrence-sequence.ics": 7,
    # rules of hours and less without an end are not followed
    "ical.net/Recurrence/Hourly1.ics": 0,
    "ical.net/Recurrence/Minutely1.ics": 0,
    "ical.net/Recurrence/Secondly1.ics": 0,
    # neither library reads these: UTF-16 with NUL bytes, one broken entry among good ones, a file that breaks off
    "ical.net/Recurrence/Bug2912657.ics": 10,
    "ical4j/samples/invalid/twinkle.ics": 1441,
    "ical4j/samples/invalid/13-MoonPhase.ics": 41,
    "ics-parser/ICal.ics": 1168,
    "node-ical/ms_timezones.ics": 137,
    "node-ical/bad_custom_ms_tz.ics": 3,
}
BETTER_START = {
    "node-ical/test_with_int_tzid.ics"
}  # its zone is defined in the file: neither library found it


def rows(*, large: bool) -> list[dict[str, str]]:
    with zipfile.ZipFile(SAMPLES / "calendars.zip") as files, (SAMPLES / "manifest.csv").open() as table:
        return [
            row | {"data": files.read(row["file"])}
            for row in csv.DictReader(table)
            if large or (files.getinfo(row["file"]).file_size < LARGE and int(row["count_py"] or 0) < MANY)
        ]


def wrong_in(row, read: ReadCalendar) -> list[str]:
    found, file = len(read.occurrences), row["file"]
    wanted = int(row["count_py"]) if row["agree"] == "yes" else BY_RFC.get(file)
    wrong = [f"{file}: {found} instead of {wanted}"] if wanted not in (None, found) else []
    if read.entries and not found and not read.skipped and wanted is None:
        wrong.append(f"{file}: nothing is found, and nothing is said of why")
    if row["first_agree"] == "yes" and file not in BETTER_START:
        starts = [shown(one, read.zone or "UTC") for one in read.occurrences[:3]]
        if sorted(starts) != sorted(row["first_utc"].split(" | ")[: len(starts)]):
            wrong.append(f"{file}: begins {starts}, not {row['first_utc']}")
    return wrong


def shown(one, zone: str) -> str:
    local = one.starts_at.astimezone(zoneinfo.ZoneInfo(zone))
    if one.entry.is_all_day:
        return f"{local:%Y-%m-%d} all-day"
    return (
        f"{local:%Y-%m-%dT%H:%M:%S} floating" if one.entry.floats else f"{one.starts_at:%Y-%m-%dT%H:%M:%S}Z"
    )


def test_files_say_what_others_read_in_them_or_what_the_rfc_says():
    read = [
        (row, read_calendar(row["data"], zone="UTC", since=SINCE, until=UNTIL)) for row in rows(large=False)
    ]

    assert [one for row, calendar in read for one in wrong_in(row, calendar)] == []
    assert len(read) > 290


@pytest.mark.heavy(sabotage=["instances", "exdate"])
def test_every_file_is_read_in_a_process_of_its_own(sabotage, monkeypatch):
    ask = lambda data: read_apart(Asked("UTC", SINCE, UNTIL), data).calendar  # noqa: E731
    if sabotage:  # what is taken away here is not there in another process
        ask = lambda data: read_calendar(data, zone="UTC", since=SINCE, until=UNTIL)  # noqa: E731
    if sabotage == "instances":
        monkeypatch.setattr(entries, "_which", lambda part, around: (None, None))
    elif sabotage == "exdate":
        monkeypatch.setattr(entries.Draft, "without", lambda self: set())

    assert [wrong for row in rows(large=True) for wrong in wrong_in(row, ask(row["data"]))] == []
