import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from core import outbox
from core.clock import now as clock_now
from core.models import Job
from events.programme.actions import session as programme
from events.programme.models import Session
from speakers.actions import decision as actions
from speakers.actions import letter as letters
from speakers.actions import outcome, selection
from speakers.actions import proposal as proposals
from speakers.models import CallLetter, Choice, Decision, Proposal, Review
from tests.factories.events import make_crew
from tests.factories.people import make_person, make_user
from tests.factories.selection import make_choice, make_decision
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def track(call):
    return make_track(call.event, slots=1)


@pytest.fixture
def boss(call):
    user = make_user(name="Bo Boss")
    make_crew(call.event, user.person, "chair")
    return user


@pytest.fixture
def talks(call, track):
    """Accept, two alternates, decline: in the team's list, each of somebody with an account."""
    found = []
    for n, (verdict, position) in enumerate(
        [("accept", 0), ("alternate", 0), ("alternate", 1), ("decline", 0)]
    ):
        user = make_user(f"no{n}@people.example", name=f"No {n}")
        found.append(make_proposal(call, user.person, track=track, title=f"Talk no {n}"))
        make_choice(found[-1], verdict, position)
    return found


def decide(call, by=None):
    return actions.decide(call=call, by=by, now=clock_now())


def release(call, by=None, **more):
    return actions.release(call=call, by=by, now=clock_now(), **more)


def statuses(talks):
    found = dict(Proposal.objects.values_list("pk", "status"))
    return [found[talk.pk] for talk in talks]


def work():
    """What the worker does, until nothing is left to do."""
    while outbox.sweep(clock_now()):
        pass


def letters_put():
    return list(
        Job.objects.filter(kind="speakers.letter").order_by("pk").values_list("payload__about", flat=True)
    )


def test_a_decision_is_unsent_until_it_is_released(call, talks, boss):
    assert decide(call, boss).new == 4

    assert statuses(talks) == ["submitted"] * 4
    assert not Session.objects.exists()
    assert not Job.objects.filter(kind__startswith="speakers.").exists()
    assert decide(call, boss) == actions.Decided()


def test_the_outbox_follows_the_list_until_it_is_released(call, talks):
    decide(call)
    Choice.objects.filter(proposal=talks[0]).update(verdict="decline", position=1)
    Choice.objects.filter(proposal=talks[2]).update(position=5)
    Choice.objects.filter(proposal=talks[3]).delete()

    done = decide(call)

    assert (done.new, done.changed, done.dropped) == (0, 1, 1)
    assert [(row.verdict, row.position) for row in Decision.objects.order_by("proposal_id")] == [
        ("decline", 1),
        ("alternate", 0),
        ("alternate", 5),
    ]


def test_released_they_take_their_status_and_are_told_once(call, talks, boss):
    decide(call)

    done = release(call, boss)

    assert dict(done.told) == {"accept": 1, "alternate": 2, "decline": 1}
    assert statuses(talks) == ["accepted", "alternate", "alternate", "declined"]
    assert [row.title for row in Session.objects.all()] == ["Talk no 0"]
    assert sorted(letters_put()) == ["accept", "alternate", "alternate", "decline"]
    assert release(call, boss).told.total() == 0
    decide(call)
    assert release(call, boss).told.total() == 0
    assert len(letters_put()) == 4
    work()
    told = [m.to[0] for m in mail.outbox if not m.subject.startswith("Your ticket")]
    assert sorted(told) == [f"no{n}@people.example" for n in range(4)]


def test_some_verdicts_or_tracks_may_be_released_first(call, talks, track):
    other = make_proposal(call, make_person(), track=None)
    make_choice(other)
    decide(call)

    release(call, verdicts=["accept"], tracks=[None])
    assert statuses([*talks, other]) == [*["submitted"] * 4, "accepted"]
    release(call, verdicts=["accept"], tracks=[track.pk])
    assert statuses(talks) == ["accepted", *["submitted"] * 3]


def test_many_are_told_by_the_worker_in_rounds(call, talks):
    decide(call)

    done = release(call, most=1)

    assert (done.told.total(), done.left) == (1, 3)
    late = make_proposal(call, make_person("Late Riser"))
    make_decision(late, decided_at=clock_now() + dt.timedelta(seconds=1))
    work()
    assert statuses([*talks, late]) == ["accepted", "alternate", "alternate", "declined", "submitted"]
    assert len(letters_put()) == 4


def test_who_withdrew_or_was_accepted_by_hand_meanwhile_is_left_so(call, talks):
    decide(call)
    proposals.withdraw(proposal=talks[0], by=None, now=clock_now())
    outcome.accept(proposal=talks[3], by=None, now=clock_now())

    release(call)

    assert statuses(talks) == ["withdrawn", "alternate", "alternate", "accepted"]
    assert letters_put() == ["alternate", "alternate"]


