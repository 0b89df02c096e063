"""From an empty database to a site that somebody administers."""

import io
import re
import sys

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from wagtail.models import Site

from core.models import AuditEntry, Community
from people.models import User

pytestmark = pytest.mark.django_db

ANSWERS = {"name": "Oak people", "timezone": "Europe/Berlin", "email": "boss@oak.example"}
SECRET = "a long enough secret"


def start(**answers):
    out = io.StringIO()
    call_command("start_community", stdout=out, **{**ANSWERS, **answers})
    return out.getvalue()


def test_the_first_hour(client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    told = start()
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", told)[1]

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": SECRET, "password2": SECRET})
    entered = client.post("/accounts/login/", {"login": "boss@oak.example", "password": SECRET})
    desk = client.get("/desk/")

    assert entered.status_code == 302 and entered["Location"] == "/me/"
    assert desk.status_code == 200 and "First steps" in desk.content.decode()
    assert client.get("/cms/").status_code == 200
    assert "Oak people" in client.get("/").content.decode()
    again = client.get(link, follow=True).content.decode()
    assert 'name="password1"' not in again  # the link opens once


def test_what_it_writes():
    told = start()

    community, boss = Community.current(), User.objects.get()
    assert (community.name, community.timezone) == ("Oak people", "Europe/Berlin") and community.set_up_at
    assert boss.is_staff and boss.is_superuser and not boss.has_usable_password() and boss.person
    assert EmailAddress.objects.get(user=boss).verified
    assert (Site.objects.get().hostname, Site.objects.get().site_name) == ("testserver", "Oak people")
    assert told.strip().splitlines()[-1] == "new 1, changed 2, unchanged 0, skipped 0"
    assert AuditEntry.objects.filter(verb="start community", by=None).exists()


def test_a_second_run_changes_nothing():
    start()
    before = list(AuditEntry.objects.values_list("pk", flat=True)), Community.current().set_up_at

    told = start(email="Boss@Oak.example")

    assert told.strip().splitlines()[-1] == "new 0, changed 0, unchanged 3, skipped 0"
    assert (list(AuditEntry.objects.values_list("pk", flat=True)), Community.current().set_up_at) == before
    assert User.objects.count() == 1


def test_somebody_who_has_an_account_becomes_administrator_and_keeps_the_password():
    User.objects.create_user("boss@oak.example", SECRET)

    told = start()

    boss = User.objects.get()
    assert boss.is_superuser and boss.check_password(SECRET) and "/password/reset/" not in told


def test_the_name_of_the_calendars_entries_is_never_changed():
    before = Community.current().uid_domain

    start(name="Another name")

    assert Community.current().uid_domain == before


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            {"timezone": "Europe/Berln"},
            "--timezone: .*Europe/Berln.*not a time zone.*Did you mean Europe/Berlin",
        ),
        ({"timezone": "../../etc/passwd"}, "--timezone: "),
        ({"email": "no address"}, "--email: "),
        ({"name": "  "}, "--name: "),
        ({"name": "x" * 81}, "--name: "),
        ({"name": "a\x00b"}, "--name: "),
        ({"name": None}, "--name is needed where nobody can be asked"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_written(answers, told, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    with pytest.raises(CommandError, match=told):
        start(**answers)

    assert not User.objects.exists() and Community.current().set_up_at is None


def test_at_a_terminal_it_asks_again_until_an_answer_can_be(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    typed = iter(["", "Oak people", "Nowhere", "Asia/Tokyo", "nobody", "boss@oak.example"])
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: next(typed))

    start(name=None, timezone=None, email=None)

    assert (Community.current().timezone, User.objects.get().timezone) == ("Asia/Tokyo", "Asia/Tokyo")
