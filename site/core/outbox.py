"""What must be told or done later, as rows written in the transaction that made it necessary.

    put("booking.ticket", {"registration": 12})          # inside the action
    @handles("booking.ticket")                            # in the app's tasks.py
    def send_ticket(payload, now): ...

A worker hears of it when the transaction commits; a sweep each minute takes up what is overdue and what a killed worker
left half done. So a handler runs at least once, perhaps twice: it looks at the facts before it acts.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django_tasks import task

from core.clock import now as clock_now
from core.models import Job
from core.often import insert

log = logging.getLogger("folkmoot.outbox")

ABANDONED_AFTER = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 8
KEEP_DONE = dt.timedelta(days=30)

Handler = Callable[[dict[str, Any], dt.datetime], None]
_handlers: dict[str, Handler] = {}
_periodic: dict[str, dt.timedelta] = {}


def handles(kind: str, *, every: dt.timedelta | None = None) -> Callable[[Handler], Handler]:
    """Registers the function that does jobs of this kind. With `every` the sweep puts one itself, again and again."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        if every is not None:
            _periodic[kind] = every
        return function

    return register


def put(
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    due_at: dt.datetime | None = None,
    key: str | None = None,
) -> Job | None:
    """Writes a job; None where one with this `key` stands already. Due at once unless `due_at` says later."""
    now = clock_now()
    at = due_at or now
    job = Job(kind=kind, payload=payload or {}, due_at=at, key=key)
    # Where the key stands already nothing is written: one statement, and no savepoint to fall back to.
    if not insert([job], unless="key"):
        return None
    if at <= now:
        _call_worker(job.pk)
    return job


def _call_worker(job_id: int) -> None:
    """Where the queue is a table beside the job's own, its row is written with the job: a commit of its own would only
    cost. Any other queue hears of it when there is something to be found."""
    if settings.TASKS["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend":
        wake.enqueue(job_id)
    else:
        transaction.on_commit(lambda: wake.enqueue(job_id), robust=True)


def take_back(key: str) -> bool:
    """Removes a job that nobody has begun. False where it is done or being done."""
    deleted, _ = Job.objects.filter(key=key, done_at=None, claimed_at=None).delete()
    return bool(deleted)


def claim(job_id: int, now: dt.datetime) -> Job | None:
    """Takes a due job, so that no other worker has it; None where it is taken, done or not yet due."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - ABANDONED_AFTER)
    due = Job.objects.filter(free, pk=job_id, done_at=None, failed_at=None, due_at__lte=now)
    # Counted before it is begun: a job that kills its worker comes to no line after this one.
    if not due.update(claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Job.objects.get(pk=job_id)


def work(job_id: int, now: dt.datetime) -> bool:
    """Does one job if it can be had. True when it was done."""
    job = claim(job_id, now)
    if job is None:
        return False
    if job.attempts > MOST_ATTEMPTS:
        told = f"{MOST_ATTEMPTS} workers began it and none came back"
        Job.objects.filter(pk=job.pk).update(
            claimed_at=None, failed_at=now, attempts=MOST_ATTEMPTS, last_error=told
        )
        log.error("job %s of %s given up: %s", job.pk, job.kind, told)
        return False
    try:
        _handlers[job.kind](job.payload, now)
    except Exception as error:  # a handler may fail in any way; the row remembers, and the sweep tries again
        given_up = job.attempts == MOST_ATTEMPTS
        wait = dt.timedelta(seconds=30 * 3 ** min(job.attempts - 1, 6))
        Job.objects.filter(pk=job.pk).update(
            claimed_at=None,
            due_at=now + wait,
            failed_at=now if given_up else None,
            last_error=f"{type(error).__name__}: {error}"[:2000],
        )
        log.exception("job %s of %s failed", job.pk, job.kind)
        return False
    Job.objects.filter(pk=job.pk).update(done_at=now, last_error="")
    return True


def sweep(now: dt.datetime, *, most: int = 500) -> int:
    """Does what is due and what was abandoned, oldest first. Returns how many jobs were done."""
    for kind, every in _periodic.items():
        slot = int(now.timestamp() // every.total_seconds())
        put(kind, key=f"{kind}@{slot}")
    done = 0
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - ABANDONED_AFTER)
    open_jobs = Job.objects.filter(free, done_at=None, failed_at=None, due_at__lte=now)
    for job_id in list(open_jobs.order_by("due_at").values_list("pk", flat=True)[:most]):
        done += work(job_id, now)
    Job.objects.filter(done_at__lt=now - KEEP_DONE).delete()
    return done


def lag_seconds(now: dt.datetime) -> float:
    """How long the longest overdue job has been waiting."""
    oldest = Job.objects.filter(done_at=None, failed_at=None, due_at__lte=now).order_by("due_at").first()
    return (now - oldest.due_at).total_seconds() if oldest else 0.0


@task()
def wake(job_id: int) -> None:
    work(job_id, clock_now())
