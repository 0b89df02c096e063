"""`make check`: everything that can be said of the code without running it. Each step is timed; all are run.

make check                 # all
make check ARGS="types"    # only the steps named
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts.system import ROOT, say

BIN = Path(sys.executable).parent
PYTHON = [sys.executable, "-m"]


@dataclass(frozen=True)
class Step:
    name: str
    command: list
    needs: list[Path] = field(default_factory=list)


# Two lanes for two cores: the long one first.
LANES = (
    [
        Step("types", [BIN / "mypy"]),
    ],
    [
        Step("style", [BIN / "ruff", "check", "--quiet", "."]),
        Step("format", [BIN / "ruff", "format", "--check", "."]),
        Step("import contracts", [BIN / "lint-imports", "--no-logo"]),
        Step("import laws", [*PYTHON, "scripts.import_laws"]),
        Step(
            "templates",
            [BIN / "djlint", "templates", "--lint", "--quiet", "--allow-empty-input"],
            [ROOT / "templates"],
        ),
        Step("catalogues", [*PYTHON, "scripts.catalogues"]),
        Step(
            "vendored files",
            [sys.executable, "scripts/vendor.py", "verify"],
            [ROOT / "static" / "vendor.lock.json"],
        ),
        Step("migrations", [*PYTHON, "scripts.django_checks", "migrations"]),
        Step("deployment", [*PYTHON, "scripts.django_checks", "deploy"]),
    ],
)


def run(step: Step) -> bool:
    started = time.monotonic()
    if any(not path.exists() for path in step.needs):
        say(f"  --   {step.name}: nothing there yet")
        return True
    done = subprocess.run(
        [str(part) for part in step.command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ".:site"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    line = f"  {'ok' if good else 'NO':<4} {step.name} ({time.monotonic() - started:.1f} s)"
    say(line if good else f"{line}\n{done.stdout.rstrip()}")
    return good


def main(only: Iterable[str]) -> int:
    words = set(only)
    lanes = [[step for step in lane if not words or words & set(step.name.split())] for lane in LANES]
    with ThreadPoolExecutor(len(lanes)) as pool:
        results = [
            good for lane in pool.map(lambda lane: [run(step) for step in lane], lanes) for good in lane
        ]
    say(f"{sum(results)} of {len(results)} checks hold")
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
