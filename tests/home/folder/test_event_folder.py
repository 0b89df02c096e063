"""An event leaves as a folder and comes back elsewhere as it was, without its secrets; broken folders leave nothing."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from core.clock import now
from core.models import CoreImage, FormerName, SectionPage
from events.booking.models import Order, Payment, Registration, Terms
from events.models import Event, SummitPage
from events.models.event import OF_THE_SITE
from events.programme.models import Release, Room, Session
from home.actions import bring_in
from home.folder.disk import write
from home.folder.kinds import KIND_OF, KINDS, LEFT_OUT, OWN
from home.folder.out import event_files
from home.folder.rows import Broken, Names, read
from home.models import StandardPage
from people.models import Person, User
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.groups import make_group
from tests.factories.people import make_person, make_user
from tests.factories.whole import SECRETS, make_whole_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Of an event with everything."""
    event = make_whole_event()
    call_command("export_event", event.slug, str(tmp_path / "out"), verbosity=0)
    return tmp_path / "out"


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """The same folder, written once for the tests that only read it."""
    there = tmp_path_factory.mktemp("written")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=there / "media"),
        transaction.atomic(),
    ):
        event = make_whole_event()
        call_command("export_event", event.slug, str(there / "out"), verbosity=0)
        transaction.set_rollback(True)
    return there / "out"


@pytest.fixture
def elsewhere(written, tmp_path) -> Path:
    """The folder on a site that knows nothing of its event."""
    shutil.copytree(written, tmp_path / "out")
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(folder: Path, path: str) -> list:
    return json.loads((folder / path).read_bytes())


def empty_the_site() -> None:
    SummitPage.objects.all().delete()
    for kind in reversed(KINDS):
        for row in kind.model._default_manager.order_by("-pk"):  # what follows another one first
            row.delete()
    Event.objects.all().delete()
    User.objects.all().delete()
    assert not any(kind.model._default_manager.exists() for kind in KINDS)


def rewritten(folder: Path, path: str, change) -> None:
    """The file changed, with its checksum: what somebody does who knows the format."""
    said = rows(folder, path)
    change(said)
    content = json.dumps(said).encode()
    (folder / path).write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"][path] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_an_event_with_everything_is_the_same_after_it_was_read_elsewhere(folder, tmp_path, capsys):
    before = contents(folder)
    slug = rows(folder, "events.json")[0]["slug"]
    missing = {kind.file for kind in OWN} - set(before)
    empty_the_site()

    call_command("import_event", str(folder))
    call_command("export_event", slug, str(tmp_path / "again"), verbosity=0)

    after = contents(tmp_path / "again")
    assert not missing
    assert set(after) == set(before)
    differing = {path for path in before if after[path] != before[path]}
    # Numbers of rows and names of stored pictures, the day of the export: all that is read back is the same.
    assert differing <= {"event.ics", "schedule.xml", "schedule.json", "manifest.json"}
    told = [json.loads(one["manifest.json"]) for one in (before, after)]
    assert told[0]["rows"] == told[1]["rows"]
    assert "changed 0" in capsys.readouterr().out


# Wagtail's scaling of a picture leaves a temporary file open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("begins", OF_THE_SITE)
def test_where_it_came_from_within_a_site_neither_leaves_nor_comes_in(begins, tmp_path):
    event = make_event(source=f"{begins}7", source_id="1@x", source_url="https://dojo.example/1")
    write(tmp_path / "out", event_files(event, now()), tell=lambda text: None)
    (row,) = json.loads((tmp_path / "out" / "events.json").read_text())
    names = Names()
    names.put(Event, row["id"], row["id"])

    came = read(KIND_OF[Event], 1, {**row, "source": f"{begins}7", "source_id": "1@x"}, names)

    assert (row["source"], row["source_id"]) == (came.source, came.source_id) == ("", "")
    assert row["source_url"] == "https://dojo.example/1"


