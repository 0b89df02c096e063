"""What everybody may know of how a programme was chosen: numbers and rules, never who was declined.

It is counted from what speakers were told (their proposal's status); nothing here reads an unsent decision but to know
whether any was sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speakers.actions.board import people_of
from speakers.actions.decision import was_released
from speakers.actions.sessions import TAKEN
from speakers.models import CallForProposals, Criterion, Phase, Proposal, Review, Reviewer, Vote
from speakers.rules.selection import InOut, Share, balance_of, in_and_out

CAME = (
    Proposal.Status.SUBMITTED,
    Proposal.Status.ALTERNATE,
    Proposal.Status.DECLINED,
    *TAKEN,
)
FEWEST = 5
"""A share of fewer people could tell who is meant."""


@dataclass(frozen=True)
class Weighed:
    criterion: Criterion
    percent: int


@dataclass(frozen=True)
class Report:
    whole: InOut
    withdrawn: int
    tracks: list[InOut]
    formats: list[InOut]
    new: Share | None
    phases: list[Phase]
    criteria: list[Weighed]
    reviewers: int
    reviews: int
    voters: int
    votes: int


def report_of(call: CallForProposals) -> Report | None:
    """None before decisions were released."""
    if not was_released(call):
        return None
    rows = list(
        Proposal.objects.filter(call=call, status__in=CAME)
        .order_by()
        .values_list("pk", "track__name", "format", "status")
    )

    def count(pairs: Iterable[tuple[str, str]], order: Sequence[str] = ()) -> list[InOut]:
        waits = frozenset({Proposal.Status.ALTERNATE.value})
        return in_and_out(pairs, chosen=frozenset(TAKEN), alternates=waits, order=order)

    tracks = call.event.tracks.values_list("name", flat=True)
    people = people_of(call, [row[0] for row in rows if row[3] in TAKEN])
    new = balance_of(people).new
    criteria = list(Criterion.objects.filter(call=call))
    weight = sum(row.weight for row in criteria)
    votes = Vote.objects.filter(proposal__call=call)
    reviews = Review.objects.filter(proposal__call=call)
    return Report(
        whole=next(iter(count(("", row[3]) for row in rows)), InOut("", 0, 0)),
        withdrawn=Proposal.objects.filter(
            call=call, status=Proposal.Status.WITHDRAWN, submitted_at__isnull=False
        ).count(),
        tracks=count(((row[1] or "", row[3]) for row in rows), list(tracks)),
        formats=count(((row[2], row[3]) for row in rows), [form["name"] for form in call.formats]),
        new=new if new.of >= FEWEST else None,
        phases=list(Phase.objects.filter(call=call)),
        criteria=[Weighed(row, round(100 * row.weight / weight)) for row in criteria],
        reviewers=Reviewer.objects.filter(call=call).count(),
        reviews=reviews.count(),
        voters=votes.values("person").distinct().count(),
        votes=votes.count(),
    )
