"""`make shots`: pictures of every page, at four widths, in light and dark, under var/shots.

make shots                              # starts a demo of its own
make shots ARGS="--site http://127.0.0.1:8000"
make shots ARGS="--as organizer /desk/ /me/"
"""

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, sync_playwright

from scripts.postgres import free_port
from scripts.system import ROOT, chromium, say

WIDTHS = (360, 768, 1280, 1920)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
Fetch = Callable[[str], tuple[int, str, str]]
"""Address -> (status, content type, text)."""
LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"'#?]+)", re.I)
LANGUAGES = re.compile(r"\bhreflang=[\"']([a-zA-Z-]+)[\"']")
FILES = re.compile(r"\.(ics|atom|xml|json|geojson|pdf|csv|png|svg)$")
LEFT_OUT = ("/cms/", "/static/", "/media/", "/api/", "/accounts/logout/", "/documents/")
MOST_OF_A_KIND = 2
PATIENCE = 900
"""Seconds. Loading the demo takes one or two minutes of a machine that does nothing else."""


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """A demo site that is gone afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="folkmoot-shots-") as folder:
        told = {**os.environ, "DEMO": "1", "PORT": str(port), "HOST": "127.0.0.1", "VAR_DIR": folder}
        told["DATABASE_URL"] = f"sqlite:///{folder}/shots.sqlite3"
        process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=told)
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(site, process)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(site: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{site}/healthz", timeout=30).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
    if process.poll() is not None:
        raise SystemExit("The demo did not start: what it said stands above.")
    raise SystemExit(f"The demo did not start within {PATIENCE // 60} minutes.")


def kind_of(path: str, languages: set[str]) -> str:
    """Pages whose addresses differ in one name only are of one kind: /events/oak-night/ and /de/events/oak-night/ each
    of its own, since a language is no name."""
    parts = path.strip("/").split("/")
    language = [parts.pop(0)] if parts[0] in languages else []
    return "/".join([*language, *(part if index % 2 == 0 else "*" for index, part in enumerate(parts))])


def pages(site: str, start: list[str], fetch: Fetch) -> list[str]:
    found: list[str] = []
    kinds: Counter[str] = Counter()
    queue, seen = deque(start), set(start)
    languages: set[str] = set()
    while queue:
        path = queue.popleft()
        if path not in start and kinds[kind_of(path, languages)] >= MOST_OF_A_KIND:
            continue
        status, kind, text = fetch(site + path)
        if "html" not in kind or status >= 400:
            continue
        languages |= set(LANGUAGES.findall(text))
        kinds[kind_of(path, languages)] += 1
        found.append(path)
        for link in LINK.findall(text):
            target = urlsplit(urljoin(site + path, unescape(link)))
            if target.netloc == urlsplit(site).netloc and target.path not in seen:
                seen.add(target.path)
                if not target.path.startswith(LEFT_OUT) and not FILES.search(target.path):
                    queue.append(target.path)
    return found


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "_") or "home"


def take(browser: Browser, site: str, start: list[str], account: str | None, folder: Path) -> int:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    if account:
        page.goto(f"{site}/accounts/login/")
        page.fill("[name=login]", f"{account}@demo.example")
        page.fill("[name=password]", "folkmoot-demo")
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()

    def fetch(url: str) -> tuple[int, str, str]:
        answer = context.request.get(url)
        if urlsplit(answer.url).path != urlsplit(url).path:
            return 302, "", ""  # the door, or a page that has a picture under its own address
        kind = answer.headers.get("content-type", "")
        return answer.status, kind, answer.text() if "html" in kind else ""

    addresses = pages(site, start, fetch)
    say(f"{len(addresses)} pages found, {len(addresses) * len(WIDTHS) * len(SCHEMES)} pictures to take")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for path in addresses:
                page.goto(site + path)
                page.screenshot(path=folder / f"{name_of(path)}-{width}-{scheme}.png", full_page=True)
            say(f"{width} px, {scheme}")
    context.close()
    return len(addresses)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Pictures of every page.")
    parser.add_argument("--site", help="a running demo; without, one is started")
    parser.add_argument("--as", dest="account", help="sign in with this demo account")
    parser.add_argument("start", nargs="*", default=["/"], help="pages to begin at")
    told = parser.parse_args(arguments)
    path = chromium()
    if not path:
        raise SystemExit("There is no Chromium.")
    folder = ROOT / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        site = told.site.rstrip("/") if told.site else stack.enter_context(demo())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        count = take(browser, site, told.start, told.account, folder)
        browser.close()
    say(f"{count} pages, {count * len(WIDTHS) * len(SCHEMES)} pictures in {folder.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