def test_what_came_back_works(elsewhere, client):

    call_command("import_event", str(elsewhere), verbosity=0)

    event = Event.objects.get(parent=None)
    assert client.get(event.get_absolute_url()).status_code == 200
    assert client.get("/events/old-moot/").headers["Location"] == event.get_absolute_url()
    assert client.get(f"{event.get_absolute_url()}schedule/v/1/").status_code == 200
    page = SummitPage.objects.get()
    assert page.body[1].value["image"].pk == CoreImage.objects.get(title="cover").pk
    assert "<script" not in str(page.body) and "data-block-key" not in str(page.body.raw_data)
    talk = Session.objects.get()
    assert [person.name for person in talk.speakers.all()] == ["Ada Ash"]
    with talk.files.get().file.open() as file:
        assert file.read().startswith(b"%PDF")
    assert Release.objects.get().programme["rooms"][0]["id"] == Room.objects.get().pk
    assert Registration.objects.get(holder=None).additions.count() == 1
    user = User.objects.get()
    assert user.email == "ada@people.example" and not user.has_usable_password() and not user.is_staff


def test_no_secret_leaves_and_none_comes_back_the_same(folder):
    held = b"".join(contents(folder).values()).decode(errors="replace")
    keys = [
        *Order.objects.values_list("secret", flat=True),
        *Registration.objects.values_list("secret", flat=True),
    ]
    keys += [str(key) for key in Payment.objects.values_list("key", flat=True)]
    for secret in (*keys, *SECRETS, Terms.objects.get().door_code, "peanuts", "I slept"):
        assert secret not in held, secret
    empty_the_site()

    call_command("import_event", str(folder), verbosity=0)

    assert not set(Order.objects.values_list("secret", flat=True)) & set(keys)
    payment = Payment.objects.get()
    assert (payment.session_id, payment.intent_id, payment.pay_url) == (None, None, "")


def test_only_its_owner_reads_the_folder(folder):
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))


def test_spreadsheets_take_nothing_for_a_formula(folder):
    assert "'=cmd|" in (folder / "registrations.csv").read_text()


def test_twice_changes_nothing(folder, tmp_path, capsys):
    event = Event.objects.get(parent=None)
    call_command("export_event", event.slug, str(folder))
    assert "new 0, changed 1" in capsys.readouterr().out  # the manifest has its day
    count = Registration.objects.count()

    call_command("import_event", str(folder))

    assert "stands here already" in capsys.readouterr().out
    assert Registration.objects.count() == count


def test_what_is_no_more_goes_from_the_folder_and_foreign_folders_are_left_alone(folder, tmp_path):
    event = Event.objects.get(parent=None)
    event.crew.all().delete()

    call_command("export_event", event.slug, str(folder), verbosity=0)

    assert not (folder / "crew.json").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_event", event.slug, str(tmp_path / "mine"))
    with pytest.raises(CommandError, match="no event"):
        call_command("export_event", "nothing", str(tmp_path / "x"))


def test_addresses_that_others_have_here_stay_theirs(elsewhere, client):
    former = FormerName(kind="events.event", slug="moot-2025", thing_id=make_event("Ours").pk)
    former.save()
    rewritten(elsewhere, "former_addresses.json", lambda rows: rows[0].update(slug=former.slug))
    slugs = {path: rows(elsewhere, f"{path}.json")[0]["slug"] for path in ("events", "people", "groups")}
    theirs = make_event("Theirs", slug=slugs["events"])
    make_person("Theirs", slug=slugs["people"])
    make_group("Theirs", slug=slugs["groups"])
    SectionPage.objects.get(list_url="/events/").add_child(
        instance=StandardPage(title="Theirs", slug=rows(elsewhere, "pages.json")[0]["slug"])
    )

    call_command("import_event", str(elsewhere), verbosity=0)

    came = Event.objects.get(uuid=rows(elsewhere, "events.json")[0]["uuid"])
    assert Event.objects.get(slug=slugs["events"]) == theirs
    assert came.slug == f"{slugs['events']}-2" and came.group.slug == f"{slugs['groups']}-2"
    assert Person.objects.filter(slug=f"{slugs['people']}-2").exists()
    assert client.get(came.get_absolute_url()).status_code == 200
    assert FormerName.objects.get(slug=former.slug).thing_id == former.thing_id


def test_people_who_stand_here_are_taken_as_they_are(folder):
    ada = Person.objects.get(name="Ada Ash")
    uuid = ada.uuid
    empty_the_site()
    here = make_person("Ada Here", uuid=uuid)
    cy = make_user("bo@elsewhere.example")

    call_command("import_event", str(folder), verbosity=0)

    assert Session.objects.get().speakers.get() == here
    here.refresh_from_db()
    assert here.name == "Ada Here" and here.user is None
    assert User.objects.filter(pk=cy.pk).exists()


