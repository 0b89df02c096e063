import pytest

from core.clock import now
from events.booking.actions import ticket_type as ticket_types
from events.booking.models import Code
from events.programme.actions import session as sessions
from events.programme.actions.session import Facts
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(kind="summit")


@pytest.fixture
def ann():
    return make_person("Ann Reed", is_public=True)


def sell(event, cents=1000):
    facts = ticket_types.Facts(name="Regular", price_cents=cents)
    return ticket_types.add(event=event, facts=facts, by=None, now=now())


def talk(event, *speakers, status="confirmed"):
    facts = Facts(title="Oaks", status=status, speakers=speakers)
    return sessions.make(event=event, facts=facts, by=None, now=now())


def change(session, *speakers, status="confirmed"):
    facts = Facts(title="Oaks", status=status, speakers=speakers)
    return sessions.change(session=session, facts=facts, by=None, now=now())


def valid():
    return {code.person for code in Code.objects.valid(now()).filter(reason="speaker")}


def test_who_speaks_in_a_confirmed_session_has_a_code(event, ann):
    sell(event)
    bo = make_person("Bo", is_public=True)

    session = talk(event, ann, status="draft")
    assert valid() == set()
    change(session, ann)
    assert valid() == {ann}
    change(session, ann, bo)
    assert valid() == {ann, bo}
    talk(event, ann)  # a second talk is no second code

    assert Code.objects.count() == 2


def test_who_is_taken_out_or_whose_session_is_cancelled_has_none(event, ann):
    sell(event)
    bo = make_person("Bo", is_public=True)
    session = talk(event, ann, bo)

    change(session, bo)
    assert valid() == {bo}
    sessions.cancel(session=session, by=None, now=now())

    assert valid() == set() and Code.objects.count() == 2


def test_a_second_talk_keeps_the_code_of_a_cancelled_one(event, ann):
    sell(event)
    first = talk(event, ann)
    talk(event, ann)

    sessions.cancel(session=first, by=None, now=now())

    assert valid() == {ann}


def test_codes_come_with_the_first_price_and_go_with_the_last(event, ann):
    talk(event, ann)
    assert valid() == set()

    kind = sell(event)
    assert valid() == {ann}
    ticket_types.withdraw(ticket_type=kind, by=None, now=now())
    assert valid() == set()


def test_a_free_ticket_needs_no_code(event, ann):
    sell(event, cents=0)
    talk(event, ann)

    assert not Code.objects.exists()
