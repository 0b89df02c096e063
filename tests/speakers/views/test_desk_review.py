import datetime as dt

import pytest
from django.urls import reverse

from core.clock import now as clock_now
from speakers.actions import review as actions
from speakers.actions import track_change, vote
from speakers.models import Assignment, Conflict, Criterion, Phase, Review, Reviewer, Score
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call(make_event("Autumn summit", kind="summit", timezone="Europe/Berlin"))


@pytest.fixture
def boss(call, client):
    user = make_user(name="Bo Boss")
    make_crew(call.event, user.person, "chair")
    client.force_login(user)
    return user


@pytest.fixture
def rae(call):
    user = make_user("rae@people.example", name="Rae Reed")
    make_reviewer(call, user.person)
    return user


@pytest.fixture
def talk(call):
    return make_proposal(call, make_user(name="Ada Lark").person, title="Keys and locks")


def at(name, call, *more):
    return reverse(name, args=[call.event.slug, *more])


PHASE = {
    "name": "First look",
    "starts_at": "2026-05-01T09:00",
    "ends_at": "2026-06-01T00:00",
    "takes_reviews": "on",
    "shows_scores": "after",
}


def test_a_reviewer_is_added_by_the_address_of_an_account(client, call, boss):
    user, track = make_user("rae@people.example", name="Rae Reed"), make_track(call.event)

    answer = client.post(
        at("desk_reviewer_new", call),
        {"person": "RAE@people.example", "tracks": [track.pk], "is_chair": "on", "most": "20"},
    )

    assert answer.status_code == 302
    row = Reviewer.objects.get()
    assert (row.person, row.is_chair, row.most, list(row.tracks.all())) == (user.person, True, 20, [track])
    client.post(at("desk_reviewer", call, row.pk), {})
    row.refresh_from_db()
    assert (row.is_chair, row.most, row.tracks.count()) == (False, None, 0)
    assert "Rae Reed" in client.get(at("desk_review_setup", call)).content.decode()
    assert client.get(at("desk_reviewer_remove", call, row.pk)).status_code == 200
    client.post(at("desk_reviewer_remove", call, row.pk))
    assert not Reviewer.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"person": "nobody@people.example"},
        {"person": "no address@"},
        {"person": ""},
        {"person": "bo@people.example", "tracks": ["99"]},
        {"person": "bo@people.example", "most": "0"},
    ],
)
def test_a_reviewer_that_cannot_be_is_told(client, call, boss, sent):
    make_user("bo@people.example", name="Bo Moss")

    assert client.post(at("desk_reviewer_new", call), sent).status_code == 422
    assert not Reviewer.objects.exists()


def test_a_phase_is_set_by_the_clock_where_the_event_is(client, call, boss):
    assert client.post(at("desk_phase_new", call), PHASE).status_code == 302

    phase = Phase.objects.get()
    assert phase.starts_at == dt.datetime(2026, 5, 1, 7, tzinfo=dt.UTC)
    assert (phase.takes_reviews, phase.takes_votes, phase.shows_names) == (True, False, False)
    assert 'value="2026-05-01T09:00"' in client.get(at("desk_phase", call, phase.pk)).content.decode()
    client.post(at("desk_phase", call, phase.pk), {**PHASE, "takes_votes": "on", "shows_names": "on"})
    phase.refresh_from_db()
    assert phase.takes_votes and phase.shows_names
    client.post(at("desk_phase_remove", call, phase.pk))
    assert not Phase.objects.exists()


@pytest.mark.parametrize("wrong", [{"ends_at": "2026-05-01T09:00"}, {"starts_at": "noon"}, {"name": ""}])
def test_a_phase_that_cannot_be_is_told(client, call, boss, wrong):
    assert client.post(at("desk_phase_new", call), {**PHASE, **wrong}).status_code == 422


def test_a_criterion_has_words_for_its_steps(client, call, boss):
    sent = {"name": "Useful", "weight": "2", "labels": "poor\n\n good \ngreat"}

    assert client.post(at("desk_criterion_new", call), sent).status_code == 302

    row = Criterion.objects.get()
    assert (row.labels, row.most, row.weight) == (["poor", "good", "great"], 2, 2)
    assert client.post(at("desk_criterion", call, row.pk), {**sent, "labels": "one"}).status_code == 422
    assert client.post(at("desk_criterion", call, row.pk), {**sent, "weight": "0"}).status_code == 422
    client.post(at("desk_criterion_remove", call, row.pk))
    assert not Criterion.objects.exists()


