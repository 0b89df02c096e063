"""A group leaves with its members and events."""

import json

import pytest
from django.core.management import CommandError, call_command

from core.clock import now
from home.folder.out import group_files
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    group = make_group("Kölner Kreis")
    make_membership(group, make_person("Ada Ash", user=make_user("ada@people.example")), "organizer")
    make_membership(group, make_person("=Bo"), "member")
    event = make_event("Evening", group=group, slug="evening", online_url="https://meet.example/x")
    make_event("Plan", group=group, slug="plan", status="draft")
    make_registration(event, name="Cy Cedar", email="cy@people.example")
    return group


def test_organizers_take_along_what_they_see_at_the_desk(group):
    files = dict(group_files(group, now(), whole=False))

    held = b"".join(files.values()).decode()
    assert "ada@people.example" not in held  # members' addresses are nobody's business but theirs
    assert "cy@people.example" in files["events/evening/registrations.csv"].decode()
    assert [one["name"] for one in json.loads(files["members.json"])] == ["Ada Ash", "=Bo"]
    assert "'=Bo" in files["members.csv"].decode()
    assert {one["title"] for one in json.loads(files["events.json"])} == {"Evening", "Plan"}
    assert b"SUMMARY:Evening" in files["calendar.ics"] and b"SUMMARY:Plan" not in files["calendar.ics"]
    assert set(json.loads(files["manifest.json"])["files"]) == set(files) - {"manifest.json"}


def test_the_command_writes_each_event_so_that_it_can_be_read_back(group, tmp_path, capsys):
    call_command("export_group", group.slug, str(tmp_path / "out"))

    assert "new " in capsys.readouterr().out
    assert "ada@people.example" in (tmp_path / "out" / "members.json").read_text()
    call_command("import_event", str(tmp_path / "out" / "events" / "evening"), "--check")
    assert "all whole" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no group"):
        call_command("export_group", "nothing", str(tmp_path / "x"))
