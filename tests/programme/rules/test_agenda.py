import datetime as dt

from events.programme.rules.agenda import clashes

TEN = dt.datetime(2027, 3, 27, 10, tzinfo=dt.UTC)


def at(minutes: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=minutes)


def test_what_ends_when_the_next_begins_does_not_meet_it():
    assert clashes([(1, at(0), at(30)), (2, at(30), at(60))]) == {}


def test_each_of_those_that_meet_names_the_others():
    rows = [(3, at(20), at(40)), (1, at(0), at(60)), (2, at(30), at(45)), (4, at(60), at(90))]

    assert clashes(rows) == {1: [3, 2], 3: [1, 2], 2: [1, 3]}


def test_without_an_end_it_takes_half_an_hour():
    assert clashes([(1, at(0), None), (2, at(29), at(60))]) == {1: [2], 2: [1]}
    assert clashes([(1, at(0), None), (2, at(30), at(60))]) == {}
