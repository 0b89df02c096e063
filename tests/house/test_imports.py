import subprocess
import sys

import pytest

from scripts.import_laws import Import, app_of, breaks_a_law, broken, imports_of
from tests.house import tree


def test_the_import_contracts_hold():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    environment = {"PYTHONPATH": ".:site", "PATH": "/usr/bin:/bin"}

    told = subprocess.run(
        [*command, "--no-logo"], cwd=tree.ROOT, env=environment, capture_output=True, text=True
    )

    assert told.returncode == 0, told.stdout + told.stderr


def test_the_laws_that_need_more_than_names_hold():
    assert broken() == []


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("home.views", "from events.views import show"),
        ("home.views", "from events import forms"),
        ("events.calendars.actions", "import events.booking.emails"),
        ("groups.actions", "from geopy.geocoders import Nominatim"),
        ("speakers.views", "from groups import apps"),
    ],
)
def test_a_door_that_is_not_open_is_found(importer, line):
    assert [breaks_a_law(edge) for edge in imports_of(line, importer)] != [None]


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("home.views", "from events.models import Event"),
        ("home.views", "from events import actions, rules"),
        ("events.views", "from events.forms import MeetupForm"),
        ("core.places.nominatim", "from geopy.geocoders import Nominatim"),
        ("groups.rules.distance", "from geopy.distance import geodesic"),
        ("config.urls", "from events import urls"),
    ],
)
def test_a_door_that_is_open_is_let_be(importer, line):
    assert {breaks_a_law(edge) for edge in imports_of(line, importer)} == {None}


def test_an_app_within_a_room_is_its_own():
    assert app_of("events.booking.actions") == "events.booking"
    assert app_of("events.models.event") == "events"
    assert app_of("core.models") is None


def test_relative_imports_are_read():
    edges = list(imports_of("from ..booking import emails", "events.programme.views"))

    assert edges == [Import("events.programme.views", "events.booking.emails", ":1")]
