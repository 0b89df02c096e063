"""Calls and proposals as they stand; for what happens to them use the actions."""

import datetime as dt
import itertools
from typing import Any

from core.clock import now
from events.models import Event
from events.programme.models import Session, SessionSpeaker, Track
from people.models import Person
from speakers.models import AccessCode, CallForProposals, CallQuestion, CoSpeaker, Proposal
from tests.factories.events import make_event

_n = itertools.count(1)


def make_call(event: Event | None = None, **fields: Any) -> CallForProposals:
    """Open since a week and for another one, with two formats."""
    return CallForProposals.objects.create(
        **{
            "event": event or make_event(kind="summit"),
            "opens_at": now() - dt.timedelta(days=7),
            "closes_at": now() + dt.timedelta(days=7),
            "formats": [{"name": "Talk", "minutes": 30}, {"name": "Workshop", "minutes": 90}],
            "languages": ["en", "de"],
            **fields,
        }
    )


def make_proposal(call: CallForProposals, person: Person, **fields: Any) -> Proposal:
    """A submitted one by default."""
    n = next(_n)
    status = fields.setdefault("status", "submitted")
    at = now()
    return Proposal.objects.create(
        **{
            "call": call,
            "person": person,
            "title": f"Talk {n}",
            "abstract": "What it is about.",
            "created_at": at,
            "changed_at": at,
            "submitted_at": None if status == "draft" else at,
            "key": f"form-key-{n}",
            **fields,
        }
    )


def make_track(event: Event, name: str = "Storage", **fields: Any) -> Track:
    return Track.objects.create(**{"event": event, "name": name, "slug": name.lower(), **fields})


def make_talk(event: Event, person: Person, **fields: Any) -> Session:
    """A confirmed talk of one person, not yet in a room."""
    session = Session.objects.create(
        **{
            "event": event,
            "title": f"Talk {next(_n)}",
            "status": Session.Status.CONFIRMED,
            "shown_changed_at": now(),
            **fields,
        }
    )
    SessionSpeaker.objects.create(session=session, person=person)
    return session


def make_question(
    call: CallForProposals, label: str = "Where do you come from?", **fields: Any
) -> CallQuestion:
    return CallQuestion.objects.create(call=call, label=label, **fields)


def make_access_code(call: CallForProposals, code: str = "LATE-BIRD", **fields: Any) -> AccessCode:
    return AccessCode.objects.create(call=call, code=code, **fields)


def make_co_speaker(proposal: Proposal, email: str = "bo@people.example", **fields: Any) -> CoSpeaker:
    return CoSpeaker.objects.create(proposal=proposal, email=email, **fields)
