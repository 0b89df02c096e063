"""The call of the invented summit, and what was proposed."""

import datetime as dt
import random
import uuid
from typing import Any

from demo.load.people import Cast
from demo.load.words import Days, at
from events.models import Event
from events.programme.models import Session
from speakers.actions import call as calling
from speakers.actions import proposal as proposing
from speakers.models import CallForProposals, Proposal


def add(days: Days, cast: Cast, told: dict[str, Any], summit: Event) -> CallForProposals:
    """Opened, answered and decided through the actions, each at its own past instant."""
    row = told["call"]
    closes_on = days.now.date() + dt.timedelta(days=row["closes_in_days"])
    opened = days.ago(row["opened_days_ago"])
    call = calling.open(
        event=summit,
        text=row["text"].strip(),
        opens_at=opened,
        closes_at=at(closes_on, "23:59", summit.timezone),
        formats=row["formats"],
        languages=row["languages"],
        most_each=row["most_each"],
        voters=row["voters"],
        by=None,
        now=opened,
    )
    draw = random.Random("proposals")  # noqa: S311  the same people every time
    for one in told["proposals"]:
        add_proposal(days, cast, one, call=call, written=days.ago(2 + 14 * draw.random()))
    return call


def add_proposal(
    days: Days, cast: Cast, row: dict[str, Any], *, call: CallForProposals, written: dt.datetime
) -> None:
    person = cast.by_account[row["account"]] if "account" in row else cast.by_name[row["person"]]
    written_words = ("title", "abstract", "description", "notes", "format", "language", "level")
    said = proposing.Words(
        track=call.event.tracks.get(name=row["track"]),
        **{key: row[key] for key in written_words if key in row},
    )
    about: dict[str, Any] = {
        "call": call,
        "words": said,
        "by": None,
        "person": person,
        "key": str(uuid.uuid4()),
    }
    status = Proposal.Status(row["status"])
    if status == Proposal.Status.DRAFT:
        proposing.save_draft(now=written, **about)
        return
    proposal = proposing.submit(now=written, **about)
    later: dict[str, Any] = {"proposal": proposal, "by": None, "now": days.ago(1)}
    if status == Proposal.Status.DECLINED:
        proposing.decline(**later)
    elif status == Proposal.Status.WITHDRAWN:
        proposing.withdraw(**later)
    elif status == Proposal.Status.ACCEPTED:
        place_session(proposing.accept(**later).session, row["session"])


def place_session(session: Session | None, row: dict[str, Any]) -> None:
    if session is None:
        return
    event = session.event
    day = event.local_start.date() + dt.timedelta(days=row["day"])
    session.code = row["code"]
    session.room = event.rooms.get(name=row["room"])
    session.starts_at = at(day, row["start"], event.timezone)
    session.ends_at = at(day, row["end"], event.timezone)
    session.save()
