import datetime as dt

from events.booking.rules.curve import MOST_POINTS, curve

DAY = dt.date(2026, 5, 1)


def after(days):
    return DAY + dt.timedelta(days=days)


def test_days_without_a_booking_keep_the_height():
    assert curve({DAY: 2, after(2): 3}, after(3)) == [
        (DAY, 2),
        (after(1), 2),
        (after(2), 5),
        (after(3), 5),
    ]


def test_a_long_time_has_few_points_and_the_right_end():
    points = curve({after(n): 1 for n in range(365)})

    assert len(points) <= MOST_POINTS + 1
    assert points[-1] == (after(364), 365)
    assert [n for _day, n in points] == sorted(n for _day, n in points)


def test_nobody_is_no_curve():
    assert curve({}, DAY) == []
