"""Guests who register over HTTP as a browser without scripts does it, and open the link that they were mailed."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db import connections
from django.test import Client

from bench.servers import HOST

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    body: str
    location: str = ""


class Browser(Protocol):
    def ask(self, path: str, guest: int, form: dict[str, str] | None = None) -> Answer: ...

    def close(self) -> None: ...


class OverTheWire:
    """A connection of its own to a production server behind its proxy; every guest has an address of their own."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""

    def ask(self, path: str, guest: int, form: dict[str, str] | None = None) -> Answer:
        head = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": f"10.{guest >> 16 & 255}.{guest >> 8 & 255}.{guest & 255}",
            "Accept": "text/html",
            "Cookie": self.cookie,
        }
        if form is None:
            self.connection.request("GET", path, headers=head)
        else:
            head |= {
                "Referer": f"https://{HOST}{path}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            self.connection.request("POST", path, body=urlencode(form), headers=head)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            if line.startswith("__Host-csrf="):
                self.cookie = line.partition(";")[0]
        return Answer(answer.status, body, answer.headers.get("Location", ""))

    def close(self) -> None:
        self.connection.close()


class InProcess:
    """Django's own client, with the guard against forged forms on: the same without a server."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, path: str, guest: int, form: dict[str, str] | None = None) -> Answer:
        try:
            answer = self.client.get(path) if form is None else self.client.post(path, form)
        finally:
            connections.close_all()  # this thread's
        return Answer(answer.status_code, answer.content.decode(), answer.headers.get("Location", ""))

    def close(self) -> None:
        pass


@dataclass
class Attempt:
    """One guest's way: every status that was answered, and between which instants the seat was asked for."""

    guest: int
    sent_at: float = 0.0
    answered_at: float = 0.0
    statuses: list[int] = field(default_factory=list)
    said: str = ""

    @property
    def email(self) -> str:
        return f"guest{self.guest}@bench.example"


def ask(
    browser: Browser, attempt: Attempt, path: str, form: dict[str, str] | None = None, page: str = ""
) -> Answer:
    if form is not None:
        token = TOKEN.search(page)
        form = {**form, "csrfmiddlewaretoken": token[1] if token else ""}
    answer = browser.ask(path, attempt.guest, form)
    attempt.statuses.append(answer.status)
    return answer


def register(browser: Browser, attempt: Attempt, path: str) -> None:
    page = ask(browser, attempt, path).body
    form = {"name": f"Guest {attempt.guest}", "email": attempt.email}
    attempt.sent_at = time.monotonic()
    ask(browser, attempt, path, form, page)
    attempt.answered_at = time.monotonic()


def confirm(browser: Browser, attempt: Attempt, link: str) -> None:
    """The page behind the mailed link, its button, and what the ticket says then."""
    page = ask(browser, attempt, link).body
    onward = ask(browser, attempt, link, {"verb": "confirm"}, page)
    attempt.said = ask(browser, attempt, onward.location or link).body


def at_once(
    turns: Iterable[Any], act: Callable[[Browser, Any], None], browser: Callable[[], Browser], clients: int
) -> list[Exception]:
    """So many clients share the turns, each with a browser of its own. Returns what went wrong."""
    own, opened, wrong = threading.local(), ExitStack(), []

    def take(turn: Any) -> None:
        if not hasattr(own, "browser"):
            own.browser = browser()
            opened.callback(own.browser.close)
        try:
            act(own.browser, turn)
        except Exception as error:
            wrong.append(error)
            del own.browser

    with opened, ThreadPoolExecutor(clients) as pool:
        list(pool.map(take, turns))
    return wrong
