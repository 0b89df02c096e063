from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.booking.rules.money import in_cents, least_by_card, plain, share, tax_within


@pytest.mark.parametrize(
    ("cents", "currency", "said"),
    [
        (1250, "EUR", "12.50 EUR"),
        (1250, "JPY", "1250 JPY"),
        (1250, "KWD", "1.250 KWD"),
        (0, "EUR", "0.00 EUR"),
    ],
)
def test_plain_counts_the_coins_of_the_currency(cents, currency, said):
    assert plain(cents, currency) == said


def test_in_cents_refuses_what_is_finer_than_a_coin():
    assert in_cents(Decimal("12.50"), "EUR") == 1250
    assert in_cents(Decimal("1250"), "JPY") == 1250
    with pytest.raises(ValueError, match="finer"):
        in_cents(Decimal("12.505"), "EUR")
    assert in_cents(Decimal("1.25"), "KWD") == 1250 and in_cents(Decimal("12.00"), "ISK") == 1200
    for amount, currency in (("12.5", "JPY"), ("12.50", "ISK"), ("1.255", "KWD")):
        with pytest.raises(ValueError, match="finer"):
            in_cents(Decimal(amount), currency)


def test_tax_within_is_what_the_price_holds():
    assert tax_within(11900, Decimal(19)) == 1900
    assert tax_within(100, Decimal(0)) == 0
    assert tax_within(1, Decimal(19)) == 0


@given(st.integers(0, 10**8), st.decimals(0, 100, places=2))
def test_tax_within_never_exceeds_the_price(gross, percent):
    assert 0 <= tax_within(gross, percent) <= gross
    assert 0 <= share(gross, percent) <= gross


@pytest.mark.parametrize(
    ("currency", "least"), [("EUR", 50), ("GBP", 30), ("HUF", 17500), ("JPY", 50), ("XXX", 50)]
)
def test_a_card_pays_no_less_than_stripe_takes(currency, least):
    assert least_by_card(currency) == least
