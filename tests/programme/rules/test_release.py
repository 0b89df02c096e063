import datetime as dt
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from events.programme.rules.release import (
    Change,
    Entry,
    differences,
    sessions_touched,
    snapshot,
    speakers_touched,
)

NINE = dt.datetime(2027, 5, 14, 9, tzinfo=dt.UTC)
ROOMS = [(1, "Hall"), (2, "Loft")]


def entry(key=1, title="Roots", room=1, start=0, speakers=(7,), cancelled=False):
    starts_at = None if start is None else NINE + dt.timedelta(minutes=start)
    return Entry(
        id=key,
        uuid=f"u{key}",
        code=f"C{key}",
        title=title,
        kind="talk",
        cancelled=cancelled,
        room=room,
        starts_at=starts_at,
        ends_at=starts_at and starts_at + dt.timedelta(minutes=30),
        speakers=tuple(speakers),
    )


def kept(*entries):
    return snapshot(zone="Europe/Berlin", rooms=ROOMS, tracks=[], entries=entries)


def kinds(before, after):
    return [(one["id"], one["kinds"]) for one in differences(kept(*before), kept(*after))["sessions"]]


def test_a_programme_is_json_in_the_order_of_time_with_the_rooms_it_uses():
    programme = kept(entry(2, start=None, room=None), entry(1, start=30), entry(3, start=0))

    assert [one["id"] for one in programme["sessions"]] == [3, 1, 2]
    assert programme["rooms"] == [{"id": 1, "name": "Hall"}]
    assert programme["sessions"][0]["starts_at"] == "2027-05-14T09:00:00Z"
    assert json.loads(json.dumps(programme)) == programme


def test_every_kind_of_change():
    assert kinds([entry()], [entry(), entry(2)]) == [(2, ["new"])]
    assert kinds([entry()], [entry(start=5)]) == [(1, ["time"])]
    assert kinds([entry()], [entry(room=2)]) == [(1, ["room"])]
    assert kinds([entry()], [entry(title="Roots, again", speakers=(8,))]) == [(1, ["retitled", "speakers"])]
    assert kinds([entry()], [entry(cancelled=True, start=50)]) == [(1, ["cancelled"])]
    assert kinds([entry(cancelled=True)], [entry()]) == [(1, ["back"])]
    assert kinds([entry(), entry(2)], [entry()]) == [(2, ["gone"])]
    assert kinds([entry(start=None)], [entry()]) == [(1, ["time"])]


def test_what_was_and_is_cancelled_is_no_news():
    assert kinds([entry(cancelled=True)], [entry(cancelled=True, start=9)]) == []
    assert kinds([], [entry(cancelled=True)]) == []


def test_a_change_says_the_rooms_by_name():
    change = differences(kept(entry()), kept(entry(room=2)))["sessions"][0]

    assert (change["before"]["room"], change["after"]["room"]) == ("Hall", "Loft")


def test_of_the_first_release_nothing_is_listed_and_only_speakers_are_told():
    programme = kept(entry(), entry(2, speakers=(7, 8)), entry(3, start=None, speakers=(9,)))
    changes = differences(None, programme)

    assert changes == {"first": True, "sessions": []}
    assert speakers_touched(changes, programme) == {7: [1, 2], 8: [2]}
    assert sessions_touched(changes) == set()


def test_who_is_touched():
    before = [entry(1), entry(2, speakers=(8,)), entry(3, speakers=(9,)), entry(4)]
    after = [entry(1, start=5), entry(2, speakers=(10,)), entry(3, speakers=(9,)), entry(5, speakers=(11,))]
    programme = kept(*after)
    changes = differences(kept(*before), programme)

    assert speakers_touched(changes, programme) == {8: [2], 10: [2], 7: [4, 1], 11: [5]}
    assert sessions_touched(changes) == {1, 2, 4}  # nobody kept what is new


entries = st.lists(
    st.builds(
        entry,
        key=st.integers(1, 8),
        title=st.sampled_from(["Roots", "Stems"]),
        room=st.sampled_from([None, 1, 2]),
        start=st.sampled_from([None, 0, 30]),
        speakers=st.lists(st.integers(1, 3), unique=True, max_size=2),
        cancelled=st.booleans(),
    ),
    unique_by=lambda one: one.id,
    max_size=6,
)


@given(entries)
@settings(max_examples=40)
def test_nothing_changes_from_a_programme_to_itself(rows):
    assert differences(kept(*rows), kept(*rows[::-1]))["sessions"] == []


@given(entries, entries)
@settings(max_examples=60)
def test_what_one_way_is_new_is_gone_the_other(before, after):
    there = {one["id"]: one["kinds"] for one in differences(kept(*before), kept(*after))["sessions"]}
    back = {one["id"]: one["kinds"] for one in differences(kept(*after), kept(*before))["sessions"]}

    assert {key for key, found in there.items() if Change.NEW in found} <= back.keys()
    for key, found in there.items():
        if Change.TIME in found and Change.BACK not in found:
            assert Change.TIME in back[key]
