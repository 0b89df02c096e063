"""`make bench`: the site beside its floors, in turns, in one run. A table, and bench/results.json.

make bench ARGS="--seconds 1 home scan"      # shorter turns; only these
make bench ARGS="--database sqlite:////tmp/bench.sqlite3"     # instead of a PostgreSQL made for this run
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import visits
from bench.load import Figures, load, once
from bench.servers import prepare, server
from bench.visits import Visits
from scripts.postgres import CAREFUL, postgres
from scripts.system import ROOT, say

CLIENTS = 32
ROUNDS = 4
UNCHANGED_ANSWER = 0.60
"""An anonymous answer that nothing has changed since the last reader is served at this share of its floor."""
NEW_FEED = 1 / 1.5
"""A feed that is built new, rows and all, takes at most 1.5 times what the icalendar library takes to write it."""
MOST_MEMBERS = 300
"""More of them than this do not register in a second."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is measured. `gate`: the least share of its floor. `wanted`: figures of the issue, which are reported."""

    name: str
    site: Visits
    posts: tuple[bool, ...] = (False,)
    clients: int = CLIENTS
    gate: float | None = None
    wanted: tuple[tuple[str, float], ...] = ()
    ends: tuple[int, ...] = (200,)
    """The statuses of the last answer of a visit that went well."""


def targets(subjects: dict[str, Any]) -> Iterator[Target]:
    pages = {
        "home": "/",
        "events": "/events/",
        "event": subjects["event"],
        "groups": "/groups/",
        "calendar": "/calendar.ics",
        "group-feed": subjects["group"] and f"{subjects['group']}calendar.ics",
    }
    for name, path in pages.items():
        if path:
            yield Target(name=name, site=visits.reading(path), gate=UNCHANGED_ANSWER)
    thousand = f"/groups/{subjects['thousand']}/calendar.ics"
    yield Target(name="feed-1000", site=visits.reading(thousand), gate=UNCHANGED_ANSWER)
    yield Target(name="feed-polled", site=visits.polling(thousand), gate=UNCHANGED_ANSWER, ends=(304,))
    # Built anew each time: no private answer is kept. 10,000 subscribers who ask each hour are three a second.
    yield Target(
        name="own-polled",
        site=visits.polling(subjects["own-feed"]),
        wanted=(("per_second", 3),),
        ends=(304,),
    )
    for talks, found in subjects["programmes"].items():
        base = found["schedule"].removesuffix("schedule/")
        shown = {
            "schedule": found["schedule"],
            "ics": f"{base}schedule.ics",
            "xml": f"{base}schedule.xml",
            "json": f"{base}schedule.json",
            "speakers": f"{base}speakers/",
            "talk": found["talk"],
            "speaker": found["speaker"],
        }
        for name, path in shown.items():
            yield Target(name=f"{name}-{talks}", site=visits.reading(path), gate=UNCHANGED_ANSWER)
        # Nothing is kept for those who are signed in: it is built anew each time.
        yield Target(
            name=f"rebuilt-{talks}",
            site=visits.reading(found["schedule"], subjects["organizer"]),
            clients=1,
            wanted=(("p50_ms", 300),),
        )
    rush = (("per_second", 60), ("p99_ms", 1000))
    yield Target(
        name="registration",
        site=visits.registering(subjects["register"]),
        posts=(False, True),
        wanted=rush,
        ends=(302,),
    )
    yield Target(
        name="member",
        site=visits.registering_signed_in(subjects["register"], iter(subjects["members"])),
        posts=(True,),
        wanted=rush,
        ends=(302,),
    )
    yield Target(
        name="proposal",
        site=visits.proposing(subjects["call"], iter(subjects["speakers"])),
        posts=(True,),
        wanted=(("per_second", 20),),
        ends=(302,),
    )
    desk, organizer = subjects["desk"], subjects["organizer"]
    yield Target(
        name="scan",
        site=visits.scanning(f"{desk}check-in/scans/", subjects["helpers"], subjects["tickets"]),
        posts=(True,),
        wanted=(("per_second", 150), ("p99_ms", 300)),
    )
    # One organizer at a desk: how long they wait is asked, not how many of them there may be.
    lists = {"list": "registrations/?page=100", "search": f"registrations/?q={subjects['word']}"}
    for name, path in lists.items():
        visit = visits.reading(f"{desk}{path}", organizer)
        yield Target(name=name, site=visit, clients=1, wanted=(("p99_ms", 100),))
    yield Target(
        name="drop",
        site=visits.dropping(subjects["editor"], subjects["programmes"]["400"], organizer),
        posts=(True,),
        clients=1,
        wanted=(("p99_ms", 150),),
    )
    export = visits.reading(f"{desk}registrations/export.csv", organizer)
    yield Target(name="export", site=export, clients=1, wanted=(("p99_ms", 2000),))


def sizes(port: int, target: Target) -> list[int] | None:
    """How long the answers of one visit are; None where it does not go well."""
    found, status = [], 0
    visit = target.site()
    sent = next(visit)
    while sent:
        answer = once(port, sent)
        found.append(len(answer.body))
        status = answer.status
        try:
            sent = visit.send(answer)
        except StopIteration:
            break
    if status not in target.ends:
        say(f"{target.name} answers {status} and is left out")
        return None
    return found


