"""What reviews and votes come to, for the chairs: read in a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from events.programme.models import Track
from speakers.actions.reviewing import scales_of, that_count
from speakers.actions.vote import spreads
from speakers.models import Assignment, CallForProposals, Proposal, Review, Reviewer
from speakers.rules.scoring import Summary, summarise
from speakers.rules.voting import Spread


@dataclass(frozen=True)
class Tally:
    scores: Summary = field(default_factory=Summary)
    votes: Spread = field(default_factory=lambda: Spread(0, None, ()))

    @property
    def percent(self) -> int | None:
        return None if self.scores.mean is None else round(self.scores.mean * 100)

    @property
    def median_percent(self) -> int | None:
        return None if self.scores.median is None else round(self.scores.median * 100)


NOTHING = Tally()


def tallies_of(
    call: CallForProposals, proposal: Proposal | None = None, *, among: "QuerySet[Proposal] | None" = None
) -> dict[int, Tally]:
    """Proposal → what was said of it; those of which nothing was said are missing. Of one, or of those `among`."""
    proposals = Proposal.objects.filter(call=call) if among is None else among
    if proposal is not None:
        proposals = proposals.filter(pk=proposal.pk)
    rows = that_count(proposals)
    given: dict[int, dict[int, dict[int, int]]] = defaultdict(dict)
    for pk, review, criterion, value in rows.values_list(
        "proposal", "pk", "scores__criterion", "scores__value"
    ):
        scores = given[pk].setdefault(review, {})
        if criterion is not None:
            scores[criterion] = value
    scales, votes = scales_of(call), spreads(call, proposal, among=among)
    return {
        pk: Tally(
            summarise(given[pk].values(), scales) if pk in given else Summary(), votes.get(pk, NOTHING.votes)
        )
        for pk in given.keys() | votes.keys()
    }


def in_order(keys: list[int], tallies: dict[int, Tally], order: str) -> list[int]:
    """The proposals by what was said of them; `order`: score, -score, reviews, spread or votes. What nobody scored or
    voted on comes last, but for the fewest reviews; equals stay as they were."""

    def rank(key: int) -> float:
        tally = tallies.get(key, NOTHING)
        if order == "reviews":
            return tally.scores.scored
        value = {
            "score": tally.scores.mean,
            "-score": tally.scores.mean,
            "spread": tally.scores.spread,
            "votes": tally.votes.mean,
        }[order]
        return LAST if value is None else value if order == "-score" else -value

    return sorted(keys, key=rank)


LAST = 1e9
MOST_PARTS = 5


def parts_of(spread: Spread) -> list[dict[str, object]]:
    """The largest organisations among the voters, as a page shows them."""
    return [
        {
            "name": part.organisation,
            "votes": part.votes,
            "percent": round(part.share * 100),
            "without": part.mean_without,
        }
        for part in spread.parts[:MOST_PARTS]
    ]


@dataclass(frozen=True)
class Done:
    """How far a reviewer is: `asked` of them, `done` of that, `more` they did beyond it."""

    reviewer: Reviewer
    asked: int
    done: int
    more: int


@dataclass(frozen=True)
class OfTrack:
    name: str
    proposals: int
    reviews: int
    unread: int
    """Proposals without any review."""

    @property
    def each(self) -> float:
        return round(self.reviews / self.proposals, 1) if self.proposals else 0.0


@dataclass(frozen=True)
class Progress:
    people: list[Done]
    tracks: list[OfTrack]
    proposals: int
    reviews: int
    unread: int


def progress_of(call: CallForProposals, tracks: frozenset[int] | None = None) -> Progress:
    """How far review is, per reviewer and per track; with `tracks` only in those."""
    every = Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED)
    if tracks is not None:
        every = every.filter(track__in=tracks)
    track_of = dict(every.order_by().values_list("pk", "track"))
    asked, done = _pairs(Assignment, call), _pairs(Review, call)
    reviewers = Reviewer.objects.filter(call=call).select_related("person").prefetch_related("tracks")
    people = []
    for row in reviewers.order_by("person__name", "pk"):
        mine = {pk for pk, person in asked if person == row.person_id and pk in track_of}
        gave = {pk for pk, person in done if person == row.person_id and pk in track_of}
        people.append(Done(row, len(mine), len(mine & gave), len(gave - mine)))
    reads = Counter(pk for pk, _person in done if pk in track_of)
    names: list[tuple[int | None, str]] = list(
        Track.objects.filter(event=call.event_id).values_list("pk", "name")
    )
    rows = []
    for key, name in [*names, (None, "")]:
        own = [pk for pk, track in track_of.items() if track == key]
        if own or (key is not None and (tracks is None or key in tracks)):
            rows.append(
                OfTrack(name, len(own), sum(reads[pk] for pk in own), sum(not reads[pk] for pk in own))
            )
    return Progress(people, rows, len(track_of), sum(reads.values()), sum(not reads[pk] for pk in track_of))


def _pairs(model: type[Assignment] | type[Review], call: CallForProposals) -> set[tuple[int, int]]:
    return set(model.objects.filter(proposal__call=call).values_list("proposal", "person"))
