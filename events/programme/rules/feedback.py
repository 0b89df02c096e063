"""What is told of people's answers on a session: nothing that would tell whose they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

FEWEST = 5
"""From so many answers on they are shown."""


@dataclass(frozen=True, slots=True)
class Summary:
    count: int
    mean: Fraction
    spread: tuple[tuple[int, int], ...]  # (stars, how many), five stars first
    words: tuple[str, ...]  # in the order of the alphabet: that of arrival would tell who


def summary(answers: Iterable[tuple[int, str]]) -> Summary | None:
    """Of (stars, words) of each answer; None where they are too few to hide among."""
    rows = list(answers)
    if len(rows) < FEWEST:
        return None
    stars = Counter(given for given, _words in rows)
    return Summary(
        count=len(rows),
        mean=Fraction(sum(given for given, _words in rows), len(rows)),
        spread=tuple((n, stars[n]) for n in range(5, 0, -1)),
        words=tuple(sorted((words for _stars, words in rows if words), key=str.casefold)),
    )
