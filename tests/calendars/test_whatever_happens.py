"""Properties of calendars: whatever is typed, wherever it takes place and whatever is done to it."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import answers
from events.actions import event as events
from events.ical_entries import event_entry
from events.models import Event
from events.rules.ical import Address, Entry, Feed, event_uid, serialise
from tests.calendars.programs import NodePrograms
from tests.calendars.rows import CHANGED, NOW, an_event, read

# Twelve zones: both halves of the earth, half and quarter hours, half an hour of summer time, none at all, and the two
# that skipped or moved across the date line.
ZONES = (
    "Europe/Berlin America/New_York America/St_Johns Australia/Sydney Australia/Lord_Howe Asia/Kolkata Asia/Kathmandu "
    "Pacific/Apia Pacific/Chatham Africa/Casablanca America/Sao_Paulo UTC"
).split()
quick = settings(max_examples=60, suppress_health_check=list(HealthCheck))

texts = st.text(max_size=120)
instants = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC)).map(
    lambda at: at.replace(microsecond=0)
)
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
    url=texts.map("https://moot.example/{}".format),
    geo=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    categories=st.lists(texts, max_size=3).map(tuple),
    conference=texts.map("https://meet.example/{}".format),
    related_to=texts,
    is_reminder=st.booleans(),
    alarms=st.lists(st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=30)), max_size=2).map(tuple),
    organizer=st.none() | st.builds(Address, email=texts.map("{}@moot.example".format), name=texts),
)


def written(body: bytes) -> Counter[str]:
    """How often each property stands in the entry itself."""
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")
    inner = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    if "BEGIN:VALARM" in inner:
        inner = inner[: inner.index("BEGIN:VALARM")]
    return Counter(re.split("[:;]", line, maxsplit=1)[0] for line in inner)


@quick
@given(entry=entries, method=st.sampled_from(["PUBLISH", "REQUEST"]))
def test_two_programs_read_exactly_the_properties_that_were_written(
    node_programs: NodePrograms, entry: Entry, method
):
    body = serialise(Feed("F", (entry,), method=method))

    [theirs] = node_programs.ask(text=body.decode())["ical.js"]
    [python] = icalendar.Calendar.from_ical(body).walk("VEVENT")

    assert Counter(name.upper() for name in theirs["properties"]) == written(body)
    assert set(python) == set(written(body))
    for name in ("summary", "description", "location"):
        assert (theirs[name] or "") == str(python.get(name, ""))
    assert dt.datetime.fromisoformat(theirs["starts"]) == python["DTSTART"].dt == entry.starts
    assert (
        theirs["alarms"]
        == len(python.walk("VALARM"))
        == (0 if entry.status == "CANCELLED" else len(entry.alarms))
    )
    assert max(map(len, body.split(b"\r\n"))) <= 75


def edges(zone: str) -> list[dt.datetime]:
    """The instants in three years at which the clocks of a zone change, and midnights around a leap day."""
    there, hour = ZoneInfo(zone), dt.timedelta(hours=1)
    at, end = dt.datetime(2023, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    found = []
    while at < end:
        if at.astimezone(there).utcoffset() != (at + hour).astimezone(there).utcoffset():
            found.append(at + hour)
        at += hour
    leap = [dt.datetime(2024, month, day, tzinfo=there) for month, day in ((2, 28), (2, 29), (3, 1))]
    return found + [at.astimezone(dt.UTC) for at in leap]


EDGES = {zone: edges(zone) for zone in ZONES}
WALL = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d).*\((\S+), UTC([+-]\d\d:\d\d)\)$")


@quick
@given(
    zone=st.sampled_from(ZONES),
    edge=st.integers(0, 100),
    minutes=st.integers(-180, 180),
    lasts=st.integers(1, 3000),
    days=st.booleans(),
)
def test_times_in_twelve_zones_are_the_same_instants_and_days_to_every_program(
    node_programs: NodePrograms, zone, edge, minutes, lasts, days
):
    starts_at = EDGES[zone][edge % len(EDGES[zone])] + dt.timedelta(minutes=minutes)
    ends_at = starts_at + dt.timedelta(minutes=lasts)
    if days:
        there = ZoneInfo(zone)
        starts_at = dt.datetime.combine(starts_at.astimezone(there).date(), dt.time(), there).astimezone(
            dt.UTC
        )
        last = ends_at.astimezone(there).date() + dt.timedelta(days=1)
        ends_at = dt.datetime.combine(last, dt.time(), there).astimezone(dt.UTC)
    event = Event(
        title="T", slug="t", timezone=zone, starts_at=starts_at, ends_at=ends_at, is_all_day=days,
        shown_changed_at=CHANGED, status="published",
    )  # fmt: skip
    body = serialise(Feed("F", (event_entry(event, uid_domain="moot.example"),)))

    [python] = icalendar.Calendar.from_ical(body).walk("VEVENT")
    told = node_programs.ask(text=body.decode())

    if days:
        span = (event.local_start.date(), event.local_end.date())
        assert (python["DTSTART"].dt, python["DTEND"].dt) == span
        for [entry] in told.values():
            assert (entry["starts"], entry["ends"]) == tuple(day.isoformat() for day in span)
        return
    assert (python["DTSTART"].dt, python["DTEND"].dt) == (starts_at, ends_at)
    for [entry] in told.values():
        assert (
            dt.datetime.fromisoformat(entry["starts"]),
            dt.datetime.fromisoformat(entry["ends"]),
        ) == (starts_at, ends_at)
    wall, named, offset = WALL.match(str(python["DESCRIPTION"]).splitlines()[0]).groups()
    assert named == zone
    assert dt.datetime.fromisoformat(f"{wall}{offset}") == starts_at  # also where the clock shows it twice


STEPS = ("title", "time", "end", "zone", "place", "words", "nothing", "postpone", "cancel", "reinstate")
HOUR = dt.timedelta(hours=1)


def step(event: Event, what: str, n: int, now: dt.datetime) -> None:
    known = events.Facts(
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        summary=event.summary,
        place=events.Place(name=event.venue.name) if event.venue else None,
    )
    facts = {
        "title": {"title": f"Title {n}\r\nSTATUS:CANCELLED"},
        "time": {"starts_at": event.starts_at + HOUR, "ends_at": event.ends_at + HOUR},
        "end": {"ends_at": event.ends_at + HOUR},
        "zone": {"timezone": ZONES[n % len(ZONES)]},
        "place": {"place": events.Place(name=f"Hall {n}")},
        "words": {"summary": f"Words {n}"},
        "nothing": {},
    }
    try:
        if what in facts:
            events.change(event=event, facts=replace(known, **facts[what]), by=None, now=now)
        elif what == "reinstate":
            events.reinstate(event=event, by=None, now=now)
        else:
            getattr(events, what)(event=event, why=f"Why {n}", by=None, now=now)
    except events.NotNow:
        pass
    event.refresh_from_db()


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=7))
def test_number_of_an_entry_never_falls_and_what_does_not_change_is_not_sent_again(client, steps):
    event = an_event(title="Meetup")
    url = f"/events/{event.slug}/calendar.ics"

    def ask(etag: str = ""):
        answers.shelf.clear()
        return client.get(url, headers={"If-None-Match": etag} if etag else {})

    before = ask()
    for n, what in enumerate(steps, 1):
        step(event, what, n, NOW + n * HOUR)
        after = ask()
        [old], [new] = read(before).values(), read(after).values()
        moved = any(old.get(name) != new.get(name) for name in ("DTSTART", "DTEND", "LOCATION", "STATUS"))
        assert new["UID"] == old["UID"] and new["DTSTAMP"].dt >= old["DTSTAMP"].dt
        assert int(new["SEQUENCE"]) >= int(old["SEQUENCE"]) + moved
        if after.content == before.content:
            assert ask(before["ETag"]).status_code == 304 and new["SEQUENCE"] == old["SEQUENCE"]
        else:
            assert ask(before["ETag"]).status_code == 200 and new["LAST-MODIFIED"].dt == NOW + n * HOUR
        before = after
