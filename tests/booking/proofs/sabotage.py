"""What a careless shop does where this one has a guard. A proof that passes with one of these proves nothing.

Each takes `put`, which is `monkeypatch.setattr` in a test and `setattr` in a server that a proof starts. The pauses
stand where a busy machine would make one, between looking and writing.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from events.booking.actions import code as codes
from events.booking.actions import order as ordering
from events.booking.actions import seats
from events.booking.models import Code, Quota
from events.booking.rules.line import Counter
from events.models import Event

Put = Callable[[Any, str, Any], None]
PAUSE = 0.01
_looked = threading.local()


def counters_of(event_id: int) -> dict[Counter, Any]:
    found: dict[Counter, Any] = {("event", event_id): Event.objects.get(pk=event_id)}
    return found | {("quota", row.pk): row for row in Quota.objects.filter(event=event_id)}


def sell_what_was_free(put: Put) -> None:
    """Looks what is free, thinks, and then writes down what it saw and one more. SQLite, too, has no defence against
    who looks before the transaction begins."""
    place = ordering.place

    def look_and_place(*, event: Event, **how: Any) -> Any:
        _looked.at = counters_of(event.pk)
        time.sleep(PAUSE)
        return place(event=event, **how)

    def claim(counter: Counter, places: int) -> tuple[int | None, int, int] | None:
        row = _looked.at[counter]
        if row.waiting or (row.capacity is not None and row.taken + places > row.capacity):
            return None
        row.taken += places
        seats._rows(counter).update(taken=row.taken)
        return row.capacity, row.taken, row.waiting

    put(ordering, "place", look_and_place)
    put(seats, "_claim", claim)


def use_what_was_left(put: Put) -> None:
    """The same with the uses of a code, as they were when the price was told: whoever claims a seat waits for those who
    claim one at the same event, and what is read after that is as it is."""

    def use(code: Code, times: int) -> None:
        if code.withdrawn_at or (code.most_uses is not None and code.uses + times > code.most_uses):
            raise codes.CodeSpent(code.code)
        time.sleep(PAUSE)
        Code.objects.filter(pk=code.pk).update(uses=code.uses + times)

    put(codes, "use", use)


def lock_nothing(put: Put) -> None:
    """Reads rows as they stand, and takes its time before it counts. (On SQLite a transaction has the whole database to
    itself.)"""

    def lock(event_id: int) -> Event:
        row = Event.objects.get(pk=event_id)
        time.sleep(PAUSE)
        return row

    def slowly(count: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *what: (time.sleep(PAUSE), count(*what))[1]

    put(QuerySet, "select_for_update", lambda rows, **how: rows.all())
    put(seats, "lock", lock)
    for name in ("claim", "give_back"):
        put(seats, name, slowly(getattr(seats, name)))


GUARDS = {"condition": sell_what_was_free, "uses": use_what_was_left, "lock": lock_nothing}
