"""Who is calling, behind how many proxies, and how often."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.test import RequestFactory

from core import client
from core.client import TooMany, address_of, limit


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_address_believes_only_our_own_proxies(settings, proxies: int, header: str, expected: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)

    assert address_of(request) == expected


@pytest.mark.usefixtures("still_clock")
@pytest.mark.django_db
def test_limit_refuses_the_one_too_many_and_nobody_else() -> None:
    for _ in range(3):
        limit("knock", "ada", most=3, seconds=600)

    with pytest.raises(TooMany) as refused:
        limit("knock", "ada", most=3, seconds=600)
    assert 0 < refused.value.seconds <= 600
    limit("knock", "bo", most=3, seconds=600)
    limit("ring", "ada", most=3, seconds=600)


@pytest.mark.parametrize("kind", ["table", "memory"])
@pytest.mark.django_db
def test_a_count_lasts_as_long_as_its_window_and_no_longer(monkeypatch, kind) -> None:
    """Counting up resets the life of an entry to 300 seconds in one of Django's caches."""
    if kind == "memory":
        memory = LocMemCache("windows", {})
        monkeypatch.setattr(client, "cache", memory)
        monkeypatch.setattr(client, "caches", {"default": memory})
    else:
        assert "DatabaseCache" in settings.CACHES["default"]["BACKEND"]
    begin = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    with time_machine.travel(begin, tick=False) as clock:
        for _ in range(3):
            limit("knock", kind, most=3, seconds=3600)

        clock.move_to(begin + dt.timedelta(minutes=59))
        with pytest.raises(TooMany) as refused:
            limit("knock", kind, most=3, seconds=3600)
        assert refused.value.seconds == 60

        clock.move_to(begin + dt.timedelta(minutes=60))
        limit("knock", kind, most=3, seconds=3600)


@pytest.mark.usefixtures("still_clock")
@pytest.mark.django_db
def test_all_addresses_of_one_household_count_as_one() -> None:
    for n in range(3):
        limit("knock", f"2001:db8:1:2::{n}", most=3, seconds=600)
        limit("knock", f"::ffff:10.0.0.{n}", most=1, seconds=600)

    with pytest.raises(TooMany):
        limit("knock", "2001:db8:1:2:ffff::1", most=3, seconds=600)
    limit("knock", "2001:db8:1:3::1", most=3, seconds=600)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("forwarded", "status"),
    [("127.0.0.1", 200), ("203.0.113.9", 404), ("127.0.0.1, 203.0.113.9", 404), ("unknown", 404)],
)
def test_figures_are_told_to_the_addresses_that_may_have_them(client, settings, forwarded, status) -> None:
    settings.TRUSTED_PROXIES = 1

    assert client.get("/metrics", HTTP_X_FORWARDED_FOR=forwarded).status_code == status
