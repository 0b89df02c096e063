import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.programme.rules.conflicts import (
    Conflict,
    Hours,
    House,
    Kind,
    Placed,
    find_conflicts,
    joined,
    meet,
    open_spans,
    same_room,
)

ZONE = ZoneInfo("Europe/Berlin")
NINE = dt.datetime(2027, 5, 14, 7, tzinfo=dt.UTC)
FREE = House(zone=ZONE)


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


def placed(key, room, start, end, *speakers, **more):
    return Placed(key, room, at(start), at(end), frozenset(speakers), **more)


def kinds(rows, house=FREE):
    return [(one.kind, one.session, one.other) for one in find_conflicts(rows, house)]


def test_two_in_one_room_meet():
    assert kinds([placed(1, 1, 0, 30), placed(2, 1, 29, 60)]) == [(Kind.ROOM, 2, 1)]


def test_what_ends_as_the_next_begins_does_not_meet():
    assert kinds([placed(1, 1, 0, 30, 7), placed(2, 1, 30, 60, 7)]) == []


def test_what_is_in_all_rooms_is_in_each():
    assert kinds([placed(1, None, 0, 30), placed(2, 4, 10, 20)]) == [(Kind.ROOM, 2, 1)]


def test_a_speaker_in_two_rooms_at_once():
    assert kinds([placed(1, 1, 0, 30, 7, 8), placed(2, 2, 10, 40, 8)]) == [(Kind.SPEAKER, 2, 1)]


def test_too_little_time_to_change_over_is_not_so_around_a_break():
    house = House(zone=ZONE, turn_over=dt.timedelta(minutes=10))
    talk, soon, coffee = placed(1, 1, 0, 30), placed(2, 1, 39, 60), placed(3, 1, 60, 70, changes_over=False)

    assert kinds([talk, soon, coffee], house) == [(Kind.TURN_OVER, 2, 1)]
    assert kinds([talk, placed(2, 1, 40, 60)], house) == []


def test_from_one_keynote_to_the_next_everybody_stays():
    house = House(zone=ZONE, turn_over=dt.timedelta(minutes=10))
    first, second = placed(1, None, 0, 30), placed(2, None, 30, 60)
    in_the_hall = [placed(n, 7, 30 * n, 30 * n + 30, for_all=True) for n in (2, 3)]

    assert kinds([first, second], house) == []
    assert kinds([placed(1, None, 30, 60), *in_the_hall[:1]], house) == []
    assert kinds([*in_the_hall, placed(4, 7, 120, 150)], house) == [(Kind.TURN_OVER, 4, 3)]
    assert kinds([first, second, placed(3, 4, 60, 90)], house) == [(Kind.TURN_OVER, 3, 2)]
    assert kinds([first, placed(2, None, 29, 60)], house) == [(Kind.ROOM, 2, 1)]


def test_a_speaker_needs_time_to_walk():
    house = House(zone=ZONE, walk=dt.timedelta(minutes=5))

    assert find_conflicts([placed(1, 1, 0, 30, 7), placed(2, 2, 34, 60, 7)], house) == [
        Conflict(Kind.WALK, 2, 1, 7)
    ]
    assert find_conflicts([placed(1, 1, 0, 30, 7), placed(2, 2, 35, 60, 7)], house) == []
    assert find_conflicts([placed(1, 1, 0, 30, 7), placed(2, 1, 30, 60, 7)], house) == []


def test_outside_of_what_a_speaker_said():
    house = House(zone=ZONE, availability={7: [(at(0), at(30)), (at(30), at(60))]})

    assert kinds([placed(1, 1, 0, 60, 7)], house) == []
    assert find_conflicts([placed(1, 1, 30, 61, 7, 8)], house) == [Conflict(Kind.AWAY, 1, speaker=7)]


def test_more_keep_it_than_there_are_seats():
    house = House(zone=ZONE, seats={1: 30, 2: None})

    assert kinds([placed(1, 1, 0, 9, kept=30), placed(2, 2, 0, 9, kept=99)], house) == []
    assert kinds([placed(1, 1, 0, 9, kept=31)], house) == [(Kind.SMALL, 1, None)]


