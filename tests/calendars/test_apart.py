"""The process in which foreign calendars are read: it ends, whatever the calendar is, and knows nothing of the site."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from events.calendars import apart
from events.calendars.actions import mirror as actions
from events.calendars.apart import Asked, TooHard, read_apart
from events.calendars.fetch import Refused
from events.calendars.models import Mirror
from events.calendars.polling import look_around
from events.calendars.rules.foreign import reading, recurring
from events.models import Event
from tests.calendars.rules.test_foreign_reading import calendar, event
from tests.factories.groups import make_group

SINCE, UNTIL = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
ASKED = Asked("Europe/Berlin", SINCE, UNTIL)
EVERY_WEEKDAY = ",".join(f"{week}{day}" for week in range(1, 54) for day in "MO TU WE TH FR SA SU".split())
EVERY_DAY = ",".join(map(str, range(1, 367)))


@pytest.fixture
def _at_a_fixed_time() -> None:
    """The clock goes on here: how long it takes is what is tested."""


def many(count: int, *lines: str) -> bytes:
    return calendar(*(event(*lines, uid=str(n)) for n in range(count)))


def zones(count: int, rule: str) -> bytes:
    defined = (
        f"BEGIN:VTIMEZONE\nTZID:z{n}\nBEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        f"RRULE:{rule}\nEND:STANDARD\nEND:VTIMEZONE\n"
        for n in range(count)
    )
    used = (
        event(f"DTSTART;TZID=z{n}:20200101T100000", "RRULE:FREQ=WEEKLY", uid=str(n)) for n in range(count)
    )
    return calendar(*defined, *used)


def days(name: str, count: int) -> str:
    first = dt.datetime(1990, 1, 1, 10)
    return f"{name}:" + ",".join(f"{first + dt.timedelta(days=n):%Y%m%dT%H%M%SZ}" for n in range(count))


BOMBS = {
    "each second of a day that never comes": lambda: many(
        9000, "DTSTART:20200101T000000Z", "RRULE:FREQ=SECONDLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30"
    ),
    "daily, ten thousand times": lambda: many(10_000, "DTSTART:19900101T000000Z", "RRULE:FREQ=DAILY"),
    "a day that never comes": lambda: many(
        9000, "DTSTART:19900101T000000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    ),
    "counted from the year one": lambda: many(
        1000, "DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY;COUNT=999999"
    ),
    "each weekday of each week": lambda: many(
        500, "DTSTART:00010101T000000Z", f"RRULE:FREQ=YEARLY;COUNT=99999;BYDAY={EVERY_WEEKDAY}"
    ),
    "each day of the year": lambda: many(
        500,
        "DTSTART:00010101T000000Z",
        f"RRULE:FREQ=DAILY;COUNT=99999;BYYEARDAY={EVERY_DAY};BYMONTH=2;BYMONTHDAY=31",
    ),
    "each position": lambda: many(
        500, "DTSTART:19000101T000000Z", f"RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS={EVERY_DAY}"
    ),
    "48 times a day": lambda: many(
        3000,
        "DTSTART:19900101T000000Z",
        "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE=1,2,3,4",
    ),
    "50,000 exceptions": lambda: many(
        1, "DTSTART:19900101T100000Z", "RRULE:FREQ=DAILY", days("EXDATE", 50_000)
    ),
    "100,000 dates": lambda: many(1, "DTSTART:19900101T100000Z", days("RDATE", 100_000)),
    "zones that change daily": lambda: zones(4000, "FREQ=DAILY"),
    "zones that change each second": lambda: zones(200, "FREQ=SECONDLY"),
    "sixty thousand calendars": lambda: b"BEGIN:VCALENDAR\nEND:VCALENDAR\n" * 60_000,
    "beginnings": lambda: b"BEGIN:VEVENT\n" * 150_000,
    "depth": lambda: b"BEGIN:X\n" * 250_000,
    "properties": lambda: b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"A:\n" * 690_000,
    "one line": lambda: b"BEGIN:VCALENDAR\nX:" + b"\n a" * 690_000,
    "parameters": lambda: b"BEGIN:VCALENDAR\nX;" + b'a="b";' * 340_000 + b":x",
    "quotation marks": lambda: b'"' * 1_000_000 + b":" * 1_000_000,
    "a long description, daily": lambda: many(
        1, "DTSTART:19900101T100000Z", "RRULE:FREQ=DAILY", "DESCRIPTION:" + "x" * 1_900_000
    ),
    "bytes": lambda: bytes(n * 7919 % 256 for n in range(2_000_000)),
    "nothing": lambda: bytes(2_000_000),
}


def test_a_calendar_comes_back_as_it_was_read():
    data = calendar(
        "X-WR-CALNAME:Köln\n",
        event("DTSTART:20260514T190000", "SUMMARY:🎉", "GEO:50.9;6.9", "CATEGORIES:a,b"),
        "junk\n",
    )

    there = read_apart(ASKED, data).calendar

    assert there == reading.read_calendar(data, zone="Europe/Berlin", since=SINCE, until=UNTIL)


def test_the_process_knows_nothing_of_the_site(monkeypatch):
    seen = []
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    begin = subprocess.Popen
    monkeypatch.setattr(
        apart.subprocess, "Popen", lambda *args, **more: seen.append(more["env"]) or begin(*args, **more)
    )
    nursery = apart.Nursery()

    nursery.line().close()
    nursery.end()

    assert set(seen[0]) <= {"LANG", "PYTHONPATH", *apart.KEPT}


def test_what_uses_up_its_time_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "LONGEST", 0.05)

    with pytest.raises(TooHard, match="more time or memory"):  # ended by itself: nobody had to wait for it
        read_apart(ASKED, BOMBS["beginnings"]())


def limits_of_the_child(nursery: int) -> dict[str, str]:
    """As the system holds them, once the child has set them: it does so before it reads a word."""
    for _ in range(200):
        children = Path(f"/proc/{nursery}/task/{nursery}/children").read_text().split()
        found = re.findall(
            r"Max (cpu time|address space|file size|core file size) +(\d+)",
            "".join(Path(f"/proc/{child}/limits").read_text() for child in children[:1]),
        )
        if len(found) == 4:
            break
        time.sleep(0.01)
    return dict(found)


def test_each_is_read_in_a_process_of_its_own_and_what_ends_one_ends_no_other():
    with apart._nursery.line() as slow:
        granted = limits_of_the_child(apart._nursery._process.pid)
        question = asdict(ASKED) | {"since": "1990-01-01", "until": "2031-01-01", "seconds": 0.05}
        slow.sendall(json.dumps(question).encode() + b"\n")  # and says no more
        assert slow.recv(1) == b""
    assert granted == {
        "cpu time": "5",
        "address space": f"{256 * 1024 * 1024}",
        "file size": "0",
        "core file size": "0",
    }
    process = apart._nursery._process
    assert read_apart(ASKED, calendar()).calendar.calendars == 1
    assert apart._nursery._process is process

    process.kill()
    process.wait()
    assert read_apart(ASKED, calendar()).calendar.calendars == 1  # and a lost nursery is begun anew


def test_an_address_is_guarded_there_too():
    with pytest.raises(Refused):
        read_apart(Asked("UTC", SINCE, UNTIL, url="http://[::1]:8080/feed.ics"))


def test_a_bomb_costs_little():
    """One of those that `make prove` reads."""
    started = time.process_time()

    read = reading.read_calendar(BOMBS["counted from the year one"](), zone="UTC", since=SINCE, until=UNTIL)

    assert len(read.skipped) == 1000
    assert time.process_time() - started < apart.PROCESSOR


@pytest.mark.heavy(sabotage=["budget"])
def test_the_budget_of_steps_is_what_keeps_a_bomb_small(sabotage, monkeypatch):
    if sabotage:
        monkeypatch.setattr(recurring.Budget, "spend", lambda self, steps=1: None)
    data = many(1000, "DTSTART:19900101T000000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    started = time.process_time()

    reading.read_calendar(data, zone="UTC", since=SINCE, until=UNTIL)

    assert time.process_time() - started < apart.PROCESSOR


@pytest.mark.heavy
@pytest.mark.parametrize("what", BOMBS)
def test_no_bomb_takes_more_than_five_seconds_and_a_quarter_of_a_gigabyte(what):
    data = BOMBS[what]()[: 2 * 1024 * 1024]

    read_apart(
        ASKED, data
    )  # the limits of the process are the last word: it would be ended, and nothing answered


def feed(number: int) -> bytes:
    """A group's calendar: a weekly meetup, one that was moved, and what is announced one by one."""
    now = dt.datetime.now(dt.UTC).replace(hour=18, minute=0, second=0)
    at = [f"{now + dt.timedelta(days=7 * n + number % 7):%Y%m%dT%H%M%SZ}" for n in range(1, 16)]
    url = f"URL:https://h{number}.example/"
    return calendar(
        event(f"DTSTART:{at[0]}", "RRULE:FREQ=MONTHLY", f"SUMMARY:Stammtisch {number}", uid=f"w{number}"),
        *(
            event(
                f"DTSTART:{start}",
                f"SUMMARY:Talk {n} of {number}",
                f"{url}{n}",
                "LOCATION:Forum\\, Köln",
                uid=f"{n}-{number}",
            )
            for n, start in enumerate(at)
        ),
    )


