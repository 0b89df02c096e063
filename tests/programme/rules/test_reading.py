"""Published schedules are read for what they say, and their traps are told."""

import csv
import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from events.programme.rules.schedule import ScheduleUnreadable
from events.programme.rules.schedule_file import read_schedule

SAMPLES = Path(__file__).parents[2] / "samples" / "schedules"


def sample(name: str) -> bytes:
    return gzip.decompress((SAMPLES / f"{name}.gz").read_bytes())


def xml(events: str, *, conference: str = "", day: str = '<day index="1" date="2026-03-07">') -> bytes:
    return (
        f"<schedule><conference><title>Moot</title>{conference}</conference>{day}"
        f'<room name="Hall">{events}</room></day></schedule>'
    ).encode()


def event(id_="1", *, title="Talk", start="10:00", duration="00:30", more="") -> str:
    return (
        f'<event id="{id_}"><start>{start}</start><duration>{duration}</duration><room>Hall</room>'
        f"<title>{title}</title>{more}</event>"
    )


def frab(*events: dict, **conference) -> bytes:
    day = {"index": 1, "date": "2026-03-07", "rooms": {"Hall": list(events)}}
    return json.dumps({"schedule": {"conference": {"title": "Moot", "days": [day], **conference}}}).encode()


def one(**more) -> dict:
    return {
        "id": 1,
        "title": "Talk",
        "date": "2026-03-07T10:00:00+01:00",
        "start": "10:00",
        "duration": "00:30",
        **more,
    }


@pytest.mark.parametrize(
    "row",
    list(csv.DictReader((SAMPLES / "counts.csv").read_text(encoding="utf-8").splitlines())),
    ids=lambda row: row["file"],
)
def test_published_schedule_has_what_was_counted_in_it(row):
    zone = "Europe/Brussels" if row["file"].startswith("fosdem") else None

    read = read_schedule(sample(row["file"]), zone)

    assert len(read.sessions) == int(row["events"])
    assert len(read.rooms) == int(row["rooms"])
    assert len(read.tracks) == int(row["tracks"])
    assert len({id_ for person in read.persons for id_ in person.ids}) == int(row["persons_by_id"])
    assert len(read.persons) == int(row["person_names"])
    assert str(read.conference.starts_on) == row["start"] and str(read.conference.ends_on) == row["end"]
    assert sum("overlaps" in problem.what for problem in read.problems) == int(row["overlaps_in_room"])
    assert sum(not session.persons for session in read.sessions) == int(row["no_person"])
    assert not [problem for problem in read.problems if problem.skipped]
    if row["time_zone"]:
        assert read.conference.zone == row["time_zone"]
    if row["first"]:
        first = datetime.fromisoformat(row["first"])
        assert any(session.starts_at == first for session in read.sessions)


def test_wall_time_of_a_day_is_read_in_the_zone_that_was_said():
    read = read_schedule(xml(event(start="09:30")), "Europe/Brussels")

    assert read.sessions[0].starts_at == datetime(2026, 3, 7, 8, 30, tzinfo=UTC)
    assert read.sessions[0].ends_at == datetime(2026, 3, 7, 9, 0, tzinfo=UTC)


def test_file_without_a_zone_is_refused_when_nobody_says_one():
    with pytest.raises(ScheduleUnreadable, match="--timezone"):
        read_schedule(xml(event()))


def test_unknown_zone_is_refused():
    with pytest.raises(ScheduleUnreadable, match="no time zone"):
        read_schedule(xml(event()), "Europe/Atlantis")


def test_talk_after_midnight_belongs_to_the_day_before():
    read = read_schedule(xml(event(start="00:30")), "Europe/Berlin")

    assert read.sessions[0].day == date(2026, 3, 7)
    assert read.sessions[0].starts_at == datetime(2026, 3, 7, 23, 30, tzinfo=UTC)


def test_day_change_at_opening_time_does_not_push_the_opening_to_the_next_day():
    read = read_schedule(xml(event(start="08:45"), conference="<day_change>09:00:00</day_change>"), "UTC")

    assert read.sessions[0].day == date(2026, 3, 7)


def test_date_in_utc_beside_a_local_start_is_the_instant():
    more = "<date>2026-03-07T04:30:00+00:00</date>"

    read = read_schedule(xml(event(start="10:00", more=more)), "Asia/Kolkata")

    assert read.sessions[0].starts_at == datetime(2026, 3, 7, 4, 30, tzinfo=UTC)
    assert not read.problems


def test_offset_that_the_zone_does_not_have_is_told():
    read = read_schedule(frab(one(), time_zone_name="UTC"))

    assert read.sessions[0].starts_at == datetime(2026, 3, 7, 9, 0, tzinfo=UTC)
    assert "offset" in read.problems[0].what


def test_person_under_two_ids_is_one_person():
    persons = '<persons><person id="1">Ada  Lovelace</person><person id="9">Ada Lovelace</person></persons>'

    read = read_schedule(xml(event(more=persons)), "UTC")

    assert read.sessions[0].persons == ("Ada Lovelace",)
    assert [(person.name, person.ids) for person in read.persons] == [("Ada Lovelace", ("1", "9"))]


