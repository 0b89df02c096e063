"""Many at once, in threads with a connection each: what the single-threaded tests cannot show."""

import random
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import F

from core.clock import now as clock_now
from events.booking.actions import registration as actions
from events.booking.actions import seats
from events.booking.models import Registration
from events.booking.rules.line import Counter as Counted
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


def test_cancelled_from_many_windows_at_once_gives_one_seat_back() -> None:
    event, user = make_event(capacity=3), make_user(name="Eager")
    others = [make_user(name=f"Person {n}") for n in range(12)]
    rows = [
        register(event=event, name="x", email=u.email, person=u.person, by=u, now=clock_now())
        for u in [user, *others]
    ]

    found = at_once([lambda: actions.cancel(registration=rows[0], by=None, now=clock_now())] * 8)

    assert [f for f in found if isinstance(f, Exception)] == []
    in_order_and_counted(event)
    assert (event.taken, event.waiting) == (3, 9)


def claim_after_looking(wanted: Mapping[Counted, int]) -> bool:
    """How a seat is taken by who looks first and takes then."""
    ((_, event_id),) = wanted
    event = Event.objects.get(pk=event_id)
    if event.waiting or event.taken >= event.capacity:
        return False
    Event.objects.filter(pk=event_id).update(taken=F("taken") + 1)
    return True


@pytest.mark.heavy(sabotage=["condition", "lock"])
def test_hundreds_come_and_go_at_once(sabotage: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three above at full size: whoever cancels does so from two windows, others come meanwhile."""
    if sabotage == "condition":
        monkeypatch.setattr(seats, "claim", claim_after_looking)
    if sabotage == "lock":
        monkeypatch.setattr(seats, "lock", lambda event_id: Event.objects.get(pk=event_id))
    event = make_event(capacity=50)
    users = [make_user(name=f"Person {n}") for n in range(400)]
    dice = random.Random(7)

    def come(user) -> Registration:
        return register(
            event=event, name=user.name, email=user.email, person=user.person, by=user, now=clock_now()
        )

    def cancel(registration: Registration) -> Registration:
        return actions.cancel(registration=registration, by=None, now=clock_now())

    def done(turn) -> object:
        act, thing = turn
        try:
            return act(thing)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(24) as pool:
        rows = list(pool.map(done, [(come, user) for user in users[:200]]))
        assert [row for row in rows if isinstance(row, Exception)] == []
        gone = dice.sample(rows, 120)
        turns = [(cancel, row) for row in gone] + [(come, user) for user in users[200:]]
        dice.shuffle(turns)
        # Both windows of one person stand side by side, so that they are pressed at the same instant.
        turns = [twice for turn in turns for twice in ([turn, turn] if turn[0] is cancel else [turn])]
        found = list(pool.map(done, turns))

    assert [row for row in found if isinstance(row, Exception)] == []
    in_order_and_counted(event)
    assert Registration.objects.filter(status=Status.CANCELLED).count() == 120
    assert event.taken == 50 and event.waiting == 400 - 120 - 50