def test_a_plan_is_looked_at_then_done(client, call, boss, rae, talk):
    page = client.get(at("desk_review_assign", call), {"each": "1"})
    assert "Rae Reed" in page.content.decode() and not Assignment.objects.exists()

    answer = client.post(at("desk_review_assign", call), {"each": "1", "key": page.context["plan"].key})

    assert answer.status_code == 302 and Assignment.objects.get().person == rae.person


def test_a_plan_that_is_no_longer_is_shown_anew(client, call, boss, rae, talk):
    make_reviewer(call, make_user(name="Otto Other").person)
    key = client.get(at("desk_review_assign", call), {"each": "1"}).context["plan"].key
    first = client.get(at("desk_review_assign", call), {"each": "1"}).context["plan"].plan.pairs[0][1]
    Conflict.objects.create(proposal=talk, person_id=first, at=clock_now())

    answer = client.post(at("desk_review_assign", call), {"each": "1", "key": key})

    assert answer.status_code == 409 and "changed meanwhile" in answer.content.decode()
    assert client.get(at("desk_review_assign", call), {"each": "0"}).status_code == 422


def test_by_hand(client, call, boss, rae, talk):
    address = at("desk_review_by_hand", call, talk.code)
    assert "Rae Reed (has 0)" in client.get(address).content.decode()

    client.post(address, {"people": [rae.person.pk]})
    assert Assignment.objects.get().person == rae.person
    client.post(address, {})
    assert not Assignment.objects.exists()
    assert client.post(address, {"people": [boss.person.pk]}).status_code == 422


def test_progress_per_reviewer_and_per_track(client, call, boss, rae, talk):
    make_phase(call)
    talk.track = make_track(call.event)
    talk.save()
    make_proposal(call, make_user(name="Cy Moss").person)
    Assignment.objects.create(proposal=talk, person=rae.person, at=clock_now())
    actions.give(proposal=talk, scores={}, by=rae, now=clock_now())

    progress = client.get(at("desk_review", call)).context["progress"]

    assert [(row.asked, row.done, row.more) for row in progress.people] == [(1, 1, 0)]
    assert [(t.name, t.proposals, t.reviews, t.unread) for t in progress.tracks] == [
        ("Storage", 1, 1, 0),
        ("", 1, 0, 1),
    ]


def test_a_chair_of_a_track_sees_it_without_names_and_sets_nothing_up(client, call, talk):
    make_phase(call)
    talk.track = make_track(call.event)
    talk.save()
    chair = make_user(name="Cher Chair")
    make_reviewer(call, chair.person, talk.track, is_chair=True)
    client.force_login(chair)

    for name, more in (("desk_review", []), ("desk_review_assign", []), ("desk_review_by_hand", [talk.code])):
        page = client.get(at(name, call, *more))
        assert page.status_code == 200 and "Ada Lark" not in page.content.decode()
    for name in ("desk_review_setup", "desk_phase_new", "desk_proposals"):
        assert client.get(at(name, call)).status_code == 403
    assert client.get(at("desk_proposal", call, talk.code)).status_code == 403


def test_a_chair_has_no_say_in_what_they_are_too_near_to(client, call, rae, talk):
    make_phase(call, takes_votes=True)
    storage, network = make_track(call.event), make_track(call.event, "Network")
    chair = make_user(name="Cher Chair")
    make_reviewer(call, chair.person, storage, network, is_chair=True)
    own = make_proposal(call, chair.person, track=storage, title="My own one")
    Assignment.objects.create(proposal=own, person=rae.person, at=clock_now())
    vote.give(proposal=own, value=3, by=rae, now=clock_now())
    change = track_change.suggest(proposal=own, to_track=network, because="weak", by=rae, now=clock_now())
    client.force_login(chair)

    for name in ("desk_review", "desk_review_assign", "desk_votes"):
        text = client.get(at(name, call)).content.decode()
        assert "My own one" not in text and "weak" not in text, name
    by_hand = at("desk_review_by_hand", call, own.code)
    assert client.get(by_hand).status_code == client.post(by_hand, {"people": []}).status_code == 403
    assert own.assignments.exists()
    sent = {"change": change.pk, "verb": "agree"}
    assert client.post(at("desk_track_change", call), sent).status_code == 403
    own.refresh_from_db()
    assert own.track == storage


