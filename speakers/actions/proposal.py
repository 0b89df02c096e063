"""From a draft to a decision: the only writers of proposals.

`by` is the user who does it, or None for the site itself (commands, the demo), which may do everything.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from core import audit, outbox
from core.access import must
from events.programme.models import Track
from people.actions import person as people
from people.models import Person
from speakers.actions import sessions
from speakers.models import CallForProposals, Proposal
from speakers.rules.completeness import MOST_PROPOSALS, Content, Offer, Problem, find_problems

Status = Proposal.Status
BEING_WRITTEN = frozenset({Status.DRAFT, Status.SUBMITTED})


class NotNow(Exception):
    """A proposal that stands as it is; what is asked for cannot be done to it."""


class CallNotOpen(NotNow):
    """Before the call's opening instant, or at its closing one and after."""


class AlreadyDecided(NotNow):
    """The organizers have answered: the proposal can no longer be changed."""


class Withdrawn(NotNow):
    """Its speaker took it back."""


class ChangedMeanwhile(NotNow):
    """Somebody wrote to it after this form was opened: its speaker, in another window. `proposal` is how it stands."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.code)
        self.proposal = proposal


class TooManyProposals(NotNow):
    """Nobody can mean so many."""


class NotComplete(ValueError):
    """What was written cannot be taken. `problems` says why, by field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.field} {problem.wrong}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a speaker writes."""

    title: str = ""
    abstract: str = ""
    description: str = ""
    notes: str = ""
    track: Track | None = None
    format: str = ""
    language: str = ""
    level: str = ""
    co_speakers: str = ""

    def content(self) -> Content:
        rest = {name: getattr(self, name) for name in WRITTEN if name != "track"}
        return Content(**rest, track=self.track.pk if self.track else None)


WRITTEN = tuple(Words.__dataclass_fields__)


def offer_of(call: CallForProposals) -> Offer:
    return Offer(
        tracks=frozenset(call.event.tracks.values_list("pk", flat=True)),
        formats=frozenset(form["name"] for form in call.formats),
        languages=frozenset(languages_of(call)),
        levels=frozenset(Proposal.Level.values),
    )


def languages_of(call: CallForProposals) -> list[str]:
    """Codes of the languages to speak in; the site's own where the call names none."""
    return list(call.languages) or [code for code, _name in settings.LANGUAGES]


@transaction.atomic
def save_draft(
    *,
    call: CallForProposals,
    words: Words,
    by: Any,
    now: dt.datetime,
    key: str,
    person: Person | None = None,
    seen: str = "",
) -> Proposal:
    """Keeps what was written so far. `key` names the form: sent again, it writes to the same proposal.

    A form that was submitted meanwhile stays submitted. `person` is for the site itself, which has none of its own.
    `seen` is as in `change`.
    """
    proposal = _take(call=call, by=by, now=now, key=key, person=person)
    return _write(proposal, words, by=by, now=now, submitting=proposal.status == Status.SUBMITTED, seen=seen)


@transaction.atomic
def submit(
    *,
    call: CallForProposals,
    words: Words,
    by: Any,
    now: dt.datetime,
    key: str,
    person: Person | None = None,
    seen: str = "",
) -> Proposal:
    """Hands in what the form says, as a new proposal or as the draft that the same form (`key`) saved before.

    The speaker gets a receipt, once: a form that is sent twice only changes what it submitted.
    """
    proposal = _take(call=call, by=by, now=now, key=key, person=person)
    return _write(proposal, words, by=by, now=now, submitting=True, seen=seen)


@transaction.atomic
def change(
    *, proposal: Proposal, words: Words, by: Any, now: dt.datetime, submitting: bool = False, seen: str = ""
) -> Proposal:
    """Writes a draft or a submitted proposal anew, until the deadline; with `submitting` a draft is handed in.

    `seen` is the version on which the words were written, where it is known: other words are never written over what
    came in between (ChangedMeanwhile).
    """
    proposal = _locked(proposal)
    if by is not None:
        must(by, "change", proposal)
    submitting = submitting or proposal.status == Status.SUBMITTED
    return _write(proposal, words, by=by, now=now, submitting=submitting, seen=seen)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Takes it back, before or after the deadline. The talk of an accepted one is shown as cancelled."""
    proposal = _locked(proposal)
    if by is not None:
        must(by, "change", proposal)
    if proposal.status == Status.WITHDRAWN:
        return proposal
    if proposal.status == Status.DECLINED:
        raise AlreadyDecided
    sessions.call_off(proposal=proposal, by=by, now=now)
    return _become(proposal, Status.WITHDRAWN, by=by, verb="withdraw", now=now)


@transaction.atomic
def restore(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Undoes a withdrawal while the call is open: as a draft, which is submitted anew when it is meant."""
    proposal = _locked(proposal)
    if by is not None:
        must(by, "change", proposal)
    if proposal.status != Status.WITHDRAWN:
        return proposal
    if not proposal.call.is_open(now):
        raise CallNotOpen
    return _become(proposal, Status.DRAFT, by=by, verb="restore", now=now)


