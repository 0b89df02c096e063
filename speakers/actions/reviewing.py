"""Where a reviewer stands: what is to be read next, what is done, what the others said. It writes nothing."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from people.models import Person
from speakers.access import tracks_of
from speakers.actions.blind import Seen, Sight, as_line, sight_of
from speakers.models import (
    Assignment,
    CallForProposals,
    Conflict,
    Criterion,
    Proposal,
    Review,
    Reviewer,
    near_to,
)
from speakers.rules.phases import shows_others
from speakers.rules.scoring import Scale, value_of


@dataclass(frozen=True)
class Queue:
    """`asked`: what was assigned; `open`: what else they may read; both not reviewed by them yet. `done`: reviewed."""

    asked: list[Seen]
    open: list[Seen]
    done: list[tuple[Seen, bool]]
    """With whether they abstained."""
    conflicts: list[tuple[int, Seen]]
    sight: Sight

    @property
    def total(self) -> int:
        """What was asked of them, done or not; where nothing was assigned, all that they may read."""
        return len(self.asked) + len(self.done) if self.asked else len(self.open) + len(self.done)

    @property
    def next(self) -> Seen | None:
        return next(iter([*self.asked, *self.open]), None)


def scales_of(call: CallForProposals) -> dict[int, Scale]:
    return {row.pk: Scale(row.most, row.weight) for row in Criterion.objects.filter(call=call)}


def readable(call: CallForProposals) -> "list[Proposal]":
    """The proposals that are reviewed and voted on, with what their lines show."""
    rows = Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED)
    return list(rows.select_related("track", "call").order_by("submitted_at", "pk"))


def queue_of(reviewer: Reviewer, now: dt.datetime) -> Queue:
    """In a fixed number of queries. The fewest reviews first, so that what nobody read comes up."""
    call = reviewer.call
    asked_for = set(
        Assignment.objects.filter(person=reviewer.person_id, proposal__call=call).values_list(
            "proposal", flat=True
        )
    )
    tracks = tracks_of(reviewer)
    rows = [row for row in readable(call) if row.pk in asked_for or tracks is None or row.track_id in tracks]
    near = near_to(Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED), [reviewer.person])
    mine: dict[int, bool] = {}
    readers: dict[int, set[int]] = {}
    given = Review.objects.filter(proposal__call=call).values_list("proposal", "person", "scores")
    for proposal, person, score in given:
        readers.setdefault(proposal, set()).add(person)
        if person == reviewer.person_id:
            mine[proposal] = score is None
    rows = [row for row in rows if not near.get(row.pk)]
    todo = sorted((row for row in rows if row.pk not in mine), key=lambda row: len(readers.get(row.pk, ())))
    named = Conflict.objects.filter(person=reviewer.person_id, proposal__call=call)
    return Queue(
        asked=[as_line(row) for row in todo if row.pk in asked_for],
        open=[as_line(row) for row in todo if row.pk not in asked_for],
        done=[(as_line(row), mine[row.pk]) for row in rows if row.pk in mine],
        conflicts=[
            (row.pk, as_line(row.proposal))
            for row in named.select_related("proposal__call", "proposal__track").order_by("-at", "-pk")
        ],
        sight=sight_of(call, now),
    )


@dataclass(frozen=True)
class Other:
    """What somebody else said of a proposal."""

    name: str
    worth: int | None
    """In hundredths; None: abstained."""
    scores: list[tuple[str, str]]
    private: str
    to_speaker: str


def that_count(proposals: "QuerySet[Proposal]") -> "QuerySet[Review]":
    """The reviews of these but for those of people who came too near since: they speak along now, or are colleagues."""
    given = Review.objects.filter(proposal__in=proposals.order_by().values("pk"))
    readers = Person.objects.filter(pk__in=given.values("person"))
    near = near_to(proposals, readers)
    rows = given.values_list("pk", "proposal", "person")
    return given.exclude(pk__in=[pk for pk, proposal, person in rows if person in near.get(proposal, ())])


def reviews_of(proposal: Proposal) -> list[Other]:
    """All reviews of it that count, in words, the first given first."""
    scales = scales_of(proposal.call)
    rows = that_count(Proposal.objects.filter(pk=proposal.pk))
    rows = rows.select_related("person").prefetch_related("scores__criterion")
    return [_said(row, scales) for row in rows.order_by("created_at", "pk")]


def others_for(proposal: Proposal, reviewer: Reviewer, sight: Sight) -> list[Other] | None:
    """What the others said, if this reviewer may see it now; None where not."""
    rows = that_count(Proposal.objects.filter(pk=proposal.pk))
    rows = rows.select_related("person").prefetch_related("scores__criterion").order_by("created_at", "pk")
    # Who abstained has given none: they may still score, and have not seen what to.
    has_own = any(row.person_id == reviewer.person_id and row.scores.all() for row in rows)
    if sight.phase is None or not shows_others(sight.phase.shows_scores, has_own=has_own):
        return None
    scales = scales_of(proposal.call)
    return [_said(row, scales) for row in rows if row.person_id != reviewer.person_id]


def _said(review: Review, scales: dict[int, Scale]) -> Other:
    given = sorted(review.scores.all(), key=lambda score: (score.criterion.position, score.criterion_id))
    worth = value_of({score.criterion_id: score.value for score in given}, scales)
    return Other(
        name=review.person.name,
        worth=None if worth is None else round(worth * 100),
        scores=[(score.criterion.name, step_word(score.criterion, score.value)) for score in given],
        private=review.private,
        to_speaker=review.to_speaker,
    )


def step_word(criterion: Criterion, value: int) -> str:
    """ "3 good", or "3" where the step has no word."""
    label = str(criterion.labels[value]) if value < len(criterion.labels) else ""
    return f"{value} {label}".strip()
