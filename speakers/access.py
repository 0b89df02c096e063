"""Who may do what with calls and proposals."""

from typing import Any

from core.access import can, rule
from events.access import is_crew
from events.models import Crew, Event
from speakers.models import (
    AccessCode,
    CallForProposals,
    CallLetter,
    CallQuestion,
    Criterion,
    Phase,
    Proposal,
    Reviewer,
    is_near,
    near_to,
)


@rule("decide proposals", Event)
def decides(who: Any, event: Event) -> bool:
    """Its organizers, its programme chairs, and staff: they open the call, read what comes in, and choose."""
    return who.is_authenticated and (can(who, "change", event) or is_crew(who, event, Crew.Role.CHAIR))


@rule("propose", CallForProposals)
def proposes(who: Any, call: CallForProposals) -> bool:
    return who.is_authenticated and call.event.is_public


@rule("change", Proposal)
def changes(who: Any, proposal: Proposal) -> bool:
    """Whoever handed it in, and nobody else: organizers decide, they do not rewrite."""
    return who.is_authenticated and proposal.person.user_id == who.pk


@rule("see", Proposal)
def sees(who: Any, proposal: Proposal) -> bool:
    return changes(who, proposal) or (proposal.submitted_at is not None and decides(who, proposal.event))


@rule("decide", Proposal)
def decides_on(who: Any, proposal: Proposal) -> bool:
    return decides(who, proposal.event)


@rule("change", CallQuestion)
def changes_question(who: Any, question: CallQuestion) -> bool:
    return decides(who, question.call.event)


@rule("change", AccessCode)
def changes_access_code(who: Any, code: AccessCode) -> bool:
    return decides(who, code.call.event)


@rule("review", Event)
def reviews_for(who: Any, event: Event) -> bool:
    """Whoever stands among the reviewers of its call; in what they may see and say the phase has the last word."""
    return reviewer_of(who, event) is not None


@rule("review", Proposal)
def reviews(who: Any, proposal: Proposal) -> bool:
    """A reviewer of its track, or one whom it is assigned to, and never somebody who is too near to it."""
    if proposal.status != Proposal.Status.SUBMITTED or not who.is_authenticated:
        return False
    reviewer = reviewer_of(who, proposal.call.event)
    if reviewer is None:
        return False
    tracks = tracks_of(reviewer)
    asked = tracks is None or proposal.track_id in tracks
    asked = asked or proposal.assignments.filter(person=reviewer.person_id).exists()
    return asked and not is_near(proposal, reviewer.person)


@rule("chair review", Event)
def chairs_review(who: Any, event: Event) -> bool:
    """Chairs of any of its tracks, and whoever decides: they assign and see how far the reviewers are."""
    if decides(who, event):
        return True
    reviewer = reviewer_of(who, event)
    return reviewer is not None and reviewer.is_chair


@rule("set up review", CallForProposals)
def sets_up(who: Any, call: CallForProposals) -> bool:
    return decides(who, call.event)


@rule("set up review", Reviewer)
@rule("set up review", Phase)
@rule("set up review", Criterion)
def sets_up_part(who: Any, part: Reviewer | Phase | Criterion) -> bool:
    return decides(who, part.call.event)


@rule("chair", Proposal)
def chairs(who: Any, proposal: Proposal) -> bool:
    """Whoever decides, and the chairs of its track, but for what they are too near to."""
    return chairs_in(who, proposal, proposal.track_id)


def chairs_in(who: Any, proposal: Proposal, track: int | None) -> bool:
    """Whether somebody has a chair's word on a proposal for this track, its own or one that it should move to."""
    if decides(who, proposal.call.event):
        return True
    tracks = tracks_chaired(who, proposal.call.event)
    return (tracks is None or track in tracks) and not is_near(proposal, who.person)


def too_near(who: Any, call: CallForProposals) -> frozenset[int]:
    """The proposals of which a chair learns nothing: whoever decides stands above."""
    if decides(who, call.event):
        return frozenset()
    near = near_to(Proposal.objects.filter(call=call), [who.person])
    return frozenset(pk for pk, people in near.items() if people)


def reviewer_of(who: Any, event: Event) -> Reviewer | None:
    if not who.is_authenticated:
        return None
    rows = Reviewer.objects.filter(call__event=event, person__user=who)
    return rows.select_related("call__event", "person").first()


def tracks_of(reviewer: Reviewer) -> frozenset[int] | None:
    """The tracks that a reviewer reads; None: all."""
    return frozenset(reviewer.tracks.values_list("pk", flat=True)) or None


def tracks_chaired(who: Any, event: Event) -> frozenset[int] | None:
    """The tracks whose chair somebody is; None: of all, as are those who decide. Empty: of none."""
    if decides(who, event):
        return None
    reviewer = reviewer_of(who, event)
    if reviewer is None or not reviewer.is_chair:
        return frozenset()
    return tracks_of(reviewer)


@rule("change", CallLetter)
def changes_letter(who: Any, letter: CallLetter) -> bool:
    return decides(who, letter.call.event)
