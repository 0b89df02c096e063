import re

import pytest
from django.urls import reverse

from core.clock import now as clock_now
from speakers.actions import vote as actions
from speakers.models import Vote
from tests.factories.events import make_crew
from tests.factories.people import make_organisation, make_user
from tests.factories.reviewing import make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def phase(call):
    return make_phase(call, takes_votes=True, takes_reviews=False)


@pytest.fixture
def talks(call):
    return [make_proposal(call, make_user(name=f"Lark {n}").person, title=f"Title {n}") for n in range(5)]


@pytest.fixture
def voter(client):
    user = make_user(name="Vic Voter")
    client.force_login(user)
    return user


def here(call):
    return reverse("vote", args=[call.event.slug])


def ballot_in(page):
    return re.search(r'name="ballot" value="([^"]+)"', page.content.decode())[1]


def test_one_after_the_other_in_an_order_of_ones_own(client, call, phase, talks, voter):
    order = actions.ballot(call=call, person=voter.person)
    titles = {talk.pk: talk.title for talk in talks}

    page = client.get(here(call))
    assert titles[order[0]] in page.content.decode() and "Lark" not in page.content.decode()
    answer = client.post(here(call), {"ballot": ballot_in(page), "value": "3"})

    assert answer["Location"] == f"{here(call)}?n=2"
    assert Vote.objects.get().proposal_id == order[0]
    assert titles[order[1]] in client.get(answer["Location"]).content.decode()
    assert titles[order[1]] in client.get(here(call)).content.decode(), "the first without a vote"


def test_no_link_leads_to_one_proposal(client, call, phase, talks, voter):
    first = client.get(f"{here(call)}?n=1").content.decode()
    client.force_login(
        next(u for u in (make_user(name=f"V {n}") for n in range(9)) if differs(call, u, voter))
    )

    assert not any(talk.code in first for talk in talks)
    title = re.search(r"<h1>(Title \d)</h1>", first)[1]
    assert title not in re.findall(r"<h1>(.*?)</h1>", client.get(f"{here(call)}?n=1").content.decode())


def differs(call, one, other):
    return (
        actions.ballot(call=call, person=one.person)[0] != actions.ballot(call=call, person=other.person)[0]
    )


def test_a_form_of_somebody_else_is_nothing(client, call, phase, talks, voter):
    ballot = ballot_in(client.get(here(call)))
    client.force_login(make_user(name="Other"))

    assert client.post(here(call), {"ballot": ballot, "value": "3"}).status_code == 404
    for sent in ({}, {"ballot": "x:y:z", "value": "1"}, {"ballot": str(talks[0].pk), "value": "1"}):
        assert client.post(here(call), sent).status_code == 404
    assert not Vote.objects.exists()


def test_a_vote_is_changed_and_taken_back(client, call, phase, talks, voter):
    ballot = ballot_in(client.get(here(call)))
    for value in ("1", "2"):
        client.post(here(call), {"ballot": ballot, "value": value})
    mine = client.get(reverse("votes", args=[call.event.slug])).content.decode()
    assert Vote.objects.get().value == 2 and "?n=1" in mine and "gladly" in mine

    client.post(here(call), {"ballot": ballot, "value": "0"})

    assert not Vote.objects.exists()
    assert client.post(here(call), {"ballot": ballot, "value": "4"}).status_code == 404


def test_at_the_end_it_says_what_was_skipped(client, call, phase, talks, voter):
    text = client.get(f"{here(call)}?n=end").content.decode()
    assert "0 of 5" in text
    for _n in range(5):
        client.post(here(call), {"ballot": ballot_in(client.get(here(call))), "value": "2"})

    assert "You have voted on everything" in client.get(here(call)).content.decode()


@pytest.mark.parametrize("asked", ["0", "6", "99999999999", "-1", "x", "²"])
def test_an_odd_place_is_the_first_without_a_vote(client, call, phase, talks, voter, asked):
    assert client.get(here(call), {"n": asked}).status_code == 200


