"""What a speaker does with a proposal: writes, submits and changes it, takes it back, confirms. `outcome` decides.

`by` is the user who does it, or None for the site itself (commands, the demo), which may do everything.
"""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import must
from events.programme.actions import speaker_tickets
from people.models import Person
from speakers.actions import access_code, co_speaker, sessions
from speakers.actions.persons import person_of
from speakers.actions.proposal_state import WITH, Status, become, leave, locked, tell
from speakers.actions.sessions import TAKEN
from speakers.actions.words import (
    WRITTEN,
    AlreadyDecided,
    AlreadyGiven,
    CallNotOpen,
    ChangedMeanwhile,
    CodeRefused,
    EnoughOfYou,
    NotComplete,
    NotNow,
    TooLate,
    TooManyProposals,
    Withdrawn,
    Words,
    answers_of,
    languages_of,
    offer_of,
    was_given,
)
from speakers.models import CallForProposals, Decision, Proposal
from speakers.rules.completeness import MOST_PROPOSALS, Problem, Wrong, find_problems
from speakers.rules.next_step import may_confirm

__all__ = [
    "BEING_WRITTEN",
    "WRITTEN",
    "AlreadyDecided",
    "AlreadyGiven",
    "CallNotOpen",
    "ChangedMeanwhile",
    "CodeRefused",
    "EnoughOfYou",
    "NotComplete",
    "NotNow",
    "TooLate",
    "TooManyProposals",
    "Withdrawn",
    "Words",
    "change",
    "confirm",
    "languages_of",
    "need",
    "offer_of",
    "person_of",
    "restore",
    "save_draft",
    "submit",
    "withdraw",
]

BEING_WRITTEN = frozenset({Status.DRAFT, Status.SUBMITTED})


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
    code: str = "",
) -> Proposal:
    """Keeps what was written so far. `key` names the form: sent again, it writes to the same proposal.

    A form that was submitted meanwhile stays submitted. `person` is for the site itself, which has none of its own.
    `seen` is as in `change`.
    """
    proposal = _take(call=call, by=by, now=now, key=key, person=person)
    submitting = proposal.status == Status.SUBMITTED
    return _write(proposal, words, by=by, now=now, submitting=submitting, seen=seen, code=code)


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
    code: str = "",
) -> Proposal:
    """Hands in what the form says, as a new proposal or as the draft that the same form (`key`) saved before.

    The speaker gets a receipt, once: a form that is sent twice only changes what it submitted.
    """
    proposal = _take(call=call, by=by, now=now, key=key, person=person)
    return _write(proposal, words, by=by, now=now, submitting=True, seen=seen, code=code)


@transaction.atomic
def change(
    *,
    proposal: Proposal,
    words: Words,
    by: Any,
    now: dt.datetime,
    submitting: bool = False,
    seen: str = "",
    code: str = "",
) -> Proposal:
    """Writes a draft or a submitted proposal anew, until the deadline; with `submitting` a draft is handed in.

    `seen` is the version on which the words were written, where it is known: other words are never written over what
    came in between (ChangedMeanwhile).
    """
    if submitting:
        _hold(proposal.person)
    proposal = locked(proposal, by, "change")
    submitting = submitting or proposal.status == Status.SUBMITTED
    return _write(proposal, words, by=by, now=now, submitting=submitting, seen=seen, code=code)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Takes it back, before or after the deadline. The talk of an accepted one is shown as cancelled."""
    proposal = locked(proposal, by, "change")
    if proposal.status == Status.WITHDRAWN:
        return proposal
    if proposal.status == Status.DECLINED:
        raise AlreadyDecided
    if proposal.is_given(now):
        raise AlreadyGiven
    proposal.confirm_by = None
    return leave(proposal, by=by, verb="withdraw", now=now)


@transaction.atomic
def restore(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """Undoes a withdrawal while the call is open: as a draft, which is submitted anew when it is meant, and decided
    anew."""
    decided = Decision.objects.select_for_update().filter(proposal=proposal)
    list(decided)  # before its proposal, in the order of a release
    proposal = locked(proposal, by, "change")
    if proposal.status != Status.WITHDRAWN:
        return proposal
    if not proposal.is_open(now):
        raise CallNotOpen
    proposal.confirm_by = None
    decided.delete()
    return become(proposal, Status.DRAFT, by=by, verb="restore", now=now)


@transaction.atomic
def confirm(*, proposal: Proposal, by: Any, now: dt.datetime) -> Proposal:
    """The speaker's word that they come: the session stands, at once or with the release of the schedule."""
    proposal = locked(proposal, by, "change")
    if proposal.status == Status.CONFIRMED:
        return proposal
    if proposal.status != Status.ACCEPTED or proposal.confirm_by is None or not proposal.event.takes_place:
        raise NotNow
    if not may_confirm(proposal.confirm_by, now):
        raise TooLate
    proposal.session = sessions.give(proposal=proposal, by=by, now=now, confirmed=True)
    proposal = become(proposal, Status.CONFIRMED, by=by, verb="confirm", now=now)
    speaker_tickets.keep(event=proposal.event, by=by, now=now)
    tell(proposal, "confirmed", now)
    return proposal