def mirror_many(
    count: int, hosts: int, *, pause: float, monkeypatch, sabotage: str | None = None
) -> tuple[float, float, int]:
    """(seconds of the first look at all, of the second, most looks at one host at once)."""
    now = dt.datetime.now(dt.UTC)
    for number in range(count):
        actions.give_address(
            group=make_group(), url=f"https://h{number % hosts}.example/{number}.ics", by=None, now=now
        )
    if sabotage == "host":
        monkeypatch.setattr(
            actions,
            "take",
            lambda now, most: list(
                Mirror.objects.filter(next_at__lte=now, looked_at=None).select_related("group")[:most]
            ),
        )
    busy, most, lock = Counter(), Counter(), threading.Lock()

    def ask(asked: Asked):
        """A look as it is, but for the network: which answers after a while."""
        host, number = asked.url.split("/")[2], int(asked.url.rpartition("/")[2].removesuffix(".ics"))
        with lock:
            busy[host] += 1
            most[host] = max(most[host], busy[host])
        time.sleep(pause)
        try:
            return read_apart(Asked(asked.zone, asked.since, asked.until), feed(number))
        finally:
            with lock:
                busy[host] -= 1

    took = []
    for _ in range(1 if sabotage else 2):
        Mirror.objects.update(next_at=now)
        started, looked = time.monotonic(), 0
        while looked < count:  # each minute a round of forty seconds
            looked += look_around(now=dt.datetime.now(dt.UTC), ask=ask)
        took.append(time.monotonic() - started)
    return took[0], took[-1], max(most.values())


@pytest.mark.django_db
def test_mirrors_of_a_host_are_looked_at_one_after_the_other(monkeypatch):
    *_, most = mirror_many(4, 2, pause=0, monkeypatch=monkeypatch)

    assert most == 1
    assert Event.objects.count() > 4 * 25


@pytest.mark.heavy(sabotage=["host"])
@pytest.mark.django_db
def test_a_thousand_calendars_are_mirrored_within_ten_minutes(sabotage, monkeypatch, capsys):
    """In rounds of forty seconds each minute, of four hundred hosts that answer after a third of a second."""
    count = 40 if sabotage else int(os.environ.get("MIRRORS", "1000"))
    first, second, most = mirror_many(
        count, 4 if sabotage else 400, pause=0.3, monkeypatch=monkeypatch, sabotage=sabotage
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{count} calendars: first look {first:.0f} s, each further {second:.0f} s\n")

    assert most == 1
    assert max(first, second) < 10 * 40
