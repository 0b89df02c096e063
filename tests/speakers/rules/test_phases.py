import datetime as dt
from types import SimpleNamespace

import pytest

from speakers.rules.phases import running, shows_others

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)


def phase(starts, ends, name=""):
    return SimpleNamespace(starts_at=NOON + starts * HOUR, ends_at=NOON + ends * HOUR, name=name)


def test_a_phase_is_exact_to_the_second():
    one = phase(0, 1)

    assert running([one], NOON - SECOND) is None
    assert running([one], NOON) is one
    assert running([one], NOON + HOUR - SECOND) is one
    assert running([one], NOON + HOUR) is None


def test_of_several_the_one_that_began_later_counts():
    early, late = phase(-5, 5), phase(-1, 1)

    assert running([early, late], NOON) is late
    assert running([late, early], NOON) is late
    assert running([early, late], NOON + 2 * HOUR) is early


@pytest.mark.parametrize(
    ("shows", "has_own", "seen"),
    [
        ("never", True, False),
        ("after", False, False),
        ("after", True, True),
        ("always", False, True),
        ("always", True, True),
    ],
)
def test_others_scores_are_shown_as_the_phase_says(shows, has_own, seen):
    assert shows_others(shows, has_own=has_own) is seen
