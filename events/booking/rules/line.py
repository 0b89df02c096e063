"""Who of those in line can be seated: in order, and nobody held up by a place that somebody before them cannot use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Counter = tuple[str, int]
"""What can be full: ("event", 7) or ("quota", 3)."""


@dataclass(frozen=True)
class Waiter:
    """Somebody in line, and every counter from which they need one place."""

    id: int
    needs: frozenset[Counter]


def fits(needs: frozenset[Counter], free: Mapping[Counter, int | None]) -> bool:
    """Whether each counter has a place; None is no limit."""
    return all((left := free[counter]) is None or left > 0 for counter in needs)


def place_of(who: Waiter, before: Iterable[Waiter], free: Mapping[Counter, int | None]) -> int:
    """1 for who is next. Of those `before` only people count who wait for something full that this one waits for too:
    all that somebody booked stands in line under one id."""
    waits_for = {counter for counter in who.needs if free[counter] == 0}
    return 1 + len({waiter.id for waiter in before if waiter.needs & waits_for} - {who.id})


def who_is_next(line: Iterable[Waiter], free: Mapping[Counter, int | None]) -> list[int]:
    """The ids of those who get their places now, first come first.

    Who waits for a workshop that is full keeps nobody behind from a seat in the hall that they could not take
    themselves: nobody waits while every place that they need is free.
    """
    left = dict(free)
    seated = []
    for waiter in line:
        if fits(waiter.needs, left):
            seated.append(waiter.id)
            for counter in waiter.needs:
                places = left[counter]
                left[counter] = None if places is None else places - 1
    return seated
