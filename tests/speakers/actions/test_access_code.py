"""A closed call opens to who has a code, as often as the code says."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from speakers.actions import access_code as actions
from speakers.actions import proposal as proposals
from speakers.models import AccessCode, Proposal
from tests.booking.actions.test_simultaneous import at_once
from tests.factories.events import make_event
from tests.factories.people import make_user
from tests.factories.speakers import make_access_code, make_call

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
WORDS = proposals.Words(title="Keys", abstract="How to turn them.")


@pytest.fixture
def closed():
    return make_call(opens_at=NOW - dt.timedelta(days=9), closes_at=NOW)


def submit(call, *, code="LATE-BIRD", now=NOW, by=None, key="form-key-one"):
    return proposals.submit(
        call=call, words=WORDS, by=by or make_user(name="Ada Lark"), now=now, key=key, code=code
    )


def test_a_code_opens_a_closed_call_and_counts(closed):
    code = make_access_code(closed, most_uses=2)

    row = submit(closed, code="late-bird")

    code.refresh_from_db()
    assert (row.status, row.access_code, code.uses) == ("submitted", code, 1)


@pytest.mark.parametrize("facts", [{"uses": 1}, {"valid_until": NOW}])
def test_a_code_that_is_used_up_or_over_opens_nothing(closed, facts):
    make_access_code(closed, **facts)

    with pytest.raises(proposals.CodeRefused):
        submit(closed)
    assert not Proposal.objects.exists()


def test_neither_another_calls_code_nor_none_opens_it(closed):
    make_access_code(make_call(make_event(kind="summit")))

    with pytest.raises(proposals.CodeRefused):
        submit(closed)
    with pytest.raises(proposals.CallNotOpen):
        submit(closed, code="")


def test_no_code_opens_a_call_before_its_time_or_one_that_was_called_off():
    coming = make_call(opens_at=NOW + SECOND, closes_at=NOW + 2 * SECOND)
    off = make_call(make_event(status="cancelled"), opens_at=NOW - 2 * SECOND, closes_at=NOW - SECOND)

    for call in (coming, off):
        make_access_code(call)
        with pytest.raises(proposals.CallNotOpen):
            submit(call)


def test_while_the_call_is_open_no_use_is_taken(closed):
    code = make_access_code(closed)

    submit(closed, now=NOW - SECOND)

    code.refresh_from_db()
    assert code.uses == 0


def test_what_a_code_opened_stays_open_to_its_speaker_until_it_ends(closed):
    ada = make_user(name="Ada Lark")
    make_access_code(closed, valid_until=NOW + dt.timedelta(days=1))
    row = submit(closed, by=ada)

    def change(title, now):
        return proposals.change(
            proposal=row, words=proposals.Words(title=title, abstract="It."), by=ada, now=now
        )

    assert change("Locks", NOW + dt.timedelta(hours=23)).title == "Locks"
    with pytest.raises(proposals.CallNotOpen):
        change("Doors", NOW + dt.timedelta(days=1))
    assert AccessCode.objects.get().uses == 1


def test_a_proposal_that_cannot_be_taken_takes_no_use(closed):
    make_access_code(closed)

    with pytest.raises(proposals.NotComplete):
        proposals.submit(
            call=closed,
            words=proposals.Words(),
            by=make_user(name="A"),
            now=NOW,
            key="k" * 8,
            code="LATE-BIRD",
        )
    assert AccessCode.objects.get().uses == 0


def test_organizers_make_and_change_codes_and_nobody_else(closed):
    with pytest.raises(PermissionDenied):
        actions.make(call=closed, code="A", most_uses=1, by=make_user(), now=NOW)
    row = actions.make(call=closed, code="A", most_uses=1, by=None, now=NOW)

    with pytest.raises(ValidationError):
        actions.make(call=closed, code="a", most_uses=1, by=None, now=NOW)
    AccessCode.objects.update(uses=1)
    with pytest.raises(ValidationError):
        actions.change(row=row, code="A", most_uses=0, by=None, now=NOW)
    assert actions.change(row=row, code="B", most_uses=3, by=None, now=NOW).code == "B"
    actions.delete(row=row, by=None, now=NOW)
    assert not AccessCode.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_forty_at_once_as_many_come_in_as_the_code_says():
    call = make_call(opens_at=NOW - dt.timedelta(days=9), closes_at=NOW)
    make_access_code(call, most_uses=10)
    users = [make_user(f"p{n}@people.example", name=f"Person {n}") for n in range(40)]

    found = at_once([lambda user=user: submit(call, by=user) for user in users])

    refused = [one for one in found if isinstance(one, Exception)]
    assert {type(one) for one in refused} == {proposals.CodeRefused} and len(refused) == 30
    assert Proposal.objects.filter(status="submitted").count() == AccessCode.objects.get().uses == 10
