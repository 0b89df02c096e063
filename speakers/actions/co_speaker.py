"""Those whom a proposal names by address: they are asked, may say yes or no, and nobody waits for them."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from core import audit, outbox
from people.actions import person as people
from people.models import Person
from speakers.actions import sessions
from speakers.actions.persons import person_of
from speakers.models import CoSpeaker, Proposal
from speakers.rules.completeness import addresses_in

Status = Proposal.Status
MEANT = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.CONFIRMED, Status.ALTERNATE})


class NotMeant(Exception):
    """The proposal is no longer there to speak along in: withdrawn or declined."""


class Nameless(ValueError):
    """Somebody whom the site does not know says yes, and does not say who they are."""


class TheirOwn(ValueError):
    """The proposer themselves: they speak anyway."""


def keep(*, proposal: Proposal, by: Any, is_new: bool) -> None:
    """Keeps the rows in step with what the proposal says, and puts a letter for each that is new. In the caller's
    transaction; no statement where nobody is named."""
    wanted = {address.lower(): address for address in addresses_in(proposal.co_speakers)}
    own = by.email.lower() if by is not None else ""
    wanted.pop(own, None)
    rows = {} if is_new else {row.email.lower(): row for row in proposal.named.all()}
    gone = [rows[address].pk for address in rows.keys() - wanted.keys()]
    if gone:
        CoSpeaker.objects.filter(pk__in=gone).delete()
    new = [address for low, address in wanted.items() if low not in rows]
    for row in CoSpeaker.objects.bulk_create(CoSpeaker(proposal=proposal, email=email) for email in new):
        outbox.put("speakers.ask_along", {"row": row.pk}, key=f"speakers.ask_along:{row.pk}")


@transaction.atomic
def answer(
    *,
    row: CoSpeaker,
    is_willing: bool,
    by: Any,
    now: dt.datetime,
    name: str = "",
    biography: str = "",
) -> CoSpeaker:
    """Yes or no, also another time than before. `by` is None for who is not signed in: the link was the key.

    Who says yes and is not known gets a profile of that name. In a talk that is in the programme they stand at once,
    or no more.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("call__event", "session")
    of = proposal.get(pk=row.proposal_id)
    row = CoSpeaker.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
    row.proposal = of
    if of.status not in MEANT or not of.event.takes_place:
        raise NotMeant
    if is_willing:
        row.person = row.person or _who(row, by, name, biography)
    if row.person_id is not None and row.person_id == of.person_id:
        raise TheirOwn
    row.is_willing, row.answered_at = is_willing, now
    row.save(update_fields=["person", "is_willing", "answered_at"])
    audit.note(by=by, verb="speak along" if is_willing else "not speak along", thing=of, named=row.pk)
    sessions.speak_along(proposal=of, row=row, by=by, now=now)
    return row


def known_by(email: str) -> Person | None:
    """Whose address it is known to be."""
    rows = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    user = rows.values_list("user", flat=True).first()
    return Person.objects.filter(user=user).first() if user else None


def _who(row: CoSpeaker, by: Any, name: str, biography: str) -> Person:
    if by is not None:
        return person_of(by)
    if (known := known_by(row.email)) is not None:
        return known
    if not name:
        raise Nameless
    # Shown to nobody before a talk of theirs stands (events.programme.actions.speaker_profiles).
    return people.create(by=None, name=name, biography=biography)
