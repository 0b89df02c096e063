"""Many at once, in threads with a connection each, and what must hold when they are done."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from core.clock import now as clock_now
from events.booking.actions import registration as registrations
from events.booking.actions import seats
from events.booking.models import Registration
from events.booking.rules.line import fits
from events.models import Event
from people.models import User
from tests.booking.proofs.sabotage import counters_of
from tests.factories.booking import register
from tests.factories.people import make_user

TRIES = 40


def again_and_again(*guards: str) -> Callable[[Callable[[int], None]], Callable]:
    """One turn in the ordinary run; several in `make prove`, where each of the guards is also taken away."""

    def decorate(test: Callable[[int], None]) -> Callable:
        def turns_of(turns: int) -> None:
            for turn in range(turns):
                test(turn)

        turns_of.__name__, turns_of.__module__, turns_of.__doc__ = (
            test.__name__,
            test.__module__,
            test.__doc__,
        )
        heavy = pytest.param(6, marks=pytest.mark.heavy(sabotage=list(guards)), id="again and again")
        several = pytest.mark.parametrize("turns", [pytest.param(1, id="once"), heavy])
        return pytest.mark.usefixtures("nobody_wakes", "careless")(several(turns_of))

    return decorate


def at_once(calls: list) -> list:
    """Runs the calls in threads that start together; gives what each returned, or its exception."""
    start, found = threading.Barrier(len(calls)), [None] * len(calls)

    def run(n: int, call) -> None:
        start.wait()
        try:
            found[n] = call()
        except Exception as error:
            found[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, call)) for n, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def in_order_and_counted(event: Event) -> None:
    """Each counter says what the rows say, and nobody waits while all that they wait for is free."""
    event.refresh_from_db()
    quotas, rows = seats.quotas_of(event.pk), Registration.objects.filter(event=event)
    taken, waiting = seats.count(rows.seated(), quotas), seats.count(rows.in_line(), quotas)
    counters = counters_of(event.pk)
    for counter, row in counters.items():
        assert (row.taken, row.waiting) == (taken[counter], waiting[counter]), counter
        assert row.capacity is None or row.taken <= row.capacity
    free = {counter: row.free for counter, row in counters.items()}
    for row in rows.in_line().exclude(holder__status="waiting"):
        needs = seats.needs(event.pk, row.ticket_type_id, row.attendance, row.is_addition, quotas)
        assert not fits(needs, free), f"{row} waits for what is free"


def no_errors(found: list) -> list:
    for one in found:
        if isinstance(one, Exception):
            raise one
    return found


def make_people(how_many: int) -> list[User]:
    return [make_user(name=f"Person {n}") for n in range(how_many)]


def comes(event: Event, user: User) -> Callable[[], Registration]:
    return lambda: register(
        event=event, name=user.name, email=user.email, person=user.person, by=user, now=clock_now()
    )


def leaves(registration: Registration) -> Callable[[], Registration]:
    return lambda: registrations.cancel(registration=registration, by=None, now=clock_now())
