"""The second factor over HTTP: an authenticator app, and recovery codes when the phone is lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from tests.factories.people import PASSWORD, make_user
from tests.people.letters import delivered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]  # a code holds for half a minute


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def set_up(client, user):
    """Signs in, adds an authenticator app, and gives (secret, recovery codes)."""
    sign_in(client, user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, page.context["form"].errors
    codes = re.findall(
        r"\b[0-9a-f]{5}-?[0-9a-f]{5}\b|\b\d{8}\b",
        client.get("/accounts/2fa/recovery-codes/").content.decode(),
    )
    return secret, list(dict.fromkeys(codes))


def test_the_app_is_asked_for_at_the_next_sign_in(client):
    user = make_user("ada@people.example", name="Ada")
    secret, _ = set_up(client, user)
    client.logout()

    halfway = sign_in(client, user)
    assert halfway.url == "/accounts/2fa/authenticate/" and "_auth_user_id" not in client.session
    assert client.get("/me/profile/").status_code == 302
    assert client.post(halfway.url, {"code": "000000"}).status_code == 422
    cache.clear()  # a code is taken once, and this test is faster than the next one comes
    client.post(halfway.url, {"code": code_of(secret)})

    assert client.get("/me/profile/").status_code == 200


def test_a_recovery_code_opens_once(client):
    user = make_user("ada@people.example", name="Ada")
    _, codes = set_up(client, user)
    assert len(codes) >= 10
    client.logout()
    sign_in(client, user)

    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert client.get("/me/profile/").status_code == 200
    client.logout()
    sign_in(client, user)

    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 422
    assert client.get("/me/profile/").status_code == 302


def test_keys_of_the_second_factor_lie_sealed_in_the_database(client):
    secret, _ = set_up(client, make_user("ada@people.example", name="Ada"))

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_the_owner_is_told_by_mail(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client, make_user("ada@people.example", name="Ada"))

    assert any("127.0.0.1" in letter.body for letter in delivered())


def test_a_change_that_matters_asks_who_it_is_again(client):
    user = make_user("ada@people.example", name="Ada")
    sign_in(client, user)

    for path in ("2fa/totp/activate", "2fa/webauthn/add"):
        answer = client.get(f"/accounts/{path}/")
        assert answer.status_code == 302 and answer.url.startswith("/accounts/reauthenticate/"), path
