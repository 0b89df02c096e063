import pytest

from speakers.rules.scoring import Scale, Summary, summarise, value_of

SCALES = {1: Scale(most=4), 2: Scale(most=2, weight=3)}


@pytest.mark.parametrize(
    ("scores", "worth"),
    [
        ({1: 4, 2: 2}, 1.0),
        ({1: 0, 2: 0}, 0.0),
        ({1: 4, 2: 0}, 0.25),  # the first weighs one of four
        ({1: 2}, 0.5),  # what was left out counts neither way
        ({}, None),
        ({9: 3}, None),  # a criterion that is gone
        ({1: 9}, 1.0),  # steps were taken away after it was given
    ],
)
def test_a_review_is_worth_the_weighted_mean_of_what_it_scored(scores, worth):
    assert value_of(scores, SCALES) == worth


def test_abstentions_are_counted_and_worth_nothing():
    summary = summarise([{1: 4, 2: 2}, {}, {1: 0, 2: 0}], SCALES)

    assert (summary.scored, summary.abstained) == (2, 1)
    assert (summary.mean, summary.median, summary.spread) == (0.5, 0.5, 0.5)
    assert (summary.lowest, summary.highest) == (0.0, 1.0)


def test_one_who_hates_everything_moves_the_mean_and_not_the_median():
    summary = summarise([{1: 4}, {1: 4}, {1: 4}, {1: 4}, {1: 0}], SCALES)

    assert summary.mean == pytest.approx(0.8)
    assert summary.median == 1.0


def test_reviewers_who_differ_are_pointed_out():
    assert summarise([{1: 1}, {1: 3}], SCALES).is_split
    assert not summarise([{1: 2}, {1: 3}], SCALES).is_split
    assert not summarise([{1: 2}], SCALES).is_split


def test_nobody_scored():
    assert summarise([], SCALES) == Summary()
    assert summarise([{}, {}], SCALES) == Summary(abstained=2)
