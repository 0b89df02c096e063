import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import PermissionDenied

from core import clock, outbox
from core.models import AuditEntry, Job
from events.programme.models import Session
from speakers.actions import outcome
from speakers.actions import proposal as actions
from speakers.models import Proposal
from speakers.rules.completeness import MOST_PROPOSALS, Wrong
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db

WHOLE = actions.Words(title="Keys", abstract="How to turn them.")
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def speaker():
    return make_user(name="Ada Lark")


@pytest.fixture
def stranger():
    return make_user(name="Bo Reed")


@pytest.fixture
def organizer(call):
    user = make_user(name="Cy Moss")
    make_crew(call.event, user.person)
    return user


def now():
    return clock.now()


def sent(call, speaker, **fields):
    return make_proposal(call, speaker.person, **fields)


def work():
    outbox.sweep(now() + dt.timedelta(seconds=5))


def verbs(thing):
    label = thing._meta.label_lower
    return list(
        AuditEntry.objects.filter(thing=label, thing_id=str(thing.pk))
        .order_by("pk")
        .values_list("verb", flat=True)
    )


# -- writing ------------------------------------------------------------------------------------------


def test_a_draft_may_be_empty_and_is_told_in_the_trail(call, speaker):
    row = actions.save_draft(call=call, words=actions.Words(), by=speaker, now=now(), key="form-0001")

    assert (row.status, row.person, row.submitted_at) == ("draft", speaker.person, None)
    assert verbs(row) == ["draft"]
    assert not Job.objects.filter(kind="speakers.mail").exists()


