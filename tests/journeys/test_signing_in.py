"""From a stranger to somebody with an account, and back in after everything went wrong."""

import pytest
from django.test import Client

from people.models import User
from tests.factories.people import PASSWORD, make_user
from tests.people.letters import address_in, delivered

pytestmark = pytest.mark.django_db
NEW = "another long secret"


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_stranger_opens_an_account_confirms_it_and_signs_in(client):
    page = client.get("/accounts/signup/")
    assert b'name="name"' in page.content
    client.post(
        "/accounts/signup/", {"email": "ada@people.example", "name": "Ada Lark", "password1": PASSWORD}
    )
    [letter] = delivered()
    link = address_in(letter, "/accounts/confirm-email/")

    assert client.get(link).status_code == 200
    early = client.post("/accounts/login/", {"login": "ada@people.example", "password": PASSWORD})
    assert early.url == "/accounts/confirm-email/", (
        "looking at the link, as mail scanners do, confirms nothing"
    )

    client.post(link)
    entered = client.post("/accounts/login/", {"login": "ADA@people.example", "password": PASSWORD})

    assert entered.url == "/me/" and signed_in(client)
    assert User.objects.get().person.name == "Ada Lark"


def test_who_forgot_the_password_sets_a_new_one_once(client):
    user = make_user("ada@people.example", name="Ada")
    client.post("/accounts/password/reset/", {"email": "ada@people.example"})
    link = address_in(delivered()[0], "/accounts/password/reset/key/")

    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert client.post("/accounts/login/", {"login": user.email, "password": NEW}).url == "/me/"
    client.logout()
    again = client.get(link, follow=True)
    assert b'name="password1"' not in again.content, "the link works once"
    told = delivered()[-1]
    assert told.to == ["ada@people.example"] and "127.0.0.1" in told.body


def test_nobody_learns_from_the_answer_which_addresses_have_accounts(client):
    make_user("ada@people.example")

    known = client.post("/accounts/password/reset/", {"email": "ada@people.example"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@people.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert {letter.to[0] for letter in delivered()} == {"ada@people.example", "nobody@people.example"}


@pytest.mark.parametrize(
    ("field", "bad"),
    [("password1", "password1"), ("email", '"a\x01b"@people.example'), ("name", "Ada\x07")],
)
def test_a_weak_password_or_what_nobody_types_is_refused(client, field, bad):
    good = {"email": "ada@people.example", "name": "Ada", "password1": PASSWORD}

    answer = client.post("/accounts/signup/", {**good, field: bad})

    assert answer.status_code == 422 and field in answer.context["form"].errors


def test_other_sessions_are_listed_and_ended():
    user = make_user("ada@people.example", name="Ada")
    phone, laptop = Client(HTTP_USER_AGENT="Phone/1"), Client(HTTP_USER_AGENT="Laptop/1")
    for device in (phone, laptop):
        device.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        assert device.get("/me/security/").status_code == 200

    page = laptop.get("/accounts/sessions/")
    assert b"Phone/1" in page.content and b"Laptop/1" in page.content
    laptop.post("/accounts/sessions/")

    assert phone.get("/me/security/").status_code == 302
    assert laptop.get("/me/security/").status_code == 200


def test_signing_out_needs_a_button_and_ends_the_session(client):
    client.force_login(make_user(name="Ada"))

    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_a_closed_account_does_not_open(client):
    user = make_user("ada@people.example", is_active=False)

    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert not signed_in(client)


def test_every_page_of_the_door_says_nothing_of_templates_that_are_missing(client):
    for page in ("login", "signup", "password/reset", "password/reset/done", "confirm-email", "inactive"):
        answer = client.get(f"/accounts/{page}/")
        assert answer.status_code == 200 and b"site.css" in answer.content, page


def test_the_door_speaks_the_browsers_language_and_then_ones_own(client):
    german = client.get("/accounts/login/", HTTP_ACCEPT_LANGUAGE="de")
    assert b'<html lang="de"' in german.content

    client.force_login(make_user(name="Ada", language="ja"))
    assert b'<html lang="ja"' in client.get("/accounts/2fa/", HTTP_ACCEPT_LANGUAGE="de").content
