"""Days in a row: what is past, what is next, what is still to come."""

import datetime as dt
from collections.abc import Iterable
from typing import Any


def steps(milestones: Iterable[dict[str, Any]], today: dt.date) -> list[dict[str, Any]]:
    """The milestones `{on, label}` in order of date, each with its state."""
    found = []
    for milestone in milestones:
        on = milestone["on"]
        found.append(
            {"on": on if isinstance(on, dt.date) else dt.date.fromisoformat(on), "label": milestone["label"]}
        )
    found.sort(key=lambda step: step["on"])
    coming = (step for step in found if step["on"] >= today)
    following = next(coming, None)
    for step in found:
        step["state"] = "past" if step["on"] < today else "next" if step is following else "coming"
    return found