def test_who_was_told_the_same_by_hand_is_not_told_again(call, talks):
    decide(call)
    outcome.decline(proposal=talks[3], by=None, now=clock_now())

    release(call, verdicts=["decline"])

    assert letters_put() == []
    assert Decision.objects.get(proposal=talks[3]).released_at


@pytest.mark.parametrize("act", [decide, release])
def test_only_who_decides_does(call, talks, act):
    make_decision(talks[0])
    with pytest.raises(PermissionDenied):
        act(call, make_user(name="Pat Passer"))
    assert statuses(talks) == ["submitted"] * 4


@pytest.mark.parametrize("slots", [1, None])
def test_who_withdraws_gives_the_place_to_the_first_alternate(call, track, talks, slots):
    track.slots = slots
    track.save()
    decide(call)
    release(call)

    proposals.withdraw(proposal=talks[0], by=talks[0].person.user, now=clock_now())
    mail.outbox.clear()
    work()

    assert statuses(talks) == ["withdrawn", "accepted", "alternate", "declined"]
    assert letters_put()[-1] == "moved_up"
    assert [message.to[0] for message in mail.outbox if "place has become free" in message.subject] == [
        "no1@people.example"
    ]
    assert Choice.objects.get(proposal=talks[1], whose="team").verdict == "accept"
    # The job may run twice; one place is given once.
    actions.move_up(freed=Proposal.objects.get(pk=talks[0].pk), by=None, now=clock_now())
    assert statuses(talks)[2] == "alternate"


def test_a_place_whose_speaker_does_not_answer_goes_to_the_first_alternate(call, talks):
    call.confirm_days = 10
    call.save()
    decide(call)
    release(call)
    row = Proposal.objects.get(pk=talks[0].pk)

    outcome.give_up(proposal=row, by=None, now=row.confirm_by)
    work()

    assert statuses(talks) == ["withdrawn", "accepted", "alternate", "declined"]
    assert letters_put()[-1] == "moved_up"


def declined(row):
    outcome.decline(proposal=row, by=None, now=clock_now())


def cancelled_at_the_desk(row):
    programme.cancel(session=row.session, by=None, now=clock_now())
    work()
    assert Proposal.objects.filter(status="accepted").count() == 2, "nobody moved up"
    assert fill_of(row) == 1, "a cancelled session takes no slot"
    proposals.withdraw(proposal=row, by=None, now=clock_now())  # frees no second place


def fill_of(row):
    return actions.fill_of(row.call, row.track).accepted


@pytest.mark.parametrize("how", [declined, cancelled_at_the_desk])
def test_however_a_talk_goes_its_place_is_given_once(call, track, talks, how):
    track.slots = None
    track.save()
    decide(call)
    release(call)

    how(Proposal.objects.get(pk=talks[0].pk))
    work()

    assert statuses(talks)[1:] == ["accepted", "alternate", "declined"]


def test_what_leaves_the_list_again_stands_as_the_speaker_knows_it(call, talks):
    decide(call)
    release(call)
    for verdict in ("accept", ""):
        selection.place(proposal=talks[1], whose="team", verdict=verdict, by=None, now=clock_now())
        decide(call)

    assert not actions.waiting(call).exists()
    row = Decision.objects.get(proposal=talks[1])
    assert row.verdict == "alternate" and row.released_at is not None
    selection.place(proposal=talks[1], whose="team", verdict="accept", by=None, now=clock_now())
    decide(call)
    selection.place(proposal=talks[1], whose="team", verdict="alternate", by=None, now=clock_now())
    decide(call)
    assert not actions.waiting(call).exists(), "it is what they were told"
    selection.place(proposal=talks[1], whose="team", verdict="accept", by=None, now=clock_now())
    decide(call)
    release(call)
    assert statuses(talks)[1] == "accepted"


def test_who_withdrew_and_submits_anew_is_decided_and_told_anew(call, talks):
    decide(call)
    release(call)
    proposals.withdraw(proposal=talks[0], by=None, now=clock_now())
    row = proposals.restore(proposal=talks[0], by=None, now=clock_now())
    words = proposals.Words(title="Anew", abstract="How.")
    proposals.change(proposal=row, words=words, by=row.person.user, now=clock_now(), submitting=True)

    decide(call)
    release(call)

    assert statuses(talks)[0] == "accepted" and letters_put()[-1] == "accept"


