"""No secret, token or mail address in a log."""

import json
import logging

import pytest

from core import logs
from core.logs import ARGUMENT, DOOR_KEY, JsonFormatter, without_secrets
from core.routes import routes, rule_of
from core.tokens import BEGINS

SECRET = "abcdefghjk-mnpqrstuv_wxyz23456789"


def test_no_address_that_is_a_key_reaches_a_log() -> None:
    ours = {route for route, view in routes() if rule_of(view) == "by secret"}
    libraries = {route for route, view in routes() if rule_of(view) is None and DOOR_KEY.search(route)}
    assert {"speaking/<slug:secret>/", "calendar/<str:token>.ics", "orders/<slug:secret>/pay/"} <= ours
    assert any("confirm-email" in route for route in libraries)

    for route in ours | libraries:
        key = DOOR_KEY.search(route)
        assert key, f"{route}: which part of it is the secret?"
        before, after = (ARGUMENT.sub("77", part) for part in (route[: key.start()], route[key.end() :]))
        for language in ("/", "/de/"):
            path = f"{language}{before}{SECRET}/{after}"
            assert SECRET not in without_secrets(f"GET {path} 200"), path


def test_what_is_as_long_as_a_secret_counts_as_one_while_no_route_can_be_read(settings) -> None:
    settings.ROOT_URLCONF = "config.no_such_urls"
    logs._secret_paths.cache_clear()
    try:
        assert without_secrets(f"GET /orders/{SECRET}/ 200") == "GET /orders/…/ 200"
    finally:
        logs._secret_paths.cache_clear()


@pytest.mark.parametrize(
    "secret",
    [
        f"{BEGINS}abcdefgh-CZKUEH466FBCQIZ6FbABwhQ74_uqZnk8h5fl389ekzg",
        "sk_live_abcdefghijklmnop",
        "whsec_abcdefghijklmnop",
        "password=hunter2abcdef",
        "Authorization: Bearer abcdefghijklmnop",
        "'token': 'abcdefghijklmnop'",
        "ada@people.example",
    ],
)
def test_secret_does_not_reach_a_log(secret: str) -> None:
    said = without_secrets(f"GET {secret} 200")

    for part in ("abcdefgh", "hunter2", "ada@"):
        assert part not in said


def test_line_is_json_whatever_the_message() -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, 'line\nbreak "quoted" %s', ("</script>",), None)
    record.data = {"status": 200}

    line = JsonFormatter().format(record)

    assert "\n" not in line
    assert json.loads(line)["status"] == 200
