"""What is asked of a list of events, as a value: what a filter's form understood, and what a calendar remembers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

DEFAULT_KM = 50


@dataclass(frozen=True, kw_only=True)
class Question:
    """Whatever is empty asks nothing. Of several groups or tags one is enough; otherwise all must hold, but with
    `either` groups and place are two ways in: an event of one of the groups, or one near the place."""

    kind: str = ""
    words: str = ""
    groups: tuple[int, ...] = ()
    place: str = ""
    point: tuple[float, float] | None = None
    km: int = DEFAULT_KM
    either: bool = False
    online: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    begin: dt.date | None = None
    end: dt.date | None = None


def told(question: Question) -> dict[str, Any]:
    """As a row keeps it; days are not remembered, for a calendar that is followed goes on."""
    known = {**asdict(question), "groups": list(question.groups), "tags": list(question.tags)}
    known.pop("begin")
    known.pop("end")
    known["point"] = list(question.point) if question.point else None
    return known


def remembered(kept: object) -> Question:
    """What stands in a row, read with care: a part that is not of its kind is passed over."""
    row: Mapping[str, Any] = kept if isinstance(kept, dict) else {}
    km = row.get("km")
    return Question(
        kind=_text(row.get("kind")),
        words=_text(row.get("words")),
        groups=tuple(pk for pk in _list(row.get("groups")) if type(pk) is int),
        place=_text(row.get("place")),
        point=_point(row.get("point")),
        km=km if type(km) is int and km > 0 else DEFAULT_KM,
        either=row.get("either") is True,
        online=_text(row.get("online")),
        tags=tuple(tag for tag in _list(row.get("tags")) if isinstance(tag, str) and tag),
        lang=_text(row.get("lang")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _point(value: object) -> tuple[float, float] | None:
    parts = [float(part) for part in _list(value) if isinstance(part, int | float)]
    return (parts[0], parts[1]) if len(parts) == 2 else None
