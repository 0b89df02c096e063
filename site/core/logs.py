"""Structured logs: one JSON object a line. Secrets, tokens and addresses of mail are taken out of every line."""

import json
import logging
import re
from functools import cache
from typing import Any

from core import request_id
from core.routes import routes, rule_of

# Of a route: an argument, and one that opens a door.
ARGUMENT = re.compile(r"\(\?P<\w+>[^)]*\)|<[^>]*>")
DOOR_KEY = re.compile(r"(?:\(\?P)?<(?:\w+:)?(?:secret|token|key)>")
LETTER = r"[A-Za-z0-9:_\-]"
# Until the routes can be read, what is as long as a secret counts as one.
EVERYTHING_LONG = re.compile(rf"(/){LETTER}{{24,}}")
SECRET_VALUES = re.compile(
    r"((?:token|secret|password|passwd|key|code|sig|signature|authorization|cookie|session)[\"']?\s*[=:]\s*[\"']?)"
    r"(?:bearer\s+)?[^\s&\"',;}]+",
    re.IGNORECASE,
)
KEYS = re.compile(r"\b(?:sk|rk|pk|whsec|moot)_[A-Za-z0-9_\-]{6,}")
MAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")


@cache
def _secret_paths() -> re.Pattern[str]:
    """The addresses that are keys (tickets, orders, private feeds, passwords), up to the secret in them.

    A view of ours says so itself by its rule; those of libraries say none, and name the argument.
    """
    heads = {
        "[^/\\s]+?".join(map(re.escape, ARGUMENT.split(route[: found.start()])))
        for route, view in routes()
        if rule_of(view) in {"by secret", None} and (found := DOOR_KEY.search(route))
    }
    return re.compile(rf"(/(?:{'|'.join(sorted(heads))})){LETTER}{{10,}}")


def without_secrets(text: str) -> str:
    """The text with everything that opens a door replaced by …"""
    if "/" in text:
        try:
            paths = _secret_paths()
        except Exception:  # a line about a mistake in the routes must be written as well
            paths = EVERYTHING_LONG
        text = paths.sub(r"\1…", text)
    if "=" in text or ":" in text:
        text = SECRET_VALUES.sub(r"\1…", text)
    if "_" in text:
        text = KEYS.sub("…", text)
    return MAIL.sub("…@…", text) if "@" in text else text


def without_secrets_in(thing: Any) -> Any:
    """The same for everything inside dictionaries and lists: what goes to an error tracker."""
    if isinstance(thing, str):
        return without_secrets(thing)
    if isinstance(thing, dict):
        return {key: without_secrets_in(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [without_secrets_in(value) for value in thing]
    return thing


class JsonFormatter(logging.Formatter):
    """A record as JSON: time, level, logger, message, request id, and what was passed in `extra={"data": {}}`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if rid := request_id.current.get():
            line["request_id"] = rid
        for key, value in getattr(record, "data", {}).items():
            line[key] = without_secrets(value) if isinstance(value, str) else value
        if record.exc_info:
            line["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)
