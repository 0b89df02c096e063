"""Turns at a service that wants to be asked slowly: one queue for the whole site, however many processes."""

import datetime as dt
import time
from collections.abc import Callable

from core.models import Pace


def take_turn(
    name: str, every: dt.timedelta, *, now: dt.datetime, wait: Callable[[float], None] = time.sleep
) -> dt.datetime:
    """Takes the next free instant, waits for it, and returns it.

    The row moves on only when it still says what was read, so two processes never get the same instant. Must not be
    called inside a transaction: the others would not see the claim.
    """
    Pace.objects.get_or_create(name=name, defaults={"next_at": now})
    while True:
        seen = Pace.objects.values_list("next_at", flat=True).get(name=name)
        turn = max(seen, now)
        if Pace.objects.filter(name=name, next_at=seen).update(next_at=turn + every):
            break
    if turn > now:
        wait((turn - now).total_seconds())
    return turn


def hold_off(name: str, until: dt.datetime) -> None:
    """Nobody's turn comes before `until`: the service asked for peace."""
    Pace.objects.get_or_create(name=name, defaults={"next_at": until})
    Pace.objects.filter(name=name, next_at__lt=until).update(next_at=until)
