"""A programme as a table of rooms and times: which cell each session takes.

Pages may hold no inline style, so a cell is told by three classes (`at-` its first row, `for-` its rows, `in-` its
column) that a fixed stylesheet knows; `stylesheet()` writes it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

STEP = dt.timedelta(minutes=5)  # one row
DAY_BEGINS = dt.timedelta(hours=4)  # what starts after midnight belongs to the day before
WITHOUT_END = dt.timedelta(minutes=30)
MOST_ROWS = 300  # 25 hours
MOST_COLUMNS = 80


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a time. `room` is any value that tells rooms apart; None is everywhere.

    What is `for_all`, like lunch, lies over all rooms while nothing runs beside it, wherever it is served.
    """

    thing: Any
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    room: Any
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    thing: Any
    row: int
    rows: int
    column: int  # 0: over all rooms


@dataclass(frozen=True, slots=True)
class Column:
    room: Any
    column: int
    lanes: int  # more than one where sessions of one room overlap


@dataclass(frozen=True, slots=True)
class Mark:
    at: dt.datetime
    row: int


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    cells: tuple[Cell, ...]  # by time, then in the order of rooms


def days(items: Iterable[Item], rooms: Sequence[Any], zone: ZoneInfo) -> list[Day]:
    """Each day of the programme, by the clock of `zone`; only the rooms used on it, in the order of `rooms`."""
    by_date: dict[dt.date, list[Item]] = {}
    for item in sorted(items, key=lambda item: item.starts_at):
        by_date.setdefault((item.starts_at.astimezone(zone) - DAY_BEGINS).date(), []).append(item)
    return [_day(date, of_day, rooms, zone) for date, of_day in by_date.items()]


def _day(date: dt.date, items: list[Item], rooms: Sequence[Any], zone: ZoneInfo) -> Day:
    first = items[0].starts_at.astimezone(zone)
    # elapsed time, not wall time: a day on which clocks change is an hour shorter or longer
    origin = (first - dt.timedelta(minutes=first.minute % 30, seconds=first.second)).astimezone(dt.UTC)
    everywhere = [item for item in items if item.room is None or item.for_all]
    alone = {
        id(item) for item in everywhere if not any(_meet(item, other) for other in items if other is not item)
    }
    used = {item.room for item in items if id(item) not in alone}
    columns: list[Column] = []
    lane_of: dict[int, int] = {}
    free = 1
    for room in [*(room for room in rooms if room in used), *([None] if None in used else [])]:
        lanes = _lanes([item for item in items if item.room == room and id(item) not in alone], lane_of)
        columns.append(Column(room, free, lanes))
        free += lanes
    start_of = {column.room: column.column for column in columns}
    cells = []
    for item in items:
        row = int((item.starts_at - origin) / STEP) + 1
        rows = max(1, round((_end(item) - item.starts_at) / STEP))
        column = 0 if id(item) in alone else min(start_of[item.room] + lane_of[id(item)], MOST_COLUMNS)
        cells.append(Cell(item.thing, min(row, MOST_ROWS), max(1, min(rows, MOST_ROWS - row + 1)), column))
    last = max(cell.row + cell.rows for cell in cells)
    marks = [
        Mark(origin + STEP * (row - 1), row)
        for row in range(1, min(last, MOST_ROWS), 6)  # each half hour
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Day(date, tuple(columns), tuple(marks), tuple(cells))


def _lanes(items: list[Item], lane_of: dict[int, int]) -> int:
    """Gives each of a room's sessions the first lane that is free when it starts; returns how many lanes that takes."""
    ends: list[dt.datetime] = []
    for item in items:
        lane = next((n for n, end in enumerate(ends) if end <= item.starts_at), len(ends))
        if lane == len(ends):
            ends.append(_end(item))
        else:
            ends[lane] = _end(item)
        lane_of[id(item)] = lane
    return max(1, len(ends))


def _end(item: Item) -> dt.datetime:
    return item.ends_at if item.ends_at is not None else item.starts_at + WITHOUT_END


def _meet(one: Item, other: Item) -> bool:
    return one.starts_at < _end(other) and other.starts_at < _end(one)


def stylesheet() -> str:
    """The classes of all cells there can be. Column 1 is for times and row 1 for rooms, hence the shift by one."""
    rules = [
        *(f".at-{n}{{grid-row-start:{n + 1}}}" for n in range(1, MOST_ROWS + 1)),
        *(f".for-{n}{{grid-row-end:span {n}}}" for n in range(1, MOST_ROWS + 1)),
        ".in-0{grid-column:2/-1}",
        *(f".in-{n}{{grid-column-start:{n + 1}}}" for n in range(1, MOST_COLUMNS + 1)),
        *(f".over-{n}{{grid-column-end:span {n}}}" for n in range(1, MOST_COLUMNS + 1)),
        *(
            f".columns-{n}{{grid-template-columns:4rem repeat({n},minmax(11rem,1fr));min-width:{4 + 11 * n}rem}}"
            for n in range(1, MOST_COLUMNS + 1)
        ),
    ]
    head = "/* Written by events.programme.rules.grid.stylesheet(); a test compares them. */\n"
    return head + "@media (min-width:62rem){@layer components{\n" + "\n".join(rules) + "\n}}\n"
