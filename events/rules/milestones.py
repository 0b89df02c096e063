"""A cycle's days as an organizer writes them: "2026-05-04 Call opens", one a line."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOST = 60
LONGEST_LABEL = 120


class Wrong(Enum):
    NO_DAY = auto()
    NO_LABEL = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    wrong: Wrong
    text: str


Milestone = tuple[dt.date, str]


def read_milestones(text: str) -> tuple[list[Milestone], list[Problem]]:
    """The milestones in order of days, and what is wrong by line. Blank lines count, and mean nothing."""
    found: list[Milestone] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        day, _, label = line.strip().partition(" ")
        label = label.strip()
        if not day:
            continue
        on = _day(day)
        if on is None:
            problems.append(Problem(number, Wrong.NO_DAY, day))
        elif not label:
            problems.append(Problem(number, Wrong.NO_LABEL, day))
        elif len(label) > LONGEST_LABEL:
            problems.append(Problem(number, Wrong.TOO_LONG, label))
        elif len(found) == MOST:
            problems.append(Problem(number, Wrong.TOO_MANY, day))
        else:
            found.append((on, label))
    return sorted(found), problems


def write_milestones(rows: Iterable[dict[str, str]]) -> str:
    """The way back: what a form shows of `[{"on", "label"}]`."""
    return "\n".join(f"{row['on']} {row['label']}" for row in sorted(rows, key=lambda row: row["on"]))


def _day(text: str) -> dt.date | None:
    if not _DAY.fullmatch(text):  # fromisoformat knows 20260504 and 2026-W19-1, too, which nobody means here
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year < 2200 else None
