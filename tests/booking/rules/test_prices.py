import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from events.booking.rules.prices import Reduction, Window, price, price_at

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_price_at_takes_the_window_until_its_last_second():
    early = [Window(cents=5000, closes_at=NOON)]

    assert price_at(NOON - SECOND, 9000, early) == 5000
    assert price_at(NOON, 9000, early) == 9000


def test_price_at_takes_the_cheapest_of_two_open_windows():
    windows = [Window(cents=7000), Window(cents=5000, opens_at=NOON)]

    assert price_at(NOON - SECOND, 9000, windows) == 7000
    assert price_at(NOON, 9000, windows) == 5000


def test_price_may_rise_in_a_window():
    assert price_at(NOON, 9000, [Window(cents=12000, opens_at=NOON)]) == 12000


def test_price_with_a_reduction_is_never_below_nothing():
    assert price(NOON, 9000, reduction=Reduction(percent=50)) == 4500
    assert price(NOON, 9000, reduction=Reduction(cents=10000)) == 0
    assert price(NOON, 125500, reduction=Reduction(percent=15, coin=100)) == 106700  # 188 of 188.25 crowns
    assert price(NOON, 1, reduction=Reduction(percent=50)) == 0  # half up of the half cent that is taken off


@given(st.integers(0, 10**8), st.integers(0, 100), st.integers(0, 10**8))
def test_price_stays_between_nothing_and_the_full_price(usual, percent, cents):
    assert 0 <= price(NOON, usual, reduction=Reduction(percent=percent, cents=cents)) <= usual
