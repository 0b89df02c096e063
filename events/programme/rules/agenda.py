"""Where one person wants to be in two places at once. Spans are half-open: what ends at ten meets nothing at ten."""

import datetime as dt
from collections.abc import Iterable

WITHOUT_END = dt.timedelta(minutes=30)

Span = tuple[int, dt.datetime, dt.datetime | None]


def clashes(spans: Iterable[Span]) -> dict[int, list[int]]:
    """For each key that meets others: those others, in the order of time."""
    rows = sorted(
        ((start, end or start + WITHOUT_END, key) for key, start, end in spans), key=lambda row: row[:2]
    )
    found: dict[int, list[int]] = {}
    going: list[tuple[dt.datetime, int]] = []
    for start, end, key in rows:
        going = [(until, other) for until, other in going if until > start]
        for _until, other in going:
            found.setdefault(other, []).append(key)
            found.setdefault(key, []).append(other)
        going.append((end, key))
    return found
