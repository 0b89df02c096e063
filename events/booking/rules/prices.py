"""What one seat costs at an instant, with whatever code was given. The only place that knows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from events.booking.rules.money import share


@dataclass(frozen=True)
class Window:
    """A price for a while: early birds, late comers. Half-open; None is no limit on that side."""

    cents: int
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None

    def is_open(self, now: dt.datetime) -> bool:
        return (self.opens_at is None or self.opens_at <= now) and (
            self.closes_at is None or now < self.closes_at
        )


@dataclass(frozen=True)
class Reduction:
    """What a code takes off: a share (in whole coins) or an amount of each seat. Never below nothing."""

    percent: int = 0
    cents: int = 0
    coin: int = 1

    def of(self, price: int) -> int:
        return max(0, price - share(price, self.percent, self.coin) - self.cents)


def price_at(now: dt.datetime, usual: int, windows: Iterable[Window] = ()) -> int:
    """The price of the window that is open now, the cheapest if several are; the usual one else."""
    return min((window.cents for window in windows if window.is_open(now)), default=usual)


def price(
    now: dt.datetime, usual: int, windows: Iterable[Window] = (), reduction: Reduction | None = None
) -> int:
    full = price_at(now, usual, windows)
    return reduction.of(full) if reduction else full