def test_the_second_moves_up_for_the_second_place(call, track, talks):
    track.slots = 2
    track.save()
    decide(call)
    release(call)
    proposals.withdraw(proposal=talks[0], by=None, now=clock_now())
    work()
    proposals.withdraw(proposal=Proposal.objects.get(pk=talks[1].pk), by=None, now=clock_now())
    work()

    assert statuses(talks) == ["withdrawn", "withdrawn", "accepted", "declined"]


@pytest.mark.parametrize("why", ["full", "over", "called off", "not told", "not accepted"])
def test_nobody_moves_up(call, track, talks, why):
    decide(call)
    if why == "not told":
        release(call, verdicts=["accept"])
    elif why != "not accepted":
        release(call)
    if why == "full":
        make_proposal(call, make_person(), track=track, status="confirmed")
    if why == "over":
        call.event.starts_at = clock_now() - dt.timedelta(hours=1)
        call.event.ends_at = clock_now()
    if why == "called off":
        call.event.status = "cancelled"
    call.event.save()

    proposals.withdraw(proposal=Proposal.objects.get(pk=talks[0].pk), by=None, now=clock_now())
    work()

    assert set(statuses(talks)[1:3]) <= {"alternate", "submitted"}


def write(call, about, body, *, subject="About {title}", language="en"):
    return letters.write(
        call=call, about=about, language=language, subject=subject, body=body, by=None, now=clock_now()
    )


def test_the_organizers_words_are_used_with_what_stands_for_each_place(call, talks):
    call.confirm_days = 7
    call.save()
    talks[0].title = "<b>{comments}</b>"
    talks[0].save()
    for text in ("Well told.", ""):
        Review.objects.create(
            proposal=talks[0],
            person=make_person("Rae Reed"),
            to_speaker=text,
            private="Between us",
            created_at=clock_now(),
            changed_at=clock_now(),
        )
    write(call, "accept", "{name}: {title} at {event} in {track} until {confirm_by}. {comments}")
    decide(call)
    release(call, verdicts=["accept"])
    mail.outbox.clear()
    work()

    [message] = mail.outbox
    html = message.alternatives[0][0]
    assert message.subject == "About <b>{comments}</b>"
    assert f"No 0: <b>{{comments}}</b> at {call.event.title} in Storage until" in message.body
    assert "Well told." in message.body
    assert "Between us" not in message.body + html
    assert "Rae" not in message.body + html
    assert "<b>" not in html
    assert "&lt;b&gt;{comments}" in html


def test_the_sites_own_letters_and_the_page_tell_what_reviewers_wrote_for_the_speaker(client, call, talks):
    now = clock_now()
    for n in (0, 1, 3):
        Review.objects.create(
            proposal=talks[n],
            person=make_person("Rae Reed"),
            to_speaker=f"Shorten <b>it</b> {n}",
            private="Nobody's",
            created_at=now,
            changed_at=now,
        )
    client.force_login(talks[3].person.user)
    assert "Shorten" not in client.get(talks[3].get_absolute_url()).content.decode()
    decide(call)
    release(call)
    mail.outbox.clear()

    work()

    for n in (0, 1, 3):
        theirs = [m for m in mail.outbox if m.to == [f"no{n}@people.example"]]
        [letter] = [m for m in theirs if not m.subject.startswith("Your ticket")]
        html = letter.alternatives[0][0]
        assert f"Shorten <b>it</b> {n}" in letter.body and f"&lt;b&gt;it&lt;/b&gt; {n}" in html
        assert "Rae" not in letter.body + html and "Nobody" not in letter.body + html
    page = client.get(talks[3].get_absolute_url()).content.decode()
    assert "Shorten" in page and "Rae" not in page and "Nobody" not in page


def test_other_languages_get_the_sites_own_words(call, talks):
    write(call, "decline", "So nicht.", subject="Nein", language="de")
    decide(call)
    release(call, verdicts=["decline"])
    mail.outbox.clear()
    work()

    assert "So nicht" not in mail.outbox[0].body
    assert "Talk no 3" in mail.outbox[0].body


def test_a_letter_that_is_no_longer_so_is_not_sent(call, talks):
    decide(call)
    release(call, verdicts=["accept"])
    proposals.withdraw(proposal=talks[0], by=None, now=clock_now())
    work()

    assert [message for message in mail.outbox if "no0@people.example" in message.to] == []


def test_words_are_kept_changed_and_left_to_the_site_again(call):
    row = write(call, "accept", "Yes.")
    assert write(call, "accept", "Yes!").pk == row.pk
    assert write(call, "accept", "", subject="") is None
    assert not CallLetter.objects.exists()
    with pytest.raises(letters.UnknownPlace):
        write(call, "accept", "{nmae}")
