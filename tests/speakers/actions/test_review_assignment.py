import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from core import outbox
from core.clock import now as clock_now
from core.models import Job
from speakers.actions import assignment as actions
from speakers.actions import review
from speakers.models import Assignment, Conflict
from tests.factories.events import make_crew
from tests.factories.people import make_user
from tests.factories.reviewing import make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def boss(call):
    user = make_user(name="Bo Boss")
    make_crew(call.event, user.person, "chair")
    return user


@pytest.fixture
def readers(call):
    users = [make_user(name=f"Reader {n}") for n in range(3)]
    for user in users:
        make_reviewer(call, user.person)
    return users


@pytest.fixture
def talks(call):
    return [make_proposal(call, make_user(name=f"Speaker {n}").person) for n in range(4)]


def plan(call, by, each=2):
    return actions.preview(call=call, each=each, by=by)


def fairly(call, by, each=2, now=None):
    key = plan(call, by, each).key
    return actions.assign_fairly(call=call, each=each, key=key, by=by, now=now or clock_now())


def test_what_was_looked_at_is_what_is_done(call, boss, readers, talks):
    looked = plan(call, boss)

    assert actions.assign_fairly(call=call, each=2, key=looked.key, by=boss, now=clock_now()) == 8
    assert set(Assignment.objects.values_list("proposal", "person")) == set(looked.plan.pairs)
    assert {row.after for row in looked.rows} == {2, 3}
    assert fairly(call, boss) == 0, "a second time there is nothing to do"


def test_another_plan_than_the_one_looked_at_is_not_done(call, boss, readers, talks):
    looked = plan(call, boss)
    Conflict.objects.create(proposal=talks[0], person=readers[0].person, at=clock_now())
    Conflict.objects.create(proposal=talks[0], person=readers[1].person, at=clock_now())

    with pytest.raises(actions.ChangedMeanwhile):
        actions.assign_fairly(call=call, each=2, key=looked.key, by=boss, now=clock_now())
    assert not Assignment.objects.exists()
    assert plan(call, boss).short == 1


def test_a_review_given_unasked_counts(call, boss, readers, talks):
    make_phase(call)
    review.give(proposal=talks[0], scores={}, by=readers[0], now=clock_now())

    pairs = plan(call, boss, each=1).plan.pairs

    assert {proposal for proposal, _reader in pairs} == {talk.pk for talk in talks[1:]}


def test_a_chair_of_tracks_assigns_in_those_alone(call, readers, talks):
    mine, other = make_track(call.event, "Storage"), make_track(call.event, "Network")
    for talk, track in zip(talks, (mine, mine, other, None), strict=True):
        talk.track = track
        talk.save()
    chair = make_user(name="Cher Chair")
    make_reviewer(call, chair.person, mine, is_chair=True)

    fairly(call, chair, each=1)

    assert set(Assignment.objects.values_list("proposal", flat=True)) == {talks[0].pk, talks[1].pk}
    with pytest.raises(PermissionDenied):
        actions.assign_by_hand(proposal=talks[2], people=[readers[0].person], by=chair, now=clock_now())
    with pytest.raises(PermissionDenied):
        fairly(call, readers[0])


def test_by_hand_nobody_who_is_too_near(call, boss, readers, talks):
    ada, bea = readers[0].person, readers[1].person
    actions.assign_by_hand(proposal=talks[0], people=[ada], by=boss, now=clock_now())
    actions.assign_by_hand(proposal=talks[0], people=[bea], by=boss, now=clock_now())

    assert [row.person for row in Assignment.objects.all()] == [bea]
    Conflict.objects.create(proposal=talks[0], person=ada, at=clock_now())
    with pytest.raises(actions.TooNear):
        actions.assign_by_hand(proposal=talks[0], people=[ada, bea], by=boss, now=clock_now())
    with pytest.raises(actions.TooNear):
        actions.assign_by_hand(proposal=talks[0], people=[boss.person], by=boss, now=clock_now())


def test_who_is_assigned_gets_one_mail_for_all(call, boss, readers, talks):
    now = clock_now()
    fairly(call, boss, each=1, now=now)
    extra = next(talk for talk in talks if not talk.assignments.filter(person=readers[0].person).exists())
    actions.assign_by_hand(
        proposal=extra,
        people=[readers[0].person, *(row.person for row in extra.assignments.all())],
        by=boss,
        now=now,
    )
    assert Job.objects.filter(kind="speakers.assigned").count() == 3

    outbox.sweep(now + dt.timedelta(minutes=11))

    (letter,) = [letter for letter in mail.outbox if letter.to == [readers[0].email]]
    assert letter.body.count("- Talk") == Assignment.objects.filter(person=readers[0].person).count()
    assert "/review/" in letter.body and len(mail.outbox) == 3
    assert all(talk.person.name not in letter.body for talk in talks)
