"""`make prove`: heavy tests at full size, each also with every guard that it names taken away, which must fail.

A heavy test says which guards it leans on, and takes one away itself when it is asked to:

    @pytest.mark.heavy(sabotage=["no-lock"])
    def test_the_last_seat_is_sold_once(sabotage, monkeypatch):
        if sabotage == "no-lock":
            ...

    make prove                   # all
    make prove T=last_seat       # those whose name has these words

The proofs run on PostgreSQL; `databases=["postgresql", "sqlite"]` asks for both.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from scripts.postgres import postgres
from scripts.system import ROOT, chromium, say

NOBODY_NOTICED = ("AttributeError", "ImportError", "ModuleNotFoundError", "NameError", "TypeError")
"""A test that ends like this does not miss its guard: the place where it was to be taken away is not there."""


@dataclass(frozen=True)
class Proof:
    test: str
    sabotages: tuple[str, ...]
    database: str = "postgresql"


@dataclass(frozen=True)
class Outcome:
    code: int
    why: str = ""

    @property
    def noticed(self) -> bool:
        # Whatever else ends it (nothing collected, an error of pytest's own) is not the test's noticing.
        return (
            self.code == pytest.ExitCode.TESTS_FAILED
            and bool(self.why)
            and not self.why.startswith(NOBODY_NOTICED)
        )


class Finder:
    """Collects the heavy tests without running them."""

    def __init__(self) -> None:
        self.found: list[Proof] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            mark = item.get_closest_marker("heavy")
            if mark:
                named = mark.kwargs.get("sabotage", ())
                sabotages = (named,) if isinstance(named, str) else tuple(named)
                for database in mark.kwargs.get("databases", ("postgresql",)):
                    self.found.append(Proof(item.nodeid, sabotages, database))


def find(words: str) -> list[Proof]:
    finder = Finder()
    chosen = ["-k", words] if words else []
    options = ["--collect-only", "-qq", "--disable-warnings", "-p", "no:cacheprovider"]
    pytest.main([*options, "-m", "heavy", *chosen], plugins=[finder])
    return finder.found


def run(proof: Proof, environment: dict[str, str], sabotage: str = "") -> Outcome:
    told = {**environment, **({"FOLKMOOT_SABOTAGE": sabotage} if sabotage else {})}
    if proof.database == "sqlite":
        told.pop("TEST_DATABASE_URL", None)
    # Half an hour without a word is a test that hangs; five minutes, as in the ordinary run, is one at full size.
    patient = ["-o", "faulthandler_timeout=1800"]
    command = [sys.executable, "-m", "pytest", "-m", "heavy", "-p", "no:cacheprovider", *patient, proof.test]
    if not sabotage:
        return Outcome(subprocess.run(command, cwd=ROOT, env=told, check=False).returncode)
    # A broken guard is expected to be loud: of all that it says one line is kept, which may be long.
    told["COLUMNS"] = "500"
    ended = subprocess.run(command, cwd=ROOT, env=told, check=False, capture_output=True, text=True)
    failed = [line for line in ended.stdout.splitlines() if line.startswith("FAILED ")]
    return Outcome(ended.returncode, failed[-1].removeprefix(f"FAILED {proof.test} - ") if failed else "")


def prove(proof: Proof, environment: dict[str, str]) -> bool:
    started = time.monotonic()
    good = run(proof, environment).code == pytest.ExitCode.OK
    name = proof.test if proof.database == "postgresql" else f"{proof.test} on {proof.database}"
    say(f"{'holds' if good else 'FAILS':<6} {name} ({time.monotonic() - started:.0f} s)")
    for sabotage in proof.sabotages:
        outcome = run(proof, environment, sabotage)
        say(
            f"{'caught' if outcome.noticed else 'MISSED':<6}   with {sabotage} taken away: {outcome.why[:160]}"
        )
        good = good and outcome.noticed
    return good


def main(arguments: list[str]) -> int:
    proofs = find(" ".join(arguments))
    if not proofs:
        say("No test is marked heavy" + (f" and called {arguments[0]}" if arguments else "") + ".")
        return 1 if arguments else 0
    environment = {name: value for name, value in os.environ.items() if name != "FOLKMOOT_SABOTAGE"}
    environment["CHROMIUM"] = chromium() or ""
    with postgres() as url:
        environment["TEST_DATABASE_URL"] = url
        results = [prove(proof, environment) for proof in proofs]
    say(f"{sum(results)} of {len(results)} proofs hold")
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
