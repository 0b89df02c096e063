"""What a call asks besides its own fields."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from speakers.actions import proposal as proposals
from speakers.actions import question as actions
from speakers.actions.question import Facts
from speakers.models import CallQuestion
from speakers.rules.completeness import Problem, Wrong
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_proposal, make_question

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def ada():
    return make_user(name="Ada Lark")


def submit(call, by, answers):
    words = proposals.Words(title="Keys", abstract="How.", answers=answers)
    return proposals.submit(call=call, words=words, by=by, now=clock.now(), key="form-key-one")


def test_answers_are_kept_by_question_and_empty_ones_are_none(call, ada):
    line, several, yes = (
        make_question(call),
        make_question(call, kind="several", options=["a", "b"]),
        make_question(call, kind="yes"),
    )

    row = submit(
        call, ada, {str(line.pk): "", str(several.pk): ["a"], str(yes.pk): False, "999": "not asked"}
    )

    assert row.answers == {str(several.pk): ["a"], str(yes.pk): False}


def test_what_must_be_answered_is_needed_to_submit_only(call, ada):
    question = make_question(call, is_required=True)

    with pytest.raises(proposals.NotComplete) as wrong:
        submit(call, ada, {})
    assert wrong.value.problems == [Problem(f"question-{question.pk}", Wrong.MISSING)]
    words = proposals.Words(title="Keys")
    assert proposals.save_draft(call=call, words=words, by=ada, now=clock.now(), key="form-key-two").pk


def test_what_is_no_longer_asked_is_not_needed_and_stays_answered(call, ada):
    question = make_question(call, is_required=True)
    row = submit(call, ada, {str(question.pk): "Here"})

    actions.withdraw(question=question, by=None, now=NOW)
    words = proposals.Words(title="Locks", abstract="How.")
    row = proposals.change(proposal=row, words=words, by=ada, now=clock.now())

    assert row.title == "Locks" and row.answers == {str(question.pk): "Here"}
    actions.ask_again(question=question, by=None, now=NOW)
    assert CallQuestion.objects.filter(is_withdrawn=False).exists()


def test_an_answered_question_keeps_its_kind_and_is_not_deleted(call, ada):
    question = make_question(call)
    make_proposal(call, ada.person, answers={str(question.pk): "Here"})

    with pytest.raises(ValidationError):
        actions.change(question=question, facts=Facts(label="So", kind="yes"), by=None, now=NOW)
    with pytest.raises(ValidationError):
        actions.delete(question=question, by=None, now=NOW)
    assert actions.change(question=question, facts=Facts(label="So"), by=None, now=NOW).label == "So"


def test_questions_have_an_order(call):
    first = actions.add(call=call, facts=Facts(label="First"), by=None, now=NOW)
    second = actions.add(call=call, facts=Facts(label="Second"), by=None, now=NOW)

    actions.move(question=second, up=True, by=None)
    actions.move(question=second, up=True, by=None)

    assert [row.label for row in call.questions.all()] == ["Second", "First"]
    actions.delete(question=first, by=None, now=NOW)
    assert call.questions.count() == 1


def test_a_choice_needs_two_answers_and_only_who_decides_asks(call):
    with pytest.raises(ValidationError):
        actions.add(
            call=call, facts=Facts(label="Which?", kind="choice", options=("a", "a")), by=None, now=NOW
        )
    with pytest.raises(PermissionDenied):
        actions.add(call=call, facts=Facts(label="Which?"), by=make_user(), now=NOW)
