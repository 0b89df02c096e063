import pytest

from events.booking.rules.questions import Ask, asked, follows


@pytest.mark.parametrize(
    ("given", "wanted", "expected"),
    [
        ("vegan", "vegan", True),
        ("vegan", "meat", False),
        (["a", "b"], "b", True),
        ([], "b", False),
        (True, "yes", True),
        (True, "no", False),
        (False, "no", True),
        (None, "no", False),
        ("anything", "", True),
        ("", "", False),
        (None, "yes", False),
    ],
)
def test_an_answer_leads_to_more_questions(given, wanted, expected):
    assert follows(given, wanted) is expected


def test_questions_of_other_tickets_are_not_asked():
    questions = [Ask(id=1), Ask(id=2, ticket_types=frozenset({7})), Ask(id=3, ticket_types=frozenset({8}))]

    assert asked(questions, {7}, {}) == {1, 2}
    assert asked(questions, {7, 8}, {}) == {1, 2, 3}  # an addition beside the ticket


def test_what_follows_from_an_unasked_question_is_unasked_whatever_was_sent():
    questions = [
        Ask(id=1, ticket_types=frozenset({8})),
        Ask(id=2, after=1, answer="yes"),
        Ask(id=3, after=2),
    ]

    assert asked(questions, {7}, {1: True, 2: "x"}) == set()
    assert asked(questions, {8}, {1: True, 2: "x"}) == {1, 2, 3}


def test_questions_in_a_circle_are_never_asked():
    questions = [Ask(id=1, after=2), Ask(id=2, after=1), Ask(id=3, after=99)]

    assert asked(questions, set(), {1: "x", 2: "x"}) == set()
