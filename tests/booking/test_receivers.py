import pytest

from core.clock import now
from events.actions import sponsorship as actions
from events.booking.actions import ticket_type as ticket_types
from events.booking.models import Code
from tests.factories.events import make_event
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db
GOLD = {"tier": "Gold", "level": 1, "position": 0, "by": None}


@pytest.fixture
def event():
    return make_event(kind="summit")


def sell(event):
    facts = ticket_types.Facts(name="Regular", price_cents=1000)
    return ticket_types.add(event=event, facts=facts, by=None, now=now())


def test_a_sponsor_has_a_code_as_long_as_it_sponsors(event):
    sell(event)
    row = actions.add(event=event, organisation=make_organisation(), tickets=4, **GOLD, now=now())
    code = Code.objects.get()
    assert (code.reason, code.most_uses, code.organisation) == ("sponsor", 4, row.organisation)

    actions.change(sponsorship=row, tickets=6, **GOLD, now=now())
    code.refresh_from_db()
    assert code.most_uses == 6
    actions.change(sponsorship=row, **GOLD, now=now())  # tickets stay
    actions.remove(sponsorship=row, by=None, now=now())

    code.refresh_from_db()
    assert code.withdrawn_at is not None


def test_a_sponsor_of_a_free_event_gets_one_when_something_costs(event):
    actions.add(event=event, organisation=make_organisation(), tickets=4, **GOLD, now=now())
    assert not Code.objects.exists()

    kind = sell(event)
    assert Code.objects.valid(now()).get().most_uses == 4
    ticket_types.withdraw(ticket_type=kind, by=None, now=now())

    assert not Code.objects.valid(now()).exists()
