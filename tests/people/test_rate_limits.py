import pytest
from django.core.cache import cache

from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def attempt(client, login, password="wrong", **headers):
    return client.post("/accounts/login/", {"login": login, "password": password}, **headers)


def test_guessing_one_accounts_password_is_answered_429(client):
    user = make_user()

    answers = [attempt(client, user.email, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(6)]

    assert answers == [422] * 5 + [429]
    right = attempt(client, user.email, PASSWORD, REMOTE_ADDR="10.0.0.99")
    assert right.status_code == 429, (
        "the right password must not tell itself apart while the account is guessed at"
    )


def test_one_account_guessed_at_does_not_lock_another_out(client):
    guessed, other = make_user(), make_user()
    for _ in range(6):
        attempt(client, guessed.email)

    assert attempt(client, other.email, PASSWORD).status_code == 302


def test_one_address_that_asks_too_often_gets_a_page_that_helps(client):
    for n in range(20):
        client.post("/accounts/password/reset/", {"email": f"somebody{n}@people.example"})

    answer = client.post("/accounts/password/reset/", {"email": "another@people.example"})

    assert answer.status_code == 429
    assert b"<h1" in answer.content and b'href="/' in answer.content


def test_one_address_opens_a_few_accounts_only(client):
    def open_account(n, **headers):
        sent = {"email": f"s{n}@people.example", "name": "Somebody", "password1": PASSWORD}
        return client.post("/accounts/signup/", sent, **headers).status_code

    answers = [open_account(n) for n in range(21)]

    assert answers == [302] * 20 + [429]
    assert open_account(22, REMOTE_ADDR="10.9.9.9") == 302


def test_a_forged_proxy_header_does_not_escape_the_limit(client, settings):
    settings.TRUSTED_PROXIES = 1
    answers = [
        client.post(
            "/accounts/password/reset/",
            {"email": f"s{n}@people.example"},
            HTTP_X_FORWARDED_FOR=f"6.6.6.{n}, 1.2.3.4",
        ).status_code
        for n in range(21)
    ]

    assert answers[-1] == 429 and 429 not in answers[:-1]


def test_limits_are_counted_in_the_cache_that_all_processes_share(settings):
    assert "DatabaseCache" in settings.CACHES["default"]["BACKEND"]
