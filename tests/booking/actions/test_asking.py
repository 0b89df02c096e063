import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core import outbox
from core.clock import now
from core.models import AuditEntry
from events.booking.actions import asking as actions
from events.booking.actions.asking import Facts
from events.booking.models import Answer, Question, SensitiveAnswer
from tests.factories.booking import make_registration
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def add(event, label="Diet?", **facts):
    return actions.add(event=event, facts=Facts(label=label, **facts), by=None, now=now())


def test_questions_keep_their_order_and_move(event):
    a, b, c = (add(event, label) for label in "ABC")

    actions.move(question=c, up=True, by=None)

    assert [row.label for row in event.questions.all()] == ["A", "C", "B"]
    assert a.position == 0 and b.pk


@pytest.mark.parametrize("kind", ["choice", "several"])
def test_who_chooses_needs_two_answers_at_least(event, kind):
    with pytest.raises(ValidationError) as no:
        add(event, kind=kind, options=("Oak", "Oak", ""))

    assert list(no.value.error_dict) == ["options"]
    assert add(event, kind=kind, options=("Oak", "Ash", "Oak")).options == ["Oak", "Ash"]


def test_what_was_answered_keeps_its_kind_and_its_secrecy(event):
    row = add(event, is_sensitive=True)
    SensitiveAnswer.objects.create(registration=make_registration(event), question=row, value="vegan")

    for facts, field in (
        (Facts(label="Diet?"), "is_sensitive"),
        (Facts(label="Diet?", is_sensitive=True, kind="text"), "kind"),
    ):
        with pytest.raises(ValidationError) as no:
            actions.change(question=row, facts=facts, by=None, now=now())
        assert list(no.value.error_dict) == [field]
    with pytest.raises(ValidationError):
        actions.delete(question=row, by=None, now=now())
    actions.withdraw(question=row, by=None, now=now())
    row.refresh_from_db()
    assert row.is_withdrawn


def test_a_condition_must_be_able_to_hold_and_runs_in_no_circle(event):
    first = add(event, "Lunch?", kind="yes")
    second = add(event, "Diet?", shown_if=first, shown_if_answer="yes")

    with pytest.raises(ValidationError) as circle:
        actions.change(
            question=first, facts=Facts(label="Lunch?", kind="yes", shown_if=second), by=None, now=now()
        )
    with pytest.raises(ValidationError) as never:
        add(event, "Size?", shown_if=first, shown_if_answer="perhaps")
    with pytest.raises(ValidationError) as foreign:
        add(make_event(), "Size?", shown_if=first)
    with pytest.raises(ValidationError):
        actions.delete(question=first, by=None, now=now())

    assert list(circle.value.error_dict) == ["shown_if"] == list(foreign.value.error_dict)
    assert list(never.value.error_dict) == ["shown_if_answer"]


def test_sensitive_answers_are_gone_two_weeks_after_the_event_and_others_stay():
    at = now()
    past = make_event(starts_at=at - dt.timedelta(days=20))
    recent = make_event(starts_at=at - dt.timedelta(days=13))
    for event in (past, recent):
        row = make_registration(event)
        secret = Question.objects.create(event=event, label="Diet?", is_sensitive=True)
        plain = Question.objects.create(event=event, label="Size?")
        SensitiveAnswer.objects.create(registration=row, question=secret, value="vegan")
        Answer.objects.create(registration=row, question=plain, value="M")

    outbox.sweep(at + dt.timedelta(minutes=1))  # puts what is done again and again, and does it

    assert [row.registration.event for row in SensitiveAnswer.objects.all()] == [recent]
    assert Answer.objects.count() == 2
    told = AuditEntry.objects.get(verb="forget sensitive answers")
    assert told.thing_id == str(past.pk) and "vegan" not in str(told.details)
    assert actions.forget_sensitive(now=at) == 0
