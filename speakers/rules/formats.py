"""The formats of a call, as an organizer writes them: one a line, name and minutes."""

import re
from typing import TypedDict

LONGEST_NAME = 80
LONGEST_MINUTES = 24 * 60
MOST = 20

_LINE = re.compile(
    r"(?P<name>.+?)\s*(?:[,;:–—(]|\s-\s)?\s*(?P<minutes>\d{1,9})\s*(?:min(?:utes|\.)?|')?\s*\)?", re.I
)

_KINDS = ("workshop", "panel", "keynote")


class Format(TypedDict):
    name: str
    minutes: int


def read_formats(text: str) -> tuple[list[Format], list[str]]:
    """(formats, lines that are none). "Talk, 30" · "Workshop (90 min)". A name stands once."""
    found: dict[str, Format] = {}
    bad = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = _LINE.fullmatch(line)
        name = match["name"].strip() if match else ""
        minutes = int(match["minutes"]) if match else 0
        if (
            not name
            or len(name) > LONGEST_NAME
            or not 1 <= minutes <= LONGEST_MINUTES
            or name.casefold() in found
        ):
            bad.append(line)
            continue
        found[name.casefold()] = Format(name=name, minutes=minutes)
    formats = list(found.values())
    return formats[:MOST], bad + [form["name"] for form in formats[MOST:]]


def write_formats(formats: list[Format]) -> str:
    return "\n".join(f"{form['name']}, {form['minutes']}" for form in formats)


def kind_of(name: str) -> str:
    """The kind of session that a format's name says: "Hands-on workshop" is a workshop, all else a talk."""
    return next((kind for kind in _KINDS if kind in name.casefold()), "talk")
