import pytest
from django.core.exceptions import PermissionDenied

from core.clock import now as clock_now
from speakers.actions import decision, selection
from speakers.actions import track_change as actions
from speakers.models import TrackChange
from tests.factories.events import make_crew
from tests.factories.people import make_user
from tests.factories.reviewing import make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    make_phase(call)
    return call


@pytest.fixture
def storage(call):
    return make_track(call.event, "Storage")


@pytest.fixture
def network(call):
    return make_track(call.event, "Network")


@pytest.fixture
def talk(call, storage):
    return make_proposal(call, make_user(name="Ada Lark").person, track=storage)


def person(call, *tracks, chair=True):
    user = make_user(name="Some One")
    make_reviewer(call, user.person, *tracks, is_chair=chair)
    return user


def suggest(talk, track, by):
    return actions.suggest(proposal=talk, to_track=track, because="", by=by, now=clock_now())


def track_of(talk):
    talk.refresh_from_db()
    return talk.track


def test_it_leaves_the_lists_of_the_track_it_came_from(call, storage, network, talk):
    there = make_proposal(call, make_user(name="Bo Reed").person, track=network)
    for proposal, whose in ((talk, "chairs"), (talk, "team"), (there, "chairs")):
        selection.place(proposal=proposal, whose=whose, verdict="accept", by=None, now=clock_now())
    decision.decide(call=call, by=None, now=clock_now())
    assert decision.waiting(call).exists()

    suggest(talk, network, person(call, storage, network))

    assert track_of(talk) == network
    assert selection.orders_of(call, "chairs", network)["accept"] == [there.pk]
    assert not talk.choices.exists() and not decision.waiting(call).exists()


def test_it_moves_when_the_chairs_of_both_tracks_agreed(call, storage, network, talk):
    giver, taker = person(call, storage), person(call, network)
    change = suggest(talk, network, person(call, chair=False))

    actions.agree(change=change, by=giver, now=clock_now())
    actions.agree(change=change, by=giver, now=clock_now())
    assert track_of(talk) == storage
    actions.agree(change=change, by=taker, now=clock_now())

    assert track_of(talk) == network
    with pytest.raises(actions.Ended):
        actions.agree(change=change, by=taker, now=clock_now())


def test_who_chairs_both_agrees_once(call, storage, network, talk):
    change = suggest(talk, network, person(call, chair=False))

    actions.agree(change=change, by=person(call, storage, network), now=clock_now())

    assert track_of(talk) == network


def test_a_chair_who_asks_has_agreed_and_an_organizer_has_done_it(call, storage, network, talk):
    change = suggest(talk, network, person(call, storage))
    assert change.given_by is not None and track_of(talk) == storage
    actions.refuse(change=change, by=person(call, network), now=clock_now())
    organizer = make_user(name="Org Anizer")
    make_crew(call.event, organizer.person)

    suggest(talk, network, organizer)

    assert track_of(talk) == network


def test_what_has_no_track_needs_the_taker_alone(call, network, talk):
    talk.track = None
    talk.save()
    change = suggest(talk, network, person(call, chair=False))

    actions.agree(change=change, by=person(call, network), now=clock_now())

    assert track_of(talk) == network


def test_one_move_is_asked_at_a_time(call, storage, network, talk):
    reviewer = person(call, chair=False)
    suggest(talk, network, reviewer)

    with pytest.raises(actions.AskedAlready):
        suggest(talk, make_track(call.event, "Cloud"), reviewer)
    with pytest.raises(ValueError, match="not another"):
        suggest(talk, storage, reviewer)


def test_who_chairs_neither_answers_nothing(call, network, talk):
    change = suggest(talk, network, person(call, chair=False))
    cloud = make_track(call.event, "Cloud")

    for user in (person(call, cloud), person(call, network, chair=False), make_user(name="Nobody")):
        for act in (actions.agree, actions.refuse):
            with pytest.raises(PermissionDenied):
                act(change=change, by=user, now=clock_now())
    with pytest.raises(PermissionDenied):
        suggest(talk, network, make_user(name="Stranger"))
    assert TrackChange.objects.get().ended_at is None
