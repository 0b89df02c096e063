"""What one free registration asks of the database: few statements, however many are registered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.booking.models import Registration
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
MOST = 25


def counted(client, path: str, **data):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = client.post(path, data)
    assert answer.status_code == 302
    return [query["sql"] for query in caught]


def test_a_guest_registers_and_confirms_in_few_statements(client):
    event = make_event(capacity=50)
    client.get(f"/events/{event.slug}/register/")

    asked = counted(client, f"/events/{event.slug}/register/", name="Ada", email="ada@people.example")
    registration = Registration.objects.get()
    confirmed = counted(client, registration.get_absolute_url(), verb="confirm")

    assert len(asked) + len(confirmed) <= MOST, "\n".join([*asked, "---", *confirmed])


def test_a_member_registers_in_few_statements(client):
    event, user = make_event(capacity=50), make_user(name="Ada")
    client.force_login(user)

    asked = counted(client, f"/events/{event.slug}/register/")

    assert len(asked) <= MOST, "\n".join(asked)
    # No more columns are read than booking needs; one that was forgotten would be read by itself.
    for table in ("events_event", "people_person"):
        assert sum(f'FROM "{table}"' in sql for sql in asked) == 1, table
