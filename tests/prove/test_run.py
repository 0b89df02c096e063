"""What `make prove` says of a proof."""

import pytest

from prove import run as prove

OK, FAILED, NOTHING_RAN = 0, 1, 5


def proven(monkeypatch, honest: int, *without: int) -> bool:
    codes = {"": honest, **{f"guard-{n}": code for n, code in enumerate(without)}}
    monkeypatch.setattr(prove, "run", lambda test, environment, sabotage="": codes[sabotage])
    guards = tuple(name for name in codes if name)
    return prove.prove(prove.Proof("tests/test_it.py::test_it", guards), {})


@pytest.mark.parametrize(
    ("honest", "without", "holds"),
    [
        (OK, [FAILED, FAILED], True),
        (OK, [], True),
        (OK, [FAILED, OK], False),  # the test does not notice
        (FAILED, [FAILED], False),
        (OK, [NOTHING_RAN], False),  # nobody noticed anything
        (NOTHING_RAN, [], False),
    ],
)
def test_a_proof_holds_when_it_passes_and_notices_each_guard_that_is_gone(
    monkeypatch, honest: int, without: list[int], holds: bool
) -> None:
    assert proven(monkeypatch, honest, *without) is holds


def test_a_name_that_no_proof_has_is_told(monkeypatch, capsys) -> None:
    monkeypatch.setattr(prove, "find", lambda words: [])

    assert prove.main(["nothing"]) == 1 and "called nothing" in capsys.readouterr().out
    assert prove.main([]) == 0
