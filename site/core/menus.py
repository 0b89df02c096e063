"""Menus of a desk that every floor adds to from above: an app registers its entries, the desk shows them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from core.access import can


@dataclass(frozen=True)
class Entry:
    """A route that takes the thing's slug, shown to who may do `verb` to the thing and where `where(thing)` holds."""

    route: str
    title: str | Promise
    verb: str
    position: int
    where: Callable[[Any], bool] = lambda thing: True


_menus: dict[str, list[Entry]] = defaultdict(list)
_readers: dict[str, Callable[[Any, list[Any]], None]] = {}


def register(menu: str, entry: Entry) -> None:
    if all(known.route != entry.route for known in _menus[menu]):
        _menus[menu].append(entry)
        _menus[menu].sort(key=lambda known: known.position)


def read_first(menu: str, reader: Callable[[Any, list[Any]], None]) -> None:
    """`reader(user, [thing])` notes on the thing what all entries ask, so that not each of them asks the database."""
    _readers[menu] = reader


def items(menu: str, request: HttpRequest, thing: Any) -> list[dict[str, Any]]:
    """What `request`'s reader may open of this menu: title, url, active.

    A page below an entry's own is that entry's still, but for the first: its address is the beginning of all others.
    """
    if menu in _readers:
        _readers[menu](request.user, [thing])
    shown: list[dict[str, Any]] = []
    for entry in _menus[menu]:
        if entry.where(thing) and can(request.user, entry.verb, thing):
            url = reverse(entry.route, args=[thing.slug])
            below = bool(shown) and request.path.startswith(url)
            shown.append({"title": entry.title, "url": url, "active": request.path == url or below})
    return shown


def around(menu: str, request: HttpRequest, thing: Any) -> dict[str, Any]:
    """What every page of the thing's desk has around it: the thing, by the menu's name, and the menu."""
    return {menu: thing, "desk_title": str(thing), "desk_nav": items(menu, request, thing)}
