import pytest

from speakers.rules.selection import (
    Chosen,
    Fill,
    balance_of,
    in_and_out,
    moved,
    next_alternate,
    taken_over,
)

ORDERS = {"accept": [1, 2, 3], "alternate": [4, 5], "decline": []}


@pytest.mark.parametrize(
    ("key", "verdict", "position", "accept", "alternate"),
    [
        (3, "accept", 0, [3, 1, 2], [4, 5]),
        (1, "accept", 2, [2, 3, 1], [4, 5]),
        (1, "accept", 99, [2, 3, 1], [4, 5]),
        (2, "accept", None, [1, 3, 2], [4, 5]),
        (4, "accept", 1, [1, 4, 2, 3], [5]),
        (9, "alternate", 1, [1, 2, 3], [4, 9, 5]),
        (5, "", None, [1, 2, 3], [4]),
    ],
)
def test_what_is_moved_stands_at_its_place_and_nowhere_else(key, verdict, position, accept, alternate):
    assert moved(ORDERS, key, verdict, position) == {"accept": accept, "alternate": alternate, "decline": []}
    assert ORDERS["accept"] == [1, 2, 3]


def test_an_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="maybe"):
        moved(ORDERS, 1, "maybe")


def test_the_teams_list_begins_as_the_chairs_and_loses_nothing():
    chairs = {"accept": [1, 2], "alternate": [3], "decline": [4]}
    team = {"accept": [3, 7], "alternate": [1], "decline": [8]}

    assert taken_over(chairs, {}) == chairs
    assert taken_over(chairs, team) == {"accept": [1, 2, 7], "alternate": [3], "decline": [4, 8]}


@pytest.mark.parametrize(
    ("accepted", "slots", "over", "free", "takes_one"),
    [
        (3, 5, 0, 2, True),
        (5, 5, 0, 0, False),
        (7, 5, 2, 0, False),
        (7, None, 0, 0, True),
        (0, 0, 0, 0, False),
    ],
)
def test_accepted_against_slots(accepted, slots, over, free, takes_one):
    fill = Fill(accepted, slots)

    assert (fill.over, fill.free, fill.takes_one) == (over, free, takes_one)


def test_the_first_who_still_waits_moves_up():
    assert next_alternate([5, 6, 7], {7, 6}) == 6
    assert next_alternate([5], set()) is None


def test_balance_counts_people_once_and_names_the_largest_organisation():
    balance = balance_of(
        [
            Chosen(1, True, "europe", "Karst"),
            Chosen(1, True, "europe", "Karst"),
            Chosen(2, False, "asia", "Karst"),
            Chosen(3, True, "", ""),
            Chosen(4, False, "asia", "Brook"),
        ]
    )

    assert (balance.people, balance.new.number, balance.new.percent) == (4, 2, 50)
    assert [(one.name, one.number) for one in balance.regions] == [("asia", 2), ("europe", 1), ("", 1)]
    assert balance.largest and (balance.largest.name, balance.largest.percent) == ("Karst", 50)
    assert balance_of([Chosen(1)]).largest is None
    assert balance_of([]).new.percent == 0


def test_numbers_in_and_out():
    rows = [("A", "accepted"), ("A", "submitted"), ("A", "alternate"), ("", "confirmed"), ("Z", "declined")]

    found = in_and_out(
        rows,
        chosen=frozenset({"accepted", "confirmed"}),
        alternates=frozenset({"alternate"}),
        order=["Z", "Q", "A"],
    )

    assert [(one.name, one.came, one.chosen, one.alternates) for one in found] == [
        ("Z", 1, 0, 0),
        ("A", 3, 1, 1),
        ("", 1, 1, 0),
    ]
    assert found[1].percent == 33
