import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.clock import now as clock_now
from speakers.actions import review as actions
from speakers.actions.reviewing import others_for, queue_of, reviews_of
from speakers.actions.tally import tallies_of
from speakers.models import Assignment, Conflict, CoSpeaker, Review, Score
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def criterion(call):
    return make_criterion(call)


@pytest.fixture
def rae(call):
    user = make_user(name="Rae Reed")
    make_reviewer(call, user.person)
    return user


@pytest.fixture
def talk(call):
    return make_proposal(call, make_user(name="Ada Lark").person)


def give(talk, user, now=None, **said):
    return actions.give(proposal=talk, by=user, now=now or clock_now(), **{"scores": {}, **said})


def test_a_second_review_is_the_first_one_changed(call, criterion, rae, talk):
    make_phase(call)
    other = make_criterion(call, "New")
    give(talk, rae, scores={criterion.pk: 1, other.pk: 4}, private="Hm.")

    give(talk, rae, scores={criterion.pk: 3}, to_speaker="Show it live.")

    review = Review.objects.get()
    assert (review.private, review.to_speaker) == ("", "Show it live.")
    assert list(review.scores.values_list("criterion", "value")) == [(criterion.pk, 3)]


def test_the_database_knows_one_review_of_one_reviewer(call, rae, talk):
    make_phase(call)
    give(talk, rae)

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            proposal=talk, person=rae.person, created_at=clock_now(), changed_at=clock_now()
        )


def test_nobody_reviews_outside_a_phase_to_the_second(call, rae, talk):
    phase = make_phase(call)

    for now in (phase.starts_at - SECOND, phase.ends_at):
        with pytest.raises(actions.NotNow):
            give(talk, rae, now)
    give(talk, rae, phase.starts_at)
    give(talk, rae, phase.ends_at - SECOND)


def test_a_later_phase_without_scoring_ends_it(call, rae, talk):
    phase = make_phase(call)
    make_phase(call, name="Votes", takes_reviews=False, starts_at=phase.starts_at + SECOND)

    with pytest.raises(actions.NotNow):
        give(talk, rae)


@pytest.mark.parametrize("value", [-1, 5, 20])
def test_a_step_that_is_none_is_refused(call, criterion, rae, talk, value):
    make_phase(call)

    with pytest.raises(actions.NoSuchScore):
        give(talk, rae, scores={criterion.pk: value})
    assert not Review.objects.exists()


def test_a_criterion_of_another_call_is_refused(call, rae, talk):
    make_phase(call)

    with pytest.raises(actions.NoSuchScore):
        give(talk, rae, scores={make_criterion(make_call()).pk: 1})


@pytest.mark.parametrize(
    "nearness",
    ["own", "co-speaker", "address", "written address", "organisation", "co-speaker's organisation", "said"],
)
def test_nobody_reviews_what_they_are_too_near_to(call, rae, talk, nearness):
    make_phase(call)
    house, ada = make_organisation(), talk.person
    if nearness == "own":
        talk.person = rae.person
    elif nearness == "co-speaker":
        CoSpeaker.objects.create(proposal=talk, email="other@people.example", person=rae.person)
    elif nearness == "address":
        CoSpeaker.objects.create(proposal=talk, email=rae.email.upper())
    elif nearness == "written address":
        talk.co_speakers = f"someone@people.example, {rae.email.upper()}"
    elif nearness == "organisation":
        ada.organisation = rae.person.organisation = house
    elif nearness == "co-speaker's organisation":
        colleague = make_user(name="Col League")
        colleague.person.organisation = rae.person.organisation = house
        colleague.person.save()
        CoSpeaker.objects.create(proposal=talk, email=colleague.email)
    else:
        Conflict.objects.create(proposal=talk, person=rae.person, at=clock_now())
    for row in (talk, ada, rae.person):
        row.save()

    with pytest.raises(PermissionDenied):
        give(talk, rae)
    queue = queue_of(rae.person.reviewing.get(), clock_now())
    assert queue.next is None and queue.total == 0


def test_people_without_an_organisation_are_not_colleagues(call, rae, talk):
    make_phase(call)

    give(talk, rae)

    assert Review.objects.count() == 1