def test_who_may_not_vote_reads_why(client, call, phase, talks):
    assert reverse("account_login") in client.get(here(call)).content.decode()
    call.voters = "holders"
    call.save()
    client.force_login(make_user(name="Someone"))
    assert "has a ticket" in client.get(here(call)).content.decode()
    assert client.post(here(call), {"value": "3"}).status_code == 403
    phase.delete()
    assert "does not vote" in client.get(here(call)).content.decode()


def test_what_was_withdrawn_meanwhile_is_told(client, call, phase, talks, voter):
    ballot = ballot_in(client.get(here(call)))
    first = actions.ballot(call=call, person=voter.person)[0]
    row = next(talk for talk in talks if talk.pk == first)
    row.status = "withdrawn"
    row.save()

    answer = client.post(here(call), {"ballot": ballot, "value": "3"}, follow=True)

    assert "no longer voted on" in answer.content.decode() and not Vote.objects.exists()


def test_in_a_phase_that_tells_names_voters_read_what_is_public(client, call, phase, talks, voter):
    phase.shows_names = True
    phase.save()
    for talk in talks:
        talk.person.organisation, talk.person.is_public = make_organisation("Karst Works"), False
        talk.person.save()

    text = client.get(here(call)).content.decode()

    assert "Lark" in text and "Karst Works" not in text


def test_the_ballot_of_a_draft_event_is_nobodys(client, call, phase, voter):
    call.event.status = "draft"
    call.event.save()

    assert client.get(here(call)).status_code == 404


def test_results_are_for_those_who_decide_and_chairs_of_the_track_with_their_spread(
    client, call, phase, talks
):
    house = make_organisation("Karst Works")
    for n in range(4):
        user = make_user(name=f"Voter {n}")
        user.person.organisation = house if n else None
        user.person.save()
        actions.give(proposal=talks[0], value=3 if n else 1, by=user, now=clock_now())
    address = reverse("desk_votes", args=[call.event.slug])
    rae = make_user(name="Rae Reed")
    make_reviewer(call, rae.person)
    client.force_login(rae)
    assert client.get(address).status_code == 403
    elsewhere, here = (make_track(call.event, name) for name in ("Elsewhere", "Here"))
    for track in (elsewhere, here):
        talks[0].track = track
        talks[0].save()
        chair = make_user(name=f"Chair of {track}")
        make_reviewer(call, chair.person, here, is_chair=True)
        client.force_login(chair)
        text = client.get(address).content.decode()
        assert ("Karst Works: 3 (75\xa0%)" in text) == (talks[0].title in text) == (track == here)
        assert talks[0].person.name not in text
        board = client.get(reverse("desk_selection", args=[call.event.slug])).content.decode()
        assert ("from 4 votes" in board and "much from one house" in board) == (track == here)
    boss = make_user(name="Bo Boss")
    make_crew(call.event, boss.person, "chair")
    client.force_login(boss)

    text = client.get(address).content.decode()

    assert "Karst Works: 3 (75\xa0%)" in text and "1.00 without" in text and "much from one house" in text


def test_results_and_votes_cost_the_same_however_many(client, call, phase, queries_of):
    boss, talk = make_user(name="Bo Boss"), make_proposal(call, make_user(name="Speaker").person)
    make_crew(call.event, boss.person)
    client.force_login(boss)
    actions.give(proposal=talk, value=3, by=boss, now=clock_now())
    addresses = [reverse(name, args=[call.event.slug]) for name in ("desk_votes", "votes", "vote")]
    addresses[2] += "?n=1"
    before = [queries_of(client, address) for address in addresses]
    for n in range(29):
        row = make_proposal(call, make_user(name=f"Speaker {n}").person)
        actions.give(proposal=row, value=2, by=boss, now=clock_now())

    assert [queries_of(client, address) for address in addresses] == before
