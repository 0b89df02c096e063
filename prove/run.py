"""`make prove`: heavy tests at full size, each also with every guard that it names taken away, which must fail.

A heavy test says which guards it leans on, and takes one away itself when it is asked to:

    @pytest.mark.heavy(sabotage=["no-lock"])
    def test_the_last_seat_is_sold_once(sabotage, monkeypatch):
        if sabotage == "no-lock":
            ...

    make prove                   # all
    make prove T=last_seat       # those whose name has these words
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import pytest

from scripts.postgres import postgres
from scripts.system import ROOT, chromium, say


@dataclass(frozen=True)
class Proof:
    test: str
    sabotages: tuple[str, ...]


class Finder:
    """Collects the heavy tests without running them."""

    def __init__(self) -> None:
        self.found: list[Proof] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            mark = item.get_closest_marker("heavy")
            if mark:
                named = mark.kwargs.get("sabotage", ())
                self.found.append(Proof(item.nodeid, (named,) if isinstance(named, str) else tuple(named)))


def find(words: str) -> list[Proof]:
    finder = Finder()
    chosen = ["-k", words] if words else []
    options = ["--collect-only", "-qq", "--disable-warnings", "-p", "no:cacheprovider"]
    pytest.main([*options, "-m", "heavy", *chosen], plugins=[finder])
    return finder.found


def run(test: str, environment: dict[str, str], sabotage: str = "") -> int:
    told = {**environment, **({"FOLKMOOT_SABOTAGE": sabotage} if sabotage else {})}
    command = [sys.executable, "-m", "pytest", "-m", "heavy", "-p", "no:cacheprovider", test]
    # A broken guard is expected to be loud; what an honest failure says is shown.
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} if sabotage else {}
    return subprocess.run(command, cwd=ROOT, env=told, check=False, **quiet).returncode


def prove(proof: Proof, environment: dict[str, str]) -> bool:
    started = time.monotonic()
    good = run(proof.test, environment) == pytest.ExitCode.OK
    say(f"{'holds' if good else 'FAILS':<6} {proof.test} ({time.monotonic() - started:.0f} s)")
    for sabotage in proof.sabotages:
        # Whatever else ends it (nothing collected, an error of pytest's own) is not the test's noticing.
        caught = run(proof.test, environment, sabotage) == pytest.ExitCode.TESTS_FAILED
        say(f"{'caught' if caught else 'MISSED':<6}   with {sabotage} taken away")
        good = good and caught
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