def test_html_becomes_markdown_without_its_dangers():
    html = (
        "<p>See <a href='https://a.example/'>this</a> and <a href='javascript:x()'>that</a> *now*"
        "<script>alert(1)</script></p><ul><li>one</li><li>two &amp; three</li></ul>"
    )
    html = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    read = read_schedule(xml(event(more=f"<abstract>{html}</abstract>")), "UTC")

    assert (
        read.sessions[0].abstract
        == "See [this](https://a.example/) and that \\*now\\*\n\n- one\n- two & three"
    )


def test_broken_sessions_are_told_by_line_and_the_rest_is_kept():
    body = "\n".join(
        [
            event("1"),
            event("2", title=""),
            event("3", start="25:00"),
            event("1", title="Doublet"),
            event("5", more="<date>soon</date>"),
            event("6", duration="long"),
        ]
    )

    read = read_schedule(xml(body), "UTC")

    assert [session.key for session in read.sessions] == ["1", "6"]
    assert [(problem.where, problem.skipped) for problem in read.problems] == [
        ("line 2", True),
        ("line 3", True),
        ("line 4", True),
        ("line 5", True),
        ("line 6", False),
    ]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_days_at_the_edge_of_time_are_told_and_the_rest_is_kept(day):
    late = f'<day index="2" date="{day}"><room name="Hall">{event("2", start="01:00")}</room></day>'
    data = xml(event()).replace(b"</day></schedule>", b"</day>" + late.encode() + b"</schedule>")

    read = read_schedule(data, "Europe/Berlin")

    assert [s.key for s in read.sessions] == ["1"]
    assert "cannot be meant" in read.problems[0].what and read.problems[0].skipped


def test_an_end_beyond_time_is_told():
    calendar = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talk\r\n"
        b"DTSTART:20260307T100000\r\nDTEND:99991231T230000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )

    read = read_schedule(calendar, "America/New_York")

    assert read.sessions[0].ends_at is None and "has no end" in read.problems[0].what


def test_what_has_no_id_and_a_long_title_is_told_apart():
    same = "Keys " * 44

    read = read_schedule(
        xml("".join(event("", title=f"{same}{n}", start=f"1{n}:00") for n in range(2))), "UTC"
    )

    keys = {s.key for s in read.sessions}
    assert len(keys) == 2 and max(map(len, keys)) <= 200


def test_long_title_is_cut_and_told():
    read = read_schedule(xml(event(title="x" * 10_000)), "UTC")

    assert len(read.sessions[0].title) == 300
    assert "10000 characters" in read.problems[0].what


def test_link_that_is_no_web_address_is_left_out():
    read = read_schedule(
        frab(
            one(url="javascript:alert(1)", links=[{"url": "data:,x", "title": "Video"}]),
            time_zone_name="Europe/Berlin",
        )
    )

    assert (read.sessions[0].url, read.sessions[0].video_url) == ("", "")


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "neither"),
        (b"name,city\nA,B\n", "neither"),
        (b"<rss/>", "no schedule"),
        (b"<schedule>", "well-formed"),
        (b"<schedule/>", "no <day>"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><schedule>&a;</schedule>', "entities or a document type"),
        (b'{"schedule": 3}', "no «schedule»"),
        (b'{"schedule": {}}', "neither conference days"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (frab(), "no session"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no session"),
        (b"\xff\xfe\x00", "neither"),
    ],
)
def test_what_is_no_schedule_is_refused_with_its_reason(data, message):
    with pytest.raises(ScheduleUnreadable, match=message):
        read_schedule(data, "UTC")


@pytest.mark.parametrize("rubbish", [None, 3, [], {}, "x", True, [[]], {"name": 3}])
@pytest.mark.parametrize(
    "field",
    ["id", "title", "date", "duration", "room", "track", "persons", "links", "type", "abstract", "url"],
)
def test_value_of_the_wrong_type_never_breaks_the_reading(field, rubbish):
    data = frab(one(**{field: rubbish}), one(id=2), time_zone_name="Europe/Berlin")

    read = read_schedule(data)

    assert read.sessions[-1].key == "2"


def test_hub_structure_is_read_with_its_end_times_and_tracks():
    read = read_schedule(sample("38c3-hub-schedule2-excerpt.json"))

    opening = read.sessions[0]
    assert (opening.room, opening.code, opening.language) == ("Saal 1", "HQCCYH", "en")
    assert opening.starts_at == datetime(2024, 12, 27, 9, 30, tzinfo=UTC)
    assert opening.ends_at == datetime(2024, 12, 27, 10, 0, tzinfo=UTC)
    assert read.rooms[0].capacity == 3025


def test_calendar_file_is_read_as_a_programme():
    read = read_schedule(sample("kielux-2020.ics"), "Europe/Berlin")

    assert len(read.sessions) == 24
    assert read.sessions[0].persons == ("Jakob Semere",)
    assert read.sessions[0].starts_at == datetime(2020, 9, 18, 11, 0, tzinfo=UTC)
