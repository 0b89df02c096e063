"""The days of a programme as tables of rooms and times: of what holds now, and of what was once released.

Written here, not by a template: a programme has hundreds of sessions, and a template takes ten times as long for each.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.links import safe_url
from events.programme.models import Session
from events.programme.rules import grid


@dataclass(frozen=True, slots=True)
class Line:
    """A session as a programme shows it. `url` is empty where it has no page."""

    code: str
    kind: str
    title: str
    subtitle: str
    who: str
    room: Any
    room_name: str
    track_name: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    is_off: bool
    url: str
    stream_url: str = ""


def days(lines: Iterable[Line], rooms: Mapping[Any, str], zone: ZoneInfo) -> list[dict[str, Any]]:
    """What templates/programme/days.html shows. `rooms` are names, in the order in which they stand."""
    items = [
        grid.Item(line, line.starts_at, line.ends_at, line.room, for_all=line.kind == Session.Kind.BREAK)
        for line in lines
        if line.starts_at is not None
    ]
    return [_day(day, rooms, zone) for day in grid.days(items, list(rooms), zone)]


def _day(day: grid.Day, rooms: Mapping[Any, str], zone: ZoneInfo) -> dict[str, Any]:
    return {
        "date": day.date,
        "width": min(max(1, sum(column.lanes for column in day.columns)), grid.MOST_COLUMNS),
        "rooms": [
            {"name": rooms.get(column.room, ""), "at": column.column, "over": column.lanes}
            for column in day.columns
        ],
        "cells": _cells(day, zone),
    }


def _cells(day: grid.Day, zone: ZoneInfo) -> SafeString:
    cancelled = escape(_("Cancelled"))
    text = "\n".join([
        *(
            f'<li class="timetable-mark at-{mark.row}" aria-hidden="true">{_time(mark.at, zone)}</li>'
            for mark in day.marks
        ),
        *(_slot(cell, cell.thing, zone, cancelled) for cell in day.cells),
    ])  # fmt: skip
    return mark_safe(text)  # nosec B308 B703 # noqa: S308 - all that people wrote went through escape()


def _slot(cell: grid.Cell, line: Line, zone: ZoneInfo, cancelled: str) -> str:
    is_break = line.kind == Session.Kind.BREAK
    marks = f" is-{line.kind}" if is_break or line.kind == Session.Kind.KEYNOTE else ""
    if line.is_off:
        marks += " is-off"
    stream = safe_url(line.stream_url) if line.stream_url else ""
    data = f' data-stream="{escape(stream)}"' if stream else ""
    until = f"<span>–{_time(line.ends_at, zone)}</span>" if line.ends_at else ""
    title = escape(line.title)
    if line.url and not is_break:
        title = f'<a href="{escape(line.url)}">{title}</a>'
    who = f"<p>{escape(line.who)}</p>" if line.who else ""
    where = f"<strong>{cancelled}</strong> " if line.is_off else ""
    if line.room_name:
        where += f'<span class="timetable-in">{escape(line.room_name)}</span>'
    if line.track_name:
        where += f"<span>{escape(line.track_name)}</span>"
    return (
        f'<li class="timetable-slot at-{cell.row} for-{cell.rows} in-{cell.column}{marks}"{data}>\n'
        f'<p class="timetable-time">{_time(line.starts_at, zone)}{until}</p>\n'
        f'<div class="timetable-words"><h3>{title}</h3>\n{who}\n<p class="timetable-where">{where}</p></div></li>'
    )


def _time(at: dt.datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    clock = local.isoformat(timespec="minutes")
    return f'<time datetime="{clock}">{clock[11:16]}</time>'
