"""What reviewers say: scores and words, that they abstain, that they are too near. The only writers of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit
from core.access import must
from speakers.access import reviewer_of
from speakers.actions.blind import phase_of
from speakers.models import Assignment, Conflict, Criterion, Proposal, Review, Reviewer, Score


class NotNow(Exception):
    """No phase runs in which reviewers score."""


class NoSuchScore(ValueError):
    """A step that the criterion does not have, or a criterion of another call."""


@transaction.atomic
def give(
    *,
    proposal: Proposal,
    scores: Mapping[int, int],
    by: Any,
    now: dt.datetime,
    private: str = "",
    to_speaker: str = "",
) -> Review:
    """Writes the one review that `by` has of this proposal, anew where there is one. `scores`: step by criterion;
    without any it is an abstention."""
    reviewer = _come_in(proposal, by, now)
    steps = {row.pk: row.most for row in Criterion.objects.filter(call=proposal.call_id)}
    if any(key not in steps or not 0 <= value <= steps[key] for key, value in scores.items()):
        raise NoSuchScore
    review = Review.objects.filter(proposal=proposal, person=reviewer.person_id).first()
    verb = "change" if review else "give"
    review = review or Review(proposal=proposal, person=reviewer.person, created_at=now)
    review.private, review.to_speaker, review.changed_at = private, to_speaker, now
    review.save()
    review.scores.exclude(criterion__in=scores).delete()
    Score.objects.bulk_create(
        [Score(review=review, criterion_id=key, value=value) for key, value in scores.items()],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["value"],
    )
    audit.note(by=by, verb=verb, thing=review, proposal=proposal.code, abstains=not scores)
    return review


@transaction.atomic
def name_conflict(*, proposal: Proposal, because: str, by: Any, now: dt.datetime) -> Conflict:
    """Takes the proposal out of the reviewer's hands: the assignment goes, and what they had said of it."""
    reviewer = _come_in(proposal, by, now)
    conflict, _new = Conflict.objects.get_or_create(
        proposal=proposal, person=reviewer.person, defaults={"because": because, "at": now}
    )
    Assignment.objects.filter(proposal=proposal, person=reviewer.person_id).delete()
    Review.objects.filter(proposal=proposal, person=reviewer.person_id).delete()
    audit.note(by=by, verb="name a conflict", thing=conflict, proposal=proposal.code)
    return conflict


@transaction.atomic
def take_back_conflict(*, conflict: Conflict, by: Any, now: dt.datetime) -> None:
    """For a slip of the thumb: the proposal comes back into the reviewer's queue."""
    if conflict.person.user_id != by.pk:
        raise PermissionDenied
    if phase_of(conflict.proposal.call, now) is None:
        raise NotNow
    audit.note(by=by, verb="take back a conflict", thing=conflict, proposal=conflict.proposal.code)
    conflict.delete()


def _come_in(proposal: Proposal, by: Any, now: dt.datetime) -> Reviewer:
    """The reviewer, whose row is what all waits for that they send at once: the second finds what the first wrote."""
    phase = phase_of(proposal.call, now)
    if phase is None or not phase.takes_reviews:
        raise NotNow
    known = reviewer_of(by, proposal.call.event)
    if known is None:
        raise PermissionDenied
    Reviewer.objects.select_for_update(no_key=True).get(pk=known.pk)
    proposal = Proposal.objects.select_related("call__event").get(pk=proposal.pk)
    must(by, "review", proposal)
    return known
