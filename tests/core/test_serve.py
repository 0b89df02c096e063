import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from core.management.commands import serve


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", ""])
def test_a_demo_whose_passwords_everybody_knows_is_served_to_this_machine_alone(monkeypatch, host):
    monkeypatch.setenv("HOST", host)

    with override_settings(DEMO=True), pytest.raises(CommandError, match="this machine alone"):
        call_command("serve")


@pytest.mark.django_db
def test_a_database_of_another_version_is_told_from_a_new_one_before_anything_is_written():
    MigrationRecorder(connection).record_applied("booking", "0099_of_another_version")

    with pytest.raises(CommandError, match=r"no booking\.0099_of_another_version.*make clean"):
        call_command("serve", prepare=True)


@pytest.mark.django_db
def test_libraries_may_replace_their_own_migrations(monkeypatch):
    MigrationRecorder(connection).record_applied("wagtailcore", "0002_replaced_by_a_squashed_one")

    assert serve.unknown_migration() is None
    assert not serve.pending_migrations()
