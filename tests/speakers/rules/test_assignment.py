import random
import time
from collections import Counter

import pytest

from speakers.rules.assignment import Paper, Reader, assign, may_read


def spread(plan):
    return max(plan.loads.values()) - min(plan.loads.values())


def test_each_gets_as_many_as_asked_for_and_loads_differ_by_one():
    papers = [Paper(key) for key in range(50)]
    plan = assign(papers, [Reader(key) for key in range(100, 107)], each=3)

    assert set(Counter(paper for paper, _reader in plan.pairs).values()) == {3}
    assert len(set(plan.pairs)) == 150 and plan.short == {}
    assert spread(plan) <= 1


def test_nobody_reads_what_they_are_too_near_to_or_another_track():
    papers = [Paper(1, track=7, barred=frozenset({10})), Paper(2, track=8)]
    readers = [Reader(10, tracks=frozenset({7})), Reader(11), Reader(12, tracks=frozenset({8}))]

    plan = assign(papers, readers, each=2)

    assert set(plan.pairs) == {(1, 11), (2, 11), (2, 12)}
    assert plan.short == {1: 1}
    assert not may_read(readers[0], papers[0])


def test_what_stands_is_kept_and_counted():
    plan = assign([Paper(1, has=frozenset({10})), Paper(2)], [Reader(10), Reader(11)], each=1)

    assert plan.pairs == ((2, 11),)
    assert plan.loads == {10: 1, 11: 1}


def test_nobody_gets_more_than_they_said():
    plan = assign([Paper(key) for key in range(6)], [Reader(1, most=1), Reader(2, most=2, load=1)], each=1)

    assert plan.loads == {1: 1, 2: 2}
    assert sum(plan.short.values()) == 4


def test_somebody_full_hands_on_what_another_can_read():
    """Both proposals could go to 1; only 1 can read the second. The first must go to 2."""
    papers = [Paper(1, barred=frozenset({3})), Paper(2, barred=frozenset({2, 3}))]
    for readers in ([Reader(1, most=1), Reader(2, most=1), Reader(3)],):
        plan = assign(papers, readers, each=1)
        assert set(plan.pairs) == {(1, 2), (2, 1)}


def test_loads_are_levelled_along_a_chain():
    """1 has all of track A; only over 2 does any of it reach 3, who reads B alone."""
    a, b = frozenset({1}), frozenset({2})
    papers = [Paper(key, track=1) for key in range(6)] + [Paper(key, track=2) for key in range(6, 9)]

    plan = assign(papers, [Reader(1, tracks=a), Reader(2, tracks=a | b), Reader(3, tracks=b)], each=1)

    assert plan.loads == {1: 3, 2: 3, 3: 3}


@pytest.mark.parametrize("seed", range(25))
def test_no_exchange_makes_it_fairer(seed):
    """Against a plain search: no chain from somebody to another with two fewer is left, and the order is no matter."""
    chance = random.Random(seed)
    readers = [
        Reader(key, tracks=frozenset(chance.sample([1, 2, 3], chance.randint(0, 2)))) for key in range(5)
    ]
    papers = [
        Paper(key, chance.choice([1, 2, 3]), frozenset(chance.sample(range(5), 1))) for key in range(100, 115)
    ]
    plan = assign(papers, readers, each=2)
    again = assign(chance.sample(papers, len(papers)), readers[::-1], each=2)
    paper_of, reader_of = {p.key: p for p in papers}, {r.key: r for r in readers}
    having = {}
    for paper, reader in plan.pairs:
        assert may_read(reader_of[reader], paper_of[paper])
        having.setdefault(paper, set()).add(reader)
    edges = {
        (a, b)
        for paper, those in having.items()
        for a in those
        for b in reader_of
        if b not in those and may_read(reader_of[b], paper_of[paper])
    }
    for _step in reader_of:  # the transitive closure
        edges |= {(a, d) for a, b in edges for c, d in edges if b == c}

    assert again == plan
    assert all(plan.loads[a] - plan.loads[b] <= 1 for a, b in edges)
    for paper, missing in plan.short.items():
        able = sum(may_read(reader, paper_of[paper]) for reader in readers)
        assert missing == max(0, 2 - able)


def test_a_large_call_is_assigned_at_once():
    """1,500 proposals in 17 tracks, three each, 70 reviewers of two tracks."""
    chance = random.Random(4)
    readers = [Reader(key, tracks=frozenset(chance.sample(range(17), 2))) for key in range(70)]
    papers = [
        Paper(key, chance.randrange(17), frozenset(chance.sample(range(70), 2))) for key in range(100, 1600)
    ]
    began = time.perf_counter()

    plan = assign(papers, readers, each=3)

    assert time.perf_counter() - began < 10
    assert len(plan.pairs) + sum(plan.short.values()) == 4500
