"""What an organizer had better do next for one event: one thing, the most pressing."""

import datetime as dt
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


def next_step(event: Facts, now: dt.datetime) -> Step:
    if event.status == "draft":
        return Step.PUBLISH
    if event.status == "postponed":
        return Step.NEW_DATE
    if event.status == "cancelled":
        return Step.NOTHING
    if event.ends_at <= now:
        return Step.THANK if now - event.ends_at <= AHEAD else Step.NOTHING
    if event.takes_registrations and event.starts_at - now <= SOON:
        return Step.CHECK_IN
    if event.new_proposals:
        return Step.READ_PROPOSALS
    if event.waiting:
        return Step.MORE_SEATS
    if event.is_summit and not event.has_schedule:
        return Step.MAKE_SCHEDULE
    if event.takes_registrations and not event.registered and event.starts_at - now <= AHEAD:
        return Step.TELL_PEOPLE
    return Step.NOTHING
