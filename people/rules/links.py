"""Addresses elsewhere that somebody gives of themselves."""

from urllib.parse import urlsplit

MOST = 10
LONGEST = 300


class NotALink(ValueError):
    """A line that is no web address."""


def read_links(text: str) -> dict[str, str]:
    """{host: address} of a text with one address a line. Raises NotALink with the line, or "" for too many."""
    links: dict[str, str] = {}
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            continue
        try:
            parts = urlsplit(line)
            host = parts.hostname
        except ValueError:
            raise NotALink(line) from None
        plain = line.isprintable() and not any(sign in line for sign in " \"'<>\\")
        if (
            parts.scheme not in {"http", "https"}
            or not host
            or "." not in host
            or not plain
            or len(line) > LONGEST
        ):
            raise NotALink(line)
        label, n = host.removeprefix("www."), 1
        while label in links:
            n += 1
            label = f"{host.removeprefix('www.')} {n}"
        links[label] = line
    if len(links) > MOST:
        raise NotALink("")
    return links


def written(links: dict[str, str]) -> str:
    """The text that `read_links` reads back."""
    return "\n".join(links.values())
