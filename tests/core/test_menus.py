"""The menu of an event's desk asks what its reader is to the event once, not once an entry."""

import pytest
from django.test import RequestFactory

from core import menus
from events.models import Event
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user


@pytest.mark.django_db
def test_an_events_menu_reads_roles_once_for_all_its_entries(django_assert_max_num_queries):
    event = make_event("Autumn summit", kind="summit")
    request = RequestFactory().get(f"/desk/events/{event.slug}/")
    request.user = make_user(name="Olu Organizer")
    make_crew(event, request.user.person)

    with django_assert_max_num_queries(3):
        shown = menus.items("event", request, Event.objects.get(pk=event.pk))

    assert len(shown) > 10