class TestHours:
    def test_a_rooms_own_hours_stand_for_its_day_alone(self):
        day = dt.timedelta(days=1)
        general = [Hours(None, at(0), at(480)), Hours(None, at(0) + day, at(480) + day)]
        own = Hours(1, at(60), at(120))

        assert open_spans(1, [*general, own], ZONE) == [(at(60), at(120)), (at(0) + day, at(480) + day)]
        assert open_spans(2, [*general, own], ZONE) == open_spans(None, [*general, own], ZONE)

    def test_what_is_open_after_midnight_belongs_to_the_day_before(self):
        late = Hours(1, at(17 * 60), at(18 * 60))  # two in the morning
        general = Hours(None, at(0), at(480))

        assert open_spans(1, [general, late], ZONE) == [(at(17 * 60), at(18 * 60))]

    def test_outside(self):
        house = House(zone=ZONE, hours=[Hours(None, at(0), at(60)), Hours(None, at(60), at(120))])

        assert kinds([placed(1, 1, 30, 120)], house) == []
        assert kinds([placed(1, 1, 30, 121)], house) == [(Kind.CLOSED, 1, None)]
        assert kinds([placed(1, None, -5, 30)], house) == [(Kind.CLOSED, 1, None)]

    def test_in_all_rooms_where_only_single_rooms_have_hours(self):
        house = House(zone=ZONE, hours=[Hours(1, at(0), at(60))])

        assert kinds([placed(1, None, 0, 60)], house) == []
        assert kinds([placed(1, 2, 0, 60)], house) == [(Kind.CLOSED, 1, None)]


sessions = st.lists(
    st.builds(
        lambda room, start, length, speakers: (room, start, start + length, speakers),
        st.sampled_from([None, 1, 2, 3]),
        st.integers(0, 60),
        st.integers(1, 20),
        st.frozensets(st.integers(1, 4), max_size=2),
    ),
    max_size=12,
).map(
    lambda rows: [
        Placed(n, room, at(start), at(end), speakers) for n, (room, start, end, speakers) in enumerate(rows)
    ]
)


@given(sessions, st.integers(0, 15), st.integers(0, 15))
@settings(max_examples=60)
def test_the_sweep_finds_what_looking_at_each_pair_finds(rows, turn_over, walk):
    house = House(zone=ZONE, turn_over=dt.timedelta(minutes=turn_over), walk=dt.timedelta(minutes=walk))
    expected = set()
    for one in rows:
        for other in rows:
            if (one.starts_at, one.ends_at, one.key) <= (other.starts_at, other.ends_at, other.key) and (
                one is not other
            ):
                gap = other.starts_at - one.ends_at
                both, near = one.speakers & other.speakers, same_room(one.room, other.room)
                if gap < dt.timedelta():
                    expected |= {(Kind.ROOM, other.key, one.key, None)} if near else set()
                    expected |= {(Kind.SPEAKER, other.key, one.key, who) for who in both}
                elif near and gap < house.turn_over and not (one.room is None and other.room is None):
                    expected.add((Kind.TURN_OVER, other.key, one.key, None))
                elif not near and gap < house.walk:
                    expected |= {(Kind.WALK, other.key, one.key, who) for who in both}

    found = [(one.kind, one.session, one.other, one.speaker) for one in find_conflicts(rows, house)]

    assert len(found) == len(set(found))
    assert set(found) == expected


@given(sessions)
@settings(max_examples=40)
def test_the_order_in_which_they_are_given_does_not_matter(rows):
    assert set(find_conflicts(rows, FREE)) == set(find_conflicts(rows[::-1], FREE))


spans = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)).map(lambda x: (at(x[0]), at(x[0] + x[1]))))


@given(spans, st.integers(-5, 65))
@settings(max_examples=60)
def test_joined_spans_hold_the_same_instants_and_do_not_touch(given_spans, minute):
    instant = at(minute)
    result = joined(given_spans)

    assert any(a <= instant < b for a, b in result) == any(a <= instant < b for a, b in given_spans)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(result))


@pytest.mark.parametrize(("one", "other", "expected"), [(0, 30, True), (30, 40, False), (29, 30, True)])
def test_half_open(one, other, expected):
    assert meet((at(one), at(other)), (at(0), at(30))) is expected
