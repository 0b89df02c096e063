"""Who is asked to review what: a fair plan to look at first, and the writing of it."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import audit, outbox
from core.access import must
from people.models import Person
from speakers.access import tracks_chaired
from speakers.models import Assignment, CallForProposals, Proposal, Review, Reviewer, near_to
from speakers.rules.assignment import Paper, Plan, Reader, assign, may_read

DIGEST = dt.timedelta(minutes=10)
"""So long what is assigned to one reviewer is gathered, to be told in one mail."""


class ChangedMeanwhile(Exception):
    """The plan that was looked at is no longer the one that would be made."""


class TooNear(Exception):
    """Somebody who may not read this proposal."""


@dataclass(frozen=True)
class Row:
    reviewer: Reviewer
    before: int
    after: int
    done: int

    @property
    def more(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Preview:
    plan: Plan
    rows: list[Row]
    short: int
    key: str
    """Names the plan: sent back, it says which was looked at."""


@dataclass(frozen=True)
class _Facts:
    papers: list[Paper]
    readers: list[Reader]
    reviewers: dict[int, Reviewer]
    done: Counter[int]


def preview(*, call: CallForProposals, each: int, by: Any) -> Preview:
    """What `assign_fairly` would do: for the tracks that `by` chairs."""
    facts = _facts(call, tracks_chaired(by, call.event))
    plan = assign(facts.papers, facts.readers, each=each)
    new = Counter(person for _proposal, person in plan.pairs)
    rows = [
        Row(facts.reviewers[key], load - new[key], load, facts.done[key]) for key, load in plan.loads.items()
    ]
    rows.sort(key=lambda row: (row.reviewer.person.name, row.reviewer.pk))
    return Preview(
        plan, rows, sum(plan.short.values()), hashlib.sha256(repr(plan.pairs).encode()).hexdigest()[:32]
    )


@transaction.atomic
def assign_fairly(*, call: CallForProposals, each: int, key: str, by: Any, now: dt.datetime) -> int:
    """Writes the plan that was looked at (`key`); how many were new. ChangedMeanwhile where it would be another now."""
    must(by, "chair review", call.event)
    CallForProposals.objects.select_for_update(no_key=True).get(pk=call.pk)
    looked_at = preview(call=call, each=each, by=by)
    if looked_at.key != key:
        raise ChangedMeanwhile
    pairs = looked_at.plan.pairs
    Assignment.objects.bulk_create(
        [Assignment(proposal_id=proposal, person_id=person, at=now) for proposal, person in pairs],
        batch_size=500,
    )
    _tell(call, {person for _proposal, person in pairs}, now)
    audit.note(by=by, verb="assign reviewers", thing=call, each=each, number=len(pairs))
    return len(pairs)


@transaction.atomic
def assign_by_hand(*, proposal: Proposal, people: Iterable[Person], by: Any, now: dt.datetime) -> None:
    """Sets who is asked to review this one. TooNear for somebody who may not; who has reviewed it stays."""
    must(by, "chair", proposal)
    call = proposal.call
    CallForProposals.objects.select_for_update(no_key=True).get(pk=call.pk)
    wanted = {person.pk for person in people}
    if wanted - {reviewer.person_id for reviewer, _load in choices(proposal=proposal)}:
        raise TooNear
    standing = Assignment.objects.filter(proposal=proposal)
    done = set(Review.objects.filter(proposal=proposal).values_list("person", flat=True))
    before = set(standing.values_list("person", flat=True))
    standing.exclude(person__in=wanted | done).delete()
    new = wanted - before
    Assignment.objects.bulk_create(Assignment(proposal=proposal, person_id=key, at=now) for key in new)
    _tell(call, new, now)
    audit.note(by=by, verb="assign by hand", thing=proposal, new=len(new), number=len(wanted))


def choices(*, proposal: Proposal) -> list[tuple[Reviewer, int]]:
    """Who may be asked to review it, by hand also those of other tracks, and how much they have to read already."""
    reviewers = list(Reviewer.objects.filter(call=proposal.call_id).select_related("person"))
    near = near_to(Proposal.objects.filter(pk=proposal.pk), [row.person for row in reviewers])[proposal.pk]
    loads = Counter(
        Assignment.objects.filter(proposal__call=proposal.call_id).values_list("person", flat=True)
    )
    rows = [(row, loads[row.person_id]) for row in reviewers if row.person_id not in near]
    return sorted(rows, key=lambda pair: (pair[1], pair[0].person.name, pair[0].pk))


def may_be_asked(reviewer: Reviewer, tracks: frozenset[int], proposal: Proposal) -> bool:
    """Whether its track is one of theirs."""
    return may_read(Reader(reviewer.person_id, tracks), Paper(proposal.pk, proposal.track_id))


def _facts(call: CallForProposals, tracks: frozenset[int] | None) -> _Facts:
    reviewers = {
        row.person_id: row
        for row in Reviewer.objects.filter(call=call).select_related("person").prefetch_related("tracks")
    }
    every = Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED)
    near = near_to(every, [row.person for row in reviewers.values()])
    has: dict[int, set[int]] = defaultdict(set)
    for proposal, person in Assignment.objects.filter(proposal__in=every).values_list("proposal", "person"):
        has[proposal].add(person)
    done: Counter[int] = Counter()
    for proposal, person in Review.objects.filter(proposal__in=every).values_list("proposal", "person"):
        has[proposal].add(person)
        done[person] += 1
    papers, elsewhere = [], Counter[int]()
    for pk, track in every.order_by("pk").values_list("pk", "track"):
        if tracks is None or track in tracks:
            papers.append(Paper(pk, track, near[pk], frozenset(has[pk])))
        else:
            elsewhere.update(has[pk])
    readers = [
        Reader(key, frozenset(track.pk for track in row.tracks.all()), row.most, elsewhere[key])
        for key, row in reviewers.items()
    ]
    return _Facts(papers, readers, reviewers, done)


def _tell(call: CallForProposals, people: Iterable[int], now: dt.datetime) -> None:
    """One mail each for all that comes to them within some minutes."""
    slot = int(now.timestamp() // DIGEST.total_seconds())
    for person in sorted(people):
        outbox.put(
            "speakers.assigned",
            {"call": call.pk, "person": person, "since": slot * int(DIGEST.total_seconds())},
            due_at=dt.datetime.fromtimestamp((slot + 1) * DIGEST.total_seconds(), dt.UTC),
            key=f"speakers.assigned:{call.pk}:{person}:{slot}",
        )
