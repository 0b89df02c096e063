"""Where each session stands in the table of rooms and times."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from events.programme.rules.grid import MOST_ROWS, Item, days, stylesheet

BERLIN = ZoneInfo("Europe/Berlin")


def at(
    hour: int,
    minute: int = 0,
    *,
    day: int = 7,
    minutes: int | None = 30,
    room: str | None = "A",
    name: str = "",
    for_all: bool = False,
) -> Item:
    starts = datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)
    return Item(
        name or f"{hour}:{minute:02}",
        starts.astimezone(UTC),
        minutes and starts.astimezone(UTC) + timedelta(minutes=minutes),
        room,
        for_all,
    )


def test_sessions_stand_in_their_room_at_their_time():
    [day] = days([at(9), at(9, 30, room="B", minutes=45), at(10)], ["B", "A"], BERLIN)

    assert [(c.room, c.column, c.lanes) for c in day.columns] == [("B", 1, 1), ("A", 2, 1)]
    assert [(c.thing, c.row, c.rows, c.column) for c in day.cells] == [
        ("9:00", 1, 6, 2),
        ("9:30", 7, 9, 1),
        ("10:00", 13, 6, 2),
    ]
    assert [f"{mark.at.astimezone(BERLIN):%H:%M}" for mark in day.marks] == ["09:00", "09:30", "10:00"]


def test_overlap_in_one_room_gets_a_lane_of_its_own():
    [day] = days([at(9, minutes=60), at(9, 30), at(10)], ["A"], BERLIN)

    assert day.columns[0].lanes == 2
    assert [cell.column for cell in day.cells] == [1, 2, 1]


def test_break_without_a_room_lies_over_all_rooms_unless_something_runs_beside_it():
    [day] = days([at(9), at(9, 30, room=None), at(10, room="B")], ["A", "B"], BERLIN)
    assert [cell.column for cell in day.cells] == [1, 0, 2]

    [day] = days([at(9), at(9, room=None)], ["A", "B"], BERLIN)
    assert [(column.room, column.column) for column in day.columns] == [("A", 1), (None, 2)]


def test_break_in_one_room_is_for_all_unless_something_runs_beside_it():
    lunch = at(9, 30, room="A", for_all=True)

    [day] = days([at(9), lunch, at(10, room="B"), at(9, room="B")], ["A", "B"], BERLIN)
    assert [cell.column for cell in day.cells] == [1, 2, 0, 2]

    [day] = days([at(9), lunch, at(9, room="B", minutes=45)], ["A", "B"], BERLIN)
    assert [cell.column for cell in day.cells] == [1, 2, 1]


def test_room_where_there_are_breaks_alone_takes_no_column():
    [day] = days([at(9), at(9, 30, room="Foyer", for_all=True)], ["A", "Foyer"], BERLIN)

    assert [column.room for column in day.columns] == ["A"]


def test_talk_after_midnight_stands_on_the_day_before():
    found = days([at(22), at(0, 30, day=8), at(9, day=8)], ["A"], BERLIN)

    assert [(day.date, len(day.cells)) for day in found] == [(date(2026, 3, 7), 2), (date(2026, 3, 8), 1)]


def test_day_on_which_clocks_change_keeps_its_order():
    [day] = days([at(1, day=29, minutes=60, name="a"), at(3, day=29, name="b")], ["A"], ZoneInfo("UTC"))

    assert [(cell.thing, cell.row) for cell in day.cells] == [("a", 1), ("b", 13)]


def test_session_of_impossible_length_stays_in_the_grid():
    [day] = days([at(9, minutes=60 * 60), at(10, minutes=None)], ["A"], BERLIN)

    assert all(cell.row + cell.rows - 1 <= MOST_ROWS for cell in day.cells)


def test_no_sessions_are_no_days():
    assert days([], ["A"], BERLIN) == []


def test_stylesheet_that_is_served_is_the_one_that_is_written():
    served = Path(__file__).parents[3] / "static" / "css" / "schedule_grid.css"

    assert served.read_text() == stylesheet()
