import pytest

from speakers.rules.voting import Answer, Cast, Voter, in_own_order, may_vote, spread_of

NOBODY = Voter()
MEMBER = Voter(has_account=True)
HOLDER = Voter(has_account=True, has_ticket=True)
ACTIVE = Voter(has_account=True, has_standing=True)


@pytest.mark.parametrize(
    ("voter", "voters", "answer"),
    [
        (NOBODY, "members", Answer.NO_ACCOUNT),
        (MEMBER, "members", Answer.YES),
        (MEMBER, "holders", Answer.NO_TICKET),
        (HOLDER, "holders", Answer.YES),
        (ACTIVE, "holders", Answer.NO_TICKET),
        (HOLDER, "standing", Answer.NO_STANDING),
        (ACTIVE, "standing", Answer.YES),
        (Voter(has_ticket=True), "holders", Answer.NO_ACCOUNT),
    ],
)
def test_who_votes_is_a_rule(voter, voters, answer):
    assert may_vote(voter, voters, is_running=True) is answer
    assert may_vote(voter, voters, is_running=False) is Answer.NO_VOTE


def test_everybody_has_an_order_of_their_own():
    keys = list(range(30))
    orders = [in_own_order(keys, voter=voter, call=1) for voter in range(20)]

    assert all(sorted(order) == keys for order in orders)
    assert len({tuple(order) for order in orders}) == 20
    assert len({order[0] for order in orders}) > 8, "nothing is first for all"
    assert in_own_order(reversed(keys), voter=3, call=1) == orders[3]
    assert in_own_order(keys, voter=3, call=2) != orders[3]


def test_what_comes_or_goes_moves_no_other():
    before = in_own_order(range(20), voter=1, call=1)

    after = in_own_order([*range(19), 50], voter=1, call=1)

    assert [key for key in after if key < 19] == [key for key in before if key < 19]


def test_the_spread_shows_a_house_that_votes_for_its_own():
    casts = [Cast(3, "Karst")] * 4 + [Cast(1, "Delta"), Cast(1), Cast(2)]

    spread = spread_of(casts)

    assert (spread.votes, spread.mean) == (7, pytest.approx(16 / 7))
    karst = spread.parts[0]
    assert (karst.organisation, karst.votes, karst.mean) == ("Karst", 4, 3)
    assert karst.share == pytest.approx(4 / 7)
    assert karst.mean_without == pytest.approx(4 / 3)
    assert spread.is_odd


def test_people_without_an_organisation_are_no_house():
    spread = spread_of([Cast(3)] * 20)

    assert spread.parts == () and not spread.is_odd


def test_two_colleagues_are_not_odd():
    assert not spread_of([Cast(3, "Karst"), Cast(3, "Karst")]).is_odd


def test_no_votes():
    assert spread_of([]).mean is None
    assert spread_of([Cast(2, "Karst")]).parts[0].mean_without is None
