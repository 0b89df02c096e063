"""Foreign calendars are fetched and read in a process of their own, for each a new one.

It knows nothing of the site, neither its database nor its keys; it may use the processor for five seconds and 256 MB of
memory, may write no file, and is ended after fifteen seconds. What comes back is plain data, looked at again here.

To begin such a process takes ten times as long as to read a calendar. So a bare one is begun once, which has its
modules read and does nothing but fork: each of its children gets a connection of its own, a question and its limits.

    python -m events.calendars.apart      # standard input is the connection over which connections come
"""

import atexit
import contextlib
import datetime as dt
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from events.calendars.fetch import Failed, Refused, fetch, trusted
from events.calendars.rules.foreign.entries import Entry
from events.calendars.rules.foreign.lines import Remark
from events.calendars.rules.foreign.reading import Occurrence, ReadCalendar, read_calendar
from events.calendars.rules.sentences import Sentence, Told
from events.calendars.rules.sentences import sentence as _

ROOT = Path(__file__).resolve().parents[2]
PROCESSOR = 5  # seconds
MEMORY = 256 * 1024 * 1024
LONGEST = 15  # seconds by the clock
LARGEST_ANSWER = 64 * 1024 * 1024
KEPT = ("SSL_CERT_FILE", "SSL_CERT_DIR", "PYTHONTZPATH", "TZDIR")


class TooHard(Told):
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
    question = {
        **asdict(asked),
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "seconds": LONGEST,
    }
    try:
        with _nursery.line() as line:
            said = _said(line, json.dumps(question).encode() + b"\n" + data)
    except TimeoutError:
        raise TooHard(_("Reading this calendar takes too long.")) from None
    try:
        told = json.loads(said)
    except ValueError:  # nothing, or half an answer: the process was ended
        raise TooHard(_("Reading this calendar takes more time or memory than a calendar may.")) from None
    if "refused" in told:
        raise Refused(Sentence(**told["refused"]))
    if "failed" in told:
        raise Failed(Sentence(**told["failed"]), told["wait"])
    return Answer(_unpacked(told["calendar"]) if told["calendar"] else None, told["etag"], told["modified"])


def _said(line: socket.socket, question: bytes) -> bytes:
    """All that the process answers; it ends itself in time, and is waited for a second longer."""
    deadline = time.monotonic() + LONGEST + 1
    said = bytearray()
    line.settimeout(LONGEST + 1)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(question)
        line.shutdown(socket.SHUT_WR)
        while piece := line.recv(1 << 18):
            said += piece
            if len(said) > LARGEST_ANSWER:
                return b""
            line.settimeout(max(0.001, deadline - time.monotonic()))
    return bytes(said)


class Nursery:
    """The process that forks. It is begun when first needed, again where it has ended, and ends with this one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def line(self) -> socket.socket:
        """The connection to a new process."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._control is None or self._process is None or self._process.poll() is not None:
                self._control = self._begin()
            socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        return ours

    def _begin(self) -> socket.socket:
        if self._control is not None:
            self._control.close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-m", "events.calendars.apart"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={
                    "LANG": "C.UTF-8",
                    "PYTHONPATH": str(ROOT / "site"),
                    **{name: os.environ[name] for name in KEPT if name in os.environ},
                },
            )
        return ours

    def end(self) -> None:
        with self._lock:
            if self._control is not None and self._process is not None:
                self._control.close()
                self._process.wait(5)
            self._control = self._process = None


_nursery = Nursery()
atexit.register(_nursery.end)


def main(control: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended: an answer came, or none
    trusted()
    while lines := socket.recv_fds(control, 1, 1)[1]:
        if os.fork() == 0:
            control.close()
            _answer_on(socket.socket(fileno=lines[0]))
        os.close(lines[0])


def _answer_on(line: socket.socket) -> NoReturn:
    """What each of the new processes does. It ends without an answer where that takes more than is granted."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with line.makefile("rb") as asking:
            asked = json.loads(asking.readline())
            signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
            data = asking.read()
        told: dict[str, Any]
        try:
            told = answer(asked, data)
        except Refused as no:
            told = {"refused": asdict(no.why)}
        except Failed as no:
            told = {"failed": asdict(no.why), "wait": no.wait}
        line.sendall(json.dumps(told, ensure_ascii=False).encode())
    finally:
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
    for one in (*read.occurrences, *read.beyond):
        if id(one.entry) not in entries:
            entries[id(one.entry)] = len(words)
            words.append(one.entry)
    return {
        "name": read.name[:200],
        "zone": read.zone,
        "calendars": read.calendars,
        "entries": read.entries,
        "words": [asdict(one) for one in words],
        **{
            name: [
                [
                    entries[id(one.entry)],
                    int(one.starts_at.timestamp()),
                    int(one.ends_at.timestamp()),
                    one.instance,
                ]
                for one in found
            ]
            for name, found in (("occurrences", read.occurrences), ("beyond", read.beyond))
        },
        "remarks": [asdict(one) for one in read.remarks],
        "unread": sorted(read.unread),
        "is_whole": read.is_whole,
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
    found = {
        name: [
            Occurrence(
                words[which],
                dt.datetime.fromtimestamp(starts, dt.UTC),
                dt.datetime.fromtimestamp(ends, dt.UTC),
                instance,
            )
            for which, starts, ends, instance in told[name]
        ]
        for name in ("occurrences", "beyond")
    }
    return ReadCalendar(
        name=told["name"],
        zone=told["zone"],
        calendars=told["calendars"],
        entries=told["entries"],
        **found,
        remarks=[Remark(**{**one, "what": Sentence(**one["what"])}) for one in told["remarks"]],
        unread=set(told["unread"]),
        is_whole=told["is_whole"],
    )


if __name__ == "__main__":
    main(socket.socket(fileno=sys.stdin.fileno()))
