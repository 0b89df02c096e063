"""What becomes of a chosen proposal: its entry in the programme."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from core import audit, outbox
from events.programme.actions import session as programme
from events.programme.actions import speaker_codes
from events.programme.models import Session, SessionSpeaker
from people.models import Person
from speakers.models import Proposal
from speakers.rules.completeness import addresses_in
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
            speaker_codes.keep(event=proposal.event, by=by, now=now)
        return session
    session = _create(proposal, now)
    named = co_speakers_of(proposal)
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=session, person=person, position=n)
        for n, person in enumerate([proposal.person, *named])
    )
    for person in named:
        outbox.put(
            "speakers.mail",
            {"proposal": proposal.pk, "about": "named", "person": person.pk},
            key=f"speakers.mail:{proposal.pk}:named:{person.pk}",
        )
    programme.make_searchable(session)
    audit.note(by=by, verb="make", thing=session, proposal=proposal.code)
    speaker_codes.keep(event=proposal.event, by=by, now=now)
    return session


def co_speakers_of(proposal: Proposal) -> list[Person]:
    """Whom the proposal names and the site knows, in the order named: by addresses that are known to be theirs.

    Others stay where they are, in the proposal, for the organizers to ask; nobody is made up from an address.
    """
    named = [address.lower() for address in addresses_in(proposal.co_speakers)]
    rows = EmailAddress.objects.annotate(lower=Lower("email")).filter(
        lower__in=named, verified=True, user__is_active=True
    )
    users = dict(rows.values_list("lower", "user"))
    people = {person.user_id: person for person in Person.objects.filter(user__in=users.values())}
    found = [people[users[address]] for address in named if users.get(address) in people]
    return [person for person in dict.fromkeys(found) if person != proposal.person]


def call_off(*, proposal: Proposal, by: Any, now: dt.datetime) -> None:
    """The session stays and is shown as cancelled, so that whoever had it in a calendar is told."""
    session = proposal.session
    if session is None or session.status == Session.Status.CANCELLED:
        return
    session.status = Session.Status.CANCELLED
    _changed(session, now)
    audit.note(by=by, verb="cancel", thing=session, proposal=proposal.code)
    speaker_codes.keep(event=session.event, by=by, now=now)


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
