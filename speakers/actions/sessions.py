"""What becomes of a chosen proposal: its entry in the programme."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from core import audit
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
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return Session.objects.create(
                    event=proposal.event,
                    **{name: getattr(proposal, name) for name in WORDS},
                    slug=slugify(proposal.title)[:100],
                    kind=kind_of(proposal.format),
                    status=Session.Status.CONFIRMED,
                    shown_changed_at=now,
                )
        except IntegrityError:  # six letters may come twice
            continue
    raise RuntimeError("no free code for a session")


def _changed(session: Session, now: dt.datetime) -> None:
    session.sequence += 1
    session.shown_changed_at = now
    session.save(update_fields=["status", *WORDS, "sequence", "shown_changed_at"])
