"""What a speaker does next with a proposal, and until when."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Next(StrEnum):
    SUBMIT = "submit"
    WAIT = "wait"
    CONFIRM = "confirm"
    TOO_LATE = "too late"
    GIVEN_UP = "given up"
    PREPARE = "prepare"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Step:
    what: Next
    until: dt.datetime | None = None


def next_step(
    status: str, *, is_open: bool, closes_at: dt.datetime, confirm_by: dt.datetime | None, now: dt.datetime
) -> Step:
    """The instant of `confirm_by` itself is too late, as that of every deadline."""
    match status:
        case "draft":
            return (
                Step(Next.SUBMIT, closes_at if closes_at > now else None) if is_open else Step(Next.NOTHING)
            )
        case "submitted" | "alternate":
            return Step(Next.WAIT)
        case "accepted" if confirm_by is not None:
            return Step(Next.CONFIRM, confirm_by) if may_confirm(confirm_by, now) else Step(Next.TOO_LATE)
        case "accepted" | "confirmed":
            return Step(Next.PREPARE)
        case "withdrawn" if confirm_by is not None:
            return Step(Next.GIVEN_UP)
    return Step(Next.NOTHING)


def may_confirm(confirm_by: dt.datetime | None, now: dt.datetime) -> bool:
    return confirm_by is not None and now < confirm_by


def is_too_late(confirm_by: dt.datetime | None, starts_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the place of who has not answered goes to the next one: not once the event has begun, when nobody could
    take it."""
    return confirm_by is not None and confirm_by <= now < starts_at


def remind_at(confirm_by: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """Three days before; not at all where they have just been told."""
    at = confirm_by - dt.timedelta(days=3)
    return at if at > now + dt.timedelta(days=1) else None
