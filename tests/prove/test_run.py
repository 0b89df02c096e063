"""What `make prove` says of a proof."""

import pytest

from prove import run as prove
from prove.run import Outcome, Proof

OK, FAILED, NOTHING_RAN = Outcome(0), Outcome(1, "AssertionError: 12 seats of 10"), Outcome(5)
BROKE = Outcome(1, "AttributeError: <module 'seats'> has no attribute 'claim'")
ERROR = Outcome(1)  # before the test began


def proven(monkeypatch, honest: Outcome, *without: Outcome) -> bool:
    outcomes = {"": honest, **{f"guard-{n}": outcome for n, outcome in enumerate(without)}}
    monkeypatch.setattr(prove, "run", lambda proof, environment, sabotage="": outcomes[sabotage])
    guards = tuple(name for name in outcomes if name)
    return prove.prove(Proof("tests/test_it.py::test_it", guards), {})


@pytest.mark.parametrize(
    ("honest", "without", "holds"),
    [
        (OK, [FAILED, FAILED], True),
        (OK, [], True),
        (OK, [FAILED, OK], False),  # the test does not notice
        (FAILED, [FAILED], False),
        (OK, [NOTHING_RAN], False),  # nobody noticed anything
        (OK, [BROKE], False),  # what was to be taken away is not there any more
        (OK, [ERROR], False),
        (NOTHING_RAN, [], False),
    ],
)
def test_a_proof_holds_when_it_passes_and_notices_each_guard_that_is_gone(
    monkeypatch, honest: Outcome, without: list[Outcome], holds: bool
) -> None:
    assert proven(monkeypatch, honest, *without) is holds


def test_a_name_that_no_proof_has_is_told(monkeypatch, capsys) -> None:
    monkeypatch.setattr(prove, "find", lambda words: [])

    assert prove.main(["nothing"]) == 1 and "called nothing" in capsys.readouterr().out
    assert prove.main([]) == 0


def test_of_a_guard_taken_away_the_line_is_kept_that_says_who_noticed(monkeypatch) -> None:
    said = "...\nE  boom\nFAILED tests/test_it.py::test_it[a - b] - AssertionError: 12 seats\n1 failed"
    asked = []

    def pytest_run(command, env, **how):
        asked.append(env)
        return prove.subprocess.CompletedProcess(command, 1, said, "")

    monkeypatch.setattr(prove.subprocess, "run", pytest_run)
    told = {"TEST_DATABASE_URL": "postgres://x"}

    outcome = prove.run(Proof("tests/test_it.py::test_it[a - b]", (), "sqlite"), told, "lock")

    assert outcome == Outcome(1, "AssertionError: 12 seats")
    assert asked[0]["FOLKMOOT_SABOTAGE"] == "lock" and "TEST_DATABASE_URL" not in asked[0]
    assert prove.run(Proof("t", ()), told) == Outcome(1) and asked[1]["TEST_DATABASE_URL"] == "postgres://x"
