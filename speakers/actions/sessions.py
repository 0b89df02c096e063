"""What becomes of a chosen proposal: its entry in the programme."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from core import audit, outbox
from events.programme.actions import session as programme
from events.programme.actions import speaker_tickets
from events.programme.models import Session, SessionSpeaker
from people.models import Person
from speakers.models import CoSpeaker, Proposal
from speakers.rules.completeness import addresses_in
from speakers.rules.formats import kind_of

TAKEN = frozenset({Proposal.Status.ACCEPTED, Proposal.Status.CONFIRMED})
"""These hold a place in the programme."""
WORDS = ("title", "abstract", "description", "language", "level", "track", "do_not_record")


def give(*, proposal: Proposal, by: Any, now: dt.datetime, confirmed: bool = False) -> Session:
    """The proposal's session, as it may stand now. One that was called off stands again, once it is confirmed:
    calendars know it by its uuid.

    It is a draft until its speaker said yes (`confirmed`), where the call asks them, and until the schedule's release
    where the call does not announce talks one by one.
    """
    said_yes = confirmed or not proposal.call.confirm_days
    session = proposal.session
    if session is not None and proposal.is_handed_in_anew:
        programme.speak(session, [proposal.person, *co_speakers_of(proposal)], by)
        programme.make_searchable(session)
    if session is None:
        shows = said_yes and proposal.call.announces
        session = _make(proposal, Session.Status.CONFIRMED if shows else Session.Status.DRAFT, by, now)
    elif said_yes and _may_stand(session, proposal):
        if session.status == Session.Status.CANCELLED:
            _take_words(session, proposal)
        session.status = Session.Status.CONFIRMED
        _changed(session, now)
        audit.note(by=by, verb="confirm", thing=session, proposal=proposal.code)
    if session.status == Session.Status.CONFIRMED:
        _tell_named(proposal, session)
    speaker_tickets.keep(event=proposal.event, by=by, now=now)
    return session


def _may_stand(session: Session, proposal: Proposal) -> bool:
    if session.status == Session.Status.DRAFT:
        return proposal.call.announces
    return session.status == Session.Status.CANCELLED


def _make(proposal: Proposal, status: Session.Status, by: Any, now: dt.datetime) -> Session:
    session = programme.new(
        event=proposal.event,
        now=now,
        **{name: getattr(proposal, name) for name in WORDS},
        kind=kind_of(proposal.format),
        status=status,
    )
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=session, person=person, position=n)
        for n, person in enumerate([proposal.person, *co_speakers_of(proposal)])
    )
    programme.make_searchable(session)
    audit.note(by=by, verb="make", thing=session, proposal=proposal.code)
    return session


def _take_words(session: Session, proposal: Proposal) -> None:
    for name in WORDS:
        setattr(session, name, getattr(proposal, name))


def _tell_named(proposal: Proposal, session: Session) -> None:
    """Once each: that their name stands in the programme."""
    speakers = session.session_speakers.exclude(person=proposal.person_id)
    for person in speakers.values_list("person", flat=True):
        outbox.put(
            "speakers.mail",
            {"proposal": proposal.pk, "about": "named", "person": person},
            key=f"speakers.mail:{proposal.pk}:named:{person}",
        )


def keep_in_step(*, proposal: Proposal, by: Any, now: dt.datetime) -> None:
    """What the speaker says after acceptance of being recorded holds for the session."""
    session = proposal.session
    if session is not None and session.do_not_record != proposal.do_not_record:
        session.do_not_record = proposal.do_not_record
        session.shown_changed_at = now
        session.save(update_fields=["do_not_record", "shown_changed_at"])
        audit.note(by=by, verb="change", thing=session, changed=["do_not_record"])


def speak_along(*, proposal: Proposal, row: CoSpeaker, by: Any, now: dt.datetime) -> None:
    """Puts who said yes into the proposal's session, or takes who said no out of it. Also a draft's; one that was
    called off with its proposal takes its speakers once it stands again."""
    session = proposal.session
    if session is None or proposal.status not in TAKEN:
        return
    speakers = session.session_speakers
    if row.is_willing:
        if row.person is None or speakers.filter(person=row.person).exists():
            return
        last = speakers.order_by("-position").values_list("position", flat=True).first()
        SessionSpeaker.objects.create(session=session, person=row.person, position=(last or 0) + 1)
    else:
        gone = row.person or next(iter(_known([row.email.lower()])), None)
        stands = speakers.filter(person=gone).first() if gone and gone.pk != proposal.person_id else None
        if stands is None:
            return
        stands.delete()
    _changed(session, now, moved=False)
    audit.note(by=by, verb="change", thing=session, changed=["speakers"])
    programme.make_searchable(session)
    speaker_tickets.keep(event=session.event, by=by, now=now)


def co_speakers_of(proposal: Proposal) -> list[Person]:
    """Who speaks along, in the order named: who said yes; and who said nothing yet, where the site knows the address
    as theirs. They are told and may say no. Nobody is made up from an address.
    """
    named = [address.lower() for address in addresses_in(proposal.co_speakers)]
    if not named:
        return []
    rows = {row.email.lower(): row for row in proposal.named.select_related("person")}
    silent = [address for address in named if address not in rows or rows[address].is_willing is None]
    found: list[Person] = []
    known = dict(zip(silent, _known(silent), strict=True))
    for address in named:
        row = rows.get(address)
        person = row.person if row is not None and row.is_willing else known.get(address)
        if person is not None and person.pk != proposal.person_id and person not in found:
            found.append(person)
    return found


def _known(addresses: list[str]) -> list[Person | None]:
    """Of each address whose it is known to be."""
    if not addresses:
        return []
    rows = EmailAddress.objects.annotate(lower=Lower("email")).filter(
        lower__in=addresses, verified=True, user__is_active=True
    )
    users = dict(rows.values_list("lower", "user"))
    people = {person.user_id: person for person in Person.objects.filter(user__in=users.values())}
    return [people.get(users.get(address)) for address in addresses]


def call_off(*, proposal: Proposal, by: Any, now: dt.datetime) -> None:
    """The session stays and is shown as cancelled, so that whoever had it in a calendar is told. A draft goes: nobody
    has seen it. The place goes to the next one."""
    session = proposal.session
    if proposal.has_place:
        tell_freed(proposal)
    if session is None or session.status == Session.Status.CANCELLED:
        return
    if session.status == Session.Status.DRAFT:
        audit.note(by=by, verb="delete", thing=session, proposal=proposal.code)
        proposal.session = None
        session.delete()
        speaker_tickets.keep(event=proposal.event, by=by, now=now)
    else:
        proposal.session = programme.cancel(session=session, by=by, now=now)


def tell_freed(proposal: Proposal) -> None:
    """The worker moves up who is next: it may hold the call before any proposal."""
    key = f"speakers.freed:{proposal.pk}:{proposal.version}"
    outbox.put("speakers.freed", {"proposal": proposal.pk}, key=key)


def _changed(session: Session, now: dt.datetime, *, moved: bool = True) -> None:
    session.sequence += moved
    session.shown_changed_at = now
    session.save(update_fields=["status", *WORDS, "sequence", "shown_changed_at"])
