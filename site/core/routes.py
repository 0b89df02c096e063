"""Every address of the site, and what its view says of who may come in (core.access)."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern


def routes(resolver: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """(route, view) of every address below `resolver` (None: of the site), without the prefix of a language."""
    for pattern in (resolver or get_resolver()).url_patterns:
        is_language = isinstance(pattern.pattern, LocalePrefixPattern)
        route = before if is_language else before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route, pattern.callback


def rule_of(view: Any) -> str | None:
    """What a view says of who may come in; None where it says nothing."""
    for candidate in (view, getattr(view, "view_class", None), getattr(view, "__wrapped__", None)):
        if (said := getattr(candidate, "access", None)) is not None:
            return said
    return None
