import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.clock import now
from core.models import AuditEntry
from events.actions import cycle as actions
from events.actions.cycle import Span
from events.models import Cycle
from tests.factories.events import make_cycle

pytestmark = pytest.mark.django_db
BIRCH = Span(name="Birch", starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2027, 4, 1))


def test_a_cycle_gets_an_address_and_keeps_it():
    cycle = actions.make(span=BIRCH, by=None, now=now())
    renamed = Span(
        name="Black birch",
        starts_on=BIRCH.starts_on,
        ends_on=BIRCH.ends_on,
        milestones=((dt.date(2026, 11, 2), "Call opens"),),
    )

    cycle = actions.change(cycle=cycle, span=renamed, by=None, now=now())

    assert (cycle.name, cycle.slug) == ("Black birch", "birch")
    assert cycle.milestones == [{"on": "2026-11-02", "label": "Call opens"}]
    assert AuditEntry.objects.get(verb="change").details == {"changed": ["milestones", "name"]}


def test_a_name_stands_once():
    make_cycle("Birch")

    with pytest.raises(ValidationError):
        actions.make(span=BIRCH, by=None, now=now())
    assert Cycle.objects.count() == 1


def test_the_database_refuses_a_cycle_that_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_cycle(starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2026, 10, 1))
