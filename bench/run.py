"""`make bench`: the site beside its floors, in turns, in one run. A table, and bench/results.json.

make bench ARGS="--seconds 1 home events"    # shorter turns; only these pages
"""

import argparse
import contextlib
import itertools
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from bench.load import Answer, Figures, Visit, load, once
from bench.servers import HOST, prepare, server
from scripts.system import ROOT, say

CLIENTS = 32
ROUNDS = 4
UNCHANGED_ANSWER = 0.60
"""An anonymous answer that nothing has changed since the last reader is served at this share of its floor."""

callers = itertools.count(1)


@dataclass(frozen=True)
class Target:
    name: str
    site: Callable[[], Visit]
    floor: Callable[[], Visit]
    gate: float | None
    size: int


def request(path: str, *, caller: int = 0, form: dict[str, str] | None = None, cookie: str = "") -> bytes:
    """One request as it comes from the proxy in front of a production site."""
    body = urlencode(form).encode() if form is not None else b""
    lines = [
        f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
        f"Host: {HOST}",
        "X-Forwarded-Proto: https",
        f"X-Forwarded-For: 10.{caller >> 16 & 255}.{caller >> 8 & 255}.{caller & 255}",
        "Accept: text/html",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if form is not None:
        lines += [f"Referer: https://{HOST}{path}", "Content-Type: application/x-www-form-urlencoded"]
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def reading(path: str) -> Callable[[], Visit]:
    whole = request(path)

    def visit() -> Visit:
        yield whole

    return visit


def registering(path: str) -> Callable[[], Visit]:
    """A guest opens the form and sends it, each from an address of their own."""

    def visit() -> Visit:
        caller = next(callers)
        form = yield request(path, caller=caller)
        fields = {**hidden_fields(form), "name": f"Guest {caller}", "email": f"guest{caller}@bench.example"}
        fields |= {"quantity": "1", "coc": "on", "code_of_conduct": "on"}
        yield request(path, caller=caller, form=fields, cookie=cookies(form))

    return visit


def filling_floor(sizes: tuple[int, int]) -> Callable[[], Visit]:
    def visit() -> Visit:
        yield request(f"/{sizes[0]}")
        yield request(f"/{sizes[1]}", form={"name": "Guest", "email": "guest@bench.example"})

    return visit


def hidden_fields(answer: Answer) -> dict[str, str]:
    tags = re.findall(r"<input\b[^>]*type=[\"']?hidden[^>]*>", answer.body.decode())
    pairs = ((re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags)
    return {name[1]: unescape(value[1]) for name, value in pairs if name and value}


def cookies(answer: Answer) -> str:
    # The head is kept in small letters; names of cookies are told apart by theirs, so the body's token is used.
    token = hidden_fields(answer).get("csrfmiddlewaretoken", "")
    return f"__Host-csrf={token}" if token else ""


def targets(port: int, subjects: dict[str, str | None], wanted: Iterable[str]) -> list[Target]:
    pages = {
        "home": "/",
        "events": "/events/",
        "event": subjects["event"],
        "groups": "/groups/",
        "calendar": "/calendar.ics",
        "group-feed": subjects["group"] and f"{subjects['group']}calendar.ics",
    }
    only = set(wanted)
    found = []
    for name, path in pages.items():
        if path is None or (only and name not in only):
            continue
        answer = once(port, request(path))
        if answer.status != 200:
            say(f"{name}: {path} answers {answer.status} and is left out")
            continue
        size = len(answer.body)
        found.append(Target(name, reading(path), reading(f"/{size}"), UNCHANGED_ANSWER, size))
    if not only or "registration" in only:
        found += registration(port, str(subjects["registration"]))
    return found


def registration(port: int, path: str) -> list[Target]:
    steps = registering(path)()
    sizes, statuses, sent = [], [], next(steps)
    try:
        while True:
            answer = once(port, sent)
            sizes.append(len(answer.body))
            statuses.append(answer.status)
            sent = steps.send(answer)
    except StopIteration:
        pass
    if statuses[-1] not in (200, 302, 303):
        say(f"registration: {path} answers {statuses} and is left out")
        return []
    return [Target("registration", registering(path), filling_floor((sizes[0], sizes[1])), None, sum(sizes))]


def measure(target: Target, site: int, floor: int, seconds: float) -> dict:
    """In turns, so that whatever else the machine does meets both."""
    load(site, target.site, clients=CLIENTS, seconds=0.5)
    load(floor, target.floor, clients=CLIENTS, seconds=0.3)
    turns = []
    for _ in range(ROUNDS):
        turns.append(
            (
                load(site, target.site, clients=CLIENTS, seconds=seconds),
                load(floor, target.floor, clients=CLIENTS, seconds=seconds),
            )
        )
    ratio = statistics.median(ours.per_second / theirs.per_second for ours, theirs in turns)
    return {
        "name": target.name,
        "bytes": target.size,
        "site": summed(ours for ours, _ in turns),
        "floor": summed(theirs for _, theirs in turns),
        "ratio": round(ratio, 3),
        "gate": target.gate,
        "holds": target.gate is None or ratio >= target.gate,
    }


def summed(turns: Iterable[Figures]) -> dict:
    kept = list(turns)
    whole = Figures(seconds=[second for turn in kept for second in turn.seconds])
    return {
        "per_second": round(statistics.median(turn.per_second for turn in kept), 1),
        "p50_ms": round(whole.percentile(0.50) * 1000, 2),
        "p95_ms": round(whole.percentile(0.95) * 1000, 2),
        "p99_ms": round(whole.percentile(0.99) * 1000, 2),
        "requests": len(whole.seconds),
        "statuses": {
            str(k): sum(turn.statuses[k] for turn in kept)
            for k in {s for turn in kept for s in turn.statuses}
        },
        "lost": sum(turn.lost for turn in kept),
    }


def table(results: list[dict]) -> str:
    head = (
        ("bytes", 8),
        ("site/s", 9),
        ("p50", 8),
        ("p95", 8),
        ("p99 ms", 9),
        ("floor/s", 10),
        ("p50", 8),
        ("ratio", 8),
    )
    lines = ["page".ljust(14) + "".join(word.rjust(width) for word, width in head) + "  gate"]
    for one in results:
        site, floor = one["site"], one["floor"]
        gate = "" if one["gate"] is None else f"{'holds' if one['holds'] else 'FAILS'} ({one['gate']:.0%})"
        lines.append(
            f"{one['name']:<14}{one['bytes']:>8}{site['per_second']:>9}{site['p50_ms']:>8}{site['p95_ms']:>8}"
            f"{site['p99_ms']:>9}{floor['per_second']:>10}{floor['p50_ms']:>8}{one['ratio']:>8.2f}  {gate}"
        )
        bad = {status: n for status, n in site["statuses"].items() if int(status) >= 400}
        if bad or site["lost"]:
            lines.append(f"{'':<14}answers that were no answers: {bad}, lost {site['lost']}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="The site beside its floors.")
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="length of one turn; there are four of each"
    )
    parser.add_argument(
        "--folder", type=Path, help="keep the scratch site here, to begin sooner the next time"
    )
    parser.add_argument("pages", nargs="*", help="only these")
    told = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = told.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="folkmoot-bench-"))
        )
        production = prepare(folder.resolve())
        command = [sys.executable, "-m", "bench.subjects"]
        loading = {
            **production,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "SITE_URL": "http://127.0.0.1:8000",
        }
        asked = subprocess.run(command, cwd=ROOT, env=loading, capture_output=True, text=True, check=False)
        if asked.returncode:
            raise SystemExit(asked.stderr)
        subjects = json.loads(asked.stdout.splitlines()[-1])
        with (
            server("config.wsgi:application", production) as site,
            server("bench.floor:application", production) as floor,
        ):
            results = []
            for target in targets(site, subjects, told.pages):
                say(f"Measuring {target.name} ...")
                results.append(measure(target, site, floor, told.seconds))
    (ROOT / "bench" / "results.json").write_text(
        json.dumps({"clients": CLIENTS, "pages": results}, indent=1) + "\n"
    )
    say("\n" + table(results))
    return 0 if all(one["holds"] for one in results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
