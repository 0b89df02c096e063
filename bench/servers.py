"""The servers that are measured: the site as production would run it, and the floor, under the same gunicorn."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.postgres import free_port
from scripts.system import ROOT, say

PROCESSES = 2
HOST = "bench.example"


def environment(folder: Path, database: str) -> dict[str, str]:
    """What production would be told, with its data in a folder of this run's own."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "PORT"}
    }
    return {
        **kept,
        "VAR_DIR": str(folder),
        "DATABASE_URL": database,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "ERROR",
        "WEB_CONCURRENCY": str(PROCESSES),
        "WEB_MAX_REQUESTS": "0",
        "PYTHONPATH": ".",
        "PYTHONWARNINGS": "ignore",
    }


def prepare(folder: Path, database: str) -> dict[str, str]:
    """A scratch installation with the demo community; the environment that its server needs."""
    say("Preparing a scratch site with the demo community ...")
    production = environment(folder, database)
    loading = {**production, "DEMO": "1", "SITE_URL": "http://127.0.0.1:8000"}
    manage = [sys.executable, "manage.py"]
    loading["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    subprocess.run([*manage, "serve", "--prepare"], cwd=ROOT, env=loading, check=True)
    production["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    subprocess.run([*manage, "collectstatic", "--noinput", "-v", "0"], cwd=ROOT, env=production, check=True)
    return production


@contextlib.contextmanager
def server(application: str, told: dict[str, str]) -> Iterator[int]:
    """The port at which gunicorn serves `application`, with the project's own configuration."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", application],
        cwd=ROOT,
        env={**told, "PORT": str(port), "HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen) -> None:
    import socket

    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            raise SystemExit("a server did not start")
        time.sleep(0.1)
    raise SystemExit("a server did not answer")
