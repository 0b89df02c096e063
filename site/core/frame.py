"""What stands around every page (the community, menu and footer), kept in the process.

A page that is never kept itself, because it holds a form or is personal, needs it as well: it would cost more questions
to the database than the page's own matter. One look-up a request says whether what is kept still holds, as with whole
answers (docs/decisions/0002-anonymous-answers.md).
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from django.db import connection
from django.http import HttpRequest

from core import answers

Part = TypeVar("Part")

SUBJECTS = ("navigation", "pages", "site")


def part(request: HttpRequest, name: Hashable, build: Callable[[], Part]) -> Part:
    """What `build` gives, made again once one of the SUBJECTS has changed. It is shared: nobody may change it."""
    state = request.__dict__
    if connection.in_atomic_block:  # what is seen in here may yet be taken back: it serves this request alone
        own = state.setdefault("_frame_of_its_own", {})
        if name not in own:
            own[name] = build()
        return cast(Part, own[name])
    # Read before anything is built: a change that lands meanwhile makes this version old, never what was built.
    now = state.get("_frame")
    if now is None:
        now = state["_frame"] = answers.versions(SUBJECTS)
    kept = answers.shelf.parts.get(name)
    if kept is None or kept[0] != now:
        kept = answers.shelf.parts[name] = (now, build())
    return cast(Part, kept[1])
