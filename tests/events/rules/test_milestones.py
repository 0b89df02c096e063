import datetime as dt

import pytest

from events.rules.milestones import MOST, Wrong, read_milestones, write_milestones


def test_milestones_are_read_in_order_of_days_and_written_back():
    found, problems = read_milestones("2026-06-01  Call closes\n\n 2026-05-04 Call opens \n")

    assert problems == []
    assert found == [(dt.date(2026, 5, 4), "Call opens"), (dt.date(2026, 6, 1), "Call closes")]
    rows = [{"on": on.isoformat(), "label": label} for on, label in found]
    assert write_milestones(rows) == "2026-05-04 Call opens\n2026-06-01 Call closes"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("2026-02-30 Call opens", Wrong.NO_DAY),
        ("20260504 Call opens", Wrong.NO_DAY),
        ("2026-W19-1 Call opens", Wrong.NO_DAY),
        ("9999-01-01 Far away", Wrong.NO_DAY),
        ("soon", Wrong.NO_DAY),
        ("2026-05-04", Wrong.NO_LABEL),
        ("2026-05-04 " + "x" * 121, Wrong.TOO_LONG),
    ],
)
def test_what_is_wrong_is_told_by_line(line, wrong):
    found, problems = read_milestones(f"2026-01-01 New year\n{line}")

    assert found == [(dt.date(2026, 1, 1), "New year")]
    assert [(problem.line, problem.wrong) for problem in problems] == [(2, wrong)]


def test_more_than_anybody_needs_is_refused():
    found, problems = read_milestones("\n".join(["2026-01-01 Day"] * (MOST + 1)))

    assert len(found) == MOST
    assert [(problem.line, problem.wrong) for problem in problems] == [(MOST + 1, Wrong.TOO_MANY)]
