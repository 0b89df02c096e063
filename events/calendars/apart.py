"""Foreign calendars are fetched and read in a process of their own, for each a new one.

It knows nothing of the site, neither its database nor its keys; it may use the processor for five seconds and 256 MB of
memory, may write no file, and is ended after fifteen seconds. What comes back is plain data, looked at again here.

    python -m events.calendars.apart < one line of JSON, then the bytes of a calendar where there is no address
"""

import datetime as dt
import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from events.calendars.fetch import Failed, Refused, fetch
from events.calendars.rules.foreign.entries import Entry
from events.calendars.rules.foreign.lines import Remark
from events.calendars.rules.foreign.reading import Occurrence, ReadCalendar, read_calendar

ROOT = Path(__file__).resolve().parents[2]
PROCESSOR = 5  # seconds
MEMORY = 256 * 1024 * 1024
LONGEST = 15  # seconds by the clock
LARGEST_ANSWER = 64 * 1024 * 1024
KEPT = ("SSL_CERT_FILE", "SSL_CERT_DIR", "PYTHONTZPATH", "TZDIR")


class TooHard(Exception):
    """The process used up what it was granted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to do. Without an address the bytes are given along."""

    zone: str
    since: dt.datetime
    until: dt.datetime
    url: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`calendar` is None where nothing has changed since the ETag or day that was sent along."""

    calendar: ReadCalendar | None
    etag: str = ""
    modified: str = ""


def read_apart(asked: Asked, data: bytes = b"") -> Answer:
    """Raises Refused, Failed or TooHard, each with a sentence for people."""
    question = {**asdict(asked), "since": asked.since.isoformat(), "until": asked.until.isoformat()}
    environment = {"LANG": "C.UTF-8", **{name: os.environ[name] for name in KEPT if name in os.environ}}
    try:
        ended = subprocess.run(
            [sys.executable, "-s", "-m", "events.calendars.apart"],
            input=json.dumps(question).encode() + b"\n" + data,
            capture_output=True,
            cwd=ROOT,
            env=environment,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooHard("Reading this calendar takes too long.") from None
    if ended.returncode or len(ended.stdout) > LARGEST_ANSWER:
        raise TooHard("Reading this calendar takes more time or memory than a calendar may.")
    told = json.loads(ended.stdout)
    if "refused" in told:
        raise Refused(told["refused"])
    if "failed" in told:
        raise Failed(told["failed"], told["wait"])
    return Answer(_unpacked(told["calendar"]) if told["calendar"] else None, told["etag"], told["modified"])


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.stdin.buffer.readline())
    told: dict[str, Any]
    try:
        told = answer(asked, sys.stdin.buffer.read())
    except Refused as no:
        told = {"refused": str(no)}
    except Failed as no:
        told = {"failed": str(no), "wait": no.wait}
    except MemoryError:
        raise SystemExit(3) from None
    sys.stdout.write(json.dumps(told, ensure_ascii=False))
    sys.stdout.flush()
    os._exit(0)  # a thread that still waits for a name server is nobody's concern any more


def answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    etag = modified = ""
    if asked["url"]:
        fetched = fetch(asked["url"], etag=asked["etag"], modified=asked["modified"])
        if fetched.unchanged:
            return {"calendar": None, "etag": asked["etag"], "modified": asked["modified"]}
        data, etag, modified = fetched.body, fetched.etag, fetched.modified
    since, until = (dt.datetime.fromisoformat(asked[name]) for name in ("since", "until"))
    read = read_calendar(data, zone=asked["zone"], since=since, until=until)
    return {"calendar": _packed(read), "etag": etag, "modified": modified}


def _packed(read: ReadCalendar) -> dict[str, Any]:
    """Words once for each entry, however often it repeats."""
    entries: dict[int, int] = {}
    words: list[Entry] = []
    for one in read.occurrences:
        if id(one.entry) not in entries:
            entries[id(one.entry)] = len(words)
            words.append(one.entry)
    return {
        "name": read.name[:200],
        "zone": read.zone,
        "calendars": read.calendars,
        "entries": read.entries,
        "words": [asdict(one) for one in words],
        "occurrences": [
            [
                entries[id(one.entry)],
                int(one.starts_at.timestamp()),
                int(one.ends_at.timestamp()),
                one.instance,
            ]
            for one in read.occurrences
        ],
        "remarks": [asdict(one) for one in read.remarks],
    }


def _unpacked(told: dict[str, Any]) -> ReadCalendar:
    words = [
        Entry(
            **{
                **one,
                "categories": tuple(one["categories"]),
                "geo": tuple(one["geo"]) if one["geo"] else None,
            }
        )
        for one in told["words"]
    ]
    return ReadCalendar(
        name=told["name"],
        zone=told["zone"],
        calendars=told["calendars"],
        entries=told["entries"],
        occurrences=[
            Occurrence(
                words[which],
                dt.datetime.fromtimestamp(starts, dt.UTC),
                dt.datetime.fromtimestamp(ends, dt.UTC),
                instance,
            )
            for which, starts, ends, instance in told["occurrences"]
        ],
        remarks=[Remark(**one) for one in told["remarks"]],
    )


if __name__ == "__main__":
    main()
