"""No secret, token or mail address in a log."""

import json
import logging

import pytest

from core.logs import JsonFormatter, without_secrets


@pytest.mark.parametrize(
    "secret",
    [
        "/registrations/abcdefghjkmnpqrstuvwxyz234567899/",
        "/calendar/abcdefghjkmnpqrstuvwxyz23456789.ics",
        "/orders/abcdefghjkmnpqrstuvwxyz234567899/",
        "/transfers/abcdefghjkmnpqrstuvwxyz234567899/",
        "/accounts/confirm-email/MQ:1vxyz:abcdefgh_ijk-lmno/",
        "/accounts/password/reset/key/3-abcdefghijklmnop/",
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
