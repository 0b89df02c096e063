"""Properties of calendars: whatever is typed, wherever it takes place and whatever is done to it."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import answers
from events.actions import event as events
from events.booking import emails
from events.booking.actions import registration as registrations
from events.ical_entries import event_entry
from events.models import Event
from events.rules.ical import Address, Entry, Feed, event_uid, serialise
from people.models import User
from tests.calendars.programs import NodePrograms
from tests.calendars.rows import CHANGED, NOW, an_event, read
from tests.factories.booking import register
from tests.factories.people import make_user

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
    """The instants in a year at which the clocks of a zone change, and midnights around its leap day."""
    there, hour = ZoneInfo(zone), dt.timedelta(hours=1)
    at, end = dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    found = []
    while at < end:
        if at.astimezone(there).utcoffset() != (at + hour).astimezone(there).utcoffset():
            found.append(at + hour)
        at += hour
    leap = [dt.datetime(2024, month, day, tzinfo=there) for month, day in ((2, 28), (2, 29), (3, 1))]
    return found + [at.astimezone(dt.UTC) for at in leap]


EDGES = {zone: edges(zone) for zone in ZONES}
WALL = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d).*\((\S+), UTC([+-]\d\d:\d\d)\)$")


def around(zone: str, edge: dt.datetime, minutes: int, lasts: int, days: bool) -> Event:
    starts_at = edge + dt.timedelta(minutes=minutes)
    ends_at = starts_at + dt.timedelta(minutes=lasts)
    if days:
        there = ZoneInfo(zone)
        starts_at = dt.datetime.combine(starts_at.astimezone(there).date(), dt.time(), there).astimezone(
            dt.UTC
        )
        last = ends_at.astimezone(there).date() + dt.timedelta(days=1)
        ends_at = dt.datetime.combine(last, dt.time(), there).astimezone(dt.UTC)
    return Event(
        title=f"{zone} {edge}", slug="t", timezone=zone, starts_at=starts_at, ends_at=ends_at, is_all_day=days,
        shown_changed_at=CHANGED, status="published",
    )  # fmt: skip


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(minutes=st.integers(-180, 180), lasts=st.integers(1, 3000), days=st.booleans())
def test_times_in_twelve_zones_are_the_same_instants_and_days_to_every_program(
    node_programs: NodePrograms, minutes, lasts, days
):
    events = [around(zone, edge, minutes, lasts, days) for zone in ZONES for edge in EDGES[zone]]
    body = serialise(Feed("F", tuple(event_entry(event, uid_domain="moot.example") for event in events)))

    read = {str(entry["SUMMARY"]): entry for entry in icalendar.Calendar.from_ical(body).walk("VEVENT")}
    told = [
        {entry["summary"]: entry for entry in entries}
        for entries in node_programs.ask(text=body.decode()).values()
    ]

    assert all(len(entries) == len(events) for entries in (read, *told))
    for event in events:
        python, others = read[event.title], [entries[event.title] for entries in told]
        if days:
            span = (event.local_start.date(), event.local_end.date())
            assert (python["DTSTART"].dt, python["DTEND"].dt) == span
            for entry in others:
                assert (entry["starts"], entry["ends"]) == tuple(day.isoformat() for day in span)
            continue
        assert (python["DTSTART"].dt, python["DTEND"].dt) == (event.starts_at, event.ends_at)
        for entry in others:
            ends = [dt.datetime.fromisoformat(entry[name]) for name in ("starts", "ends")]
            assert ends == [event.starts_at, event.ends_at]
        wall, named, offset = WALL.match(str(python["DESCRIPTION"]).splitlines()[0]).groups()
        assert named == event.timezone
        # also where the clock shows it twice
        assert dt.datetime.fromisoformat(f"{wall}{offset}") == event.starts_at


STEPS = (
    "title",
    "time",
    "end",
    "zone",
    "place",
    "words",
    "nothing",
    "postpone",
    "cancel",
    "reinstate",
    "seat",
)
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
        elif what == "seat":
            seat = event.registrations.latest("pk")
            if seat.status == seat.Status.CONFIRMED:
                registrations.cancel(registration=seat, by=None, now=now)
            else:
                come(event, now)
        elif what == "reinstate":
            events.reinstate(event=event, by=None, now=now)
        else:
            getattr(events, what)(event=event, why=f"Why {n}", by=None, now=now)
    except (events.NotNow, registrations.NotOpen):
        pass
    event.refresh_from_db()


def come(event: Event, now: dt.datetime) -> None:
    user = User.objects.latest("pk")
    register(event=event, name="Ada", email=user.email, person=user.person, by=user, now=now)


def mailed(event: Event) -> tuple[int, str]:
    """Number and status of what was mailed last to the one who comes, gives the seat back, and comes again."""
    seat = event.registrations.latest("pk")
    [entry] = icalendar.Calendar.from_ical(emails.entry_bytes(seat, method="REQUEST")).walk("VEVENT")
    return int(entry["SEQUENCE"]), seat.status


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@example(steps=["seat", "time", "seat"])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=7))
def test_number_of_an_entry_never_falls_and_what_does_not_change_is_not_sent_again(client, steps):
    event = an_event(title="Meetup")
    make_user(name="Ada")
    come(event, NOW)
    number, status = mailed(event)
    url = f"/events/{event.slug}/calendar.ics"

    def ask(etag: str = ""):
        answers.shelf.clear()
        return client.get(url, headers={"If-None-Match": etag} if etag else {})

    before = ask()
    for n, what in enumerate(steps, 1):
        step(event, what, n, NOW + n * HOUR)
        (last, was), (number, status) = (number, status), mailed(event)
        assert number >= last + (status != was)
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
