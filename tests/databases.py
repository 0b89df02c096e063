"""Fast test databases.

Migrating Wagtail takes ten seconds, so it is done once per state of the migrations: the result is kept as a template
(a file under var/testdb, or a database on the PostgreSQL server) and copied for each run. Tests that commit (browser,
threads, `transaction=True`) get the copy renewed afterwards instead of Django's flush, which would also take the rows
that migrations made: Wagtail's locale, page tree and site. The demo is a second template, made the same way.
"""

import contextlib
import datetime as dt
import fcntl
import gc
import hashlib
import logging
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

CACHE = Path(os.environ.get("TESTDB_CACHE", Path(__file__).parent.parent / "var" / "testdb"))
KEPT_TEMPLATES = 6


def digest(paths: list[Path]) -> str:
    result = hashlib.sha256(f"{sys.version_info[:2]} {django.VERSION}".encode())
    for path in paths:
        result.update(str(path.name).encode())
        result.update(path.read_bytes())
    return result.hexdigest()[:16]


def migrations_key() -> str:
    """Names a state of all migrations: the same key, the same empty database."""
    configs = sorted(apps.get_app_configs(), key=lambda app: app.label)
    return digest([file for app in configs for file in sorted(Path(app.path).glob("migrations/*.py"))])


@contextlib.contextmanager
def only_one(name: str) -> Iterator[None]:
    """Several runs at once share the templates; one builds, the others wait."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SiteDatabase:
    """The database of this process, made from templates by name."""

    def __init__(self) -> None:
        self.key = migrations_key()
        self.suffix = f"{os.getpid()}"

    def prepare(self) -> None:
        self.ensure(self.empty, self.migrate)
        self.reset()

    @property
    def empty(self) -> str:
        return f"empty_{self.key}"

    def ensure(self, template: str, fill: Callable[[], object], *, upon: str | None = None) -> None:
        if self.has(template):
            return
        with only_one(f"templates-{connection.vendor}"):
            if not self.has(template):
                self.build(template, fill, upon)

    def migrate(self) -> None:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)

    def reset(self) -> None:
        self.restore(self.empty)

    def demo(self, key: str, load: Callable[[], object]) -> None:
        """The demo community instead of the empty site, until the test ends."""
        name = f"demo_{digest_text(self.key + key)}"
        self.ensure(name, load, upon=self.empty)
        self.restore(name)

    # what the two kinds do differently
    def has(self, template: str) -> bool:
        raise NotImplementedError

    def build(self, template: str, fill: Callable[[], object], upon: str | None) -> None:
        raise NotImplementedError

    def restore(self, template: str) -> None:
        raise NotImplementedError

    def drop(self) -> None:
        raise NotImplementedError


class SQLiteDatabase(SiteDatabase):
    def __init__(self) -> None:
        super().__init__()
        CACHE.mkdir(parents=True, exist_ok=True)
        self._remove_what_dead_runs_left()
        self.path = CACHE / f"run-{self.suffix}.sqlite3"
        connection.close()
        connection.settings_dict["NAME"] = str(self.path)

    def file(self, template: str) -> Path:
        return CACHE / f"{template}.sqlite3"

    def has(self, template: str) -> bool:
        return self.file(template).exists()

    def build(self, template: str, fill: Callable[[], object], upon: str | None) -> None:
        if upon:
            self.restore(upon)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        fill()
        unfinished = CACHE / f"building-{self.suffix}.sqlite3"
        unfinished.unlink(missing_ok=True)
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(unfinished)])
        connection.close()
        unfinished.rename(self.file(template))
        templates = sorted(CACHE.glob("*_*.sqlite3"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in templates[KEPT_TEMPLATES:]:
            old.unlink(missing_ok=True)

    def restore(self, template: str) -> None:
        connection.close()
        self.file(template).touch()
        with (
            contextlib.closing(sqlite3.connect(self.file(template))) as source,
            contextlib.closing(sqlite3.connect(self.path, timeout=20)) as target,
        ):
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)

    def drop(self) -> None:
        connection.close()
        for file in CACHE.glob(f"run-{self.suffix}.sqlite3*"):
            file.unlink(missing_ok=True)

    def _remove_what_dead_runs_left(self) -> None:
        for file in [*CACHE.glob("run-*.sqlite3*"), *CACHE.glob("building-*.sqlite3*")]:
            pid = file.name.split("-")[1].split(".")[0]
            if not is_running(int(pid)):
                file.unlink(missing_ok=True)


REMEMBER = """
create schema at_first;
create table at_first.sequences as select sequencename, last_value from pg_sequences where schemaname = 'public';
do $$
declare name text; filled boolean;
begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%1$I)', name) into filled;
    if filled then execute format('create table at_first.%1$I as table public.%1$I', name); end if;
  end loop;
