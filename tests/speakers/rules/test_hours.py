import datetime as dt

import pytest

from speakers.rules.hours import days_of, read_hours, write_hours

DAY = dt.date(2027, 5, 12)


def at(hour, minute=0, days=0):
    return dt.datetime(2027, 5, 12 + days, hour, minute)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("9:00-12:30, 14-18", [(at(9), at(12, 30)), (at(14), at(18))]),
        ("14.00 – 18.00; 9h00 to 12", [(at(9), at(12)), (at(14), at(18))]),
        ("20-24:00", [(at(20), at(0, days=1))]),
        ("22:00-01:30", [(at(22), at(1, 30, days=1))]),
        ("9-12, 11-13, 13-14", [(at(9), at(14))]),
    ],
)
def test_hours_are_read_as_people_write_them(text, spans):
    assert read_hours(text, DAY) == (spans, [])


@pytest.mark.parametrize("part", ["morning", "9", "9-25", "9:75-10", "24-25", "9-9", "24:00-2", "9-10-11"])
def test_what_is_no_span_is_named(part):
    assert read_hours(f"8-9, {part}", DAY) == ([(at(8), at(9))], [part])


def test_too_many_spans_are_refused():
    assert read_hours(", ".join(f"{h}-{h}:30" for h in range(8)), DAY)[0] == []


@pytest.mark.parametrize("text", ["09:00–12:30, 14:00–18:00", "20:00–24:00", "22:00–01:30"])
def test_what_is_written_is_read_again(text):
    assert write_hours(read_hours(text, DAY)[0]) == text


def test_the_days_of_an_event_are_both_ends_and_at_most_two_weeks():
    assert days_of(DAY, DAY) == [DAY]
    assert len(days_of(DAY, DAY + dt.timedelta(days=2))) == 3
    assert len(days_of(DAY, DAY + dt.timedelta(days=90))) == 14
