"""Who of the community votes, in what order they see the proposals, and where the votes come from."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean


class Answer(StrEnum):
    """May somebody vote, and if not, what is missing."""

    YES = "yes"
    NO_VOTE = "no vote is running"
    NO_ACCOUNT = "no account"
    NO_TICKET = "no ticket"
    NO_STANDING = "not recognised"


@dataclass(frozen=True, kw_only=True)
class Voter:
    has_account: bool = False
    has_ticket: bool = False
    """A registration for this event that is confirmed."""
    has_standing: bool = False
    """Recognised as an active user on the day."""


def may_vote(voter: Voter, voters: str, *, is_running: bool) -> Answer:
    """`voters`: members, holders or standing. An account is needed in any case: one vote each has to be of somebody."""
    if not is_running:
        return Answer.NO_VOTE
    if not voter.has_account:
        return Answer.NO_ACCOUNT
    if voters == "holders" and not voter.has_ticket:
        return Answer.NO_TICKET
    if voters == "standing" and not voter.has_standing:
        return Answer.NO_STANDING
    return Answer.YES


def in_own_order(keys: Iterable[int], *, voter: int, call: int) -> list[int]:
    """The proposals as this voter goes through them: shuffled, the same each time. One that comes or goes moves no
    other past another."""

    def lot(key: int) -> bytes:
        return hashlib.sha256(f"{call}:{voter}:{key}".encode()).digest()

    return sorted(keys, key=lot)


@dataclass(frozen=True)
class Cast:
    """A vote of 1–3, and the organisation it comes from ("" where there is none)."""

    value: int
    organisation: str = ""


@dataclass(frozen=True)
class Part:
    """What one organisation's votes do: how many of all, and the mean if they were not there."""

    organisation: str
    votes: int
    share: float
    mean: float
    mean_without: float | None


@dataclass(frozen=True)
class Spread:
    votes: int
    mean: float | None
    parts: tuple[Part, ...]
    """The largest first; people without an organisation are no part, they belong to nobody."""

    @property
    def is_odd(self) -> bool:
        """Whether one organisation alone gave much of it: enough votes to mean something, too many from one house."""
        return any(part.votes >= ODD_VOTES and part.share >= ODD_SHARE for part in self.parts)


ODD_VOTES, ODD_SHARE = 3, 0.4


def spread_of(casts: Iterable[Cast]) -> Spread:
    """Where a proposal's votes come from."""
    votes = list(casts)
    if not votes:
        return Spread(0, None, ())
    houses: dict[str, list[int]] = defaultdict(list)
    for cast in votes:
        if cast.organisation:
            houses[cast.organisation].append(cast.value)
    total = sum(cast.value for cast in votes)
    parts = []
    for name, values in houses.items():
        rest = len(votes) - len(values)
        without = (total - sum(values)) / rest if rest else None
        parts.append(Part(name, len(values), len(values) / len(votes), fmean(values), without))
    parts.sort(key=lambda part: (-part.votes, part.organisation))
    return Spread(len(votes), total / len(votes), tuple(parts))
