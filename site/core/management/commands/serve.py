"""`manage.py serve`: the whole site in one process tree, for a laptop, a small server or a first look.

Every `manage.py` call costs seconds of imports, so the steps are chained here and the children are forked from this
process with everything imported already: migrate what is new, load the demo once, web first, then the worker.
"""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from runpy import run_path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, CommandParser, call_command, get_commands
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Site

from core import audit
from core.models import AuditEntry
from core.processes import Supervisor, die_with_parent

DEMO_PASSWORD = "folkmoot-demo"  # noqa: S105 - published: the accounts exist on loopback addresses only
DEMO_LOADED = "demo.loaded"
PATIENCE = 60


class Command(BaseCommand):
    help = "Migrates, loads the demo once where DEMO is set, then runs web and worker until told to stop."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-worker", action="store_true", help="web alone; a worker runs elsewhere")
        parser.add_argument("--prepare", action="store_true", help="migrate and load, then leave")

    def handle(self, *, no_worker: bool, prepare: bool, **options: Any) -> None:
        if "MAKELEVEL" in os.environ:
            die_with_parent()
        if settings.DEMO and not _is_loopback(f"http://{host()}/"):
            raise CommandError(
                "Everybody knows the passwords of the demo, so it is shown to this machine alone: leave HOST out, or "
                "set up a community of your own (README, “In production”)."
            )
        if not prepare and (taken := port_taken()):
            raise CommandError(f"Port {taken} is in use: `PORT=8200 make run` takes another one.")
        self.prepare()
        if prepare:
            return
        supervisor = Supervisor()
        if settings.DEMO and _is_loopback(settings.STRIPE_API_BASE) and settings.STRIPE_WEBHOOK_SECRETS:
            supervisor.add("fake Stripe", fake_stripe)
        supervisor.add("web", web)
        address = f"http://{host()}:{os.environ.get('PORT', '8000')}/"
        if answers(address, supervisor):
            self.greet(address)
        if not no_worker and not supervisor.stopping:
            supervisor.add("worker", lambda: call_command("worker"))
        supervisor.run()

    def prepare(self) -> None:
        if unknown := unknown_migration():
            raise CommandError(
                f"The database in use was made by another version of Folkmoot: this one has no {unknown}. "
                "`make clean` forgets a demo, which then begins anew; of any other docs/operations.md tells, “Upgrade”."
            )
        if pending_migrations():
            self.say("Making the database ready (the first time takes a quarter of a minute) ...")
            with hurried():
                call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO and "load_demo" in get_commands() and not demo_is_loaded():
            self.say("Loading the demo community ...")
            with hurried():
                call_command("load_demo")
                audit.note(by=None, verb=DEMO_LOADED, thing=Site.objects.get(is_default_site=True))
        connections.close_all()

    def greet(self, address: str) -> None:
        self.say(f"\n  Folkmoot is at {address}")
        if settings.DEMO:
            accounts = get_user_model().objects.filter(email__endswith="@demo.example").order_by("pk")
            names = [email.split("@")[0] for email in accounts.values_list("email", flat=True)]
            if names:
                self.say(f"  Demo accounts, password {DEMO_PASSWORD}:")
                self.say("    " + " ".join(f"{name}@" for name in names) + " ... demo.example")
                self.say(f"  Their mail: {address}demo/mail/")
        self.say("  Ctrl-C stops it.\n")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def host() -> str:
    return os.environ.get("HOST", "127.0.0.1")


def port_taken() -> int | None:
    """The port that the web process is to have, where another program listens on it already."""
    port = int(os.environ.get("PORT", "8000"))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port))
        except OSError:
            return port
    return None


FAKE_STRIPE = Path(settings.BASE_DIR) / "demo" / "fake_stripe.py"


def applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def migration_names(app: AppConfig) -> set[str]:
    spec = find_spec(f"{app.name}.migrations")
    folders = spec.submodule_search_locations if spec else None
    return (
        {module.name for module in iter_modules(folders) if module.name[0] not in "_~"} if folders else set()
    )


def pending_migrations() -> bool:
    """Whether a migration file is not recorded as applied. Loading three hundred migrations to ask costs seconds."""
    applied = applied_migrations()
    return any(
        (app.label, name) not in applied for app in apps.get_app_configs() for name in migration_names(app)
    )


def unknown_migration() -> str | None:
    """A migration of ours that the database had and that has no file here: nobody knows what its tables are like."""
    ours = {app.label: app for app in apps.get_app_configs() if "site-packages" not in app.path}
    for label, name in sorted(applied_migrations()):
        if label in ours and name not in migration_names(ours[label]):
            return f"{label}.{name}"
    return None


class hurried:  # noqa: N801 - reads as a verb after `with`
    """A first migration writes thousands of small transactions; SQLite need not wait for the disk at each."""

    def __enter__(self) -> None:
        self.pragma("OFF")

    def __exit__(self, *error: object) -> None:
        self.pragma("NORMAL")

    def pragma(self, value: str) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={value}")


def demo_is_loaded() -> bool:
    return AuditEntry.objects.filter(verb=DEMO_LOADED).exists()


def web() -> None:
    from gunicorn.app.wsgiapp import run  # noqa: PLC0415 - only the web process needs it

    sys.argv = ["gunicorn", "--config", str(Path(settings.BASE_DIR) / "gunicorn.conf.py")]
    run()


def fake_stripe() -> None:
    url = urlsplit(settings.STRIPE_API_BASE)
    hook = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/webhooks/stripe/"
    state = str(settings.VAR_DIR / "fake_stripe.json")  # what was paid is known after the next start
    sys.argv = [str(FAKE_STRIPE), str(url.port), hook, settings.STRIPE_WEBHOOK_SECRETS[0], state]
    run_path(str(FAKE_STRIPE), run_name="__main__")


def answers(address: str, supervisor: Supervisor) -> bool:
    """Waits until the web process answers anything at all, so that the worker's start does not slow it down."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and not supervisor.stopping:
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=PATIENCE):  # noqa: S310 - our own address
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            supervisor.revive()
            time.sleep(0.1)
    return False


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}
