"""Which phase counts, and what a reviewer sees in it."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Span(Protocol):
    @property
    def starts_at(self) -> dt.datetime: ...
    @property
    def ends_at(self) -> dt.datetime: ...


AnySpan = TypeVar("AnySpan", bound=Span)


def running(phases: Iterable[AnySpan], now: dt.datetime) -> AnySpan | None:
    """The phase at `now`: from its first instant until just before its last; of several the one that began later, of
    equals the one given later."""
    current = None
    for phase in phases:
        if phase.starts_at <= now < phase.ends_at and (
            current is None or phase.starts_at >= current.starts_at
        ):
            current = phase
    return current


def shows_others(shows_scores: str, *, has_own: bool) -> bool:
    """Whether a reviewer sees what the others gave: `shows_scores` is never, after or always."""
    return shows_scores == "always" or (shows_scores == "after" and has_own)
