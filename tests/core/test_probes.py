"""Load balancers ask each server by its address."""

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "host", ["10.0.0.7", "10.0.0.7:8000", "[::1]:8000", "evil.example", "", "a b<script>"]
)
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_are_answered_whatever_the_host(client, settings, address, host):
    settings.ALLOWED_HOSTS = ["moot.example"]
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(address, headers={"Host": host})

    assert answer.status_code == 200
    told = " ".join([answer.content.decode(), *(f"{k}: {v}" for k, v in answer.headers.items())])
    assert "evil" not in told and "script" not in told and "moot.example" not in told
    assert answer["Cache-Control"] == "no-store" and not answer.cookies


def test_nothing_else_is_answered_under_a_foreign_name(client, settings):
    settings.ALLOWED_HOSTS = ["moot.example"]

    for address in ("/", "/metrics", "/events/", "/healthz/", "/readyz?x/events/"):
        expected = 200 if address.startswith("/readyz?") else 400
        assert client.get(address, headers={"Host": "10.0.0.7"}).status_code == expected, address
    assert client.post("/healthz", headers={"Host": "10.0.0.7"}).status_code == 400


def test_what_is_not_ready_is_said_without_details(client, monkeypatch):
    def broken(*args):
        raise OSError("redis://user:secret@10.1.1.1 is gone")

    monkeypatch.setattr(type(cache._connections[cache._alias]), "set", broken)

    answer = client.get("/readyz", headers={"Host": "10.0.0.7"})

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "wrong": {"cache": "OSError"}}


def test_a_head_has_no_body(client):
    answer = client.head("/healthz")

    assert answer.status_code == 200 and not answer.content
