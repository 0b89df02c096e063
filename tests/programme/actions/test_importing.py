"""A programme comes in once, however often its file is read."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from events.models import Event
from events.programme import draft
from events.programme.actions import timetable
from events.programme.actions.importing import import_schedule, series_of
from events.programme.models import Session
from events.programme.rules.schedule_file import read_schedule
from people.models import Person

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "schedules"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def sample(name: str) -> bytes:
    return gzip.decompress((SAMPLES / f"{name}.gz").read_bytes())


@pytest.fixture
def democon(tmp_path):
    file = tmp_path / "democon.json"
    file.write_bytes(sample("democon-pretalx.json"))
    return file


def run(file: Path, *options: str) -> None:
    call_command("import_schedule", str(file), "--event", "democon", *options)


def test_new_name_makes_a_draft_summit_with_its_programme(democon, capsys):
    run(democon)

    event = Event.objects.get(slug="democon")
    assert (event.status, event.kind, event.title, event.timezone) == ("draft", "summit", "DemoCon", "UTC")
    assert (event.rooms.count(), event.sessions.count(), event.tracks.count()) == (2, 36, 2)
    assert event.starts_at == datetime(2020, 12, 14, 8, tzinfo=UTC)
    assert Person.objects.filter(session_speakers__session__event=event).distinct().count() == 27
    assert set(Person.objects.values_list("user", "is_public", "source")) == {(None, True, "DemoCon")}
    out = capsys.readouterr()
    assert out.out.splitlines()[-1] == "new 36, changed 0, unchanged 0, skipped 0"
    assert "offset" in out.err


def test_second_run_changes_nothing(democon, capsys):
    run(democon)
    before = list(Session.objects.order_by("pk").values())

    run(democon)

    assert list(Session.objects.order_by("pk").values()) == before
    assert Person.objects.count() == 27
    assert capsys.readouterr().out.splitlines()[-1] == "new 0, changed 0, unchanged 36, skipped 0"


def test_change_in_the_file_changes_its_session_alone(democon):
    run(democon)
    tree = json.loads(democon.read_text())
    talk = tree["schedule"]["conference"]["days"][0]["rooms"]["Gray Room"][0]
    talk["date"] = "2020-12-14T09:30:00+01:00"
    talk["persons"] = talk["persons"] + [{"id": 999, "public_name": "Somebody New"}]

    result = import_schedule(slug="democon", read=read_schedule(json.dumps(tree).encode()), by=None, now=NOW)

    assert (result.new, result.changed, result.unchanged, result.new_people) == (0, 1, 35, 1)
    session = Session.objects.get(source_id=talk["guid"])
    assert (session.sequence, session.shown_changed_at) == (1, NOW)
    assert session.starts_at == datetime(2020, 12, 14, 8, 30, tzinfo=UTC)
    assert session.speakers.order_by("session_speakers__position").last().name == "Somebody New"


def test_more_talks_are_written_with_as_many_statements():
    read = read_schedule(sample("democon-pretalx.json"), "UTC")

    def statements(slug, sessions):
        with CaptureQueriesContext(connection) as asked:
            import_schedule(slug=slug, read=replace(read, sessions=sessions), by=None, now=NOW)
        return len(asked)

    few = statements("few", read.sessions[:8])
    assert statements("many", read.sessions) <= few + 4  # rows of a further kind, like a second room


def test_session_that_left_the_file_is_told_and_kept(democon, capsys):
    run(democon)
    tree = json.loads(democon.read_text())
    gone = tree["schedule"]["conference"]["days"][0]["rooms"]["Gray Room"].pop(0)
    democon.write_text(json.dumps(tree))

    run(democon)

    assert Session.objects.count() == 36
    assert f"«{gone['title']}» is no longer in the file (kept)" in capsys.readouterr().err


def test_people_of_two_years_of_one_conference_are_the_same_and_those_of_another_are_not(tmp_path):
    for year in (2007, 2012):
        read = read_schedule(sample(f"fosdem-{year}.xml"), "Europe/Brussels")
        import_schedule(slug=f"fosdem-{year}", read=read, by=None, now=NOW)
        import_schedule(slug=f"elsewhere-{year}", read=read, by=None, now=NOW)

    same = Person.objects.get(name="Lucas Nussbaum")
    assert {"fosdem-2007", "fosdem-2012"} <= set(
        same.session_speakers.values_list("session__event__slug", flat=True)
    )


@pytest.mark.parametrize(
    "title, series",
    [
        ("FOSDEM 2012", "FOSDEM"),
        ("DebConf 23", "DebConf"),
        ("38C3", "38C3"),
        ("Camp (2019)", "Camp"),
        ("2012", "2012"),
    ],
)
def test_series_is_the_title_without_its_year(title, series):
    about = replace(read_schedule(sample("democon-pretalx.json")).conference, title=title)

    assert series_of(about) == series


def test_zone_of_the_event_is_meant_by_a_file_that_names_none(tmp_path):
    file = tmp_path / "x.xml"
    file.write_bytes(sample("fosdem-2007.xml"))
    call_command("import_schedule", str(file), "--event", "fosdem", "--timezone", "Europe/Brussels")

    call_command("import_schedule", str(file), "--event", "fosdem")

    assert Event.objects.get(slug="fosdem").sessions.count() == 215


@pytest.mark.parametrize("slug", ["new", "No Slug", "schedule", ""])
def test_name_that_cannot_be_an_address_is_refused(democon, slug):
    with pytest.raises(CommandError):
        call_command("import_schedule", str(democon), "--event", slug)

    assert not Event.objects.exists()


def test_file_that_is_no_schedule_is_refused_and_nothing_is_written(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("name,city\n")

    with pytest.raises(CommandError, match="neither"):
        run(file)
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "absent.xml")

    assert not Event.objects.exists()


def test_imported_talks_and_speakers_are_found_by_search(democon, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(democon)

    session, person = Session.objects.first(), Person.objects.get(name="Brian Robinson")
    assert session in list(get_search_backend().search(session.title, Session))
    assert list(get_search_backend().search("brian robinson", Person)) == [person]


def test_what_a_file_moves_stands_at_once_whatever_was_drafted(democon):
    run(democon)
    tree = json.loads(democon.read_text())
    talk = tree["schedule"]["conference"]["days"][0]["rooms"]["Gray Room"][0]
    session = Session.objects.get(source_id=talk["guid"])
    other = Session.objects.exclude(pk=session.pk).filter(starts_at__isnull=False).first()
    for one in (session, other):
        timetable.unplace(session=one, seen=9, by=None, now=NOW)
    talk["date"] = "2020-12-14T09:30:00+01:00"

    import_schedule(slug="democon", read=read_schedule(json.dumps(tree).encode()), by=None, now=NOW)

    drafted = {one.session.pk: one for one in draft.drafted(session.event)}
    assert drafted[session.pk].starts_at == datetime(2020, 12, 14, 8, 30, tzinfo=UTC)
    assert drafted[other.pk].starts_at is None
    numbers = session.event.timetable.moves.values_list("number", "session")
    assert list(numbers) == [(1, session.pk), (2, other.pk), (3, session.pk)]
