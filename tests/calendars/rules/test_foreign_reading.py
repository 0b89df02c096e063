"""What a foreign calendar means, case by case."""

import datetime as dt
import random

import icalendar
import pytest
import recurring_ical_events

from events.calendars.rules.foreign.lines import MOST_LINES
from events.calendars.rules.foreign.reading import MOST_ENTRIES, read_calendar
from events.calendars.rules.taking_in import id_of

SINCE, UNTIL = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
EASTERN = """BEGIN:VTIMEZONE
TZID:Our Time
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "1@x") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> bytes:
    return "".join(["BEGIN:VCALENDAR\n", *parts, "END:VCALENDAR\n"]).encode()


def read(data: bytes, zone: str = "Europe/Berlin"):
    return read_calendar(data, zone=zone, since=SINCE, until=UNTIL)


def starts(data: bytes, zone: str = "Europe/Berlin") -> list[str]:
    return [f"{one.starts_at:%Y-%m-%d %H:%M}" for one in read(data, zone).occurrences]


@pytest.mark.parametrize(
    ("start", "instant"),
    [
        ("DTSTART:20260514T190000Z", "2026-05-14 19:00"),
        ("DTSTART:20260514T190000", "2026-05-14 17:00"),  # floating: the zone of the group
        ("DTSTART:20260514", "2026-05-13 22:00"),  # the day as it is there
        ("DTSTART;TZID=America/New_York:20260514T190000", "2026-05-14 23:00"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260514T190000", "2026-05-14 23:00"),
        (
            "DTSTART;TZID=Eastern Standard Time:20260514T190000",
            "2026-05-14 23:00",
        ),  # Windows' name, not defined
        ('DTSTART;TZID="(UTC+09:00) Osaka, Sapporo, Tokyo":20260514T190000', "2026-05-14 10:00"),
        ("DTSTART;TZID=Our Time:20260514T190000", "2026-05-14 23:00"),  # defined behind its use
        ("DTSTART;TZID=Our Time:20260114T190000", "2026-01-15 00:00"),
        ("DTSTART;TZID=Our Time:20260308T023000", "2026-03-08 07:30"),  # the clocks go forward over it
        ("DTSTART;TZID=Our Time:20261101T013000", "2026-11-01 05:30"),  # it comes twice: the first is meant
        ("DTSTART;TZID=America/New_York:20260308T023000", "2026-03-08 07:30"),
        ("DTSTART;TZID=America/New_York:20261101T013000", "2026-11-01 05:30"),
        ("DTSTART;TZID=Nowhere/At_All:20260514T190000", "2026-05-14 17:00"),  # remarked upon, and kept
        ("dtstart;tzid=Asia/Tokyo:20260514T190000", "2026-05-14 10:00"),
    ],
)
def test_a_start_is_an_instant(start, instant):
    assert starts(calendar(event(start), EASTERN)) == [instant]


def test_the_calendar_s_own_zone_comes_before_the_group_s():
    data = calendar("X-WR-TIMEZONE:Asia/Tokyo\n", event("DTSTART:20260514T190000"))

    assert starts(data) == ["2026-05-14 10:00"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_text_is_read_whatever_its_bytes(encoding, ends):
    text = calendar(event("DTSTART:20260514", "SUMMARY:Köln \\, 東京\\n🎉")).decode().replace("\n", ends)

    (one,) = read(text.encode(encoding)).occurrences

    assert one.entry.summary == "Köln , 東京 🎉"


def test_latin_1_is_read_where_it_is_no_utf_8():
    (one,) = read(calendar(event("DTSTART:20260514", "SUMMARY:Köln")).decode().encode("latin-1")).occurrences

    assert one.entry.summary == "Köln"


def test_a_repeating_entry_keeps_its_wall_time_over_a_change_of_clocks():
    data = calendar(event("DTSTART;TZID=Europe/Berlin:20260325T190000", "RRULE:FREQ=WEEKLY;COUNT=2"))

    assert starts(data) == ["2026-03-25 18:00", "2026-04-01 17:00"]


def test_an_instance_is_moved_called_off_or_taken_out():
    data = calendar(
        event(
            "DTSTART:20260601T100000Z", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260603T100000Z", "SUMMARY:Daily"
        ),
        event("RECURRENCE-ID:20260602T100000Z", "DTSTART:20260602T150000Z", "SUMMARY:Later"),
        event("RECURRENCE-ID:20260604T100000Z", "DTSTART:20260604T100000Z", "STATUS:CANCELLED"),
    )

    found = [(f"{o.starts_at:%d %H}", o.entry.summary, o.entry.status) for o in read(data).occurrences]

    assert found == [
        ("01 10", "Daily", "confirmed"),
        ("02 15", "Later", "confirmed"),
        ("04 10", "", "cancelled"),
    ]


def test_an_instance_keeps_its_name_when_it_is_moved():
    daily = event("DTSTART:20260601T100000Z", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("RECURRENCE-ID:20260602T100000Z", "DTSTART:20260602T150000Z")

    before, after = read(calendar(daily)), read(calendar(daily, moved))

    assert [id_of(one) for one in before.occurrences] == [id_of(one) for one in after.occurrences]


def test_a_change_of_this_and_all_that_follow():
    data = calendar(
        event("DTSTART:20260601T100000Z", "RRULE:FREQ=DAILY;COUNT=4"),
        event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260603T100000Z", "DTSTART:20260603T120000Z"),
    )

    assert [text[8:] for text in starts(data)] == ["01 10:00", "02 10:00", "03 12:00", "04 12:00"]


def test_an_instance_without_its_entry_stands_for_itself():
    assert starts(calendar(event("RECURRENCE-ID:20260602T100000Z", "DTSTART:20260602T150000Z"))) == [
        "2026-06-02 15:00"
    ]


def test_of_a_doubled_uid_the_newest_counts():
    data = calendar(
        event("SEQUENCE:2", "DTSTART:20260601T100000Z"), event("SEQUENCE:1", "DTSTART:20260602T100000Z")
    )

    assert starts(data) == ["2026-06-01 10:00"]
    assert [(one.line, one.skipped) for one in read(data).remarks] == [(7, True)]


def test_what_cannot_be_read_is_told_by_line_and_the_rest_is_kept():
    data = calendar(
        event("SUMMARY:no start"),
        event("DTSTART:2026-99-99", uid="2"),
        event("DTSTART:20260601T100000Z", "RRULE:FREQ=SOMETIMES", uid="3"),
        "nonsense\n",
        event("DTSTART:20260601T100000Z", "DTEND:20260601T090000Z", uid="4"),
    )

    told = read(data)

    assert [(one.line, one.uid, one.skipped) for one in told.remarks] == [
        (2, "1@x", True),
        (6, "2", True),
        (10, "3", True),
        (15, "", False),
        (16, "", False),
    ]
    assert [one.entry.uid for one in told.occurrences] == ["4"]
    assert told.occurrences[0].ends_at == told.occurrences[0].starts_at


def test_what_stands_there_unread_is_known_apart_from_what_was_left_out_knowingly():
    found = read(
        calendar(
            event("DTSTART:sometime", uid="no time"),
            event("DTSTART:20260514T190000Z", "RRULE:FREQ=MINUTELY", uid="too often"),
            event("DTSTART:sometime", uid=""),
            event("DTSTART:20260514T190000Z", uid="twice"),
            event("DTSTART:20260515T190000Z", uid="twice"),
            "BEGIN:VTODO\nUID:task\nEND:VTODO\n",
        )
    )

    assert found.unread == {"no time", "too often", "no-uid"} and len(found.skipped) == 5
    assert found.is_whole


@pytest.mark.parametrize(
    "data",
    [
        calendar(event("DTSTART:20260514T190000Z")).removesuffix(b"END:VCALENDAR\n"),
        calendar("BEGIN:VEVENT\nEND:VEVENT\n" * (MOST_ENTRIES + 1)),
        calendar("\n" * MOST_LINES, event("DTSTART:20260514T190000Z")),
    ],
    ids=["it breaks off", "too many entries", "too many lines"],
)
def test_a_file_that_is_not_read_to_its_end_says_so(data):
    assert not read(data).is_whole


def test_a_file_that_breaks_off_loses_its_last_entry_alone():
    whole = calendar(event("DTSTART:20260601", uid="1"), event("DTSTART:20260602", uid="2"))

    told = read(whole[: whole.index(b"UID:2") + 30])

    assert [one.entry.uid for one in told.occurrences] == ["1"]


def test_several_calendars_in_a_file_are_read_each_with_its_zone():
    one = calendar("X-WR-TIMEZONE:Asia/Tokyo\n", event("DTSTART:20260514T190000", uid="1"))
    other = calendar(event("DTSTART:20260514T190000", uid="2"))

    assert starts(one + other) == ["2026-05-14 10:00", "2026-05-14 17:00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;COUNT=3;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;COUNT=99999",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,5,10,15,20,25,30,35,40",
    ],
)
def test_hostile_rules_are_told_and_not_followed(rule):
    told = read(calendar(event("DTSTART:20260101T000000Z", f"RRULE:{rule}")))

    assert told.occurrences == [] and len(told.skipped) == 1


def test_a_rule_that_never_comes_true_ends():
    assert starts(
        calendar(event("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
    ) == ["2026-01-01 00:00"]


PARTS = {
    "YEARLY": (
        "BYMONTH=1,6 BYMONTH=2;BYMONTHDAY=29 BYDAY=1MO,-1FR BYWEEKNO=10,20;BYDAY=TU BYYEARDAY=1,100,-1"
        " BYMONTH=11;BYDAY=4TH BYMONTHDAY=13;BYDAY=FR BYDAY=MO,TU;BYSETPOS=2,-1"
    ),
    "MONTHLY": "BYDAY=2TU BYDAY=-1SU,1MO BYMONTHDAY=-1 BYMONTHDAY=31 BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 BYMONTH=3,9",
    "WEEKLY": "BYDAY=MO,WE,FR BYDAY=SU;WKST=SU BYDAY=TU,SU;WKST=MO BYMONTH=2",
    "DAILY": "BYMONTH=1 BYDAY=SA,SU BYMONTHDAY=1,15 BYHOUR=9,14",
}


def by_another_library(data: bytes, until: dt.datetime) -> list[dt.datetime]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(SINCE, until)
    return sorted(one["DTSTART"].dt for one in found)


@pytest.mark.parametrize("freq", PARTS)
def test_rules_are_expanded_as_another_library_does(freq):
    """Where the start fits the rule: of others the RFC says no more than that they are the first."""
    draw = random.Random(freq)
    until = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    for part in ["", *PARTS[freq].split()]:
        for interval, end in [(1, ""), (2, ";COUNT=7"), (3, ";UNTIL=20240601T000000Z")]:
            rule = f"RRULE:FREQ={freq};INTERVAL={interval}{end}" + (f";{part}" if part else "")
            start = dt.datetime(2021, 1, 1, 9) + dt.timedelta(days=draw.randrange(700))
            fitting = by_another_library(calendar(event(f"DTSTART:{start:%Y%m%dT%H%M%S}Z", rule)), until)
            if len(fitting) < 2:
                continue
            data = calendar(event(f"DTSTART:{fitting[1]:%Y%m%dT%H%M%S}Z", rule))

            read = read_calendar(data, zone="UTC", since=SINCE, until=until)

            assert [one.starts_at for one in read.occurrences] == by_another_library(data, until), (
                rule,
                fitting[1],
            )
