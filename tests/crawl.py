"""Finds the site's pages by following links, a few of each kind."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"'#]+)", re.I)
LEFT_OUT = ("/cms/", "/accounts/logout/", "/static/", "/media/", "/documents/", "/api/")
MOST = 80


def kind_of(path: str) -> str:
    """Pages of one kind are answered by one view; pages of the tree are told apart by their depth."""
    try:
        match = resolve(path)
    except Resolver404:
        return "nothing"
    name = match.view_name or getattr(match.func, "__qualname__", match.route)
    return f"{name} {path.count('/')}" if name.startswith("wagtail") else name


def pages(client: Client, start: tuple[str, ...] = ("/",), *, of_each_kind: int = 2) -> dict[str, int]:
    """Path -> status of the HTML pages that are reached from `start`, whose own pages are all among them."""
    found: dict[str, int] = {}
    kinds: Counter[str] = Counter()
    queue, seen = deque(start), set(start)
    while queue and len(found) < MOST:
        path = queue.popleft()
        kind = kind_of(urlsplit(path).path)
        if kinds[kind] >= of_each_kind and path not in start:
            continue
        answer = client.get(path)
        if answer.status_code in (301, 302):
            queue.append(answer["Location"]) if answer["Location"].startswith("/") else None
            continue
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        kinds[kind] += 1
        found[path] = answer.status_code
        for link in LINK.findall(answer.content.decode()):
            target = urlsplit(urljoin(f"http://testserver{path}", unescape(link)))
            if target.netloc == "testserver" and not target.path.startswith(LEFT_OUT):
                address = target.path + (f"?{target.query}" if target.query else "")
                if address not in seen:
                    seen.add(address)
                    queue.append(address)
    return found
