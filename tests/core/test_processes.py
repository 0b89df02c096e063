import os
import signal
import subprocess
import sys
import textwrap
import time

from tests.house.tree import ROOT

TREE = """
import sys, time
sys.path.insert(0, "site")
from django.conf import settings
settings.configure()
from core.processes import Supervisor
supervisor = Supervisor()
supervisor.add("sleeper", lambda: time.sleep(60))
supervisor.run(lambda: print(supervisor.children[0].pid, flush=True))
"""


def start():
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(TREE)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told_child(process):
    line = process.stdout.readline().strip()
    return int(line) if line.isdigit() else None


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_a_killed_child_is_started_again():
    with start() as parent:
        first = told_child(parent)
        os.kill(first, signal.SIGKILL)

        wait_until(lambda: (now := told_child(parent)) is not None and now != first)

        parent.terminate()
        parent.communicate()


def test_an_asked_end_takes_the_children_along():
    with start() as parent:
        child = told_child(parent)

        parent.send_signal(signal.SIGINT)
        parent.communicate()

        assert parent.returncode == 0
        assert not is_running(child)


def test_children_do_not_outlive_a_killed_parent():
    with start() as parent:
        child = told_child(parent)

        parent.kill()
        parent.communicate()

        wait_until(lambda: not is_running(child))
