"""Programs of the machine that pip cannot bring: found, else installed where that is allowed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def apt_install(*packages: str) -> bool:
    """Whether Debian's packages are there now. Only root may install; anyone else is told what is missing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {' '.join(packages)} with apt-get ...")
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    patient = ["-o", "DPkg::Lock::Timeout=300", "-y", "-qq", "--no-install-recommends"]
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    return subprocess.run(["apt-get", "install", *patient, *packages], check=False, **quiet).returncode == 0


# The shell draws pages and nothing else: it needs a fifth less of the processor than the whole browser.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium_there() -> str | None:
    """What CHROMIUM names, or one on the path."""
    return next(
        (path for name in (os.environ.get("CHROMIUM"), *CHROMIUMS) if name and (path := shutil.which(name))),
        None,
    )


def chromium() -> str | None:
    """The path of a Chromium: CHROMIUM, one on the path, one of Debian's, or the one that Playwright fetched."""
    if not _driver_runs():
        apt_install("libatomic1")  # what Playwright's own program wants and a bare Debian lacks
    if path := chromium_there():
        return path
    for package in ("chromium-headless-shell", "chromium"):
        if apt_install(package) and (path := chromium_there()):
            return path
    say("No Chromium here: asking Playwright for one ...")
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True
    )
    return _playwrights_chromium()


def fribidi() -> None:
    """What Pillow turns Arabic and Hebrew with: most machines have it, a bare Debian has not."""
    from PIL import features

    if not features.check("fribidi"):
        apt_install("libfribidi0")


def node() -> str:
    """The path of a Node.js: one on the path, else Playwright's own, which is one."""
    from playwright._impl._driver import compute_driver_executable

    return shutil.which("node") or compute_driver_executable()[0]


def _driver_runs() -> bool:
    from playwright._impl._driver import compute_driver_executable

    program = compute_driver_executable()[0]
    return subprocess.run([program, "--version"], check=False, capture_output=True).returncode == 0


def _playwrights_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
