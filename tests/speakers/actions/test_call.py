import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.models import AuditEntry
from speakers.actions import call as actions
from speakers.models import CallForProposals
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user
from tests.factories.speakers import make_call

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
REST = {"text": "", "formats": [], "languages": []}


@pytest.fixture
def event():
    return make_event(kind="summit")


@pytest.fixture
def chair(event):
    user = make_user(name="Cy Moss")
    make_crew(event, user.person, "chair")
    return user


def test_a_chair_opens_a_call_and_changes_it(event, chair):
    call = actions.open(event=event, opens_at=AT, closes_at=AT + DAY, by=chair, now=clock.now())
    actions.change(call=call, opens_at=AT, closes_at=AT + 2 * DAY, **REST, by=chair, now=clock.now())

    assert CallForProposals.objects.get().closes_at == AT + 2 * DAY
    trail = AuditEntry.objects.filter(thing="speakers.callforproposals").order_by("pk")
    assert [(entry.verb, entry.by) for entry in trail] == [("open", chair), ("change", chair)]
    assert trail[1].details["changed"] == ["closes_at"]


def test_a_call_opened_twice_is_one_call(event, chair):
    for _ in range(2):
        actions.open(event=event, opens_at=AT, closes_at=AT + DAY, by=chair, now=clock.now())

    assert CallForProposals.objects.count() == 1
    assert AuditEntry.objects.filter(thing="speakers.callforproposals").count() == 1


def test_a_call_closes_after_it_opens(event, chair):
    with pytest.raises(actions.ClosesBeforeItOpens):
        actions.open(event=event, opens_at=AT, closes_at=AT, by=chair, now=clock.now())

    assert not CallForProposals.objects.exists()


def test_only_who_decides_opens_and_changes(event):
    call = make_call()
    for other in (make_user(name="Bo Reed"), make_user()):
        with pytest.raises(PermissionDenied):
            actions.open(event=event, opens_at=AT, closes_at=AT + DAY, by=other, now=clock.now())
        with pytest.raises(PermissionDenied):
            actions.change(call=call, opens_at=AT, closes_at=AT + DAY, **REST, by=other, now=clock.now())
