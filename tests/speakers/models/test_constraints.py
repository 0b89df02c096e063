import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.clock import now
from speakers.models import CallForProposals, Proposal
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_call_closes_after_it_opens():
    at = now()

    with refuses("a_call_closes_after_it_opens"), transaction.atomic():
        make_call(opens_at=at, closes_at=at)


def test_an_event_has_one_call():
    call = make_call()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_call(call.event)


def test_what_is_decided_was_submitted():
    call, person = make_call(), make_person()

    with refuses("what_is_decided_was_submitted"), transaction.atomic():
        make_proposal(call, person, status="accepted", submitted_at=None)


@pytest.mark.parametrize("gone", ["title", "abstract"])
def test_a_submitted_proposal_has_title_and_abstract(gone):
    call, person = make_call(), make_person()

    with refuses("a_submitted_proposal_has_title_and_abstract"), transaction.atomic():
        make_proposal(call, person, **{gone: ""})


def test_one_form_makes_one_proposal():
    call, person = make_call(), make_person()
    make_proposal(call, person, key="form-0001")
    make_proposal(call, make_person(), key="form-0001")
    make_proposal(make_call(), person, key="form-0001")

    # SQLite names the columns, PostgreSQL the constraint
    with refuses("one_form_makes_one_proposal|proposal.key"), transaction.atomic():
        make_proposal(call, person, key="form-0001")


def test_open_calls_are_those_of_events_that_take_place_the_first_to_close_first():
    at = now()
    late = make_call(closes_at=at + dt.timedelta(days=9))
    soon = make_call(closes_at=at + dt.timedelta(days=1))
    make_call(opens_at=at + dt.timedelta(days=1))
    make_call(closes_at=at)
    make_call(make_event(status="draft"))
    make_call(make_event(status="cancelled"))

    assert list(CallForProposals.objects.open(at)) == [soon, late]


def test_organizers_see_neither_drafts_nor_what_was_withdrawn():
    call, person = make_call(), make_person()
    rows = {status: make_proposal(call, person, status=status) for status in Proposal.Status.values}

    assert set(Proposal.objects.submitted()) == {
        row for status, row in rows.items() if status not in ("draft", "withdrawn")
    }
