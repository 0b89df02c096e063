"""Many at once, in threads with a connection each: what the single-threaded tests cannot show."""

import threading
from collections import Counter

import pytest
from django.db import connections

from core.clock import now as clock_now
from events.booking.actions import registration as actions
from events.booking.models import Registration
from events.models import Event
from tests.factories.booking import register
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
Status = Registration.Status
TRIES = 40


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
    event.refresh_from_db()
    rows = Registration.objects.filter(event=event)
    assert event.taken == rows.seated().count()
    assert event.waiting == rows.in_line().count()
    assert event.capacity is None or event.taken <= event.capacity
    assert not (event.waiting and event.capacity is not None and event.taken < event.capacity)


def test_forty_at_once_for_ten_seats() -> None:
    event = make_event(capacity=10)
    users = [make_user(name=f"Person {n}") for n in range(TRIES)]

    def one(user):
        return lambda: register(
            event=event, name=user.person.name, email=user.email, person=user.person, by=user, now=clock_now()
        )

    found = at_once([one(user) for user in users])

    assert [f for f in found if isinstance(f, Exception)] == []
    assert Counter(f.status for f in found) == {Status.CONFIRMED: 10, Status.WAITING: 30}
    in_order_and_counted(event)


def test_same_person_forty_times_at_once_is_registered_once() -> None:
    event, user = make_event(capacity=10), make_user(name="Eager")

    found = at_once(
        [
            lambda: register(
                event=event, name="Eager", email=user.email, person=user.person, by=user, now=clock_now()
            )
        ]
        * TRIES
    )

    assert [f for f in found if isinstance(f, Exception)] == []
    assert Registration.objects.count() == 1
    in_order_and_counted(event)


def test_cancelling_and_registering_at_once_leaves_no_seat_free_while_somebody_waits() -> None:
    event = make_event(capacity=5)
    users = [make_user(name=f"Person {n}") for n in range(TRIES)]
    seated = [
        register(event=event, name="x", email=u.email, person=u.person, by=u, now=clock_now())
        for u in users[:8]
    ]
    calls = [lambda r=r: actions.cancel(registration=r, by=None, now=clock_now()) for r in seated[:5]]
    calls += [
        lambda u=u: register(event=event, name="x", email=u.email, person=u.person, by=u, now=clock_now())
        for u in users[8:30]
    ]

    found = at_once(calls)

    assert [f for f in found if isinstance(f, Exception)] == []
    in_order_and_counted(event)
