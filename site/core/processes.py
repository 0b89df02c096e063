"""Child processes of one site: forked with everything imported already, started again when they die, ended together."""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections

PR_SET_PDEATHSIG = 1
SECONDS_BETWEEN_STARTS = 2
SECONDS_TO_STOP = 20


def die_with_parent() -> None:
    """Linux ends this process when its parent is gone, however that died; elsewhere the parent's own end must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    name: str
    work: Callable[[], object]
    pid: int | None = None
    started_at: float = 0.0

    def start(self) -> None:
        # A database connection must not be used on both sides of a fork.
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(self._run(parent))

    def _run(self, parent: int) -> int:
        try:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            os.setsid()  # Ctrl-C reaches the supervisor alone, which stops its children in order
            die_with_parent()
            if os.getppid() != parent:
                return 1
            self.work()
        except SystemExit as leaving:
            return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except BaseException:
            traceback.print_exc()
            return 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
        return 0

    def is_alive(self) -> bool:
        if self.pid is None:
            return False
        ended, _ = os.waitpid(self.pid, os.WNOHANG)
        if ended:
            self.pid = None
        return not ended

    def signal(self, number: int) -> None:
        if self.pid is not None:
            os.kill(self.pid, number)


class Supervisor:
    """Keeps its children alive until SIGTERM or SIGINT; `tick` is called about three times a second."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def add(self, name: str, work: Callable[[], object]) -> None:
        child = Child(name, work)
        child.start()
        self.children.append(child)

    def run(self, tick: Callable[[], object] = lambda: None) -> None:
        try:
            while not self.stopping:
                self.revive()
                tick()
                time.sleep(0.3)
        finally:
            self.end()

    def revive(self) -> None:
        for child in self.children:
            rested = time.monotonic() - child.started_at > SECONDS_BETWEEN_STARTS
            if not child.is_alive() and rested and not self.stopping:
                sys.stderr.write(f"{child.name} had ended and is started again\n")
                child.start()

    def end(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        for child in self.children:
            while child.is_alive() and time.monotonic() < deadline:
                time.sleep(0.05)
            child.signal(signal.SIGKILL)
