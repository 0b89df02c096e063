"""Production refuses to start on what would open a door."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "kP3!vR8#xW1$zQ6%bN9&mT4*cY7(hJ2)fL5-gD0_sA+eU=iO",
    "SITE_URL": "https://community.example",
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**GOOD, **environment}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from config.settings.production import *; print(SESSION_COOKIE_SECURE, DEBUG, LOGGING['root']['level'])",
        ],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "site"), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_settings_start_with_secure_cookies_and_without_debug() -> None:
    done = start(SECRET_KEY=GOOD["SECRET_KEY"] * 2, LOG_LEVEL="debug")

    assert done.stdout.split() == ["True", "False", "DEBUG"]


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"] * 2}, "SECRET_KEY"),
        ({"SITE_URL": "http://community.example"}, "SITE_URL"),
        ({"DEMO": "1"}, "DEMO"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES must be a whole number"),
        ({"TRUSTED_PROXIES": "one"}, "TRUSTED_PROXIES must be a whole number"),
        ({"GEOCODER": "nominatm"}, "GEOCODER must be gazetteer or nominatim"),
        ({"TASKS_BACKEND": "celery"}, "TASKS_BACKEND must be database or rq"),
    ],
)
def test_bad_settings_do_not_start_and_say_why(environment: dict[str, str], says: str) -> None:
    done = start(**{"SECRET_KEY": GOOD["SECRET_KEY"] * 2, **environment})

    assert done.returncode != 0
    assert says in done.stderr.splitlines()[-1]


def test_demo_is_refused_on_an_address_that_others_reach() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings.dev"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "site"),
            "DEMO": "1",
            "SECRET_KEY": "x",
            "SITE_URL": "https://community.example",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "loopback" in done.stderr
