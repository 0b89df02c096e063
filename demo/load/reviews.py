"""How the invented summit's talks are being chosen: phases, criteria, what reviewers and the community said so far."""

import datetime as dt
import random
from typing import Any

from demo.load.people import Cast
from demo.load.words import Days
from people.models import Person
from speakers.actions import review_setup as setup
from speakers.models import CallForProposals, Criterion, Phase, Proposal, Review, Reviewer, Score, Vote


def add(days: Days, cast: Cast, told: dict[str, Any], call: CallForProposals) -> None:
    draw = random.Random("reviews")  # noqa: S311  the same opinions every time
    ends_at = call.closes_at + dt.timedelta(days=told["ends_after_close_days"])
    about: dict[str, Any] = {"call": call, "by": None, "now": call.opens_at}
    setup.save_phase(
        name="Reading and voting",
        starts_at=call.opens_at,
        ends_at=ends_at,
        takes_reviews=True,
        takes_votes=True,
        shows_names=False,
        shows_scores=Phase.Scores.AFTER,
        **about,
    )
    setup.save_phase(
        name="Choosing",
        starts_at=ends_at,
        ends_at=ends_at + dt.timedelta(days=told["chosen_within_days"]),
        takes_reviews=False,
        takes_votes=False,
        shows_names=True,
        shows_scores=Phase.Scores.ALWAYS,
        **about,
    )
    criteria = [setup.save_criterion(**row, **about) for row in told["criteria"]]
    handed_in = list(Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED).order_by("pk"))
    for row in told["reviewers"]:
        tracks = call.event.tracks.filter(name__in=row.get("tracks", []))
        # Not through `add_reviewer`, which asks for an account: a demo without accounts has reviewers as well.
        reviewer = Reviewer.objects.create(
            call=call, person=cast.by_account[row["account"]], is_chair=row["is_chair"]
        )
        reviewer.tracks.set(tracks)
        theirs = [one for one in handed_in if not tracks or one.track in tracks]
        for proposal in theirs[: row["reads"]]:
            if not _too_near(proposal.person, reviewer.person):
                add_review(days, proposal, reviewer.person, criteria, draw.choice(told["words"]), draw)
    add_votes(days, cast, handed_in, told["voters"], draw)


def add_review(
    days: Days,
    proposal: Proposal,
    person: Person,
    criteria: list[Criterion],
    words: dict[str, str],
    draw: random.Random,
) -> None:
    at = days.ago(2 * draw.random())
    review = Review.objects.create(proposal=proposal, person=person, created_at=at, changed_at=at, **words)
    Score.objects.bulk_create(
        Score(review=review, criterion=one, value=draw.randint(1, one.most)) for one in criteria
    )


def add_votes(days: Days, cast: Cast, handed_in: list[Proposal], voters: int, draw: random.Random) -> None:
    Vote.objects.bulk_create(
        Vote(
            proposal=proposal, person=person, value=draw.choice((1, 2, 2, 3)), at=days.ago(5 * draw.random())
        )
        for person in cast.attendees[:voters]
        for proposal in draw.sample(handed_in, k=min(len(handed_in), draw.randint(2, 6)))
        if person != proposal.person
    )


def _too_near(one: Person, other: Person) -> bool:
    return one == other or (one.organisation_id is not None and one.organisation_id == other.organisation_id)
