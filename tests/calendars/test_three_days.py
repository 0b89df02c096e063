"""Three days of a real feed, mirrored in order."""

import contextlib
import csv
import datetime as dt
import gzip
import json
from pathlib import Path

import pytest
import time_machine

from events.calendars.actions import mirror as actions
from events.calendars.apart import Answer, Asked, read_apart
from events.calendars.fetch import fetch
from events.calendars.models import Mirror
from events.calendars.polling import look_around
from events.models import Event
from tests.calendars.mirrors import entry
from tests.calendars.rows import NOW
from tests.calendars.test_fetch import PUBLIC, Server
from tests.factories.groups import make_group

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[1] / "samples" / "calendars" / "coderdojo"


def as_calendar(rows: list[dict[str, object]]) -> list[str]:
    """The feed as the calendar that it would be: what may change often stands in the description."""

    def text(value: object) -> str:
        return str(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")

    def instant(value: object) -> str:
        return f"{dt.datetime.fromisoformat(str(value)).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"

    return [
        entry(
            f"{row['event_id']}@connpass.com",
            instant(row["event_date"]),
            f"DTEND:{instant(row['event_end_at'])}",
            f"LOCATION:{text(row['place'])}\\, {text(row['address'])}",
            "DESCRIPTION:" + text(json.dumps(row, ensure_ascii=False, sort_keys=True)),
            title=text(row["event_title"]),
            url=str(row["event_url"]),
        )
        for row in rows
    ]


def shown(row: Event) -> tuple[object, ...]:
    """What stands on its page in large letters."""
    return row.title, row.starts_at, row.ends_at, row.venue_id


def test_three_days_of_a_feed_give_the_differences_that_are_written_beside_them(monkeypatch):
    """By the whole way: asked for over HTTP with what is known, read in a process of its own, written."""
    group = make_group("CoderDojo Japan", timezone="Asia/Tokyo", city="", country="JP")
    mirror = actions.give_address(group=group, url="https://coderdojo.example/feed.ics", by=None, now=NOW)
    with (SAMPLES / "diffs.csv").open() as table:
        steps = list(csv.DictReader(table))
    days = [steps[0]["older"], *(step["newer"] for step in steps)]
    note, noted, found, before = actions.note, [], [], set()
    monkeypatch.setattr(actions, "note", lambda **said: noted.append(note(**said)))
    with contextlib.closing(Server()) as home:
        for day in days:
            now = dt.datetime.fromisoformat(day[13:23]).replace(tzinfo=dt.UTC)
            was = {row.pk: shown(row) for row in Event.objects.all()}
            rows = json.loads(gzip.decompress((SAMPLES / f"{day}.gz").read_bytes()))
            home.answers[b"/feed.ics"] = conditionally(home, day, as_calendar(rows))
            with time_machine.travel(now, tick=False):
                for _ in range(2):
                    Mirror.objects.update(next_at=now)
                    assert look_around(now=now, ask=by_way_of(home)) == 1

            taken, again = noted[-2:]
            assert again is None and not Mirror.objects.get(pk=mirror.pk).error
            keys = {f"{row['event_id']}@connpass.com" for row in rows}
            gone = {row.source_id for row in taken.gone}
            after = list(Event.objects.all())
            moved = sum(shown(row) != was.get(row.pk, shown(row)) for row in after)
            found.append((taken.new, len(gone - before), taken.changed, moved))
            coming = {row.source_id for row in after if row.ends_at > now and row.status != "cancelled"}
            assert coming == {row.source_id for row in after if row.source_id in keys and row.ends_at > now}
            before = gone

    assert found[0] == (76, 0, 0, 0)
    columns = ("added", "gone", "changed_any", "changed_title_time_place")
    assert found[1:] == [tuple(int(step[name]) for name in columns) for step in steps]


def conditionally(home: Server, day: str, entries: list[str]):
    """What the feed's home says: all of it, or that nothing is new to who names its mark."""
    body = ("BEGIN:VCALENDAR\n" + "".join(entries) + "END:VCALENDAR\n").encode()

    def said(path: bytes) -> list[bytes]:
        if f'If-None-Match: "{day}"'.encode() in home.asked[-1]:
            return [b"HTTP/1.1 304 Not Modified\r\n\r\n"]
        return [f'HTTP/1.1 200 OK\r\nETag: "{day}"\r\nContent-Length: {len(body)}\r\n\r\n'.encode(), body]

    return said


def by_way_of(home: Server):
    def ask(asked: Asked) -> Answer:
        got = fetch(
            asked.url,
            etag=asked.etag,
            modified=asked.modified,
            resolver=lambda host, port: [PUBLIC],
            connection=home.connect,
        )
        if got.unchanged:
            return Answer(None, asked.etag, asked.modified)
        read = read_apart(Asked(asked.zone, asked.since, asked.until), got.body)
        return Answer(read.calendar, got.etag, got.modified)

    return ask
