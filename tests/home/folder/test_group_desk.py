"""An organizer asks at the desk; the worker packs; it is fetched by those who may, and gone after two days."""

import datetime as dt
import io
import zipfile

import pytest
import time_machine
from django.core.files.storage import default_storage

from core import outbox
from core.clock import now
from home.actions import group_folder as actions
from home.actions import personal_data
from home.models import GroupFolder
from home.tasks import drop_group_folder, pack_group_folder
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def group():
    return make_group("Kölner Kreis", slug="koeln")


@pytest.fixture
def organizer(group):
    user = make_user("ada@people.example")
    make_membership(group, make_person("Ada Ash", user=user), "organizer")
    make_event("Evening", group=group)
    return user


@pytest.fixture
def packed(group, organizer) -> GroupFolder:
    folder = actions.ask(group=group, by=organizer, now=now())
    pack_group_folder({"folder": folder.pk}, now())
    folder.refresh_from_db()
    return folder


DESK = "/desk/groups/koeln/folder/"


def test_it_is_asked_for_packed_and_fetched(client, group, organizer):
    client.force_login(organizer)

    assert client.post(DESK).status_code == 302
    client.post(DESK)  # while it is being packed, there is one
    folder = GroupFolder.objects.get()
    assert b"being packed" in client.get(DESK).content
    assert client.get(f"{DESK}{folder.pk}/").status_code == 404
    pack_group_folder({"folder": folder.pk}, now())
    pack_group_folder({"folder": folder.pk}, now())  # a job may run twice

    assert f"{DESK}{folder.pk}/" in client.get(DESK).content.decode()
    answer = client.get(f"{DESK}{folder.pk}/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {"koeln/group.json", "koeln/members.csv", "koeln/events.json"} <= set(archive.namelist())
    assert "no-store" in answer["Cache-Control"] and "attachment" in answer["Content-Disposition"]


def test_nobody_else_fetches_it(client, packed):
    path = f"{DESK}{packed.pk}/"
    assert client.get(path).status_code == 302
    member = make_user("bo@people.example")
    make_membership(packed.group, make_person("Bo", user=member))
    client.force_login(member)
    assert client.get(path).status_code == 403

    other = make_group("Elsewhere", slug="elsewhere")
    make_membership(other, member.person, "organizer")
    assert client.get(f"/desk/groups/elsewhere/folder/{packed.pk}/").status_code == 404
    assert client.get(f"/media/{packed.file.name}").status_code == 404


def test_after_two_days_it_is_gone(client, packed, organizer):
    path = f"{DESK}{packed.pk}/"
    client.force_login(organizer)
    with time_machine.travel(now() + dt.timedelta(days=2, minutes=1)):
        assert client.get(path).status_code == 404  # also before the worker came by
        drop_group_folder({"folder": packed.pk}, now())

    assert not GroupFolder.objects.exists()


def test_the_file_goes_with_the_row(packed, django_capture_on_commit_callbacks):
    name = packed.file.name
    assert default_storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        actions.drop(folder=packed)

    assert not default_storage.exists(name)


def test_who_organizes_no_more_gets_nothing(group, organizer):
    folder = actions.ask(group=group, by=organizer, now=now())
    group.memberships.all().delete()

    pack_group_folder({"folder": folder.pk}, now())

    assert not GroupFolder.objects.exists()


def test_who_is_forgotten_stands_in_none(packed):
    user = make_user("di@people.example")
    make_membership(packed.group, make_person("Di", user=user))

    personal_data.erase_person(whose=personal_data.whose(user=user), by=None, now=now())

    assert not GroupFolder.objects.exists()


def test_its_jobs_are_known():
    assert {actions.PACK, actions.DROP} <= set(outbox._handlers)
