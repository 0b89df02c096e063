"""What the scores of several reviewers say together.

A review is worth the weighted mean of what it scored, each criterion brought to 0–1 first, so that a scale of three
steps counts like one of ten. A criterion that was left out counts neither for nor against: its weight goes to the
others. A review without any score is an abstention: it is counted, and is worth nothing. Chairs see the median beside
the mean, since one reviewer who hates everything moves the mean, and the spread, since a talk that divides people may
be worth it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median, pstdev


@dataclass(frozen=True)
class Scale:
    """A criterion: its steps go from 0 to `most`, and it weighs `weight` beside the others."""

    most: int
    weight: int = 1


@dataclass(frozen=True)
class Summary:
    """All between 0 and 1; None where nobody scored. `spread` is the standard deviation over the reviews."""

    scored: int = 0
    abstained: int = 0
    mean: float | None = None
    median: float | None = None
    spread: float | None = None
    lowest: float | None = None
    highest: float | None = None

    @property
    def is_split(self) -> bool:
        """Whether the reviewers differ so much that they should speak about it."""
        return self.scored > 1 and (self.spread or 0) >= SPLIT


SPLIT = 0.25
"""Half of the reviewers at a quarter, half at three quarters."""


def value_of(scores: Mapping[int, int], scales: Mapping[int, Scale]) -> float | None:
    """What one review is worth, 0–1. None for an abstention; scores of criteria that are gone are left out."""
    given = [(scales[key], value) for key, value in scores.items() if key in scales]
    weight = sum(scale.weight for scale, _value in given)
    if not weight:
        return None
    total = sum(scale.weight * min(value, scale.most) / scale.most for scale, value in given)
    return total / weight


def summarise(reviews: Iterable[Mapping[int, int]], scales: Mapping[int, Scale]) -> Summary:
    """What the reviews of one proposal say together; each is its scores by criterion."""
    worth = [value_of(scores, scales) for scores in reviews]
    values = [value for value in worth if value is not None]
    if not values:
        return Summary(abstained=len(worth))
    return Summary(
        scored=len(values),
        abstained=len(worth) - len(values),
        mean=fmean(values),
        median=median(values),
        spread=pstdev(values),
        lowest=min(values),
        highest=max(values),
    )
