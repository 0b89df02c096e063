import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.clock import now
from events.actions import sponsorship as actions
from events.actions.event import NotNow
from events.models import Sponsorship
from people.actions import organisation as organisations
from people.models import Organisation
from tests.factories.events import make_event
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db
GOLD = {"tier": "Gold", "level": 1, "position": 0, "by": None}


def test_an_organisation_sponsors_once():
    event, karst = make_event(kind="summit"), make_organisation()
    actions.add(event=event, organisation=karst, **GOLD, now=now())

    with pytest.raises(NotNow):
        actions.add(event=event, organisation=karst, **GOLD, now=now())
    assert Sponsorship.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsorship.objects.create(event=event, organisation=karst, tier="Gold")


def test_two_organisations_of_one_name_have_two_addresses():
    one = organisations.create(by=None, name="Karst Works", website="https://karst.example/")
    other = organisations.create(by=None, name="Karst Works", website="https://other.example/")

    assert (one.slug, other.slug) == ("karst-works", "karst-works-2")


def test_an_organisation_that_cannot_be_is_refused():
    with pytest.raises(ValidationError):
        organisations.create(by=None, name="Karst", website="javascript:alert(1)")

    assert not Organisation.objects.exists()
