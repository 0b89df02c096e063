"""Fixtures of every test: fast databases, no network, nothing left over from the test before."""

import datetime as dt
import os
from collections.abc import Iterator

import hypothesis
import pytest
import time_machine
from django.test import TransactionTestCase, override_settings
from django.utils import translation

# Playwright's synchronous interface runs an event loop in the test's thread, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from tests import databases, tasks
from tests.browsing import (  # noqa: F401 - pytest finds fixtures by their names here
    browser_context_args,
    browser_type_launch_args,
    enter,
    new_context,
    problems,
    watch,
)
from tests.guards import no_network

# A busy machine is no counterexample.
hypothesis.settings.register_profile(
    "folkmoot", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("folkmoot")

missing_extensions: dict[str, int] = {}


@pytest.fixture(scope="session")
def site_database(django_test_environment: None, django_db_blocker) -> Iterator[databases.SiteDatabase]:
    database = databases.of_this_process()
    with django_db_blocker.unblock():
        database.prepare()
    yield database
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(scope="session")
def django_db_setup(site_database: databases.SiteDatabase) -> Iterator[None]:
    """pytest-django's set-up, with the template's copy renewed where Django would flush."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: site_database.reset())
        yield


@pytest.fixture
def demo(transactional_db: None, site_database: databases.SiteDatabase) -> None:
    """The demo community in the database; afterwards the site is empty again."""
    databases.load_demo(site_database)


@pytest.fixture(scope="session", autouse=True)
def _media_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def _only_loopback(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("network_of_its_own"):
        yield
        return
    with no_network() as tried:
        yield
    assert not tried, f"the test tried to reach {tried}"


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """A request through Django's client leaves its language to the thread: the next test would `reverse` into /de/."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    yield
    from django.core.cache import caches

    from core.answers import shelf

    shelf.clear()
    for cache in caches.all(initialized_only=True):
        # A cache that lives in the database is put back with it.
        if "db.DatabaseCache" not in f"{type(cache).__module__}.{type(cache).__name__}":
            cache.clear()


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved is found by the search at once."""
    monkeypatch.setattr(tasks.Backend, "indexes", True)


@pytest.fixture
def still_clock() -> Iterator[None]:
    """A clock that stands, early in its hour: rate limits count by slots of time, which a slow test must not leave."""
    with time_machine.travel(dt.datetime.now(dt.UTC).replace(minute=1, second=0), tick=False):
        yield


@pytest.fixture
def sabotage() -> str | None:
    """The name of the guard that `make prove` wants taken away, for heavy tests that can do so."""
    return os.environ.get("FOLKMOOT_SABOTAGE") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        mark = item.get_closest_marker("needs_extension")
        if mark:
            item.add_marker(pytest.mark.usefixtures("_needs_extension", "db"))


@pytest.fixture
def _needs_extension(request: pytest.FixtureRequest, db: None) -> None:
    from django.db import connection

    name = request.node.get_closest_marker("needs_extension").args[0]
    if connection.vendor != "postgresql":
        pytest.skip(f"{name} is an extension of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_extension where extname = %s", [name])
        if not cursor.fetchone():
            missing_extensions[name] = missing_extensions.get(name, 0) + 1
            pytest.skip(f"this PostgreSQL has no {name}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, tests in missing_extensions.items():
        terminalreporter.write_sep(
            "!", f"{tests} tests of {name} did NOT run: this PostgreSQL does not have it", red=True
        )