def measure(target: Target, site: int, floor: int, seconds: float) -> dict | None:
    """In turns, so that whatever else the machine does meets both."""
    found = sizes(site, target)
    if found is None:
        return None
    say(f"Measuring {target.name} ...")
    bare = visits.bare(found, target.posts)
    load(site, target.site, clients=target.clients, seconds=0.5)
    load(floor, bare, clients=target.clients, seconds=0.3)
    turns = []
    for _ in range(ROUNDS):
        turns.append(
            (
                load(site, target.site, clients=target.clients, seconds=seconds),
                load(floor, bare, clients=target.clients, seconds=seconds),
            )
        )
    ratio = statistics.median(ours.per_second / theirs.per_second for ours, theirs in turns)
    ours = summed(ours for ours, _ in turns)
    return {
        "name": target.name,
        "clients": target.clients,
        "bytes": sum(found),
        "site": ours,
        "floor": summed(theirs for _, theirs in turns),
        "ratio": round(ratio, 3),
        "gate": target.gate,
        "holds": target.gate is None or ratio >= target.gate,
        "wanted": dict(target.wanted),
        "reached": all(
            ours[what] >= figure if what == "per_second" else ours[what] <= figure
            for what, figure in target.wanted
        ),
    }


def measure_new_feed(production: dict[str, str], slug: str) -> dict:
    """One after the other in one process: the floor is icalendar, which has its entries ready and only writes them."""
    say("Measuring feed-new ...")
    command = [sys.executable, "-m", "bench.feed", slug]
    asked = subprocess.run(command, cwd=ROOT, env=production, capture_output=True, text=True, check=False)
    if asked.returncode:
        raise SystemExit(asked.stderr)
    told = json.loads(asked.stdout.splitlines()[-1])
    turns = {
        who: [Figures([one], 1, Counter({200: 1}), 0, one) for one in told[who]] for who in ("ours", "theirs")
    }
    ratio = statistics.median(
        theirs / ours for ours, theirs in zip(told["ours"], told["theirs"], strict=True)
    )
    return {
        "name": "feed-new",
        "clients": 1,
        "bytes": told["bytes"],
        "site": summed(turns["ours"]),
        "floor": summed(turns["theirs"]),
        "ratio": round(ratio, 3),
        "gate": NEW_FEED,
        "holds": ratio >= NEW_FEED,
        "wanted": {},
        "reached": True,
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


COLUMNS = (
    ("bytes", 9),
    ("clients", 8),
    ("site/s", 9),
    ("p50", 9),
    ("p95", 9),
    ("p99 ms", 9),
    ("floor/s", 9),
    ("p50", 8),
    ("ratio", 8),
)
UNITS = {"per_second": "≥ {:.0f}/s", "p50_ms": "p50 ≤ {:.0f} ms", "p99_ms": "p99 ≤ {:.0f} ms"}


def table(results: list[dict]) -> str:
    lines = ["".ljust(14) + "".join(word.rjust(width) for word, width in COLUMNS)]
    for one in results:
        site, floor = one["site"], one["floor"]
        cells = (
            one["bytes"],
            one["clients"],
            site["per_second"],
            site["p50_ms"],
            site["p95_ms"],
            site["p99_ms"],
            floor["per_second"],
            floor["p50_ms"],
            f"{one['ratio']:.3f}",
        )
        row = "".join(str(cell).rjust(width) for cell, (_, width) in zip(cells, COLUMNS, strict=True))
        lines.append(f"{one['name']:<14}{row}  {said_of(one)}")
        bad = {status: n for status, n in site["statuses"].items() if int(status) >= 400}
        if bad or site["lost"]:
            lines.append(f"{'':<14}answers that were no answers: {bad}, lost {site['lost']}")
    return "\n".join(lines)


def said_of(one: dict) -> str:
    """How it stands with its gate, which decides, or with the figures wanted of it, which are only told."""
    if one["gate"] is not None:
        return f"{'holds' if one['holds'] else 'FAILS'} ({one['gate']:.0%})"
    wanted = ", ".join(UNITS[what].format(figure) for what, figure in one["wanted"].items())
    return f"{'reached' if one['reached'] else 'missed'} ({wanted})"


def subjects_of(production: dict[str, str], members: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.subjects", str(members)]
    asked = subprocess.run(command, cwd=ROOT, env=production, capture_output=True, text=True, check=False)
    if asked.returncode:
        raise SystemExit(asked.stderr)
    return json.loads(asked.stdout.splitlines()[-1])


def run(folder: Path, database: str, seconds: float, only: Collection[str]) -> list[dict]:
    production = prepare(folder, database)
    subjects = subjects_of(production, members=2 * int((ROUNDS * seconds + 1) * MOST_MEMBERS))
    results = []
    with (
        server("config.wsgi:application", production) as site,
        server("bench.floor:application", production) as floor,
    ):
        for target in targets(subjects):
            if (not only or target.name in only) and (found := measure(target, site, floor, seconds)):
                results.append(found)
    if not only or "feed-new" in only:
        results.append(measure_new_feed(production, subjects["thousand"]))
    return results


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="The site beside its floors.")
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="length of one turn; there are four of each"
    )
    parser.add_argument("--database", help="its URL; else a PostgreSQL is made for this run")
    parser.add_argument(
        "--folder",
        type=Path,
        help="keep the scratch site here; with --database it begins sooner the next time",
    )
    parser.add_argument("only", nargs="*", help="only these")
    told = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = told.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="folkmoot-bench-"))
        )
        database = told.database or stack.enter_context(postgres(CAREFUL))
        results = run(folder.resolve(), database, told.seconds, told.only)
    kept = {"database": database.partition(":")[0], "pages": results}
    (ROOT / "bench" / "results.json").write_text(json.dumps(kept, indent=1) + "\n")
    say("\n" + table(results))
    return 0 if all(one["holds"] for one in results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