def _first(**facts):
    return lambda said: said[0].update(facts)


@pytest.mark.parametrize(
    "path, change, why",
    [
        ("events.json", _first(title="x" * 500), "title"),
        ("events.json", _first(slug="register"), "slug"),
        ("events.json", _first(starts_at="2026-01-01T10:00:00"), "without its zone"),
        ("events.json", _first(status="gone"), "status"),
        ("events.json", _first(online_url="javascript:alert(1)"), "online_url"),
        ("events.json", _first(is_superuser=True), "nobody knows"),
        ("events.json", _first(ends_at="1999-01-01T10:00:00+00:00"), "contradicts"),
        ("crew.json", _first(person="nobody"), "not in the folder"),
        ("crew.json", _first(person=["a"]), "not in the folder"),
        ("people.json", _first(email="no address"), "no address"),
        ("programme/session_files.json", _first(file="../../etc/passwd"), "not in the folder"),
        ("programme/moves.json", _first(before=None), "shape"),
        ("booking/quotas.json", _first(ticket_types=[99]), "not in the folder"),
        ("pages.json", _first(kind="root"), "cannot be read"),
    ],
)
def test_a_broken_folder_says_where_and_leaves_nothing(elsewhere, path, change, why):
    rewritten(elsewhere, path, change)

    with pytest.raises(Broken, match=why):
        bring_in.event_from(elsewhere, by=None, now=now())

    assert not Event.objects.exists() and not Person.objects.exists() and not User.objects.exists()


def test_a_folder_that_was_touched_is_refused(elsewhere):
    (elsewhere / "crew.json").write_text("[]")

    with pytest.raises(CommandError, match="checksum"):
        call_command("import_event", str(elsewhere))


def test_files_are_looked_at_again(elsewhere, tmp_path):
    path = rows(elsewhere, "programme/session_files.json")[0]["file"]
    (elsewhere / path).write_bytes(b"<script>")
    manifest = json.loads((elsewhere / "manifest.json").read_bytes())
    manifest["files"][path]["sha256"] = hashlib.sha256(b"<script>").hexdigest()
    (elsewhere / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(Broken, match="No file of this kind"):
        bring_in.event_from(elsewhere, by=None, now=now())

    assert not list((tmp_path / "media").rglob("*.png"))  # what this reading wrote is gone


@pytest.mark.parametrize("path", ["../secret.json", "/etc/passwd", "a\x00b"])
def test_no_path_leads_out_of_the_folder(elsewhere, path):
    (elsewhere.parent / "secret.json").write_text("[]")
    manifest = json.loads((elsewhere / "manifest.json").read_bytes())
    manifest["files"][path] = {"sha256": hashlib.sha256(b"[]").hexdigest(), "bytes": 2}
    (elsewhere / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(Broken, match="leads out"):
        bring_in.check(elsewhere)


def test_every_model_that_hangs_on_an_event_goes_along_or_says_why_not():
    here = {kind.model for kind in KINDS}
    owned = here - {Person, User}
    hanging = {
        model._meta.label
        for model in apps.get_models()
        for one in model._meta.get_fields()
        if isinstance(one, models.ForeignKey)
        and one.related_model in {k.model for k in OWN}
        and model not in owned
    }

    assert hanging <= set(LEFT_OUT), "say in home.folder.kinds whether it goes along"


def test_whatever_a_row_points_to_goes_along_or_is_hidden():
    known = {kind.model for kind in KINDS}
    lost = [
        f"{kind.model._meta.label}.{one.name}"
        for kind in KINDS
        for one in kind.model._meta.concrete_fields
        if one.is_relation and one.related_model not in known and one.name not in kind.hidden
    ]

    assert lost == []


def test_number_of_queries_does_not_depend_on_how_many():
    def asked(event: Event) -> int:
        with CaptureQueriesContext(connection) as queries:
            list(event_files(event, now()))
        return len(queries)

    event = make_event()
    make_registration(event, person=make_person("A"))
    one = asked(event)
    for n in range(29):
        make_registration(event, person=make_person(f"P{n}", user=make_user(f"p{n}@people.example")))

    assert asked(event) == one