@transaction.atomic
def need(*, proposal: Proposal, equipment: str, do_not_record: bool, by: Any, now: dt.datetime) -> Proposal:
    """What the speaker of an accepted talk needs on stage, and whether it is recorded: until it has been given."""
    proposal = locked(proposal, by, "change")
    if proposal.status not in TAKEN:
        raise NotNow
    facts = {"equipment": equipment, "do_not_record": do_not_record}
    changed = [name for name, value in facts.items() if getattr(proposal, name) != value]
    if not changed:
        return proposal
    for name in changed:
        setattr(proposal, name, facts[name])
    proposal.changed_at = now
    proposal.clean_fields(exclude=["call", "person", "title", "abstract"])
    proposal.save(update_fields=[*changed, "changed_at"])
    audit.note(by=by, verb="change", thing=proposal, fields=changed)
    sessions.keep_in_step(proposal=proposal, by=by, now=now)
    return proposal


def _take(*, call: CallForProposals, by: Any, now: dt.datetime, key: str, person: Person | None) -> Proposal:
    """The proposal that this form made before, locked, or a new one, not yet written."""
    if by is not None:
        must(by, "propose", call)
        person = person_of(by)
    assert person is not None, "the site itself must say for whom"  # noqa: S101 - a mistake of ours
    # The person's row is what two sendings of one form wait for: the second finds what the first has made. It is
    # held before the proposal's own, here as in `change`.
    _hold(person)
    rows = Proposal.objects.filter(call=call, person=person, key=key).select_for_update(of=("self",))
    if (known := rows.select_related(*WITH).first()) is not None:
        return known
    call = CallForProposals.objects.select_related("event").get(pk=call.pk)
    if Proposal.objects.filter(call=call, person=person).count() >= MOST_PROPOSALS:
        raise TooManyProposals
    return Proposal(call=call, person=person, key=key, created_at=now, changed_at=now)


def _hold(person: Person) -> None:
    Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)


def _write(
    proposal: Proposal, words: Words, *, by: Any, now: dt.datetime, submitting: bool, seen: str, code: str
) -> Proposal:
    if proposal.status == Status.WITHDRAWN:
        raise Withdrawn
    if proposal.status not in BEING_WRITTEN:
        raise AlreadyDecided
    is_open = proposal.is_open(now)
    may_be_opened = code and now >= proposal.call.closes_at and proposal.event.takes_place
    if not (is_open or may_be_opened):
        raise CallNotOpen
    offer = offer_of(proposal.call)
    problems = find_problems(words.content(), offer, submitting=submitting)
    if not was_given(proposal, words):
        problems.append(Problem("given_before", Wrong.UNKNOWN))
    if problems:
        raise NotComplete(problems)
    is_new = proposal.pk is None
    facts = {
        **{name: getattr(words, name) for name in WRITTEN},
        "answers": answers_of(proposal, words, offer),
    }
    changed = [name for name, value in facts.items() if getattr(proposal, name) != value]
    first = submitting and proposal.status == Status.DRAFT
    if not (is_new or changed or first):
        return proposal
    if changed and seen and not is_new and seen != proposal.version:
        raise ChangedMeanwhile(proposal)
    for name in changed:
        setattr(proposal, name, facts[name])
    proposal.changed_at = now
    if first:
        _may_submit(proposal)
        proposal.status = Status.SUBMITTED
        proposal.submitted_at = now
    if not is_open:  # as late as can be: this is the row that all who come with one code wait for
        proposal.access_code = access_code.claim(call=proposal.call, code=code, now=now)
        if proposal.access_code is None:
            raise CodeRefused
    _save(proposal)
    if proposal.status == Status.SUBMITTED and (first or "co_speakers" in changed):
        co_speaker.keep(proposal=proposal, by=by, is_new=is_new)
    # Autosaving would bury the trail under drafts: their first and last saying is told, not each word between.
    if is_new or first or proposal.status == Status.SUBMITTED:
        verb = "submit" if first else "draft" if is_new else "change"
        audit.note(by=by, verb=verb, thing=proposal, fields=changed)
    if first:
        tell(proposal, "submitted", now)
    return proposal


def _may_submit(proposal: Proposal) -> None:
    """The person's row is held: two at once are counted one after the other."""
    most = proposal.call.most_each
    if most is None:
        return
    handed_in = Proposal.objects.filter(call=proposal.call_id, person=proposal.person_id).submitted()
    if handed_in.exclude(pk=proposal.pk).count() >= most:
        raise EnoughOfYou


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
