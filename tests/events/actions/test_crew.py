import pytest
from django.db import IntegrityError, transaction

from core.clock import now
from core.models import AuditEntry
from events.actions import crew as actions
from events.actions.event import NotNow
from events.models import Crew
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db


def test_a_part_is_given_once_and_written_down_once():
    event, ada = make_event(), make_user(name="Ada Lark").person

    first = actions.add(event=event, person=ada, role="door", by=None, now=now())
    again = actions.add(event=event, person=ada, role="door", by=None, now=now())

    assert first == again and Crew.objects.count() == 1
    assert AuditEntry.objects.filter(verb="add to crew").count() == 1


def test_who_has_no_account_is_no_crew():
    with pytest.raises(NotNow):
        actions.add(event=make_event(), person=make_person(), role="door", by=None, now=now())

    assert not Crew.objects.exists()


def test_the_last_organizer_stays_and_others_go():
    event = make_event()
    ada, bo = make_user(name="Ada Lark").person, make_user(name="Bo Reed").person
    first, door = make_crew(event, ada), make_crew(event, bo, "door")

    with pytest.raises(NotNow):
        actions.remove(member=first, by=None, now=now())
    second = make_crew(event, bo)
    actions.remove(member=first, by=None, now=now())
    actions.remove(member=first, by=None, now=now())  # gone already
    actions.remove(member=door, by=None, now=now())

    assert list(event.crew.all()) == [second]


def test_the_database_refuses_a_part_twice():
    event, ada = make_event(), make_person()
    make_crew(event, ada)

    with pytest.raises(IntegrityError, match=r"one_role_once_in_a_crew|UNIQUE"), transaction.atomic():
        make_crew(event, ada)
