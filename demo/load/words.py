"""The invented part as it lies in `demo/words/`, and the days that it is counted from."""

import datetime as dt
import tomllib
import uuid
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

from core.slugs import free_slug

HERE = Path(__file__).parent.parent
DATA = HERE / "data"
MADE_UP = "made up for the demo"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def words(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / "words" / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Days:
    """Everything to come is counted from the week in which the demo is loaded."""

    now: dt.datetime

    @cached_property
    def monday(self) -> dt.date:
        return self.now.date() - dt.timedelta(days=self.now.date().weekday())

    def date(self, week: int, weekday: str = "mon") -> dt.date:
        return self.monday + dt.timedelta(weeks=week, days=WEEKDAYS.index(weekday))

    def evening(self, week: int, weekday: str) -> dt.date:
        """A day on which people meet: what would fall into the days around New Year is two weeks off from now."""
        day = self.date(week, weekday)
        if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3):
            day += dt.timedelta(weeks=2 if week > 0 else -2)
        return day

    def ago(self, days: float) -> dt.datetime:
        return self.now - dt.timedelta(days=days)


def at(day: dt.date, clock: str, zone: str) -> dt.datetime:
    """The instant at which the clocks of `zone` say `clock` (HH:MM) on that day, in UTC."""
    local = dt.datetime.combine(day, dt.time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(dt.UTC)


class Slugs:
    """Addresses of one model, given out without asking the database for each."""

    def __init__(self, taken: Any = ()) -> None:
        self.taken = set(taken)

    def __call__(self, text: str, fallback: str = "x") -> str:
        slug = free_slug(text, self.taken.__contains__, fallback=fallback)
        self.taken.add(slug)
        return slug


def body(
    text: str,
    *,
    quote: dict[str, str] | None = None,
    call: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Markdown as the blocks that editors use, a quotation after the first section, a button at the end."""
    parts = text.strip().split("\n## ")
    texts = [parts[0]] + [f"## {part}" for part in parts[1:]]
    blocks = [block("text", html(texts[0]))]
    if quote:
        blocks.append(block("quote", {"text": quote["text"], "who": quote.get("who", "")}))
    if texts[1:]:
        blocks.append(block("text", html("\n\n".join(texts[1:]))))
    if call:
        blocks.append(block("call", {"text": call["text"], "page": call["page"], "url": ""}))
    return blocks


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": False}).render(markdown)).strip()