def test_a_reviewer_has_no_key_to_the_chairs_pages(client, call, rae, talk):
    client.force_login(rae)

    for name, more in (("desk_review", []), ("desk_review_assign", []), ("desk_review_by_hand", [talk.code])):
        assert client.get(at(name, call, *more)).status_code == 403


def test_a_move_between_tracks_is_answered(client, call, boss, rae, talk):
    make_phase(call)
    network = make_track(call.event, "Network")
    change = track_change.suggest(proposal=talk, to_track=network, because="Wires", by=rae, now=clock_now())
    assert "Wires" in client.get(at("desk_review", call)).content.decode()

    client.post(at("desk_track_change", call), {"change": change.pk, "verb": "agree"})

    talk.refresh_from_db()
    assert talk.track == network
    again = client.post(at("desk_track_change", call), {"change": change.pk, "verb": "refuse"}, follow=True)
    assert "answered already" in again.content.decode()
    assert client.post(at("desk_track_change", call), {"change": "x", "verb": "agree"}).status_code == 404


def test_organizers_see_the_whole_beside_the_proposal(client, call, boss, rae, talk):
    make_phase(call, takes_votes=True)
    criterion = make_criterion(call)
    said = {"private": "Between us", "to_speaker": "Show it live"}
    actions.give(proposal=talk, scores={criterion.pk: 3}, by=rae, now=clock_now(), **said)
    vote.give(proposal=talk, value=2, by=rae, now=clock_now())

    text = client.get(at("desk_proposal", call, talk.code)).content.decode()

    for words in ("Mean 75 of 100", "2.00 of 3", "Rae Reed", "Between us", "Show it live", "3 very good"):
        assert words in text


def test_the_list_is_sorted_by_what_was_said(client, call, boss, rae):
    make_phase(call)
    criterion = make_criterion(call)
    for title, value in (("Low", 1), ("High", 4), ("None", None), ("Mid", 2)):
        row = make_proposal(call, make_user(name=f"Speaker {title}").person, title=title)
        if value is not None:
            actions.give(proposal=row, scores={criterion.pk: value}, by=rae, now=clock_now())

    def titles(sort):
        return [row.title for row in client.get(at("desk_proposals", call), {"sort": sort}).context["page"]]

    assert titles("score") == ["High", "Mid", "Low", "None"]
    assert titles("-score") == ["Low", "Mid", "High", "None"]
    assert titles("reviews")[0] == "None"
    assert client.get(at("desk_proposals", call), {"sort": "luck"}).status_code == 422


def test_the_pages_cost_the_same_however_many(client, call, boss, rae, talk, queries_of):
    make_phase(call)
    criterion = make_criterion(call)
    talk.track = make_track(call.event)
    talk.save()
    actions.give(proposal=talk, scores={criterion.pk: 3}, by=rae, now=clock_now())
    addresses = [
        at("desk_review", call),
        at("desk_review_assign", call),
        at("desk_review_assign", call) + "?each=2",
        at("desk_review_setup", call),
        at("desk_proposals", call) + "?sort=score",
        at("desk_proposal", call, talk.code),
    ]
    before = [queries_of(client, address) for address in addresses]
    now = clock_now()
    for n in range(29):
        reader = make_person(f"Reader {n}")
        make_reviewer(call, reader, talk.track)
        row = make_proposal(call, make_person(f"Speaker {n}"), track=talk.track)
        for one in (row, talk):
            review = Review.objects.create(proposal=one, person=reader, created_at=now, changed_at=now)
            Score.objects.create(review=review, criterion=criterion, value=2)
        begins = now + dt.timedelta(days=n + 1)
        make_phase(call, name=f"Phase {n}", starts_at=begins, ends_at=begins + dt.timedelta(days=1))

    assert [queries_of(client, address) for address in addresses] == before
