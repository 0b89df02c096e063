import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.test import RequestFactory

from core.models import Job
from people.models import User
from tests.factories.people import PASSWORD, make_user
from tests.people.letters import delivered

pytestmark = pytest.mark.django_db
SIGN_UP = {
    "email": "Ada@People.example",
    "name": "Ada Lark",
    "password1": PASSWORD,
    "timezone": "Europe/Berlin",
}


def log_in(client, user, **more):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **more})


def test_the_caller_is_known_behind_trusted_proxies_alone(settings):
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4", REMOTE_ADDR="10.0.0.1")

    settings.TRUSTED_PROXIES = 0
    assert get_adapter().get_client_ip(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert get_adapter().get_client_ip(request) == "1.2.3.4"


def test_a_request_never_waits_for_a_mail_server(client):
    client.post("/accounts/signup/", SIGN_UP)

    assert mail.outbox == []
    assert Job.objects.filter(kind="people.letter").count() == 1
    [letter] = delivered()
    assert letter.to == ["ada@people.example"] and "/accounts/confirm-email/" in letter.body
    assert letter.alternatives


def test_signing_up_makes_a_person_and_keeps_language_and_zone(client):
    client.post("/accounts/signup/", SIGN_UP, HTTP_ACCEPT_LANGUAGE="de")

    user = User.objects.get(email="ada@people.example")
    assert (user.person.name, user.person.slug, user.person.is_public) == ("Ada Lark", "ada-lark", False)
    assert (user.language, user.timezone) == ("de", "Europe/Berlin")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "x" * 64, "'; drop table"])
def test_a_zone_that_is_none_is_left_out(client, zone):
    client.post("/accounts/signup/", {**SIGN_UP, "timezone": zone})

    assert User.objects.get().timezone == ""


@pytest.mark.parametrize("name", ["", " ", "...", "A\x00da", "A\u202eda", "x" * 121])
def test_a_name_that_cannot_stand_is_refused_beside_its_field(client, name):
    answer = client.post("/accounts/signup/", {**SIGN_UP, "name": name})

    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert not User.objects.exists()


def test_a_taken_address_is_told_to_its_owner_alone(client):
    make_user("ada@people.example")

    answer = client.post("/accounts/signup/", SIGN_UP)
    stranger = client.post("/accounts/signup/", {**SIGN_UP, "email": "bea@people.example"})

    assert (answer.status_code, answer.url) == (stranger.status_code, stranger.url)
    assert User.objects.filter(email="ada@people.example").count() == 1
    assert "already" in delivered()[0].subject


def test_a_wrong_password_is_answered_422(client):
    answer = client.post("/accounts/login/", {"login": make_user().email, "password": "wrong"})

    assert answer.status_code == 422


def test_signing_in_asks_for_a_confirmed_address(client):
    answer = log_in(client, make_user(verified=False))

    assert answer.url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_after_signing_in_one_is_where_one_wanted_to_be(client):
    user = make_user()

    assert log_in(client, user, next="/events/").url == "/events/"
    client.logout()
    assert log_in(client, user, next="https://evil.example/").url == "/me/"


def test_the_demos_accounts_open_nothing_elsewhere(client, settings):
    settings.REFUSE_DEMO_ACCOUNTS = True
    demo, other = make_user("admin@demo.example", is_superuser=True), make_user("ada@people.example")

    assert log_in(client, demo).url == "/accounts/login/"
    assert "_auth_user_id" not in client.session
    assert log_in(client, other).url == "/me/"


def test_an_account_without_a_person_gets_one_at_the_door(client):
    user = make_user("made.by.command@people.example")

    log_in(client, user)

    user.refresh_from_db()
    assert user.person.name == "made.by.command"


def test_the_login_page_shows_the_demos_accounts_in_the_demo_alone(client, settings):
    make_user("admin@demo.example", name="Made Up")

    assert b"admin@demo.example" not in client.get("/accounts/login/").content
    settings.DEMO = True
    answer = client.get("/accounts/login/").content
    assert b"admin@demo.example" in answer and b"Made Up" in answer and b"folkmoot-demo" in answer
