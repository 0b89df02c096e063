"""Chromium for tests: watched, so that no page breaks the content policy, asks another host or fails without a word.

Fixtures: pytest-playwright's `page` and `new_context(**options)`, `enter(context, user)` to come in as somebody,
`problems`, the list of what went wrong so far (a test that provokes something clears it).
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Request, Response

from scripts.system import chromium_there
from tests.guards import is_loopback

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
# A page that asks another host gets no answer: it works without, or the test sees it.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"

TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.tellViolation(event.effectiveDirective, event.blockedURI || event.sourceFile, location.pathname);
});
"""


def chromium_path() -> str:
    """Where Chromium is: told by CHROMIUM or found; `make test` installs one."""
    if path := chromium_there():
        return path
    pytest.fail("There is no Chromium: `make test` installs one, or set CHROMIUM to its path.")


class Watch:
    """Everything that a page did and should not have done."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.expose_binding("tellViolation", self._violation)
        context.add_init_script(TELL_VIOLATIONS)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("weberror", lambda error: self.problems.append(f"uncaught: {error.error}"))

    def _violation(self, source: dict, directive: str, blocked: str, where: str) -> None:
        self.problems.append(f"{where} breaks the content policy: {directive} {blocked}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and not is_loopback(address.hostname):
            self.problems.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        lost_file = response.status == 404 and urlsplit(response.url).path.startswith("/static/")
        if response.status >= 500 or lost_file:
            self.problems.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": chromium_path(), "args": [*QUIET, ALONE]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/Berlin",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.problems == []


@pytest.fixture
def problems(watch: Watch) -> list[str]:
    return watch.problems


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        watch.over(context)
        made.append(context)
        return context

    yield make
    for context in made:
        for page in context.pages:
            settle(page)


def settle(page: Page) -> None:
    """Lets what the page still has to tell arrive."""
    if not page.is_closed():
        page.wait_for_timeout(
            20
        )  # by the driver's clock: where scripts are off, a timer of the page never rings


@pytest.fixture
def enter(live_server: Any) -> Callable[[BrowserContext, Any], None]:
    """Come in as somebody without the sign-in form, which has its own tests."""

    def enter(context: BrowserContext, user: Any) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return enter
