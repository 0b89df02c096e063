"""The calls of the invented summit and of the day inside it, and what was proposed."""

import datetime as dt
import random
import uuid
from typing import Any

from demo.load.people import Cast
from demo.load.words import Days, at
from events.models import Event
from events.programme.models import Session
from speakers.actions import access_code as codes
from speakers.actions import call as calling
from speakers.actions import co_speaker, outcome
from speakers.actions import proposal as proposing
from speakers.actions import question as questions
from speakers.models import CallForProposals, Proposal


def add(
    days: Days, cast: Cast, row: dict[str, Any], proposals: list[dict[str, Any]], event: Event
) -> CallForProposals:
    """Opened, answered and decided through the actions, each at its own past instant."""
    closes_on = days.now.date() + dt.timedelta(days=row["closes_in_days"])
    opened = days.ago(row["opened_days_ago"])
    about: dict[str, Any] = {"by": None, "now": opened}
    call = calling.open(
        event=event,
        text=row["text"].strip(),
        opens_at=opened,
        closes_at=at(closes_on, "23:59", event.timezone),
        **{
            name: row[name]
            for name in ("formats", "languages", "most_each", "voters", "confirm_days")
            if name in row
        },
        **about,
    )
    for one in row.get("questions", ()):
        questions.add(
            call=call, facts=questions.Facts(**{**one, "options": tuple(one.get("options", ()))}), **about
        )
    for one in row.get("codes", ()):
        codes.make(call=call, **one, **about)
    latest, earliest = max(1 - row["closes_in_days"], 2), row["opened_days_ago"] - 1
    draw = random.Random(f"proposals {row['closes_in_days']}")  # noqa: S311  the same people every time
    for one in proposals:
        add_proposal(days, cast, one, call=call, written=days.ago(draw.uniform(latest, earliest)))
    return call


def add_proposal(
    days: Days, cast: Cast, row: dict[str, Any], *, call: CallForProposals, written: dt.datetime
) -> None:
    person = cast.by_account[row["account"]] if "account" in row else cast.by_name[row["person"]]
    written_words = ("title", "abstract", "description", "notes", "format", "language", "level")
    named = row.get("co_speakers", ())
    said = proposing.Words(
        co_speakers=", ".join(cast.emails[cast.by_name[one["person"]].pk] for one in named),
        given_before=Session.objects.get(title=row["given_before"]) if "given_before" in row else None,
        track=call.event.tracks.get(name=row["track"]) if "track" in row else None,
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
    for one, asked in zip(named, proposal.named.all(), strict=True):
        if "says" in one:
            asked.person = cast.by_name[one["person"]]
            co_speaker.answer(row=asked, is_willing=one["says"], by=asked.person.user, now=days.ago(2))
    later: dict[str, Any] = {"proposal": proposal, "by": None, "now": days.ago(1)}
    if status == Proposal.Status.DECLINED:
        outcome.decline(**later)
    elif status == Proposal.Status.WITHDRAWN:
        proposing.withdraw(**later)
    elif status in {Proposal.Status.ACCEPTED, Proposal.Status.CONFIRMED}:
        chosen = outcome.accept(**later)
        if status == Proposal.Status.CONFIRMED:
            chosen = proposing.confirm(**later)
        if "session" in row:
            place_session(chosen.session, row["session"])


def place_session(session: Session | None, row: dict[str, Any]) -> None:
    if session is None:
        return
    event = session.event
    day = event.local_start.date() + dt.timedelta(days=row["day"])
    session.code = row["code"]
    session.room = event.rooms.get(name=row["room"]) if "room" in row else None
    session.starts_at = at(day, row["start"], event.timezone)
    session.ends_at = at(day, row["end"], event.timezone)
    session.save()
