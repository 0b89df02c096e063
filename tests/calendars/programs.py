"""Calendar programs of others, run as processes of their own: what they say of a feed is what people see."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.system import node

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
Seen = tuple[str, str, str | None, bool]
"""Title, beginning and end (ISO, UTC; None without an end), whether it is called off."""


def environment(**more: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Kolkata",  # far from UTC and by half an hour: a time that is taken for a local one is seen
        **more,
    }


class NodePrograms:
    """ical.js, the engine of Thunderbird, and node-ical."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [node(), str(HERE / "readers.cjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment(NODE_PATH=str(HERE / "node")),
        )

    def ask(self, **what: str) -> dict[str, list[dict[str, Any]]]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        assert "error" not in told, told["error"]
        return told

    def close(self) -> None:
        self.process.communicate(timeout=20)


class Khal:
    """vdirsyncer fetches the feeds, khal reads what it brought: two programs with a home of their own."""

    def __init__(self, home: Path, feeds: dict[str, str], first: dt.date, days: int) -> None:
        self.home, self.first, self.days = home, first, days
        self.environment = environment(
            HOME=str(home), XDG_CONFIG_HOME=str(home), XDG_DATA_HOME=str(home), XDG_CACHE_HOME=str(home)
        )
        pairs, calendars = [f"[general]\nstatus_path = {json.dumps(f'{home}/status')}\n"], ["[calendars]\n"]
        for name, url in feeds.items():
            folder = home / "calendars" / name
            folder.mkdir(parents=True)
            pairs.append(
                f'[pair {name}]\na = "{name}_here"\nb = "{name}_site"\ncollections = null\n'
                f'conflict_resolution = "b wins"\n'
                f'[storage {name}_here]\ntype = "filesystem"\npath = "{folder}"\nfileext = ".ics"\n'
                f'[storage {name}_site]\ntype = "http"\nurl = "{url}"\n'
            )
            calendars.append(f"[[{name}]]\npath = {folder}\n")
        (home / "vdirsyncer.conf").write_text("".join(pairs))
        (home / "khal.conf").write_text(
            "".join(calendars)
            + "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "default_timezone = Asia/Kolkata\nlocal_timezone = Asia/Kolkata\n"
            f"[sqlite]\npath = {home}/khal.db\n"
        )
        self.run("vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover")

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

    def read(self) -> dict[str, set[tuple[str, str, bool]]]:
        """By calendar: title, beginning in UTC, whether it is called off."""
        self.run("vdirsyncer", "-c", str(self.home / "vdirsyncer.conf"), "sync")
        said = self.run(
            *("khal", "-c", str(self.home / "khal.conf"), "list", "--day-format", ""),
            *("--format", "{calendar}|{start-long-full}|{cancelled}|{title}"),
            *(f"{self.first:%Y-%m-%d}", f"{self.days}d"),
        )
        found: dict[str, set[tuple[str, str, bool]]] = {}
        for line in filter(None, map(str.strip, said.splitlines())):
            calendar, begins, cancelled, title = line.split("|", 3)
            found.setdefault(calendar, set()).add(
                (title.strip(), _from_india(begins), bool(cancelled.strip()))
            )
        return found


def _from_india(wall: str) -> str:
    zone = dt.timezone(dt.timedelta(hours=5, minutes=30))
    at = dt.datetime.strptime(wall.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    return at.astimezone(dt.UTC).isoformat()
