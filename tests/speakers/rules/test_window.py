import datetime as dt

import pytest

from speakers.rules.window import Window, is_open, window

OPENS = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
CLOSES = dt.datetime(2026, 4, 1, 22, 0, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - SECOND, Window.BEFORE),
        (OPENS, Window.OPEN),
        (CLOSES - SECOND, Window.OPEN),
        (CLOSES - dt.timedelta(microseconds=1), Window.OPEN),
        (CLOSES, Window.CLOSED),
        (CLOSES + SECOND, Window.CLOSED),
    ],
)
def test_a_call_opens_and_closes_to_the_second(now, state):
    assert window(OPENS, CLOSES, now) is state
    assert is_open(OPENS, CLOSES, now) is (state is Window.OPEN)


def test_the_zone_of_now_does_not_matter():
    tokyo = CLOSES.astimezone(dt.timezone(dt.timedelta(hours=9)))

    assert not is_open(OPENS, CLOSES, tokyo)
    assert is_open(OPENS, CLOSES, tokyo - SECOND)
