"""Seats and places under forty simultaneous tries: what the single-threaded tests cannot show."""

import itertools
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from core.clock import now as clock_now
from events.actions import event as event_actions
from events.booking.actions import quota as quotas
from events.booking.models import Quota, Registration
from events.models import Event
from tests.booking.proofs.threads import (
    TRIES,
    again_and_again,
    at_once,
    comes,
    in_order_and_counted,
    leaves,
    make_people,
    no_errors,
)
from tests.factories.booking import book, make_quota, make_ticket_type
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
Status = Registration.Status


@again_and_again("condition")
def test_forty_at_once_for_ten_seats(turn: int) -> None:
    event, users = make_event(capacity=10), make_people(TRIES)

    found = no_errors(at_once([comes(event, user) for user in users]))

    assert Counter(f.status for f in found) == {Status.CONFIRMED: 10, Status.WAITING: 30}
    in_order_and_counted(event)


def test_same_person_forty_times_at_once_is_registered_once() -> None:
    event, user = make_event(capacity=10), make_user(name="Eager")

    no_errors(at_once([comes(event, user)] * TRIES))

    assert Registration.objects.count() == 1
    in_order_and_counted(event)


def test_cancelling_and_registering_at_once_leaves_no_seat_free_while_somebody_waits() -> None:
    event, users = make_event(capacity=5), make_people(30)
    seated = [comes(event, user)() for user in users[:8]]

    no_errors(at_once([*(leaves(row) for row in seated[:5]), *(comes(event, user) for user in users[8:])]))

    in_order_and_counted(event)


def test_cancelled_from_many_windows_at_once_gives_one_seat_back() -> None:
    event = make_event(capacity=3)
    rows = [comes(event, user)() for user in make_people(13)]

    no_errors(at_once([leaves(rows[0])] * 8))

    in_order_and_counted(event)
    assert (event.taken, event.waiting) == (3, 9)


@again_and_again("lock")
def test_seats_are_added_and_taken_away_while_people_come_and_go(turn: int) -> None:
    event, users = make_event(capacity=5), make_people(TRIES)
    seated = [comes(event, user)() for user in users[:10]]

    def change(capacity: int) -> Event | None:
        facts = event_actions.Facts(
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            timezone=event.timezone,
            capacity=capacity,
        )
        try:
            return event_actions.change(event=event, facts=facts, by=None, now=clock_now())
        except event_actions.NotNow:  # so many are taken
            return None

    calls: list[Callable[[], object]] = [leaves(row) for row in seated[:8]]
    calls += [comes(event, user) for user in users[10:34]]
    calls += [partial(change, n) for n in (2, 9, 4, 12, 6, 15, 10, 20)]
    no_errors(at_once(random.Random(turn).sample(calls, TRIES)))

    in_order_and_counted(event)
    assert Registration.objects.filter(event=event).count() == 34


@again_and_again("condition")
def test_forty_at_once_for_ten_places_over_two_kinds_of_tickets(turn: int) -> None:
    event, users = make_event(capacity=100), make_people(TRIES)
    kinds = [make_ticket_type(event), make_ticket_type(event)]
    quota = make_quota(event, 10, *kinds)

    def order(n: int) -> str:
        return book(event, by=users[n], ticket_type=kinds[n % 2].pk).registrations.get().status

    found = no_errors(at_once([partial(order, n) for n in range(TRIES)]))

    assert Counter(found) == {Status.CONFIRMED: 10, Status.WAITING: 30}
    in_order_and_counted(event)
    quota.refresh_from_db()
    assert (quota.taken, quota.waiting) == (10, 30)


@again_and_again("lock")
def test_a_quota_changes_while_people_come_and_go(turn: int) -> None:
    event, users = make_event(capacity=100), make_people(TRIES)
    kinds = [make_ticket_type(event), make_ticket_type(event)]
    quota = make_quota(event, 5, *kinds)

    def order(n: int) -> Registration:
        return book(event, by=users[n], ticket_type=kinds[n % 2].pk).registrations.get()

    def change(capacity: int) -> Quota | None:
        # Half of them count one kind more or less, too.
        counted = kinds[: 1 + capacity % 2]
        try:
            return quotas.set_up(
                event=event, name="Room", capacity=capacity, by=None, now=clock_now(),
                ticket_types=counted, quota=quota,
            )  # fmt: skip
        except ValidationError:  # so many are taken
            return None

    seated = [order(n) for n in range(10)]
    calls: list[Callable[[], object]] = [leaves(row) for row in seated[:8]]
    calls += [partial(order, n) for n in range(10, 34)]
    calls += [partial(change, n) for n in (3, 8, 9, 5, 7, 12, 15, 10)]
    no_errors(at_once(random.Random(turn).sample(calls, TRIES)))

    in_order_and_counted(event)
    assert Registration.objects.filter(event=event).count() == 34


@pytest.mark.heavy(sabotage=["condition", "lock"])
@pytest.mark.usefixtures("careless")
def test_hundreds_come_and_go_at_once() -> None:
    """At full size: whoever cancels does so from two windows, others come meanwhile."""
    event, users, dice = make_event(capacity=50), make_people(400), random.Random(7)

    def done(turn: Callable[[], Registration]) -> object:
        try:
            return turn()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(24) as pool:
        rows = no_errors(list(pool.map(done, [comes(event, user) for user in users[:200]])))
        # Both windows of one person stand side by side, so that they are pressed at the same instant.
        turns = [[leaves(row)] * 2 for row in dice.sample(rows, 120)]
        turns += [[comes(event, user)] for user in users[200:]]
        dice.shuffle(turns)
        no_errors(list(pool.map(done, itertools.chain(*turns))))

    in_order_and_counted(event)
    assert Registration.objects.filter(status=Status.CANCELLED).count() == 120
    assert event.taken == 50 and event.waiting == 400 - 120 - 50
