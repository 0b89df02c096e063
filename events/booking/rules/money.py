"""Money in whole numbers: the smallest unit of its currency, as the payment service counts it. Never a float."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

# Currencies that have no smaller coin, and those that have a thousand of it (as Stripe counts them).
NO_COIN = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split())
THOUSAND_COINS = frozenset("BHD JOD KWD OMR TND".split())
# Of these Stripe takes whole krónur alone, and dinars, rials whose last digit is nothing.
ROUND_SUMS = {"ISK": 100, **dict.fromkeys(THOUSAND_COINS, 10)}
# The least that Stripe takes by card, in the smallest unit, where it is another than the usual.
USUAL_LEAST = 50
LEAST = {
    "AED": 200, "BGN": 100, "CZK": 1500, "DKK": 250, "GBP": 30, "HKD": 400, "HUF": 17500, "MXN": 1000,
    "MYR": 200, "NOK": 300, "PLN": 200, "RON": 200, "SEK": 300, "THB": 1000,
}  # fmt: skip


def digits(currency: str) -> int:
    """How many digits stand behind the point."""
    return 0 if currency in NO_COIN else 3 if currency in THOUSAND_COINS else 2


def coin(currency: str) -> int:
    """The smallest that can be paid with, in the smallest unit: amounts are so many of it."""
    return ROUND_SUMS.get(currency, 1)


def least_by_card(currency: str) -> int:
    return LEAST.get(currency, USUAL_LEAST)


def as_decimal(cents: int, currency: str) -> Decimal:
    return Decimal(cents).scaleb(-digits(currency))


def in_cents(amount: Decimal, currency: str) -> int:
    """Raises ValueError where the amount is finer than the currency's smallest coin."""
    scaled = amount.scaleb(digits(currency))
    if scaled % coin(currency):
        raise ValueError(f"{amount} {currency} is finer than its smallest coin")
    return int(scaled)


def rewritten(cents: int, old: str, new: str) -> int:
    """The same written amount in another currency: 12.50 EUR is 12.50 USD. Raises ValueError as `in_cents` does."""
    return in_cents(as_decimal(cents, old), new)


def plain(cents: int, currency: str) -> str:
    """“12.50 EUR”: for files, mails and programs; pages use the reader's own way of writing."""
    return f"{as_decimal(cents, currency):.{digits(currency)}f} {currency}"


def tax_within(gross_cents: int, percent: Decimal) -> int:
    """The tax that a price with tax holds, rounded half up."""
    return _round(Decimal(gross_cents) * percent / (100 + percent))


def share(cents: int, percent: Decimal | int, coin: int = 1) -> int:
    """So many per cent of an amount, rounded half up to whole coins."""
    return _round(Decimal(cents) * Decimal(percent) / (100 * coin)) * coin


def spread(cents: int, pots: Iterable[Mapping[str, int]], left: Mapping[str, int]) -> dict[str, int]:
    """Out of which heaps an amount is taken: from the first pot as much as it holds, then from the next, at last from
    whatever is `left`; within a pot in proportion. From no heap more than is left of it."""
    taken: Counter[str] = Counter()
    for pot in (*pots, left):
        most = {heap: min(pot.get(heap, 0), left[heap] - taken[heap]) for heap in left}
        whole = sum(most.values())
        wanted = min(cents - taken.total(), whole)
        before, given = 0, 0
        for heap, there in most.items() if wanted > 0 else ():
            before += there
            upto = wanted * before // whole
            taken[heap] += upto - given
            given = upto
    return {heap: part for heap, part in taken.items() if part}


def _round(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
