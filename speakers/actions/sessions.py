"""What becomes of a chosen proposal: its entry in the programme."""

import datetime as dt
from typing import Any

from core import audit
from events.programme.actions import session as programme
from events.programme.models import Session, SessionSpeaker
from speakers.models import Proposal
from speakers.rules.formats import kind_of

WORDS = ("title", "abstract", "description", "language", "level", "track")


def give(*, proposal: Proposal, by: Any, now: dt.datetime) -> Session:
    """The proposal's session, confirmed. One that was called off stands again: calendars know it by its uuid."""
    session = proposal.session
    if session is not None:
        if session.status != Session.Status.CONFIRMED:
            session.status = Session.Status.CONFIRMED
            for name in WORDS:
                setattr(session, name, getattr(proposal, name))
            _changed(session, now)
            audit.note(by=by, verb="confirm", thing=session, proposal=proposal.code)
        return session
    session = _create(proposal, now)
    SessionSpeaker.objects.create(session=session, person=proposal.person, position=0)
    programme.make_searchable(session)
    audit.note(by=by, verb="make", thing=session, proposal=proposal.code)
    return session


def call_off(*, proposal: Proposal, by: Any, now: dt.datetime) -> None:
    """The session stays and is shown as cancelled, so that whoever had it in a calendar is told."""
    session = proposal.session
    if session is None or session.status == Session.Status.CANCELLED:
        return
    session.status = Session.Status.CANCELLED
    _changed(session, now)
    audit.note(by=by, verb="cancel", thing=session, proposal=proposal.code)


def _create(proposal: Proposal, now: dt.datetime) -> Session:
    return programme.new(
        event=proposal.event,
        now=now,
        **{name: getattr(proposal, name) for name in WORDS},
        kind=kind_of(proposal.format),
        status=Session.Status.CONFIRMED,
    )


def _changed(session: Session, now: dt.datetime) -> None:
    session.sequence += 1
    session.shown_changed_at = now
    session.save(update_fields=["status", *WORDS, "sequence", "shown_changed_at"])
