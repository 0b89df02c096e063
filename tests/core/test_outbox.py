"""What was promised is done: once where nothing breaks, at least once where something does."""

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from core import outbox
from core.clock import now as clock_now
from core.models import Job

pytestmark = pytest.mark.django_db
NOW = clock_now()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list:
    """What the handler `test.note` was given; `{"fail": n}` fails n times first."""
    seen: list = []

    def note(payload: dict, now: dt.datetime) -> None:
        seen.append(payload)
        if payload.get("fail", 0) >= len(seen):
            raise RuntimeError("not today; token=secret-word")

    monkeypatch.setitem(outbox._handlers, "test.note", note)
    return seen


def test_job_is_done_once(done: list) -> None:
    outbox.put("test.note", {"n": 1})

    outbox.sweep(clock_now())
    outbox.sweep(clock_now())

    assert done == [{"n": 1}]
    assert Job.objects.get(kind="test.note").done_at is not None


def test_job_of_a_transaction_that_failed_was_never_there(done: list) -> None:
    def fails() -> None:
        with transaction.atomic():
            outbox.put("test.note", {"n": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()

    outbox.sweep(clock_now())

    assert done == []


@pytest.mark.parametrize("kept", [True, False])
def test_where_the_queue_is_a_table_the_call_is_part_of_the_change(settings, kept) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

    with transaction.atomic():
        outbox.put("test.note", {"n": 1})
        assert DBTaskResult.objects.count() == 1, "it takes a commit of its own"
        transaction.set_rollback(not kept)

    assert DBTaskResult.objects.count() == Job.objects.count() == kept


def test_job_waits_until_it_is_due(done: list) -> None:
    outbox.put("test.note", due_at=NOW + dt.timedelta(hours=1))

    outbox.sweep(NOW + dt.timedelta(minutes=59))
    assert done == []
    outbox.sweep(NOW + dt.timedelta(minutes=61))

    assert len(done) == 1


def test_two_puts_with_one_key_are_one_job(done: list) -> None:
    assert outbox.put("test.note", key="k") is not None
    assert outbox.put("test.note", key="k") is None

    outbox.sweep(clock_now())

    assert len(done) == 1


def test_failure_is_tried_again_later_and_then_done(done: list) -> None:
    outbox.put("test.note", {"fail": 2})
    at = clock_now()
    outbox.sweep(at)
    outbox.sweep(at + dt.timedelta(seconds=20))
    assert len(done) == 1, "what is down is not asked again at once"
    at += dt.timedelta(hours=1)
    for _ in range(2):
        outbox.sweep(at)
        at += dt.timedelta(hours=1)

    job = Job.objects.get(kind="test.note")
    assert (len(done), job.attempts, job.done_at is not None) == (3, 3, True)


def test_failure_for_good_is_given_up_and_stands_there_to_be_seen(done: list) -> None:
    outbox.put("test.note", {"fail": 1000})
    at = clock_now()
    for _ in range(outbox.MOST_ATTEMPTS + 3):
        outbox.sweep(at)
        at += dt.timedelta(days=2)

    job = Job.objects.get(kind="test.note")
    assert len(done) == outbox.MOST_ATTEMPTS
    assert job.failed_at is not None
    assert "not today" in job.last_error


def test_job_that_kills_its_worker_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []

    def kills(payload: dict, now: dt.datetime) -> None:
        begun.append(now)
        raise SystemExit

    monkeypatch.setitem(outbox._handlers, "test.note", kills)
    outbox.put("test.note")
    at = clock_now()
    for _ in range(outbox.MOST_ATTEMPTS + 3):
        with contextlib.suppress(SystemExit):
            outbox.sweep(at)
        at += outbox.ABANDONED_AFTER * 2

    job = Job.objects.get(kind="test.note")
    assert len(begun) == job.attempts == outbox.MOST_ATTEMPTS
    assert (job.failed_at is not None, job.claimed_at) == (True, None)
    assert "none came back" in job.last_error


def test_job_that_is_being_done_is_not_done_by_another(done: list) -> None:
    job = outbox.put("test.note")
    Job.objects.filter(pk=job.pk).update(claimed_at=clock_now())

    outbox.sweep(clock_now())
    # Two sweeps may have read the same list: what counts is who claims it.
    outbox.work(job.pk, clock_now())

    assert done == []


def test_abandoned_job_is_taken_up_again(done: list) -> None:
    job = outbox.put("test.note")
    Job.objects.filter(pk=job.pk).update(claimed_at=clock_now())

    outbox.sweep(clock_now() + outbox.ABANDONED_AFTER + dt.timedelta(seconds=1))

    assert len(done) == 1


def test_taken_back_job_is_not_done(done: list) -> None:
    outbox.put("test.note", key="k", due_at=NOW + dt.timedelta(hours=1))

    assert outbox.take_back("k")
    outbox.sweep(NOW + dt.timedelta(hours=2))

    assert done == []


def test_periodic_job_is_put_once_a_turn(done: list, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outbox._periodic, "test.note", dt.timedelta(hours=1))
    start = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)

    for minutes in (0, 10, 59, 61):
        outbox.sweep(start + dt.timedelta(minutes=minutes))

    assert len(done) == 2


WORKER = """
import datetime, os, sys, time
sys.path[:0] = [{root!r}, {site!r}]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django
django.setup()
from django.db import connection
connection.settings_dict.update({database!r})
from core import outbox
from core.clock import now
def slow(payload, at):
    print("begun", flush=True)
    time.sleep(60)
outbox._handlers["test.note"] = slow
outbox.work({job}, now() + datetime.timedelta(hours=1))
"""


@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_mid_task_loses_nothing(done: list) -> None:
    job = outbox.put("test.note", {"n": 1}, due_at=clock_now() + dt.timedelta(hours=1))
    root = Path(__file__).resolve().parents[2]
    database = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    database["NAME"] = str(database["NAME"])
    script = WORKER.format(root=str(root), site=str(root / "site"), database=database, job=job.pk)
    worker = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ}
    )
    assert worker.stdout is not None
    said = b""
    while b"begun" not in said and (line := worker.stdout.readline()):
        said += line
    assert b"begun" in said, said.decode()
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(10)
    worker.stdout.close()
    time.sleep(0.1)
    job.refresh_from_db()
    assert (job.claimed_at is not None, job.done_at) == (True, None)

    outbox.sweep(clock_now() + dt.timedelta(hours=1) + outbox.ABANDONED_AFTER + dt.timedelta(minutes=1))

    assert done == [{"n": 1}]
