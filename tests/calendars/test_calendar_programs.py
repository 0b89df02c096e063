"""A real calendar program subscribes to a group, over HTTP, and hears of a change and of a cancellation."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from events.models import Event
from tests.calendars.rows import a_group, an_event

pytestmark = pytest.mark.django_db(transaction=True)
BIN = Path(sys.executable).parent
DAY = dt.datetime.now(dt.UTC).replace(hour=10, minute=0, second=0, microsecond=0) + dt.timedelta(days=20)


class CalendarProgram:
    """vdirsyncer fetches the feed, khal reads what it brought: two processes with a home of their own."""

    def __init__(self, home: Path, url: str) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "XDG_DATA_HOME": str(home),
            "XDG_CACHE_HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        self.home = home
        (home / "calendars" / "group").mkdir(parents=True)
        (home / "vdirsyncer.conf").write_text(
            f"""
[general]
status_path = "{home}/status"
[pair group]
a = "here"
b = "site"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{home}/calendars/group"
fileext = ".ics"
[storage site]
type = "http"
url = "{url}"
"""
        )
        (home / "khal.conf").write_text(
            f"""
[calendars]
[[group]]
path = {home}/calendars/group
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Asia/Kolkata
local_timezone = Asia/Kolkata
[sqlite]
path = {home}/khal.db
"""
        )
        self.run("vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover", "group")

    def run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [BIN / program, *arguments],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def entries(self) -> list[str]:
        self.run("vdirsyncer", "-c", str(self.home / "vdirsyncer.conf"), "sync")
        said = self.run(
            *("khal", "-c", str(self.home / "khal.conf"), "list", "--day-format", ""),
            *("--format", "{start}|{end}|{title}|{location}|{status}"),
            *(f"{DAY - dt.timedelta(days=3):%Y-%m-%d}", "40d"),
        )
        return [line.strip() for line in said.splitlines() if line.strip()]


def at(instant: dt.datetime) -> str:
    """What khal shows, which was told to live in India."""
    return f"{instant + dt.timedelta(hours=5, minutes=30):%Y-%m-%d %H:%M}"


def test_calendar_program_sees_an_event_its_change_and_its_cancellation(live_server, tmp_path):
    group = a_group(name="Kölner Kreis", city="Köln")
    event = an_event(group=group, title="Straßentreffen; mit Käse, und Brot", starts_at=DAY, tags=["größe"])
    an_event(group=group, title="Draft", starts_at=DAY, status=Event.Status.DRAFT)
    an_event(title="Of another group", starts_at=DAY)
    program = CalendarProgram(tmp_path, f"{live_server.url}/groups/{group.slug}/calendar.ics")

    assert [line.split("|")[:3] for line in program.entries()] == [
        [at(event.starts_at), at(event.ends_at), "Straßentreffen; mit Käse, und Brot"]
    ]

    event.starts_at += dt.timedelta(days=1, hours=2)
    event.ends_at += dt.timedelta(days=1, hours=2)
    event.title, event.sequence, event.shown_changed_at = "Moved", 1, dt.datetime.now(dt.UTC)
    event.save()
    [line] = program.entries()
    assert line.split("|")[:3] == [at(event.starts_at), at(event.ends_at), "Moved"]
    assert "CANCELLED" not in line

    event.status, event.sequence, event.shown_changed_at = Event.Status.CANCELLED, 2, dt.datetime.now(dt.UTC)
    event.save()
    [line] = program.entries()
    assert line.split("|")[2].strip().startswith("Moved") and "CANCELLED" in line

    event.status, event.shown_changed_at = Event.Status.DRAFT, dt.datetime.now(dt.UTC)
    event.save()
    other = an_event(
        group=group, title="Another", starts_at=DAY
    )  # vdirsyncer takes an emptied feed for a mistake
    assert [line.split("|")[:3] for line in program.entries()] == [
        [at(other.starts_at), at(other.ends_at), "Another"]
    ]
