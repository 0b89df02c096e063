"""What a calendar says, and that nobody can make it say something else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.rules.ical import (
    Address,
    Entry,
    Feed,
    colour_name,
    event_uid,
    fold,
    serialise,
    session_uid,
    still_shown,
    wall_time,
)

CHANGED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
MEETUP = Entry(
    uid="event-6f1c@moot.example",
    summary="Meetup",
    starts=datetime(2026, 7, 7, 22, 0, tzinfo=UTC),
    ends=datetime(2026, 7, 8, 0, 0, tzinfo=UTC),
    changed_at=CHANGED,
)
HOSTILE = "\r\nSTATUS:CANCELLED\rX-A:1\nX-B:2\x0bX-C:3\x0cX-D:4\u2028X-E:5\u2029X-F:6\x85X-G:7\x00\x1b"


def unfolded(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def parsed(*entries: Entry, **feed: object) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(serialise(Feed("Feed", entries, **feed))).walk("VEVENT"))


def test_feed_says_what_readers_ask_for():
    body = serialise(Feed("Köln, oben", (MEETUP,), url="https://moot.example/groups/k/", color="#3367aa"))

    lines = unfolded(body)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "NAME:Köln\\, oben",
        "X-WR-CALNAME:Köln\\, oben",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "URL;VALUE=URI:https://moot.example/groups/k/",
        "DTSTART:20260707T220000Z",
        "DTEND:20260708T000000Z",
        "DTSTAMP:20260301T083000Z",
        "LAST-MODIFIED:20260301T083000Z",
        "CREATED:20260301T083000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
    ):
        assert line in lines


def test_body_is_the_same_until_something_changes():
    assert serialise(Feed("F", (MEETUP,))) == serialise(Feed("F", (replace(MEETUP),)))
    assert serialise(Feed("F", (MEETUP,))) != serialise(Feed("F", (replace(MEETUP, sequence=1),)))


def test_whole_day_is_written_as_dates_with_the_first_day_after():
    [entry] = parsed(replace(MEETUP, starts=date(2026, 6, 5), ends=date(2026, 6, 8)))

    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 6, 5), date(2026, 6, 8))


@pytest.mark.parametrize("ends", [None, MEETUP.starts, MEETUP.starts - timedelta(hours=1)])
def test_end_that_is_no_end_is_left_out(ends):
    [entry] = parsed(replace(MEETUP, ends=ends))

    assert "DTEND" not in entry


def test_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        serialise(Feed("F", (replace(MEETUP, starts=datetime(2026, 1, 1, 12)),)))


def test_rich_entry_is_read_back_by_another_program():
    entry = replace(
        MEETUP,
        geo=(50.9375, 6.960279),
        categories=("python, web", "a;b"),
        conference="https://meet.example/room?x=1&y=ü",
        image="https://moot.example/cover.png",
        related_to="series-1@moot.example",
        location="Straße 1; Köln",
        url="https://moot.example/events/e/",
    )

    [read] = parsed(entry)

    assert read["GEO"].to_ical() == "50.9375;6.960279"
    assert read["CATEGORIES"].cats == ["python, web", "a;b"]
    assert str(read["CONFERENCE"]) == "https://meet.example/room?x=1&y=%C3%BC"
    assert read["CONFERENCE"].params["FEATURE"] == "VIDEO"
    assert str(read["IMAGE"]) == "https://moot.example/cover.png"
    assert str(read["RELATED-TO"]) == "series-1@moot.example"
    assert str(read["LOCATION"]) == "Straße 1; Köln"


def test_mail_names_organizer_and_attendee_and_a_feed_never_does():
    entry = replace(
        MEETUP,
        organizer=Address("moot@moot.example", 'The "Moot"'),
        attendees=(Address("zoë@moot.example", "Zoë: X"),),
    )

    mail = unfolded(serialise(Feed("F", (entry,), method="REQUEST")))

    assert "METHOD:REQUEST" in mail and not any(line.startswith(("REFRESH", "X-WR")) for line in mail)
    assert "ORGANIZER;CN=\"The 'Moot'\":mailto:moot@moot.example" in mail
    assert any(
        line.startswith('ATTENDEE;CN="Zoë: X";') and line.endswith(":mailto:zo%C3%AB@moot.example")
        for line in mail
    )
    assert b"mailto" not in serialise(Feed("F", (entry,)))


def test_cancelling_mail_cancels():
    [entry] = parsed(replace(MEETUP, organizer=Address("a@b.example")), method="CANCEL")

    assert entry["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    "field", ["uid", "summary", "description", "location", "related_to", "url", "image", "conference"]
)
def test_no_field_can_inject_a_property(field):
    value = "https://moot.example/" + HOSTILE if field in ("url", "image", "conference") else "a" + HOSTILE

    [entry] = parsed(replace(MEETUP, **{field: value}))

    assert entry["STATUS"] == "CONFIRMED"
    assert not [name for name in entry if name.startswith("X-")]


def test_no_name_or_address_can_inject_a_property():
    nasty = Address("a@b.example" + HOSTILE, "n" + HOSTILE)
    entry = replace(
        MEETUP,
        organizer=nasty,
        attendees=(nasty, Address("a@b.example", 'q";X=1:mailto:evil' + HOSTILE)),
        categories=(HOSTILE,),
    )

    body = serialise(Feed("F" + HOSTILE, (entry,), method="REQUEST"))

    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(body)}
    assert not [name for name in names if name.startswith("X-")]
    [read] = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(read["ATTENDEE"]) == "mailto:a@b.example"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//x", "https://", "mailto:a@b.c", "http://[broken", "no address"]
)
def test_address_that_is_none_is_left_out(url):
    [entry] = parsed(replace(MEETUP, url=url))

    assert "URL" not in entry


@pytest.mark.parametrize("geo", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_impossible_coordinates_are_left_out(geo):
    [entry] = parsed(replace(MEETUP, geo=geo))

    assert "GEO" not in entry


def test_wall_time_names_zone_and_offset():
    start = datetime(2026, 7, 7, 22, 0, tzinfo=UTC)

    assert wall_time(start, start + timedelta(hours=2), "America/New_York") == (
        "2026-07-07 18:00–20:00 (America/New_York, UTC-04:00)"
    )
    assert (
        wall_time(start, start + timedelta(hours=1), "Asia/Kolkata")
        == "2026-07-08 03:30–04:30 (Asia/Kolkata, UTC+05:30)"
    )
    assert wall_time(start, start + timedelta(days=2), "Europe/Berlin") == (
        "2026-07-08 00:00 – 2026-07-10 00:00 (Europe/Berlin, UTC+02:00)"
    )
    assert wall_time(start, None, "UTC") == "2026-07-07 22:00 (UTC, UTC+00:00)"


def test_cancelled_meeting_stays_for_ninety_days():
    def shown(days, *, cancelled=True):
        return still_shown(cancelled=cancelled, changed_at=CHANGED, now=CHANGED + timedelta(days=days))

    assert shown(89)
    assert not shown(90)
    assert shown(900, cancelled=False)


@pytest.mark.parametrize(
    "code, name",
    [
        ("#ff0000", "red"),
        ("#fe0102", "red"),
        ("#4682b4", "steelblue"),
        ("#663399", "darkslateblue"),
        ("nonsense", "steelblue"),
    ],
)
def test_colour_has_a_name_of_css3(code, name):
    assert colour_name(code) == name


def test_uids_say_what_they_name():
    assert event_uid("1-2", "moot.example") == "event-1-2@moot.example"
    assert session_uid("1-2", "moot.example") == "session-1-2@moot.example"


# Whatever people type

texts = st.text(max_size=300)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
entries = st.builds(
    Entry,
    uid=st.uuids().map(lambda uuid: event_uid(uuid, "moot.example")),
    summary=texts,
    starts=instants,
    ends=st.none() | instants,
    changed_at=instants,
    sequence=st.integers(0, 10**6),
    status=st.sampled_from(["CONFIRMED", "TENTATIVE", "CANCELLED"]),
    description=texts,
    location=texts,
    url=texts | texts.map("https://moot.example/{}".format),
    geo=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    categories=st.lists(texts, max_size=4).map(tuple),
    conference=texts.map("https://meet.example/{}".format),
    organizer=st.none() | st.builds(Address, email=texts.map("{}@moot.example".format), name=texts),
    attendees=st.lists(
        st.builds(Address, email=texts.map("{}@moot.example".format), name=texts), max_size=2
    ).map(tuple),
)
PROPERTIES = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "ATTENDEE"),
    *("BEGIN END VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL".split()),
    *(
        "CREATED LAST-MODIFIED SEQUENCE STATUS SUMMARY DESCRIPTION LOCATION GEO URL CATEGORIES CONFERENCE".split()
    ),
}


@settings(max_examples=150)
@given(
    st.lists(entries, max_size=3, unique_by=lambda entry: entry.uid),
    texts,
    st.sampled_from(["PUBLISH", "REQUEST"]),
)
def test_whatever_people_type_is_only_text(some, name, method):
    body = serialise(Feed(name, tuple(some), method=method))

    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    lines = unfolded(body)
    assert not any(len(line.splitlines()) > 1 for line in lines)
    assert {line.partition(":")[0].partition(";")[0] for line in lines} - {""} <= PROPERTIES
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(some)


@settings(max_examples=150)
@given(entries)
def test_what_is_written_is_what_another_program_reads(entry):
    [read] = parsed(entry)

    assert str(read["UID"]) == entry.uid
    assert read["DTSTART"].dt == entry.starts.replace(microsecond=0)
    assert int(read["SEQUENCE"]) == entry.sequence
    assert str(read["STATUS"]) == entry.status
    assert read["DTSTAMP"].dt == read["LAST-MODIFIED"].dt == entry.changed_at.replace(microsecond=0)
    if entry.ends is not None and entry.ends > entry.starts:
        assert read["DTEND"].dt == entry.ends.replace(microsecond=0)


plain = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp", "Zs"), exclude_characters="\t"),
    min_size=1,
    max_size=200,
)


@settings(max_examples=150)
@given(plain, st.lists(plain, min_size=1, max_size=5))
def test_plain_text_comes_back_unchanged(summary, paragraphs):
    description = "\n".join(paragraphs)

    [read] = parsed(
        replace(MEETUP, summary=summary, description=description, location=summary, categories=(summary,))
    )

    assert str(read["SUMMARY"]) == str(read["LOCATION"]) == summary
    assert str(read["DESCRIPTION"]) == description
    assert read["CATEGORIES"].cats == [summary]


@given(st.text(st.characters(exclude_characters="\r\n"), max_size=400))
def test_folding_is_undone_by_unfolding(text):
    folded = fold(text)

    assert folded.endswith(b"\r\n")
    assert folded.replace(b"\r\n ", b"")[:-2] == text.encode("utf-8", "replace")
    assert all(
        len(line) <= 75 and line.decode("utf-8", "strict") is not None for line in folded.split(b"\r\n")
    )
