"""Long reading goes to the copy where there is one, and nothing else does."""

import os
import subprocess
import sys

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from core.late import late_database
from home.actions import personal_data
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.people import make_user
from tests.house import tree


@pytest.fixture
def copy(transactional_db):
    """A second connection to the same rows."""
    connections.settings["late"] = dict(connections["default"].settings_dict)
    connections["late"].connect()  # by hand: Django's tests refuse what they did not know at their beginning
    yield connections["late"]
    connections["late"].close()
    del connections["late"]
    del connections.settings["late"]


def test_without_a_copy_the_one_database_does_all():
    assert late_database() == "default"


def test_what_somebody_takes_along_is_read_from_the_copy_and_noted_in_the_original(copy):
    user = make_user(name="Ada Lark")
    make_registration(make_event("Treffen"), person=user.person, email=user.email)
    whose = personal_data.whose(user=user)

    with CaptureQueriesContext(copy) as late, CaptureQueriesContext(connections["default"]) as here:
        files = personal_data.export_person(whose=whose, by=user)

    assert b"Treffen" in files["booking.registration.json"]
    assert late.captured_queries and all(q["sql"].startswith("SELECT") for q in late.captured_queries)
    assert not any("booking_registration" in query["sql"] for query in here.captured_queries)
    assert any("INSERT" in query["sql"] and "audit" in query["sql"] for query in here.captured_queries)


@pytest.mark.parametrize(
    "address", ["/", "/events/", "/calendar.ics", "/sitemap.xml", "/api/v1/events", "/me/"]
)
def test_no_page_asks_the_copy(copy, client, address):
    client.force_login(make_user(name="Ada Lark"))

    with CaptureQueriesContext(copy) as late:
        assert client.get(address).status_code == 200

    assert late.captured_queries == []


@pytest.mark.parametrize(("url", "names"), [("sqlite:////tmp/late.sqlite3", "default late"), ("", "default")])
def test_the_setting_names_the_copy(url, names):
    told = subprocess.run(
        [sys.executable, "-c", "from config.settings import test; print(*test.DATABASES)"],
        cwd=tree.ROOT,
        env={**os.environ, "PYTHONPATH": ".:site", "READ_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == names
