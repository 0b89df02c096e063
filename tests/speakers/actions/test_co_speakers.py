"""Who was named in an accepted proposal speaks, where the site knows them."""

import datetime as dt

import pytest
from django.core import mail

from core import clock, outbox
from events.programme.actions import speaker_tickets
from events.programme.models import Session
from speakers.actions import outcome
from speakers.actions import proposal as proposals
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_user("ada@people.example", name="Ada Lark")


def accept(ada, co_speakers):
    row = make_proposal(make_call(), ada.person, title="Keys", co_speakers=co_speakers)
    return outcome.accept(proposal=row, by=None, now=clock.now())


def names(row):
    return [row.person.name for row in row.session.session_speakers.order_by("position")]


def test_co_speakers_stand_in_the_order_in_which_they_were_named(ada):
    make_user("bo@people.example", name="Bo Reed")
    make_user("cy@people.example", name="Cy Moss")

    row = accept(ada, "CY@people.example, bo@people.example; cy@people.example")

    assert names(row) == ["Ada Lark", "Cy Moss", "Bo Reed"]


def test_who_is_not_known_stays_in_the_proposal_and_nobody_is_made_up(ada):
    make_user("unproved@people.example", name="Not Proved", verified=False)
    make_user("gone@people.example", name="Gone Away", is_active=False)
    make_user("nameless@people.example")
    text = "stranger@people.example, unproved@people.example, gone@people.example, nameless@people.example"

    row = accept(ada, f"{text}, ada@people.example")

    assert names(row) == ["Ada Lark"] and "stranger@people.example" in row.co_speakers


def test_who_was_named_is_told_once_and_may_say_that_it_is_not_so(ada):
    make_user("bo@people.example", name="Bo Reed")

    row = accept(ada, "bo@people.example")
    outcome.accept(proposal=row, by=None, now=clock.now())
    outbox.sweep(clock.now())

    [letter] = [m for m in mail.outbox if m.subject.startswith("You speak")]
    assert letter.to == ["bo@people.example"]
    assert "Ada Lark named you" in letter.body and row.session.get_absolute_url() in letter.body
    assert "answer this mail" in letter.body and "/proposals/" not in letter.body


def test_who_was_taken_out_before_the_mail_went_is_not_told(ada):
    bo = make_user("bo@people.example", name="Bo Reed")
    row = accept(ada, "bo@people.example")
    row.session.session_speakers.filter(person=bo.person).delete()
    speaker_tickets.keep(event=row.event, by=None, now=clock.now())

    outbox.sweep(clock.now())

    assert {m.to[0] for m in mail.outbox} == {"ada@people.example"}


def test_what_organizers_changed_stays_when_it_is_accepted_after_all(ada):
    bo = make_user("bo@people.example", name="Bo Reed")
    row = accept(ada, "bo@people.example")
    row.session.session_speakers.filter(person=bo.person).delete()

    row = outcome.decline(proposal=row, by=None, now=clock.now())
    row = outcome.accept(proposal=row, by=None, now=clock.now())

    assert names(row) == ["Ada Lark"] and Session.objects.count() == 1


def test_who_is_named_when_it_is_handed_in_anew_speaks(ada):
    bo, cy = (make_user(f"{name}@people.example", name=name.title()) for name in ("bo", "cy"))
    row = accept(ada, "bo@people.example")
    row = proposals.withdraw(proposal=row, by=ada, now=clock.now())
    row = proposals.restore(proposal=row, by=ada, now=clock.now())
    later = clock.now() + dt.timedelta(minutes=1)
    words = proposals.Words(title="Keys", abstract="How.", co_speakers="cy@people.example")
    row = proposals.change(proposal=row, words=words, by=ada, now=later, submitting=True)
    assert names(row) == ["Ada Lark", "Bo"], "what was cancelled stays as it was"

    row = outcome.accept(proposal=row, by=None, now=later)

    assert names(row) == ["Ada Lark", "Cy"]
    assert cy.person.registrations.exists() and not bo.person.registrations.confirmed().exists()
