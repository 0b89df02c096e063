"""When a ballot is open, and what of an election may still be said anew."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


class Wrong(StrEnum):
    OPENS_IN_THE_PAST = "opens in the past"
    HAS_OPENED = "has opened"
    CLOSES_IN_THE_PAST = "closes in the past"
    SEATS_ARE_FIXED = "seats are fixed"


@dataclass(frozen=True, kw_only=True)
class Ballot:
    opens_at: dt.datetime
    closes_at: dt.datetime
    seats: int

    def stage(self, now: dt.datetime) -> Stage:
        """The opening instant is in, the closing one is out."""
        if now < self.opens_at:
            return Stage.AHEAD
        return Stage.OPEN if now < self.closes_at else Stage.CLOSED


def what_is_wrong(wanted: Ballot, now: dt.datetime, told: Ballot | None = None) -> dict[str, Wrong]:
    """By field, why everybody cannot be told so at `now`, after they were `told`. Nobody votes in the past, and who has
    voted knew for how many seats."""
    wrong = {}
    if told is not None and told.stage(now) is not Stage.AHEAD:
        if wanted.opens_at != told.opens_at:
            wrong["opens_at"] = Wrong.HAS_OPENED
        if wanted.seats != told.seats:
            wrong["seats"] = Wrong.SEATS_ARE_FIXED
    elif wanted.opens_at <= now:
        wrong["opens_at"] = Wrong.OPENS_IN_THE_PAST
    if wanted.closes_at <= now:
        wrong["closes_at"] = Wrong.CLOSES_IN_THE_PAST
    return wrong