def test_a_reviewer_reads_their_tracks_and_what_is_assigned(call, talk):
    make_phase(call)
    storage, network = make_track(call.event, "Storage"), make_track(call.event, "Network")
    user = make_user(name="Tia Track")
    make_reviewer(call, user.person, storage)
    talk.track = network
    talk.save()

    with pytest.raises(PermissionDenied):
        give(talk, user)
    Assignment.objects.create(proposal=talk, person=user.person, at=clock_now())
    give(talk, user)

    assert Review.objects.count() == 1


@pytest.mark.parametrize("status", ["draft", "withdrawn", "accepted", "declined"])
def test_only_what_is_submitted_is_reviewed(call, rae, status):
    make_phase(call)
    row = make_proposal(call, make_person(), status=status, submitted_at=clock_now())

    with pytest.raises(PermissionDenied):
        give(row, rae)


def test_who_is_no_reviewer_reviews_nothing(call, talk):
    make_phase(call)

    with pytest.raises(PermissionDenied):
        give(talk, make_user(name="Someone"))


def test_naming_a_conflict_takes_away_what_was_said(call, criterion, rae, talk):
    make_phase(call)
    Assignment.objects.create(proposal=talk, person=rae.person, at=clock_now())
    give(talk, rae, scores={criterion.pk: 4})

    conflict = actions.name_conflict(proposal=talk, because="We wrote it", by=rae, now=clock_now())

    assert not Review.objects.exists() and not Score.objects.exists() and not Assignment.objects.exists()
    with pytest.raises(PermissionDenied):
        give(talk, rae)
    with pytest.raises(PermissionDenied):
        actions.take_back_conflict(conflict=conflict, by=make_user(name="Someone"), now=clock_now())
    actions.take_back_conflict(conflict=conflict, by=rae, now=clock_now())
    give(talk, rae)


@pytest.mark.parametrize(
    ("shows", "before", "after"), [("never", None, None), ("after", None, 1), ("always", 1, 1)]
)
def test_others_scores_are_seen_as_the_phase_says(call, criterion, rae, talk, shows, before, after):
    make_phase(call, shows_scores=shows)
    other = make_user(name="Otto Other")
    make_reviewer(call, other.person)
    give(talk, other, scores={criterion.pk: 3}, private="Secret words")
    reviewer = rae.person.reviewing.get()

    def seen():
        found = others_for(talk, reviewer, queue_of(reviewer, clock_now()).sight)
        return None if found is None else len(found)

    assert seen() == before
    give(talk, rae, scores={})
    assert seen() == before, "who abstains has given none"
    give(talk, rae, scores={criterion.pk: 1})
    assert seen() == after


@pytest.mark.parametrize("how", ["named along", "colleague"])
def test_what_somebody_said_who_came_too_near_since_counts_no_more(call, criterion, rae, talk, how):
    make_phase(call)
    other = make_user(name="Otto Other")
    make_reviewer(call, other.person)
    give(talk, rae, scores={criterion.pk: 4})
    give(talk, other, scores={criterion.pk: 1})
    assert tallies_of(call)[talk.pk].scores.scored == 2

    if how == "named along":
        CoSpeaker.objects.create(proposal=talk, email=rae.email)
    else:
        rae.person.organisation = talk.person.organisation = make_organisation("Karst Works")
        rae.person.save()
        talk.person.save()

    for found in (tallies_of(call), tallies_of(call, talk), tallies_of(call, among=call.proposals.all())):
        assert found[talk.pk].scores.scored == 1 and found[talk.pk].percent == 25
    assert [one.name for one in reviews_of(talk)] == ["Otto Other"]


def test_the_queue_gives_what_was_asked_for_first_then_what_fewest_read(call, rae):
    make_phase(call)
    people = [make_user(name=f"Speaker {n}").person for n in range(4)]
    first, second, third, done = (make_proposal(call, person) for person in people)
    other = make_user(name="Otto Other")
    make_reviewer(call, other.person)
    give(first, other)
    give(done, rae)
    Assignment.objects.create(proposal=third, person=rae.person, at=clock_now())

    queue = queue_of(rae.person.reviewing.get(), clock_now())

    assert [line.pk for line in queue.asked] == [third.pk]
    assert [line.pk for line in queue.open] == [second.pk, first.pk]
    assert [(line.pk, abstained) for line, abstained in queue.done] == [(done.pk, True)]
    assert queue.next.pk == third.pk and queue.total == 2
