"""When something gets dearer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from events.booking.rules.prices import Window


@dataclass(frozen=True)
class OnSale:
    """A ticket as it is sold: its usual price, until when at all, and its other prices."""

    name: str
    cents: int
    sells_until: dt.datetime | None = None
    windows: tuple[Window, ...] = ()


def lower_prices_end(tickets: Iterable[OnSale]) -> dict[str, dt.datetime]:
    """Name → the last moment of a price below what comes after it: a window that closes below the usual price, or a
    ticket whose sale ends while a dearer one goes on."""
    rows = list(tickets)
    found: dict[str, dt.datetime] = {}
    for ticket in rows:
        ends = sorted(
            {
                window.closes_at
                for window in ticket.windows
                if window.closes_at is not None and window.cents < ticket.cents
            }
        )
        until = ticket.sells_until
        if until is not None and any(_is_dearer(other, ticket, until) for other in rows):
            ends = [*(at for at in ends if at < until), until]
        for n, at in enumerate(ends, 1):
            found[ticket.name if n == 1 else f"{ticket.name} ({n})"] = at
    return found


def _is_dearer(other: OnSale, ticket: OnSale, until: dt.datetime) -> bool:
    return other.cents > ticket.cents and (other.sells_until is None or other.sells_until > until)
