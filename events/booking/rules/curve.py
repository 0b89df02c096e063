"""How bookings grew: a point a day, or a week where there would be too many."""

import datetime as dt
from collections.abc import Mapping

MOST_POINTS = 60


def curve(by_day: Mapping[dt.date, int], last: dt.date | None = None) -> list[tuple[dt.date, int]]:
    """(day, how many so far) from the first booking to the last day asked for, without gaps."""
    if not by_day:
        return []
    first, end = min(by_day), max(max(by_day), last or dt.date.min)
    days = (end - first).days + 1
    step = max(1, -(-days // MOST_POINTS))
    points, so_far, at = [], 0, first
    while at <= end:
        upto = min(at + dt.timedelta(days=step - 1), end)
        so_far += sum(by_day.get(at + dt.timedelta(days=n), 0) for n in range((upto - at).days + 1))
        points.append((upto, so_far))
        at = upto + dt.timedelta(days=1)
    return points
