"""Forty at once: one review a reviewer and proposal, one vote a person and proposal."""

import pytest

from core.clock import now as clock_now
from speakers.actions import review, vote
from speakers.models import Review, Score, Vote
from tests.booking.actions.test_simultaneous import at_once
from tests.factories.people import make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 40


def test_forty_sendings_of_one_review_are_one() -> None:
    call = make_call()
    make_phase(call)
    criterion, user = make_criterion(call), make_user(name="Rae Reed")
    make_reviewer(call, user.person)
    talk = make_proposal(call, make_user(name="Ada Lark").person)

    def one(n):
        return lambda: review.give(proposal=talk, scores={criterion.pk: n % 5}, by=user, now=clock_now())

    found = at_once([one(n) for n in range(TRIES)])

    assert [f for f in found if isinstance(f, Exception)] == []
    assert Review.objects.count() == 1 and Score.objects.count() == 1


def test_forty_votes_of_one_person_are_one_and_of_forty_are_forty() -> None:
    call = make_call()
    make_phase(call, takes_votes=True, takes_reviews=False)
    eager = make_user(name="Eager")
    others = [make_user(name=f"Voter {n}") for n in range(TRIES // 2)]
    talk = make_proposal(call, make_user(name="Ada Lark").person)

    def one(user, n):
        return lambda: vote.give(proposal=talk, value=n % 3 + 1, by=user, now=clock_now())

    found = at_once([one(eager, n) for n in range(TRIES // 2)] + [one(u, n) for n, u in enumerate(others)])

    assert [f for f in found if isinstance(f, Exception)] == []
    assert Vote.objects.filter(person=eager.person).count() == 1
    assert Vote.objects.count() == 1 + len(others)
