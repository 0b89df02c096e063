from fractions import Fraction

from events.programme.rules.feedback import FEWEST, summary


def test_too_few_answers_say_nothing():
    assert summary([(5, "Fine")] * (FEWEST - 1)) is None


def test_mean_spread_and_words_in_no_order_that_tells_who():
    told = summary([(5, "zebra"), (4, ""), (4, "Apple"), (1, "moss"), (3, "")])

    assert (told.count, told.mean) == (5, Fraction(17, 5))
    assert told.spread == ((5, 1), (4, 2), (3, 1), (2, 0), (1, 1))
    assert told.words == ("Apple", "moss", "zebra")
