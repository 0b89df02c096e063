import datetime as dt

import pytest
from django.urls import reverse

from core.clock import now as clock_now
from speakers.actions import review as actions
from speakers.models import Conflict, Phase, Review, TrackChange
from tests.factories.people import make_person, make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def rae(call, client):
    user = make_user(name="Rae Reed")
    make_reviewer(call, user.person)
    client.force_login(user)
    return user


@pytest.fixture
def talk(call):
    return make_proposal(call, make_user(name="Ada Lark").person, title="Keys and locks")


def queue(call):
    return reverse("review", args=[call.event.slug])


def page(talk, name="review_proposal"):
    return reverse(name, args=[talk.event.slug, talk.code])


def test_one_after_the_other(client, call, rae, talk):
    make_phase(call)
    criterion = make_criterion(call)
    second = make_proposal(call, make_user(name="Bo Moss").person, title="Second")

    shown = client.get(queue(call)).content.decode()
    assert page(talk) in shown and "Next to review" in shown and "Ada Lark" not in shown
    answer = client.get(reverse("review_next", args=[call.event.slug]))
    assert answer["Location"] == page(talk)
    text = client.get(page(talk)).content.decode()
    assert "Keys and locks" in text and "4 great" in text and "Ada Lark" not in text

    answer = client.post(page(talk), {f"criterion-{criterion.pk}": "3", "private": "Good", "verb": "next"})

    assert answer["Location"] == page(second)
    review = Review.objects.get()
    assert review.scores.get().value == 3 and review.private == "Good"
    answer = client.post(page(second), {"verb": "abstain", "private": "Not mine"})
    assert answer["Location"] == queue(call)
    text = client.get(queue(call)).content.decode()
    assert "You have reviewed everything" in text and "abstained" in text


def test_a_review_without_a_score_is_asked_for_one_and_loses_nothing(client, call, rae, talk):
    make_phase(call)
    make_criterion(call)

    answer = client.post(page(talk), {"verb": "next", "private": "What I think"})

    assert answer.status_code == 422
    assert "What I think" in answer.content.decode() and "at least one score" in answer.content.decode()
    assert not Review.objects.exists()


def test_a_step_that_is_none_is_told_beside_its_criterion(client, call, rae, talk):
    make_phase(call)
    criterion = make_criterion(call)

    assert client.post(page(talk), {f"criterion-{criterion.pk}": "9", "verb": "next"}).status_code == 422


def test_after_the_phase_what_was_written_is_given_back_and_the_proposal_is_not(client, call, rae, talk):
    make_phase(
        call, ends_at=clock_now() - dt.timedelta(seconds=1), starts_at=clock_now() - dt.timedelta(hours=1)
    )
    criterion = make_criterion(call)

    answer = client.post(
        page(talk), {f"criterion-{criterion.pk}": "3", "private": "My words", "verb": "next"}
    )

    text = answer.content.decode()
    assert answer.status_code == 409 and "My words" in text and "Keys and locks" not in text
    assert client.get(page(talk))["Location"] == queue(call)
    assert "Keys and locks" not in client.get(queue(call)).content.decode()


def test_others_scores_come_with_ones_own(client, call, rae, talk):
    make_phase(call)
    criterion = make_criterion(call)
    other = make_user(name="Otto Other")
    make_reviewer(call, other.person)
    actions.give(proposal=talk, scores={criterion.pk: 4}, private="Splendid", by=other, now=clock_now())

    assert "Splendid" not in client.get(page(talk)).content.decode()
    client.post(page(talk), {f"criterion-{criterion.pk}": "1", "verb": "stay"})

    assert "Splendid" in client.get(page(talk)).content.decode()


def test_in_a_phase_that_tells_names_the_reviewer_reads_them(client, call, rae, talk):
    make_phase(call, shows_names=True)

    assert "Ada Lark" in client.get(page(talk)).content.decode()


def test_a_conflict_is_named_and_taken_back(client, call, rae, talk):
    make_phase(call)
    assert client.get(page(talk, "review_conflict")).status_code == 200

    client.post(page(talk, "review_conflict"), {"because": "We share a house"})

    assert Conflict.objects.get().because == "We share a house"
    assert client.get(page(talk)).status_code == 404
    assert "Take back" in client.get(queue(call)).content.decode()
    client.post(reverse("review_conflict_back", args=[call.event.slug]), {"proposal": talk.pk})
    assert not Conflict.objects.exists()


def test_another_track_is_asked_for(client, call, rae, talk):
    make_phase(call)
    network = make_track(call.event, "Network")

    answer = client.post(
        page(talk, "review_track"), {"to_track": network.pk, "because": "Wires"}, follow=True
    )

    assert TrackChange.objects.get().because == "Wires"
    assert "asked to move it to Network" in answer.content.decode()
    again = client.post(page(talk, "review_track"), {"to_track": network.pk})
    assert again.status_code == 422
    assert client.post(page(talk, "review_track"), {"to_track": "0"}).status_code == 422


def test_who_does_not_review_learns_of_no_proposal(client, call, talk):
    make_phase(call)
    client.force_login(make_user(name="Someone"))

    assert client.get(queue(call)).status_code == 403
    for name in ("review_proposal", "review_conflict", "review_track"):
        assert client.get(page(talk, name)).status_code == 404
        assert client.post(page(talk, name), {"verb": "next"}).status_code == 404


def test_before_the_phase_it_says_when(client, call, rae, talk):
    make_phase(call, starts_at=clock_now() + dt.timedelta(days=1), ends_at=clock_now() + dt.timedelta(days=2))

    text = client.get(queue(call)).content.decode()

    assert "Review begins" in text and "Keys and locks" not in text


def test_hostile_text_is_text_for_reviewers(client, call, rae, talk):
    make_phase(call, name=HOSTILE[:80], shows_names=True)
    make_criterion(call, HOSTILE[:80], labels=[HOSTILE[:60], "b"])
    talk.title = talk.abstract = talk.description = HOSTILE
    talk.save()

    for address in (queue(call), page(talk), page(talk, "review_conflict"), page(talk, "review_track")):
        assert "<script>alert" not in client.get(address).content.decode()


def test_the_queue_costs_the_same_however_many(client, call, rae, talk, queries_of):
    make_phase(call)
    talk.track = make_track(call.event)
    talk.save()
    one = queries_of(client, queue(call))
    for n in range(29):
        make_proposal(call, make_person(f"Speaker {n}"), track=talk.track)

    assert queries_of(client, queue(call)) == one
    assert Phase.objects.count() == 1
