"""`make test`: the tests that touch rows on SQLite, then everything on PostgreSQL. Pytest's closing line comes last.

Arguments are handed to both runs of pytest: `make test ARGS="tests/groups -k map"`.
"""

import os
import signal
import subprocess
import sys

from scripts.catalogues import compile_catalogues
from scripts.postgres import postgres
from scripts.system import ROOT, chromium, fribidi, say

NO_TESTS = 5
PROCESSES = os.environ.get("TEST_PROCESSES", str(min(4, os.cpu_count() or 1)))


def main(arguments: list[str]) -> int:
    # The terminal's interrupt reaches pytest as well, which closes in order; the server is then stopped here.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    for name in ("DATABASE_URL", "TEST_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEMO", "SITE_URL"):
        environment.pop(name, None)
    compile_catalogues()
    path = chromium()
    if not path:
        say("There is no Chromium and none could be installed: the browser tests will fail.")
    environment["CHROMIUM"] = path or ""
    fribidi()

    with postgres() as url:
        on_postgresql = {**environment, "TEST_DATABASE_URL": url}
        if not arguments:
            make_templates(environment, on_postgresql)
        say("\nOn SQLite: models, actions, proofs and journeys.")
        first = pytest(arguments or rows(), environment)
        say("\nOn PostgreSQL: everything.")
        second = pytest(arguments, on_postgresql)
    if first not in (0, NO_TESTS):
        say_error("The run on SQLite failed (see above).")
        return first
    return second


def make_templates(*environments: dict[str, str]) -> None:
    """The empty site and the demo on both databases at once: the tests of each would wait for the first of them.

    What fails here is told by the tests, each of which then tries it again.
    """
    command = [sys.executable, "-m", "tests.databases"]
    told = [{**one, "PYTHONWARNINGS": ""} for one in environments]
    for process in [subprocess.Popen(command, cwd=ROOT, env=one) for one in told]:
        process.wait()


def rows() -> list[str]:
    """The folders whose tests write and read rows: the two databases could differ there."""
    tests = ROOT / "tests"
    found = [tests / "journeys"]
    for name in ("models", "actions", "proofs"):
        found += tests.glob(f"**/{name}")
    return sorted(str(folder.relative_to(ROOT)) for folder in found if any(folder.rglob("test_*.py")))


def pytest(arguments: list[str], environment: dict[str, str]) -> int:
    distribute = ["-n", PROCESSES, "--dist", "worksteal"] if PROCESSES not in ("", "0", "1") else []
    command = [sys.executable, "-m", "pytest", *distribute, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def say_error(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
