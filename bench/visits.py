"""What the clients of the benchmark do: each visit is a generator of requests, and has a floor of the same shape."""

import datetime as dt
import itertools
import json
import re
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import urlencode

from bench.load import Answer, Visit
from bench.servers import HOST

Visits = Callable[[], Visit]

callers = itertools.count(1)
# Django takes a token that is the cookie's own secret, as a page's script would send it.
TOKEN = secrets.token_hex(16)


def request(
    path: str,
    *,
    caller: int = 0,
    body: bytes | None = None,
    kind: str = "",
    cookie: str = "",
    token: str = "",
    has_it: bool = False,
    accept: str = "text/html",
) -> bytes:
    """One request as it comes from the proxy in front of a production site; a POST where there is a body."""
    lines = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
        f"Host: {HOST}",
        "X-Forwarded-Proto: https",
        f"X-Forwarded-For: 10.{caller >> 16 & 255}.{caller >> 8 & 255}.{caller & 255}",
        f"Accept: {accept}",
    ]
    if has_it:
        lines.append("If-None-Match: *")
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if token:
        lines.append(f"X-CSRFToken: {token}")
    if body is not None:
        lines += [f"Referer: https://{HOST}{path}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


def posting(path: str, form: dict[str, str], *, caller: int = 0, cookie: str = "") -> bytes:
    body = urlencode(form).encode()
    return request(path, caller=caller, body=body, kind="application/x-www-form-urlencoded", cookie=cookie)


def signed_in(session: str) -> str:
    return f"__Host-session={session}; __Host-csrf={TOKEN}"


def reading(path: str, session: str = "") -> Visits:
    whole = request(path, cookie=signed_in(session) if session else "")

    def visit() -> Visit:
        yield whole

    return visit


def polling(path: str) -> Visits:
    """A calendar program that has the feed as it is asks whether it still is so."""
    whole = request(path, has_it=True)

    def visit() -> Visit:
        yield whole

    return visit


def registering(path: str) -> Visits:
    """A guest opens the form and sends it, each from an address of their own."""

    def visit() -> Visit:
        caller = next(callers)
        form = yield request(path, caller=caller)
        fields = {**hidden_fields(form), "name": f"Guest {caller}", "email": f"guest{caller}@bench.example"}
        yield posting(path, fields, caller=caller)

    return visit


def registering_signed_in(path: str, sessions: Iterator[str]) -> Visits:
    """Each member once, in one request."""

    def visit() -> Visit:
        session = next(sessions, None)
        if session is None:
            raise SystemExit("More members registered than were made: shorten the turns.")
        yield posting(path, {"csrfmiddlewaretoken": TOKEN}, caller=next(callers), cookie=signed_in(session))

    return visit


def proposing(path: str, sessions: Iterator[str]) -> Visits:
    """Each speaker submits one talk, in one request."""

    def visit() -> Visit:
        session = next(sessions, None)
        if session is None:
            raise SystemExit("More speakers proposed than were made: shorten the turns.")
        talk = {"title": "What the machines told us", "abstract": "Four people, one night.", "submit": "1"}
        talk |= {"format": "Talk", "language": "en", "key": secrets.token_hex(16)}
        yield posting(
            path, {"csrfmiddlewaretoken": TOKEN, **talk}, caller=next(callers), cookie=signed_in(session)
        )

    return visit


def dropping(editor: str, talk: dict[str, str], session: str) -> Visits:
    """An editor moves one talk up and down its room's last hours."""
    start, minutes = dt.datetime.fromisoformat(talk["instant"]), itertools.cycle(range(0, 60, 5))

    def visit() -> Visit:
        at = start + dt.timedelta(minutes=next(minutes))
        fields = {"instant": f"{at:%Y-%m-%dT%H:%M:%SZ}", "minutes": "25", "room": talk["room"]}
        body = urlencode({**fields, "seen": "999999"}).encode()
        yield request(
            f"{editor}{talk['dropped']}/place/",
            body=body,
            kind="application/x-www-form-urlencoded",
            cookie=signed_in(session),
            token=TOKEN,
            accept="application/json",
        )

    return visit


def scanning(path: str, helpers: Iterable[str], tickets: Iterable[str]) -> Visits:
    """Helpers scan one ticket after the other, each with a person before them."""
    phones, codes = itertools.cycle(helpers), itertools.cycle(tickets)

    def visit() -> Visit:
        now = dt.datetime.now(dt.UTC).isoformat()
        scan = {
            "nonce": str(uuid.uuid4()),
            "code": next(codes),
            "door": "North",
            "scanned_at": now,
            "live": True,
        }
        body = json.dumps({"sent_at": now, "scans": [scan]}).encode()
        yield request(path, body=body, kind="application/json", cookie=signed_in(next(phones)), token=TOKEN)

    return visit


def bare(sizes: Iterable[int], posts: Iterable[bool]) -> Visits:
    """The same requests to a view that does nothing: answers of these sizes, some of them to a POST."""
    steps = [
        posting(f"/{size}", {"name": "Guest", "email": "guest@bench.example"})
        if post
        else request(f"/{size}")
        for size, post in zip(sizes, posts, strict=True)
    ]

    def visit() -> Visit:
        for step in steps:  # noqa: UP028 - it is sent answers, which a list does not take
            yield step

    return visit


def hidden_fields(answer: Answer) -> dict[str, str]:
    tags = re.findall(r"<input\b[^>]*type=[\"']?hidden[^>]*>", answer.body.decode())
    pairs = ((re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags)
    return {name[1]: unescape(value[1]) for name, value in pairs if name and value}
