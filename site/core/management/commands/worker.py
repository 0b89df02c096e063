"""`manage.py worker`: does what was put off (mails, promotions, search indexing) and sweeps up what was abandoned."""

import logging
import os
import time

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import DatabaseError, connections

from core import clock, outbox
from core.models import Tally
from core.processes import Supervisor

log = logging.getLogger(__name__)

SWEEP_EVERY = 60
PRUNE_EVERY = 60 * 60


class Command(BaseCommand):
    help = "Runs put-off work until told to stop."
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        self.due = {sweep: 0.0, prune: time.monotonic() + PRUNE_EVERY}
        supervisor = Supervisor()
        supervisor.add("task worker", work_on_tasks)
        supervisor.run(self.tick)

    def tick(self) -> None:
        for chore, every in ((sweep, SWEEP_EVERY), (prune, PRUNE_EVERY)):
            if time.monotonic() >= self.due[chore]:
                self.due[chore] = time.monotonic() + every
                try:
                    chore()
                except DatabaseError:
                    log.exception("the database did not let %s through; it is tried again", chore.__name__)
                finally:
                    connections.close_all()


def sweep() -> None:
    outbox.sweep(now=clock.now())


def prune() -> None:
    Tally.objects.filter(until__lt=clock.now()).delete()
    call_command("clearsessions", verbosity=0)
    if not _uses_redis():
        call_command("prune_db_task_results", verbosity=0)


def work_on_tasks() -> None:
    if _uses_redis():
        call_command("rqworker", "default", job_class="django_tasks_rq.Job", verbosity=0)
    else:
        # A name of its own for each process: the default is drawn once, when the command's class is read.
        call_command(
            "db_worker",
            queue_name="*",
            interval=0.5,
            reload=False,
            verbosity=0,
            worker_id=f"{os.uname().nodename[:40]}-{os.getpid()}",
        )


def _uses_redis() -> bool:
    return str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_rq.")
