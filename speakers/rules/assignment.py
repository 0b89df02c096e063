"""Who reviews what: every proposal gets as many reviewers as asked for, and nobody reads more than a fair share.

First each proposal takes the least loaded of those who may read it, the hardest to place first. What is then still
short is won by moving others on, and the loads are levelled along chains of exchanges until no chain makes them more
even: so they differ by at most one wherever tracks, conflicts and what a reviewer reads at most allow it. The same rows
give the same plan, whatever order they come in.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from zlib import crc32


@dataclass(frozen=True)
class Paper:
    """A proposal to be read. `barred`: who is too near to it. `has`: who has it already, and keeps it."""

    key: int
    track: int | None = None
    barred: frozenset[int] = frozenset()
    has: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reader:
    """A reviewer: of all tracks where `tracks` is empty. `load`: what they have from elsewhere already."""

    key: int
    tracks: frozenset[int] = frozenset()
    most: int | None = None
    load: int = 0


@dataclass(frozen=True)
class Plan:
    """`pairs` of (proposal, reviewer) that are new; `loads` with them; `short`: how many a proposal still lacks."""

    pairs: tuple[tuple[int, int], ...] = ()
    loads: dict[int, int] = field(default_factory=dict)
    short: dict[int, int] = field(default_factory=dict)


def may_read(reader: Reader, paper: Paper) -> bool:
    return reader.key not in paper.barred and (not reader.tracks or paper.track in reader.tracks)


def assign(papers: Iterable[Paper], readers: Iterable[Reader], *, each: int) -> Plan:
    """Adds reviewers until each proposal has `each`, those it has counted."""
    return _Desk(papers, readers).plan(each)


class _Desk:
    def __init__(self, papers: Iterable[Paper], readers: Iterable[Reader]) -> None:
        self.papers = {paper.key: paper for paper in sorted(papers, key=lambda paper: paper.key)}
        self.readers = {reader.key: reader for reader in sorted(readers, key=lambda reader: reader.key)}
        self.able = {
            paper.key: [
                reader.key
                for reader in self.readers.values()
                if reader.key not in paper.has and may_read(reader, paper)
            ]
            for paper in self.papers.values()
        }
        self.chosen: dict[int, set[int]] = {key: set() for key in self.papers}
        self.piles: dict[int, set[int]] = {key: set() for key in self.readers}
        held = dict.fromkeys(self.readers, 0)
        for paper in self.papers.values():
            for key in paper.has & held.keys():
                held[key] += 1
        self.before = {key: reader.load + held[key] for key, reader in self.readers.items()}

    def plan(self, each: int) -> Plan:
        wanted = {key: max(0, each - len(paper.has)) for key, paper in self.papers.items()}
        for paper in sorted(wanted, key=lambda key: (len(self.able[key]) - wanted[key], key)):
            while len(self.chosen[paper]) < wanted[paper] and (best := self._freest(paper)) is not None:
                self._give(paper, best)
        for paper in self.papers:
            while len(self.chosen[paper]) < wanted[paper] and self._win(paper):
                pass
        while self._level():
            pass
        return Plan(
            pairs=tuple((paper, key) for paper in self.papers for key in sorted(self.chosen[paper])),
            loads={key: self._load(key) for key in self.readers},
            short={
                paper: wanted[paper] - len(self.chosen[paper])
                for paper in self.papers
                if len(self.chosen[paper]) < wanted[paper]
            },
        )

    def _load(self, reader: int) -> int:
        return self.before[reader] + len(self.piles[reader])

    def _has_room(self, reader: int) -> bool:
        most = self.readers[reader].most
        return most is None or self._load(reader) < most

    def _give(self, paper: int, reader: int) -> None:
        self.chosen[paper].add(reader)
        self.piles[reader].add(paper)

    def _freest(self, paper: int) -> int | None:
        free = [key for key in self.able[paper] if key not in self.chosen[paper] and self._has_room(key)]
        # Among equals a number that each pair has of its own: else the same three would always sit together.
        return min(
            free, key=lambda key: (self._load(key), crc32(f"{paper}:{key}".encode()), key), default=None
        )

    def _win(self, paper: int) -> bool:
        """One more reviewer for a proposal whose reviewers are all full: one of theirs goes to somebody else."""
        start = [key for key in self.able[paper] if key not in self.chosen[paper]]
        chain = self._chain(start, self._has_room)
        if chain is None:
            return False
        first = chain[0][0]
        self._shift(chain)
        self._give(paper, first)
        return True

    def _level(self) -> bool:
        """Takes one from the fullest who can hand it, along a chain, to somebody who has at least two fewer."""
        for full in sorted(self.readers, key=lambda key: (-self._load(key), key)):
            chain = self._chain([full], partial(self._takes_from, self._load(full)))
            if chain is not None and len(chain) > 1:
                self._shift(chain)
                return True
        return False

    def _takes_from(self, load: int, reader: int) -> bool:
        return self._load(reader) <= load - 2 and self._has_room(reader)

    def _chain(self, starts: list[int], is_end: Callable[[int], bool]) -> list[tuple[int, int | None]] | None:
        """The shortest way of handing on: [(reviewer, the proposal they hand to the next)], the last hands None."""
        came: dict[int, tuple[int, int] | None] = dict.fromkeys(starts)
        queue = deque(starts)
        while queue:
            here = queue.popleft()
            if is_end(here):
                return self._way(here, came)
            for paper in sorted(self.piles[here]):
                for there in self.able[paper]:
                    if there not in came and there not in self.chosen[paper]:
                        came[there] = (here, paper)
                        queue.append(there)
        return None

    @staticmethod
    def _way(end: int, came: dict[int, tuple[int, int] | None]) -> list[tuple[int, int | None]]:
        way: list[tuple[int, int | None]] = [(end, None)]
        step = came[end]
        while step is not None:
            way.append(step)
            step = came[step[0]]
        return way[::-1]

    def _shift(self, chain: list[tuple[int, int | None]]) -> None:
        for (giver, paper), (taker, _next) in pairwise(chain):
            assert paper is not None  # noqa: S101 - only the last hands nothing on
            self.chosen[paper].discard(giver)
            self.piles[giver].discard(paper)
            self._give(paper, taker)
