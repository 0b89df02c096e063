import pytest
from django.core.exceptions import PermissionDenied

from core.clock import now as clock_now
from speakers.actions import selection as actions
from speakers.models import Choice
from tests.factories.events import make_crew
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.reviewing import make_reviewer
from tests.factories.selection import make_choice
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def track(call):
    return make_track(call.event, slots=2)


@pytest.fixture
def talks(call, track):
    person = make_person("Ada Lark")
    return [make_proposal(call, person, track=track, title=f"No {n}") for n in range(4)]


@pytest.fixture
def chair(call, track):
    user = make_user(name="Cleo Chair")
    make_reviewer(call, user.person, track, is_chair=True)
    return user


@pytest.fixture
def boss(call):
    user = make_user(name="Bo Boss")
    make_crew(call.event, user.person, "chair")
    return user


def place(proposal, verdict, position=None, *, by=None, whose="team"):
    return actions.place(
        proposal=proposal, whose=whose, verdict=verdict, position=position, by=by, now=clock_now()
    )


def rows(whose="team"):
    found = Choice.objects.filter(whose=whose).order_by("verdict", "position")
    return [(row.verdict, row.position, row.proposal.title) for row in found.select_related("proposal")]


def test_places_are_without_a_gap(talks):
    for talk in talks[:3]:
        place(talk, "accept")
    place(talks[2], "accept", 0)
    place(talks[0], "alternate")

    assert rows() == [("accept", 0, "No 2"), ("accept", 1, "No 1"), ("alternate", 0, "No 0")]
    place(talks[2], "")
    assert rows() == [("accept", 0, "No 1"), ("alternate", 0, "No 0")]


def test_who_withdrew_stands_in_no_list(talks):
    for talk in talks[:3]:
        place(talk, "accept")
    talks[0].status = "withdrawn"
    talks[0].save()

    assert place(talks[3], "accept", 1)["accept"] == [talks[1].pk, talks[3].pk, talks[2].pk]
    with pytest.raises(actions.NotToChoose):
        place(talks[0], "accept")


@pytest.mark.parametrize("status", ["draft", "accepted", "confirmed"])
def test_what_is_told_or_not_handed_in_is_not_placed(talks, status):
    talks[0].status = status
    talks[0].save()

    with pytest.raises(actions.NotToChoose):
        place(talks[0], "decline")


def test_chairs_order_their_own_list_of_their_own_track(call, talks, chair):
    place(talks[0], "accept", by=chair, whose="chairs")
    elsewhere = make_proposal(call, talks[0].person, track=make_track(call.event, "Nets"))

    for proposal, whose in ((talks[0], "team"), (elsewhere, "chairs")):
        with pytest.raises(PermissionDenied):
            place(proposal, "accept", by=chair, whose=whose)
    assert rows("team") == []


def test_a_reviewer_who_is_no_chair_places_nothing(call, track, talks):
    user = make_user(name="Rae Reed")
    make_reviewer(call, user.person, track)

    with pytest.raises(PermissionDenied):
        place(talks[0], "accept", by=user, whose="chairs")


def test_a_chair_does_not_order_what_they_are_too_near_to(call, track, chair):
    chair.person.organisation = house = make_organisation()
    chair.person.save()
    near = make_proposal(call, make_person("Col League", organisation=house), track=track)

    for proposal in (near, make_proposal(call, chair.person, track=track)):
        with pytest.raises(PermissionDenied):
            place(proposal, "accept", by=chair, whose="chairs")


def test_a_chair_of_all_tracks_is_held_to_that_as_well(call):
    user = make_user(name="Al Tracks")
    make_reviewer(call, user.person, is_chair=True)

    with pytest.raises(PermissionDenied):
        place(make_proposal(call, user.person), "accept", by=user, whose="chairs")


def test_the_team_begins_with_the_chairs_list(call, track, talks, chair, boss):
    make_choice(talks[1], whose="chairs")
    make_choice(talks[0], "alternate", whose="chairs")
    make_choice(talks[0], "accept")
    make_choice(talks[3], "decline")

    actions.take_over(call=call, track=track, by=boss, now=clock_now())

    assert rows() == [("accept", 0, "No 1"), ("alternate", 0, "No 0"), ("decline", 0, "No 3")]
    assert rows("chairs") == [("accept", 0, "No 1"), ("alternate", 0, "No 0")]
    with pytest.raises(PermissionDenied):
        actions.take_over(call=call, track=track, by=chair, now=clock_now())
