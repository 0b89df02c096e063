"""From an accepted proposal to a speaker who has said that they come."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied

from core import outbox
from events.booking.models import Registration
from events.programme.models import Session
from speakers.actions import outcome
from speakers.actions import proposal as actions
from speakers.models import Proposal
from tests.factories.booking import make_ticket_type
from tests.factories.events import make_event
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@pytest.fixture
def ada():
    return make_user("ada@people.example", name="Ada Lark")


def proposal(ada, **call):
    facts = {"opens_at": NOW - 9 * DAY, "closes_at": NOW - DAY, "confirm_days": 10, **call}
    summit = make_event(kind="summit", starts_at=NOW + 90 * DAY, ends_at=NOW + 92 * DAY)
    return make_proposal(make_call(summit, **facts), ada.person, title="Keys")


def accept(row, now=NOW):
    return outcome.accept(proposal=row, by=None, now=now)


def confirm(row, by, now=NOW):
    return actions.confirm(proposal=row, by=by, now=now)


def sent(now):
    mail.outbox.clear()
    with time_machine.travel(now, tick=False):
        while outbox.sweep(now):
            pass
    return [letter.subject for letter in mail.outbox]


def test_an_accepted_talk_waits_as_a_draft_for_its_speakers_word(ada):
    row = accept(proposal(ada))

    assert (row.status, row.confirm_by) == ("accepted", NOW + 10 * DAY)
    assert row.session.status == Session.Status.DRAFT


def test_their_word_puts_it_into_the_programme(ada):
    row = confirm(accept(proposal(ada)), ada)
    row = confirm(row, ada, NOW + 99 * DAY)

    row.refresh_from_db()
    assert (row.status, row.session.status) == ("confirmed", "confirmed")
    assert Session.objects.count() == 1


def test_where_talks_are_not_announced_it_waits_for_the_release(ada):
    row = confirm(accept(proposal(ada, announces=False)), ada)

    assert (row.status, row.session.status) == ("confirmed", "draft")


def test_who_is_not_asked_stands_at_once_unless_talks_wait_for_the_release(ada):
    assert accept(proposal(ada, confirm_days=None)).session.status == "confirmed"
    assert accept(proposal(ada, confirm_days=None, announces=False)).session.status == "draft"


def test_the_deadline_itself_is_too_late(ada):
    row = accept(proposal(ada))

    with pytest.raises(actions.TooLate):
        confirm(row, ada, row.confirm_by)
    assert confirm(row, ada, row.confirm_by - SECOND).status == "confirmed"


@pytest.mark.parametrize("status", ["draft", "submitted", "declined", "withdrawn", "alternate"])
def test_only_what_was_accepted_is_confirmed(ada, status):
    row = proposal(ada)
    Proposal.objects.update(status=status)

    with pytest.raises(actions.NotNow):
        confirm(row, ada)


def test_nobody_confirms_for_a_speaker(ada):
    row = accept(proposal(ada))

    with pytest.raises(PermissionDenied):
        confirm(row, make_user(is_staff=True))


def test_a_new_day_is_set_by_who_decides(ada):
    row = accept(proposal(ada))
    later = row.confirm_by + DAY

    with pytest.raises(PermissionDenied):
        outcome.ask_again(proposal=row, by=ada, now=later)
    row = outcome.ask_again(proposal=row, by=None, now=later)

    assert row.confirm_by == later + 10 * DAY
    assert confirm(row, ada, later).status == "confirmed"
    with pytest.raises(actions.NotNow):
        outcome.ask_again(proposal=row, by=None, now=later)


def test_letters_say_until_when_and_remind_once(ada):
    with time_machine.travel(NOW, tick=False):
        row = accept(proposal(ada))
        assert sent(NOW) == ["Accepted: Keys"]
        assert "Please say whether you come, until" in mail.outbox[0].body
        assert row.get_absolute_url() in mail.outbox[0].body and "/schedule/" not in mail.outbox[0].body

    due = row.confirm_by - 3 * DAY
    assert sent(due - SECOND) == []
    assert sent(due) == ["Do you come? Keys"]
    assert sent(due + DAY) == []


def test_who_has_answered_or_has_a_new_day_is_not_reminded_of_the_old_one(ada):
    with time_machine.travel(NOW, tick=False):
        row = accept(proposal(ada))
    due = row.confirm_by - 3 * DAY
    with time_machine.travel(due - DAY, tick=False):
        row = outcome.ask_again(proposal=row, by=None, now=due - DAY)
    sent(due - DAY)

    assert sent(due) == []
    with time_machine.travel(due, tick=False):
        confirm(row, ada, due)
    assert sorted(sent(due)) == ["Confirmed: Keys", f"Your ticket: {row.event.title}"]
    assert sent(row.confirm_by - 3 * DAY) == []
    assert sent(row.confirm_by) == [] and Proposal.objects.get().status == "confirmed"


def test_who_does_not_answer_in_time_loses_the_place_and_may_be_asked_once_more(ada):
    with time_machine.travel(NOW, tick=False):
        row = accept(proposal(ada))
    sent(row.confirm_by - SECOND)
    row.refresh_from_db()
    assert row.status == "accepted"

    assert sent(row.confirm_by) == ["Your place was given up: Keys"]
    row = Proposal.objects.get()
    assert (row.status, row.session, row.is_given_up) == ("withdrawn", None, True)
    assert sent(row.confirm_by + SECOND) == []

    later = row.confirm_by + DAY
    with pytest.raises(PermissionDenied):
        outcome.ask_again(proposal=row, by=ada, now=later)
    row = outcome.ask_again(proposal=row, by=None, now=later)
    assert (row.status, row.session.status) == ("accepted", "draft")
    assert confirm(row, ada, later).status == "confirmed"


@pytest.mark.parametrize("why", ["a new day", "withdrawn", "event called off"])
def test_a_place_is_only_given_up_where_that_day_still_counts(ada, why):
    with time_machine.travel(NOW, tick=False):
        row = accept(proposal(ada))
        if why == "a new day":
            outcome.ask_again(proposal=row, by=None, now=NOW + DAY)
        elif why == "withdrawn":
            actions.withdraw(proposal=row, by=ada, now=NOW)
        else:
            row.event.status = "cancelled"
            row.event.save()
    status = Proposal.objects.get().status

    assert "Your place was given up: Keys" not in sent(row.confirm_by)
    assert Proposal.objects.get().status == status and not Proposal.objects.get().is_given_up


def test_a_talk_that_nobody_has_seen_goes_with_its_withdrawal(ada):
    row = actions.withdraw(proposal=accept(proposal(ada)), by=ada, now=NOW)

    row.refresh_from_db()
    assert (row.status, row.session) == ("withdrawn", None) and not Session.objects.exists()


def test_one_that_was_shown_is_called_off_and_stands_again_once_confirmed(ada):
    row = confirm(accept(proposal(ada)), ada)

    row = outcome.decline(proposal=row, by=None, now=NOW)
    assert row.session.status == "cancelled"
    row = accept(row)
    assert (row.status, row.session.status) == ("accepted", "cancelled")
    assert confirm(row, ada).session.status == "confirmed"


@pytest.mark.parametrize("announces", [True, False])
def test_a_confirmed_speaker_has_a_ticket_by_themselves(ada, announces):
    row = proposal(ada, announces=announces)
    make_ticket_type(row.event, price_cents=10_000)

    row = accept(row)
    assert not Registration.objects.exists()
    row = confirm(row, ada)
    ticket = Registration.objects.get(status="confirmed", reason="speaker")
    assert (ticket.person, ticket.price_cents) == (ada.person, 0)
    actions.withdraw(proposal=row, by=ada, now=NOW)
    assert not Registration.objects.standing().exists()


def test_what_is_needed_on_stage_is_said_after_acceptance_and_kept_in_step(ada):
    row = confirm(accept(proposal(ada)), ada)

    row = actions.need(proposal=row, equipment="A harp", do_not_record=True, by=ada, now=NOW)

    row.session.refresh_from_db()
    assert row.equipment == "A harp" and row.session.do_not_record
    with pytest.raises(PermissionDenied):
        actions.need(proposal=row, equipment="", do_not_record=False, by=make_user(), now=NOW)
    Proposal.objects.update(status="withdrawn")
    with pytest.raises(actions.NotNow):
        actions.need(proposal=row, equipment="", do_not_record=False, by=ada, now=NOW)
