"""The h-events of a page, as a reader of microformats2 finds them: names from u-, p- and dt- classes."""

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

SAID_BY = {"data": "value", "time": "datetime", "a": "href"}


def h_events(html: bytes | str) -> list[dict[str, Any]]:
    soup = BeautifulSoup(html, "html.parser")
    return [_read(root) for root in soup.select(".h-event")]


def _read(root: Tag) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in root.find_all(class_=True):
        if element.find_parent(class_="h-event") is not root:
            continue
        for word in element["class"]:
            kind, _, name = word.partition("-")
            if kind in {"p", "u", "dt"} and name:
                found.setdefault(name, _value(element, kind))
    return found


def _value(element: Tag, kind: str) -> str:
    attribute = SAID_BY.get(element.name)
    if attribute and not (kind == "p" and element.name == "a"):
        return str(element[attribute])
    return " ".join(element.get_text().split())