@transaction.atomic
def accept(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Puts the talk into the programme and tells its speaker. Done twice, it is done once; a declined one may be
    accepted after all."""
    proposal = _locked(proposal)
    _may_be_decided(proposal, by)
    if proposal.status == Status.ACCEPTED:
        return proposal
    proposal.session = sessions.give(proposal=proposal, by=by, now=now)
    return _decide(proposal, Status.ACCEPTED, by=by, verb="accept", now=now)


@transaction.atomic
def decline(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Says no and tells the speaker. The talk of one that was accepted before is shown as cancelled."""
    proposal = _locked(proposal)
    _may_be_decided(proposal, by)
    if proposal.status == Status.DECLINED:
        return proposal
    sessions.call_off(proposal=proposal, by=by, now=now)
    return _decide(proposal, Status.DECLINED, by=by, verb="decline", now=now)


def _take(*, call: CallForProposals, by: Any, now: dt.datetime, key: str, person: Person | None) -> Proposal:
    """The proposal that this form made before, locked, or a new one, not yet written."""
    if by is not None:
        must(by, "propose", call)
        person = person_of(by)
    assert person is not None, "the site itself must say for whom"  # noqa: S101 - a mistake of ours
    rows = Proposal.objects.filter(call=call, person=person, key=key)
    rows = rows.select_for_update(of=("self",)).select_related("call__event", "person", "track", "session")
    if (known := rows.first()) is not None:
        return known
    # The person's row is what two sendings of one form wait for: the second finds what the first has made.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if (known := rows.first()) is not None:
        return known
    call = CallForProposals.objects.select_related("event").get(pk=call.pk)
    if Proposal.objects.filter(call=call, person=person).count() >= MOST_PROPOSALS:
        raise TooManyProposals
    return Proposal(call=call, person=person, key=key, created_at=now, changed_at=now)


def person_of(user: Any) -> Person:
    """Who the account is; whoever signed in has a person, made here for one that never did."""
    return Person.objects.filter(user=user).first() or people.create(by=user, name=user.name, user=user)


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("call__event", "person", "track", "session").get(pk=proposal.pk)


def _write(
    proposal: Proposal, words: Words, *, by: Any, now: dt.datetime, submitting: bool, seen: str
) -> Proposal:
    if proposal.status == Status.WITHDRAWN:
        raise Withdrawn
    if proposal.status not in BEING_WRITTEN:
        raise AlreadyDecided
    if not proposal.call.is_open(now):
        raise CallNotOpen
    if problems := find_problems(words.content(), offer_of(proposal.call), submitting=submitting):
        raise NotComplete(problems)
    is_new = proposal.pk is None
    changed = [name for name in WRITTEN if getattr(proposal, name) != getattr(words, name)]
    first = submitting and proposal.status == Status.DRAFT
    if not (is_new or changed or first):
        return proposal
    if changed and seen and not is_new and seen != proposal.version:
        raise ChangedMeanwhile(proposal)
    for name in changed:
        setattr(proposal, name, getattr(words, name))
    proposal.changed_at = now
    if first:
        proposal.status = Status.SUBMITTED
        proposal.submitted_at = now
    _save(proposal)
    # Autosaving would bury the trail under drafts: their first and last saying is told, not each word between.
    if is_new or first or proposal.status == Status.SUBMITTED:
        verb = "submit" if first else "draft" if is_new else "change"
        audit.note(by=by, verb=verb, thing=proposal, fields=changed)
    if first:
        _tell(proposal, "submitted", now)
    return proposal


def _save(proposal: Proposal) -> None:
    for _attempt in range(5):
        try:
            with transaction.atomic():
                proposal.save()
                return
        except IntegrityError:
            if proposal.pk is not None:
                raise
            # Eight letters may come twice; a doubled key cannot, since its person's row is held.
            proposal.code = Proposal._meta.get_field("code").get_default()
    raise RuntimeError("no free code for a proposal")


def _may_be_decided(proposal: Proposal, by: Any) -> None:
    if by is not None:
        must(by, "decide", proposal)
    if proposal.status == Status.WITHDRAWN:
        raise Withdrawn
    if proposal.status == Status.DRAFT:
        raise NotNow


def _decide(proposal: Proposal, status: Status, *, by: Any, verb: str, now: dt.datetime) -> Proposal:
    proposal.decided_at = now
    proposal = _become(proposal, status, by=by, verb=verb, now=now)
    _tell(proposal, status.value, now)
    return proposal


def _become(proposal: Proposal, status: Status, *, by: Any, verb: str, now: dt.datetime) -> Proposal:
    before = proposal.status
    proposal.status = status
    proposal.changed_at = now
    proposal.save(update_fields=["status", "changed_at", "decided_at", "session"])
    audit.note(by=by, verb=verb, thing=proposal, before=before)
    return proposal


def _tell(proposal: Proposal, about: str, now: dt.datetime) -> None:
    """A mail, in this very transaction. One for each time that the proposal came to be so."""
    outbox.put(
        "speakers.mail",
        {"proposal": proposal.pk, "about": about},
        key=f"speakers.mail:{proposal.pk}:{about}:{now.timestamp():.0f}",
    )