def test_the_same_form_writes_to_the_same_proposal(call, speaker):
    first = actions.save_draft(
        call=call, words=actions.Words(title="K"), by=speaker, now=now(), key="form-0001"
    )
    second = actions.save_draft(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")
    third = actions.submit(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")
    fourth = actions.submit(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")

    assert first.pk == second.pk == third.pk == fourth.pk
    assert Proposal.objects.get().status == "submitted"
    assert verbs(first) == ["draft", "submit"]
    assert Job.objects.filter(kind="speakers.mail").count() == 1


def test_a_late_save_of_a_submitted_form_leaves_it_submitted(call, speaker):
    actions.submit(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")
    row = actions.save_draft(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")

    assert row.status == "submitted"


def test_two_people_with_the_same_key_have_two_proposals(call, speaker, stranger):
    mine = actions.submit(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")
    theirs = actions.submit(call=call, words=WHOLE, by=stranger, now=now(), key="form-0001")

    assert mine.pk != theirs.pk
    assert (mine.person, theirs.person) == (speaker.person, stranger.person)


def test_an_account_that_never_signed_in_gets_its_person(call):
    user = make_user("new@people.example")

    row = actions.submit(call=call, words=WHOLE, by=user, now=now(), key="form-0001")

    assert row.person.user == user


@pytest.mark.parametrize("gone", ["title", "abstract"])
def test_what_is_incomplete_is_not_submitted_and_nothing_is_written(call, speaker, gone):
    words = actions.Words(**{"title": "Keys", "abstract": "How.", gone: ""})

    with pytest.raises(actions.NotComplete) as told:
        actions.submit(call=call, words=words, by=speaker, now=now(), key="form-0001")

    assert [(p.field, p.wrong) for p in told.value.problems] == [(gone, Wrong.MISSING)]
    assert not Proposal.objects.exists()


def test_a_track_of_another_event_is_refused(call, speaker):
    make_track(call.event, "Storage")
    foreign = make_track(make_event(), "Compute")

    with pytest.raises(actions.NotComplete):
        actions.save_draft(
            call=call, words=actions.Words(track=foreign), by=speaker, now=now(), key="form-0001"
        )


def test_the_deadline_is_exact_to_the_second(call, speaker):
    last = call.closes_at - SECOND
    row = actions.submit(call=call, words=WHOLE, by=speaker, now=last, key="form-0001")
    changed = actions.Words(title="Later", abstract="Too late.")

    for late in (call.closes_at, call.closes_at + SECOND):
        with pytest.raises(actions.CallNotOpen):
            actions.submit(call=call, words=WHOLE, by=speaker, now=late, key="form-0002")
        with pytest.raises(actions.CallNotOpen):
            actions.save_draft(call=call, words=WHOLE, by=speaker, now=late, key="form-0002")
        with pytest.raises(actions.CallNotOpen):
            actions.change(proposal=row, words=changed, by=speaker, now=late)
    with pytest.raises(actions.CallNotOpen):
        actions.submit(call=call, words=WHOLE, by=speaker, now=call.opens_at - SECOND, key="form-0002")

    assert Proposal.objects.get().title == "Keys"


def test_a_deadline_moved_meanwhile_counts_as_it_stands_now(call, speaker):
    stale = type(call).objects.get(pk=call.pk)
    call.closes_at = now() - SECOND
    call.save()

    with pytest.raises(actions.CallNotOpen):
        actions.submit(call=stale, words=WHOLE, by=speaker, now=now(), key="form-0001")


def test_an_event_that_was_called_off_takes_no_proposals(speaker):
    call = make_call(make_event(status="cancelled"))

    with pytest.raises(actions.CallNotOpen):
        actions.submit(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")


def test_nobody_proposes_to_a_draft_event(speaker):
    call = make_call(make_event(status="draft"))

    with pytest.raises(PermissionDenied):
        actions.submit(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")


def test_who_is_not_signed_in_proposes_nothing(call):
    for write in (actions.submit, actions.save_draft):
        with pytest.raises(PermissionDenied):
            write(call=call, words=WHOLE, by=AnonymousUser(), now=now(), key="form-0001")


def test_nobody_fills_a_call_alone(call, speaker):
    for _ in range(MOST_PROPOSALS):
        sent(call, speaker)

    with pytest.raises(actions.TooManyProposals):
        actions.save_draft(call=call, words=WHOLE, by=speaker, now=now(), key="form-0001")


def test_changing_a_submitted_one_keeps_it_complete_and_sends_no_second_receipt(call, speaker):
    row = sent(call, speaker)

    with pytest.raises(actions.NotComplete):
        actions.change(proposal=row, words=actions.Words(title="Only that"), by=speaker, now=now())
    row = actions.change(proposal=row, words=WHOLE, by=speaker, now=now())

    assert (row.title, row.status) == ("Keys", "submitted")
    assert verbs(row) == ["change"]
    assert not Job.objects.exists()


def test_only_its_speaker_changes_withdraws_and_restores(call, speaker, stranger, organizer):
    row = sent(call, speaker)

    for other in (stranger, organizer, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            actions.change(proposal=row, words=WHOLE, by=other, now=now())
        with pytest.raises(PermissionDenied):
            actions.withdraw(proposal=row, by=other, now=now())
        with pytest.raises(PermissionDenied):
            actions.restore(proposal=row, by=other, now=now())


# -- deciding -----------------------------------------------------------------------------------------


def test_accepting_makes_a_session_and_tells_the_speaker(call, speaker, organizer):
    track = make_track(call.event)
    row = sent(
        call, speaker, title="Keys", track=track, format="Workshop", language="de", description="More."
    )

    row = outcome.accept(proposal=row, by=organizer, now=now())
    work()

    session = Session.objects.get()
    assert row.session == session
    assert (session.event, session.title, session.track, session.kind) == (
        call.event,
        "Keys",
        track,
        "workshop",
    )
    assert (session.status, session.language, session.description) == ("confirmed", "de", "More.")
    assert list(session.speakers.all()) == [speaker.person]
    letter, ticket = sorted(mail.outbox, key=lambda m: m.subject)
    assert letter.to == ticket.to == [speaker.email]
    assert "Keys" in letter.subject and session.get_absolute_url() in letter.body
    assert ticket.subject == f"Your ticket: {call.event.title}" and "came by itself" in ticket.body
    assert verbs(row) == ["accept"] and verbs(session) == ["make"]


def test_accepting_twice_makes_one_session_and_one_mail(call, speaker, organizer):
    row = sent(call, speaker)
    stale = Proposal.objects.get(pk=row.pk)

    outcome.accept(proposal=row, by=organizer, now=now())
    outcome.accept(proposal=stale, by=organizer, now=now() + SECOND)
    work()

    assert Session.objects.count() == 1
    assert sorted(m.subject.partition(":")[0] for m in mail.outbox) == ["Accepted", "Your ticket"]


def test_the_mail_is_written_with_the_decision_or_not_at_all(call, speaker, organizer, monkeypatch):
    row = sent(call, speaker)

    def broken(*args, **kwargs):
        raise RuntimeError("no outbox")

    monkeypatch.setattr(outbox, "put", broken)
    with pytest.raises(RuntimeError):
        outcome.accept(proposal=row, by=organizer, now=now())

    row.refresh_from_db()
    assert row.status == "submitted"
    assert not Session.objects.exists()


def test_declining_tells_the_speaker(call, speaker, organizer):
    row = outcome.decline(proposal=sent(call, speaker, title="Keys"), by=organizer, now=now())
    work()

    assert row.status == "declined"
    assert "Keys" in mail.outbox[0].body
    assert not Session.objects.exists()


def test_a_decision_that_changed_before_its_mail_went_is_told_once(call, speaker, organizer):
    row = outcome.accept(proposal=sent(call, speaker, title="Keys"), by=organizer, now=now())
    outcome.decline(proposal=row, by=organizer, now=now())

    work()

    assert [m.subject for m in mail.outbox] == [f"Your proposal for {call.event.title}"]


def test_accepted_after_all_and_declined_after_all_are_one_session(call, speaker, organizer):
    row = outcome.accept(proposal=sent(call, speaker), by=organizer, now=now())
    outcome.decline(proposal=row, by=organizer, now=now())
    session = Session.objects.get()
    assert (session.status, session.sequence) == ("cancelled", 1)

    outcome.accept(proposal=row, by=organizer, now=now())

    session.refresh_from_db()
    assert (session.status, session.sequence) == ("confirmed", 2)
    assert Session.objects.count() == 1


def test_withdrawing_an_accepted_talk_cancels_its_session(call, speaker, organizer):
    row = outcome.accept(proposal=sent(call, speaker), by=organizer, now=now())

    row = actions.withdraw(proposal=row, by=speaker, now=now())

    assert row.status == "withdrawn"
    assert Session.objects.get().status == "cancelled"


def test_a_talk_that_was_given_cannot_be_withdrawn(call, speaker, organizer):
    row = outcome.accept(proposal=sent(call, speaker), by=organizer, now=now())
    row.session.starts_at, row.session.ends_at = now() + dt.timedelta(hours=1), now() + dt.timedelta(hours=2)
    row.session.save()

    with pytest.raises(actions.AlreadyGiven):
        actions.withdraw(proposal=row, by=speaker, now=row.session.starts_at)
    row = actions.withdraw(proposal=row, by=speaker, now=row.session.starts_at - dt.timedelta(seconds=1))

    assert row.session.status == "cancelled"


def test_a_withdrawn_one_is_neither_written_nor_decided(call, speaker, organizer):
    row = actions.withdraw(proposal=sent(call, speaker), by=speaker, now=now())

    with pytest.raises(actions.Withdrawn):
        actions.change(proposal=row, words=WHOLE, by=speaker, now=now())
    for decide in (outcome.accept, outcome.decline):
        with pytest.raises(actions.Withdrawn):
            decide(proposal=row, by=organizer, now=now())


def test_a_withdrawn_one_becomes_a_draft_again_while_the_call_is_open(call, speaker):
    row = actions.withdraw(proposal=sent(call, speaker), by=speaker, now=now())

    with pytest.raises(actions.CallNotOpen):
        actions.restore(proposal=row, by=speaker, now=call.closes_at)
    row = actions.restore(proposal=row, by=speaker, now=call.closes_at - SECOND)

    assert row.status == "draft"


@pytest.mark.parametrize("status", ["accepted", "declined"])
def test_what_is_decided_is_not_rewritten(call, speaker, status):
    row = sent(call, speaker, status=status)

    with pytest.raises(actions.AlreadyDecided):
        actions.change(proposal=row, words=WHOLE, by=speaker, now=now())


def test_a_declined_one_cannot_be_withdrawn(call, speaker):
    with pytest.raises(actions.AlreadyDecided):
        actions.withdraw(proposal=sent(call, speaker, status="declined"), by=speaker, now=now())


def test_a_draft_is_not_decided(call, speaker, organizer):
    with pytest.raises(actions.NotNow):
        outcome.accept(proposal=sent(call, speaker, status="draft"), by=organizer, now=now())


@pytest.mark.parametrize("role", ["organizer", "chair"])
def test_organizers_and_chairs_decide(call, speaker, role):
    user = make_user(name="Dee Fern")
    make_crew(call.event, user.person, role)

    assert outcome.accept(proposal=sent(call, speaker), by=user, now=now()).status == "accepted"


def test_staff_decides(call, speaker):
    assert (
        outcome.decline(proposal=sent(call, speaker), by=make_user(is_staff=True), now=now()).status
        == "declined"
    )


def test_nobody_else_decides(call, speaker, stranger):
    row = sent(call, speaker)
    door, elsewhere = make_user(name="Ed Ash"), make_user(name="Flo Birch")
    make_crew(call.event, door.person, "door")
    make_crew(make_event(), elsewhere.person, "organizer")

    for other in (speaker, stranger, door, elsewhere, AnonymousUser()):
        for decide in (outcome.accept, outcome.decline):
            with pytest.raises(PermissionDenied):
                decide(proposal=row, by=other, now=now())
    assert not Session.objects.exists()


def test_the_site_itself_may_propose_for_somebody_and_decide(call):
    person = make_person()

    row = actions.submit(call=call, words=WHOLE, by=None, now=now(), key="form-0001", person=person)
    row = outcome.accept(proposal=row, by=None, now=now())
    work()

    assert (row.person, row.status) == (person, "accepted")
    assert mail.outbox == []  # nobody to write to
