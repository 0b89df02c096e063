"""Choosing: ordered lists against slots, who moves up, and how balanced the choice is.

A list of a track is three orders: what is accepted, the alternates as they move up, what is declined. What stands in
none of them is open.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ACCEPT, ALTERNATE, DECLINE = "accept", "alternate", "decline"
VERDICTS = (ACCEPT, ALTERNATE, DECLINE)

Orders = Mapping[str, Sequence[int]]
"""Verdict → the proposals, the first one first."""


def moved(orders: Orders, key: int, verdict: str, position: int | None = None) -> dict[str, list[int]]:
    """`orders` with `key` at `position` of `verdict`, at its end where none is said, and nowhere else. Without a
    verdict it is taken out. The position is the one that it has afterwards; one that is none means the nearest."""
    if verdict and verdict not in VERDICTS:
        raise ValueError(verdict)
    new = {name: [one for one in orders.get(name, ()) if one != key] for name in VERDICTS}
    if verdict:
        row = new[verdict]
        row.insert(len(row) if position is None else max(0, min(position, len(row))), key)
    return new


def taken_over(chairs: Orders, team: Orders) -> dict[str, list[int]]:
    """The team's list as the chairs have it. What the chairs left open and the team had placed stays, at the end."""
    placed = {key for name in VERDICTS for key in chairs.get(name, ())}
    return {
        name: [*chairs.get(name, ()), *(key for key in team.get(name, ()) if key not in placed)]
        for name in VERDICTS
    }


@dataclass(frozen=True)
class Fill:
    """How full the slots are. `slots` None: nobody said how many there are."""

    accepted: int
    slots: int | None = None

    @property
    def over(self) -> int:
        return 0 if self.slots is None else max(0, self.accepted - self.slots)

    @property
    def free(self) -> int:
        return 0 if self.slots is None else max(0, self.slots - self.accepted)

    @property
    def takes_one(self) -> bool:
        """Whether somebody may move up now that one is gone: not where more were chosen than fit."""
        return self.slots is None or self.accepted < self.slots


def next_alternate(order: Iterable[int], waiting: Iterable[int]) -> int | None:
    """The first in `order` that still waits."""
    still = set(waiting)
    return next((key for key in order if key in still), None)


@dataclass(frozen=True)
class Chosen:
    """A chosen talk's speaker, as balance asks."""

    person: int
    is_new: bool = False
    region: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Share:
    name: str
    number: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.of) if self.of else 0


@dataclass(frozen=True)
class Balance:
    """Of the people who were chosen, each counted once. What is not known has the name ""."""

    people: int = 0
    new: Share = field(default_factory=lambda: Share("", 0, 0))
    regions: tuple[Share, ...] = ()
    organisations: tuple[Share, ...] = ()

    @property
    def largest(self) -> Share | None:
        """The organisation that most of them come from."""
        return next((one for one in self.organisations if one.name), None)


def balance_of(chosen: Iterable[Chosen]) -> Balance:
    people = {one.person: one for one in chosen}
    number = len(people)

    def shares(names: Iterable[str]) -> tuple[Share, ...]:
        counted = sorted(Counter(names).items(), key=lambda item: (not item[0], -item[1], item[0]))
        return tuple(Share(name, count, number) for name, count in counted)

    return Balance(
        people=number,
        new=Share("", sum(one.is_new for one in people.values()), number),
        regions=shares(one.region for one in people.values()),
        organisations=shares(one.organisation for one in people.values()),
    )


@dataclass(frozen=True)
class InOut:
    """What came in under a name, and what came of it."""

    name: str
    came: int
    chosen: int
    alternates: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.chosen / self.came) if self.came else 0


def in_and_out(
    rows: Iterable[tuple[str, str]],
    *,
    chosen: frozenset[str],
    alternates: frozenset[str],
    order: Sequence[str] = (),
) -> list[InOut]:
    """(name, status) of each that came in → a row for each name: first those of `order`, then the others."""
    counted = Counter(rows)
    seen = {name for name, _status in counted}
    names = [
        *(name for name in order if name in seen),
        *sorted(seen - set(order), key=lambda name: (not name, name)),
    ]
    return [
        InOut(
            name=name,
            came=sum(number for (of, _status), number in counted.items() if of == name),
            chosen=sum(counted[name, status] for status in chosen),
            alternates=sum(counted[name, status] for status in alternates),
        )
        for name in names
    ]
