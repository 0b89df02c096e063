"""What an organizer had better do next for one event: one thing, the most pressing."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

SOON = dt.timedelta(days=2)
AHEAD = dt.timedelta(days=21)


class Step(StrEnum):
    PUBLISH = "publish"
    NEW_DATE = "new date"
    READ_PROPOSALS = "read proposals"
    CHECK_IN = "check in"
    MORE_SEATS = "more seats"
    TELL_PEOPLE = "tell people"
    MAKE_SCHEDULE = "make schedule"
    THANK = "thank"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Facts:
    """An event as its organizers see it. `new_proposals` counts what nobody has decided."""

    status: str
    is_summit: bool
    starts_at: dt.datetime
    ends_at: dt.datetime
    registered: int = 0
    waiting: int = 0
    capacity: int | None = None
    new_proposals: int = 0
    has_schedule: bool = False
    takes_registrations: bool = True


def next_step(event: Facts, now: dt.datetime, may: Collection[Step] = frozenset(Step)) -> Step:
    """The most pressing of those things that whoever asks `may` do."""
    return next((step for step in _pressing(event, now) if step in may), Step.NOTHING)


def _pressing(event: Facts, now: dt.datetime) -> Iterator[Step]:
    if event.status == "draft":
        yield Step.PUBLISH
        return
    if event.status == "postponed":
        yield Step.NEW_DATE
        return
    if event.status == "cancelled":
        return
    if event.ends_at <= now:
        if now - event.ends_at <= AHEAD:
            yield Step.THANK
        return
    if event.takes_registrations and event.starts_at - now <= SOON:
        yield Step.CHECK_IN
    if event.new_proposals:
        yield Step.READ_PROPOSALS
    if event.waiting:
        yield Step.MORE_SEATS
    if event.is_summit and not event.has_schedule:
        yield Step.MAKE_SCHEDULE
    if event.takes_registrations and not event.registered and event.starts_at - now <= AHEAD:
        yield Step.TELL_PEOPLE
