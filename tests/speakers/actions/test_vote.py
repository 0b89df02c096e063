import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.clock import now as clock_now
from people.models import Standing
from speakers.actions import vote as actions
from speakers.models import CoSpeaker, Vote
from speakers.rules.voting import Answer
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_user
from tests.factories.reviewing import make_phase
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def phase(call):
    return make_phase(call, takes_votes=True, takes_reviews=False)


@pytest.fixture
def ada():
    return make_user(name="Ada Lark").person


@pytest.fixture
def voter():
    return make_user(name="Vic Voter")


def asked(call, user, now=None):
    return actions.asked(call=call, user=user, now=now or clock_now())


def give(talk, user, value=3, now=None):
    return actions.give(proposal=talk, value=value, by=user, now=now or clock_now())


def test_a_vote_is_exact_to_the_second(call, phase, ada, voter):
    talk = make_proposal(call, ada)

    for now in (phase.starts_at - SECOND, phase.ends_at):
        with pytest.raises(actions.MayNotVote) as no:
            give(talk, voter, now=now)
        assert no.value.answer is Answer.NO_VOTE
    give(talk, voter, now=phase.starts_at)
    give(talk, voter, now=phase.ends_at - SECOND)


def test_a_later_vote_takes_the_place_of_the_first(call, phase, ada, voter):
    talk = make_proposal(call, ada)

    give(talk, voter, 1)
    give(talk, voter, 3)

    assert list(Vote.objects.values_list("value", flat=True)) == [3]
    actions.take_back(proposal=talk, by=voter, now=clock_now())
    assert not Vote.objects.exists()


def test_the_database_knows_one_vote_of_one_person(call, phase, ada, voter):
    talk = make_proposal(call, ada)
    give(talk, voter)

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(proposal=talk, person=voter.person, value=1, at=clock_now())


def test_holders_of_a_confirmed_ticket_vote(call, phase, voter):
    call.voters = "holders"
    call.save()

    assert asked(call, voter) is Answer.NO_TICKET
    seat = make_registration(
        call.event, email=voter.email.upper(), person=None, status="held", held_until=clock_now()
    )
    assert asked(call, voter) is Answer.NO_TICKET
    make_registration(make_event(), email=voter.email, person=voter.person)
    assert asked(call, voter) is Answer.NO_TICKET
    seat.status, seat.confirmed_at = "confirmed", clock_now()
    seat.save()
    assert asked(call, voter) is Answer.YES


def test_a_standing_counts_on_the_day_where_the_event_is(call, phase, voter):
    call.voters = "standing"
    call.save()
    today = clock_now().astimezone(call.event.zone).date()
    day = dt.timedelta(days=1)
    standing = Standing.objects.create(
        person=voter.person, kind="mentor", starts_on=today, ends_on=today + day, because="helps"
    )

    assert asked(call, voter) is Answer.NO_STANDING
    standing.kind = "active-user"
    standing.save()
    assert asked(call, voter) is Answer.YES
    standing.starts_on, standing.ends_on = today - day, today
    standing.save()
    assert asked(call, voter) is Answer.NO_STANDING


def test_nobody_votes_on_what_they_speak_in(call, phase, voter):
    own = make_proposal(call, voter.person)
    along = make_proposal(call, make_user(name="Ada Lark").person)
    CoSpeaker.objects.create(proposal=along, email=voter.email, person=voter.person)
    written = make_proposal(call, make_user(name="Bo Reed").person, co_speakers=voter.email.upper())
    other = make_proposal(call, make_user(name="Cy Moss").person)

    assert actions.ballot(call=call, person=voter.person) == [other.pk]
    for talk in (own, along, written):
        with pytest.raises(actions.NoSuchProposal):
            give(talk, voter)


@pytest.mark.parametrize("status", ["draft", "withdrawn", "accepted", "declined"])
def test_only_what_is_submitted_is_voted_on(call, phase, ada, voter, status):
    talk = make_proposal(call, ada, status=status, submitted_at=clock_now())

    with pytest.raises(actions.NoSuchProposal):
        give(talk, voter)


def test_a_ticket_that_goes_from_hand_to_hand_votes_once(call, phase, ada):
    call.voters = "holders"
    call.save()
    talk = make_proposal(call, ada)
    first, second = make_user("Second.Hand@people.example", name="One"), make_user(name="Two")
    ticket = make_registration(call.event, email="second.hand@people.example")
    give(talk, first, 1)
    assert actions.spreads(call)[talk.pk].votes == 1

    ticket.email, ticket.person = second.email, second.person
    ticket.save()
    give(talk, second, 3)

    spread = actions.spreads(call)[talk.pk]
    assert (spread.votes, spread.mean) == (1, 3)
    ticket.status = "cancelled"
    ticket.save()
    assert actions.spreads(call) == {}


def test_who_is_named_as_speaking_along_or_shut_out_has_voted_for_nothing(call, phase, ada):
    talk, users = make_proposal(call, ada), [make_user(name=name) for name in ("Along", "Out", "Fan")]
    for value, user in enumerate(users, 1):
        give(talk, user, value)
    CoSpeaker.objects.create(proposal=talk, email=users[0].email, person=users[0].person)
    users[1].is_active = False
    users[1].save()

    assert actions.spreads(call)[talk.pk].mean == 3


def test_the_spread_names_the_houses_votes_come_from(call, phase, ada):
    talk, house = make_proposal(call, ada), make_organisation("Karst Works")
    for n in range(3):
        user = make_user(name=f"Voter {n}")
        user.person.organisation = house if n else None
        user.person.save()
        give(talk, user, n + 1)

    spread = actions.spreads(call)[talk.pk]

    assert (spread.votes, spread.mean) == (3, 2)
    assert [(part.organisation, part.votes, part.mean_without) for part in spread.parts] == [
        ("Karst Works", 2, 1)
    ]
