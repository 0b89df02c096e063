from hypothesis import given
from hypothesis import strategies as st

from events.booking.rules.line import Waiter, fits, place_of, who_is_next

HALL, WORKSHOP = ("event", 1), ("quota", 1)
COUNTERS = [HALL, WORKSHOP, ("quota", 2)]


def waiters(*needs):
    return [Waiter(n, frozenset(need)) for n, need in enumerate(needs, 1)]


def test_who_is_next_goes_by_the_order_of_the_line():
    assert who_is_next(waiters({HALL}, {HALL}, {HALL}), {HALL: 2}) == [1, 2]


def test_who_is_next_passes_over_who_needs_a_full_workshop():
    line = waiters({HALL, WORKSHOP}, {HALL})

    assert who_is_next(line, {HALL: 1, WORKSHOP: 0}) == [2]
    assert who_is_next(line, {HALL: 1, WORKSHOP: 1}) == [1]


def test_a_place_in_line_counts_people_before_who_wait_for_the_same():
    line = [*waiters({HALL, WORKSHOP}, {HALL}, {WORKSHOP}), Waiter(1, frozenset({WORKSHOP}))]

    def place(free, *needs):
        return place_of(Waiter(9, frozenset(needs)), [*line, Waiter(9, frozenset({WORKSHOP}))], free)

    assert place({HALL: 3, WORKSHOP: 0}, HALL, WORKSHOP) == 3
    assert place({HALL: 0, WORKSHOP: 2}, HALL, WORKSHOP) == 3
    assert place({HALL: 0, WORKSHOP: 0}, HALL, WORKSHOP) == 4
    assert place({HALL: 0, WORKSHOP: 0}, HALL) == 3
    assert place({HALL: None, WORKSHOP: 0}, HALL) == 1


def test_who_is_next_without_a_limit_seats_all():
    assert who_is_next(waiters({HALL}, {HALL}), {HALL: None}) == [1, 2]


@given(
    st.lists(st.frozensets(st.sampled_from(COUNTERS), min_size=1), max_size=12),
    st.fixed_dictionaries({counter: st.none() | st.integers(0, 5) for counter in COUNTERS}),
)
def test_who_is_next_fills_nothing_over_and_leaves_nobody_who_could_sit(needs, free):
    line = waiters(*needs)
    seated = set(who_is_next(line, free))
    used = {c: sum(c in w.needs for w in line if w.id in seated) for c in COUNTERS}
    left = {c: None if free[c] is None else free[c] - used[c] for c in COUNTERS}

    assert all(places is None or places >= 0 for places in left.values())
    assert not any(fits(waiter.needs, left) for waiter in line if waiter.id not in seated)
    for waiter in line:  # whoever stands, stands for something that those before them took
        if waiter.id not in seated:
            before = {
                c: sum(c in w.needs for w in line if w.id in seated and w.id < waiter.id) for c in COUNTERS
            }
            assert any(free[c] is not None and free[c] <= before[c] for c in waiter.needs)
