import pytest

from speakers.rules.completeness import (
    Asked,
    Content,
    Offer,
    Problem,
    Wrong,
    addresses_in,
    find_problems,
    is_address,
)

OFFER = Offer(
    tracks=frozenset({1, 2}),
    formats=frozenset({"Talk"}),
    languages=frozenset({"en"}),
    levels=frozenset({"b"}),
)
WHOLE = {"title": "Keys", "abstract": "How to turn them."}


def test_a_draft_may_be_empty():
    assert find_problems(Content(), OFFER, submitting=False) == []


def test_what_is_submitted_has_title_and_abstract():
    blank = Content(title="  ", abstract="\n")

    assert find_problems(blank, OFFER, submitting=True) == [
        Problem("title", Wrong.MISSING),
        Problem("abstract", Wrong.MISSING),
    ]
    assert find_problems(Content(**WHOLE), OFFER, submitting=True) == []


@pytest.mark.parametrize(
    ("name", "most"), [("title", 200), ("abstract", 1500), ("description", 10_000), ("notes", 3000)]
)
@pytest.mark.parametrize("submitting", [True, False])
def test_no_text_is_longer_than_its_place(name, most, submitting):
    fits = Content(**{**WHOLE, name: "x" * most})
    longer = Content(**{**WHOLE, name: "x" * (most + 1)})

    assert find_problems(fits, OFFER, submitting=submitting) == []
    assert find_problems(longer, OFFER, submitting=submitting) == [Problem(name, Wrong.TOO_LONG, str(most))]


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"track": 3}, "track"),
        ({"format": "Opera"}, "format"),
        ({"language": "tlh"}, "language"),
        ({"level": "z"}, "level"),
    ],
)
def test_only_what_the_call_offers_can_be_chosen(chosen, field):
    assert [p.field for p in find_problems(Content(**WHOLE, **chosen), OFFER, submitting=False)] == [field]


def test_addresses_are_read_between_commas_semicolons_and_lines():
    assert addresses_in("a@x.example, b@y.example;\nc@z.example,, A@x.example ") == [
        "A@x.example",
        "b@y.example",
        "c@z.example",
    ]


@pytest.mark.parametrize("text", ["a@x.example", "a.b+c@sub.x.example", "köhler@bücher.example"])
def test_an_address_is_one(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["a", "a@", "@x.example", "a@x", "a b@x.example", "a@x.example>", "a@@x.example"]
)
def test_what_is_no_address_is_told(text):
    assert not is_address(text)
    problems = find_problems(Content(**WHOLE, co_speakers=text), OFFER, submitting=True)
    assert problems == [Problem("co_speakers", Wrong.NO_ADDRESS, text)]


def test_nobody_has_nine_co_speakers():
    many = ",".join(f"a{n}@x.example" for n in range(9))

    assert [p.wrong for p in find_problems(Content(co_speakers=many), OFFER, submitting=False)] == [
        Wrong.TOO_MANY
    ]


# -- the call's own questions -------------------------------------------------------------------------


def asked(**facts):
    return Offer(questions=(Asked(id=7, **facts),))


@pytest.mark.parametrize(
    ("facts", "said", "wrong"),
    [
        ({}, "anything", None),
        ({}, "x" * 3001, Wrong.TOO_LONG),
        ({}, ["a list"], Wrong.UNKNOWN),
        ({"kind": "choice", "options": frozenset("ab")}, "a", None),
        ({"kind": "choice", "options": frozenset("ab")}, "c", Wrong.UNKNOWN),
        ({"kind": "several", "options": frozenset("ab")}, ["a", "b"], None),
        ({"kind": "several", "options": frozenset("ab")}, ["a", "c"], Wrong.UNKNOWN),
        ({"kind": "yes", "is_required": True}, False, None),
        ({"kind": "yes"}, "perhaps", Wrong.UNKNOWN),
        ({"kind": "agree", "is_required": True}, False, Wrong.MISSING),
        ({"kind": "agree", "is_required": True}, True, None),
        ({"is_required": True}, "", Wrong.MISSING),
        ({"is_required": True}, None, Wrong.MISSING),
        ({}, None, None),
    ],
)
def test_an_answer_fits_its_question(facts, said, wrong):
    content = Content(title="Keys", abstract="How.", answers={"7": said})

    problems = find_problems(content, asked(**facts), submitting=True)

    assert [p.wrong for p in problems] == ([wrong] if wrong else [])
    assert all(p.field == "question-7" for p in problems)


def test_a_draft_may_leave_questions_open():
    assert find_problems(Content(), asked(is_required=True), submitting=False) == []