end $$;
"""
PUT_BACK = """
-- What a test left running is ended, as dropping its database would.
select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid();
set session_replication_role = replica;  -- the rows fit together again at the end only
do $$
declare name text; known boolean; other boolean;
begin
  for name, known in
    select tablename, exists (select from pg_tables k where k.schemaname = 'at_first' and k.tablename = t.tablename)
    from pg_tables t where schemaname = 'public'
  loop
    if known then
      execute format('select exists (table public.%1$I except table at_first.%1$I)'
        ' or (select count(*) from public.%1$I) <> (select count(*) from at_first.%1$I)', name) into other;
    else
      execute format('select exists (select from public.%1$I)', name) into other;
    end if;
    if other then
      execute format('delete from public.%1$I', name);
      if known then execute format('insert into public.%1$I overriding system value table at_first.%1$I', name); end if;
    end if;
  end loop;
  perform case when k.last_value is null then setval(format('public.%I', k.sequencename), 1, false)
    else setval(format('public.%I', k.sequencename), k.last_value) end
    from at_first.sequences k join pg_sequences n using (sequencename)
    where n.schemaname = 'public' and n.last_value is distinct from k.last_value;
end $$;
"""


class PostgreSQLDatabase(SiteDatabase):
    """A copy of each template that this process asked for. A copy is a thousand files and the rows of a test are few:
    so it is made once, and put back row by row when it is wanted again."""

    def __init__(self) -> None:
        super().__init__()
        connection.close()
        self.maintenance = connection.settings_dict["NAME"] or "postgres"
        self.copies: set[str] = set()
        self._use("new")

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator:
        import psycopg

        parts = connection.settings_dict
        with psycopg.connect(
            host=parts["HOST"] or None,
            port=parts["PORT"] or None,
            user=parts["USER"] or None,
            password=parts["PASSWORD"] or None,
            dbname=name,
            autocommit=True,
        ) as server:
            yield server

    def server(self) -> contextlib.AbstractContextManager:
        return self.open(self.maintenance)

    def has(self, template: str) -> bool:
        with self.server() as server:
            found = server.execute("select 1 from pg_database where datname = %s", [template]).fetchone()
        return found is not None

    def build(self, template: str, fill: Callable[[], object], upon: str | None) -> None:
        name = self._use("new")
        self._create(name, upon or "template0")
        fill()
        connection.close()
        with self.server() as server:
            server.execute(f'alter database "{name}" rename to "{template}"')

    def restore(self, template: str) -> None:
        name = self._use(template)
        if name not in self.copies:
            self._create(name, template)
        with self.open(name) as copy:
            copy.execute(PUT_BACK if name in self.copies else REMEMBER)
        self.copies.add(name)

    def drop(self) -> None:
        connection.close()
        with self.server() as server:
            for name in self.copies:
                server.execute(f'drop database if exists "{name}" with (force)')

    def _use(self, template: str) -> str:
        """The name of this process's copy of a template, which the connections lead to from now on."""
        connection.close()
        connection.settings_dict["NAME"] = name = f"run_{self.suffix}_{template}"
        return name

    def _create(self, name: str, template: str) -> None:
        with self.server() as server:
            server.execute(f'drop database if exists "{name}" with (force)')
            server.execute(f'create database "{name}" template "{template}"')


def of_this_process() -> SiteDatabase:
    return SQLiteDatabase() if connection.vendor == "sqlite" else PostgreSQLDatabase()


def digest_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def demo_key() -> str:
    """Names a state of the demo: its data, its loader, and the day, since what is to come is dated from it."""
    base = Path(settings.BASE_DIR)
    files = [
        file for file in (base / "demo").rglob("*") if file.is_file() and "__pycache__" not in file.parts
    ]
    files += sorted(base.glob("**/management/commands/load_demo.py"))
    return digest_text(f"{dt.date.today()} {digest(sorted(files))}")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def load_demo(database: SiteDatabase) -> None:
    """The demo community in the database of this process."""
    from django.core.management import call_command
    from django.test import override_settings

    with override_settings(DEMO=True):  # its accounts exist only on a site that says it is a demo
        database.demo(demo_key(), lambda: call_command("load_demo", verbosity=0))


def main() -> None:
    """Makes the templates of the empty site and of the demo, where there are none of this state of theirs yet."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.test import override_settings

    logging.disable(logging.INFO)
    gc.disable()  # migrations leave so much behind that a fifth of the time went into looking for it
    database = of_this_process()
    database.prepare()
    with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
        load_demo(database)
    database.drop()


if __name__ == "__main__":
    main()
