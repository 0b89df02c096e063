"""Scans of several doors, told in any order and more than once, let everybody in once."""

import datetime as dt
import itertools
import random
import threading
import uuid
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import now as clock_now
from core.models import Job
from events.booking.actions import check_in as actions
from events.booking.actions.check_in import Seen
from events.booking.models import CheckIn, Registration
from events.booking.rules.check_in import Answer
from events.booking.rules.door import Verdict
from tests.booking.proofs.threads import at_once
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
A_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def now():
    return clock_now().replace(microsecond=0)


@pytest.fixture
def event():
    return make_event("Oak night")


@pytest.fixture
def helper():
    return make_user(name="Ed Ash")


@pytest.fixture
def ticket(event, now):
    return make_registration(event, name="Ann Reed", confirmed_at=now - dt.timedelta(days=1))


def scan(ticket, helper, now, **how):
    how = {"code": ticket.secret, "door": "North", "nonce": uuid.uuid4(), **how}
    return actions.scan(event=how.pop("event", ticket.event), by=helper, now=now, **how)


def since(ticket):
    ticket.refresh_from_db()
    return ticket.checked_in_at


def test_first_scan_lets_in_and_the_second_is_told_when_and_where(ticket, helper, now):
    first = scan(ticket, helper, now)
    second = scan(ticket, helper, now + A_MINUTE, door="South")

    assert (first.answer, first.registration) == (Answer.ADMITTED, ticket)
    assert second.answer is Answer.ALREADY_IN
    assert (second.settled.admits.door, second.settled.admits.scanned_at) == ("North", now)
    assert since(ticket) == now
    assert list(CheckIn.objects.values_list("door", "by")) == [("North", helper.pk), ("South", helper.pk)]


def test_same_scan_told_again_is_one(ticket, helper, now):
    nonce = uuid.uuid4()

    told = [scan(ticket, helper, now + n * A_MINUTE, nonce=nonce, scanned_at=now).answer for n in range(5)]

    assert told == [Answer.ADMITTED] * 5
    assert CheckIn.objects.count() == 1


def test_name_of_a_scan_taken_by_another_ticket_lets_nobody_in(event, ticket, helper, now):
    nonce, other = uuid.uuid4(), make_registration(event)
    scan(ticket, helper, now, nonce=nonce)

    assert scan(other, helper, now, nonce=nonce).answer is Answer.NOT_VALID
    assert since(other) is None


def test_who_is_found_by_name_is_let_in_without_a_code(ticket, helper, now):
    assert scan(ticket, helper, now, code="", registration=ticket.pk).answer is Answer.ADMITTED


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("held", Verdict.NOT_CONFIRMED),
        ("waiting", Verdict.WAITING),
        ("cancelled", Verdict.CANCELLED),
        ("expired", Verdict.EXPIRED),
    ],
)
def test_ticket_that_is_not_good_lets_nobody_in(event, helper, now, status, verdict):
    row = make_registration(event, status=status, held_until=now, waiting_since=now, cancelled_at=now)

    told = scan(row, helper, now)

    assert (told.answer, told.verdict) == (Answer.NOT_VALID, verdict)
    assert since(row) is None
    assert not CheckIn.objects.exists()


def test_ticket_of_another_event_and_no_ticket_are_told_apart(event, helper, now):
    other = make_registration(make_event())

    told = scan(other, helper, now, event=event)

    assert (told.verdict, told.registration) == (Verdict.ELSEWHERE, None)
    assert scan(other, helper, now, event=event, code="z" * 32).verdict is Verdict.UNKNOWN
    assert scan(other, helper, now, event=event, code="", registration=other.pk).verdict is Verdict.UNKNOWN
    assert not CheckIn.objects.exists()


def test_scan_taken_back_opens_the_ticket_and_stays_taken_back(ticket, event, helper, now):
    nonce = scan(ticket, helper, now).nonce

    assert actions.undo(event=event, nonce=nonce, by=helper, now=now).answer is Answer.TAKEN_BACK
    assert since(ticket) is None
    assert scan(ticket, helper, now, nonce=nonce).answer is Answer.TAKEN_BACK
    assert scan(ticket, helper, now + A_MINUTE, door="South").answer is Answer.ADMITTED
    assert since(ticket) == now + A_MINUTE
    assert actions.undo(event=make_event(), nonce=nonce, by=helper, now=now) is None
    assert actions.undo(event=event, nonce=uuid.uuid4(), by=helper, now=now) is None


def test_reopened_ticket_forgets_every_door(ticket, event, helper, now):
    scan(ticket, helper, now)
    scan(ticket, helper, now, door="South")

    assert actions.reopen(event=event, registration=ticket.pk, by=helper, now=now) == ticket
    assert since(ticket) is None
    assert actions.reopen(event=make_event(), registration=ticket.pk, by=helper, now=now) is None


def test_clock_ahead_is_cut_to_now(ticket, helper, now):
    scan(ticket, helper, now, scanned_at=now + dt.timedelta(days=400))

    assert since(ticket) == now


def test_seat_given_back_after_the_scan_was_good_when_it_was_scanned(event, helper, now):
    """A phone that was offline tells of it an hour later."""
    row = make_registration(
        event, status="cancelled", confirmed_at=now - 90 * A_MINUTE, cancelled_at=now - 30 * A_MINUTE
    )

    assert scan(row, helper, now, scanned_at=now - 20 * A_MINUTE).verdict is Verdict.CANCELLED
    assert scan(row, helper, now, scanned_at=now - 60 * A_MINUTE).answer is Answer.ADMITTED
    assert since(row) == now - 60 * A_MINUTE


def test_every_order_of_arrival_comes_to_the_same(event, helper, now):
    """Three phones, of which two saw the same ticket and one took its scan back: all orders, each told twice."""
    south, north, gate = (uuid.UUID(int=n) for n in (1, 2, 3))
    outcomes = set()
    for order in itertools.permutations(range(4)):
        row = make_registration(event, confirmed_at=now - dt.timedelta(days=1))
        told = [
            Seen(uuid.uuid5(south, row.secret), now - 5 * A_MINUTE, "South", row.secret),
            Seen(uuid.uuid5(north, row.secret), now - 6 * A_MINUTE, "North", row.secret),
            Seen(uuid.uuid5(gate, row.secret), now - 7 * A_MINUTE, "Gate", row.secret),
            Seen(uuid.uuid5(gate, row.secret), now - 7 * A_MINUTE, "Gate", row.secret, is_undone=True),
        ]
        for n in [*order, *order]:
            actions.merge(event=event, scans=[told[n]], by=helper, now=now)
        last = actions.merge(event=event, scans=told, by=helper, now=now)
        outcomes.add((since(row), tuple((said.answer, said.settled.admits.door) for said in last)))

    assert outcomes == {
        (
            now - 6 * A_MINUTE,
            (
                (Answer.ALREADY_IN, "North"),
                (Answer.ADMITTED, "North"),
                (Answer.TAKEN_BACK, "North"),
                (Answer.TAKEN_BACK, "North"),
            ),
        )
    }


def test_a_scan_and_a_long_batch_take_few_statements_and_tell_no_worker(event, helper, now):
    rows = [make_registration(event) for _ in range(60)]
    jobs = Job.objects.count()

    with CaptureQueriesContext(connection) as one:
        scan(rows[0], helper, clock_now())
    seen = [Seen(uuid.uuid4(), clock_now(), "North", row.secret) for row in rows]
    with CaptureQueriesContext(connection) as many:
        told = actions.merge(event=event, scans=seen, by=helper, now=clock_now())

    def counted(queries):
        return [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]

    assert len(counted(one)) == 4
    assert len(counted(many)) == 4
    assert Counter(said.answer for said in told) == {Answer.ADMITTED: 59, Answer.ALREADY_IN: 1}
    assert Job.objects.count() == jobs


# -- at one instant -----------------------------------------------------------------------------------


def without_lock(event, scans):
    """How tickets are read by who does not hold them."""
    return list(Registration.objects.filter(secret__in=[seen.code for seen in scans]))


def known_before_others(pause):
    """Each door has looked before either writes."""
    look = actions._known

    def read(*args):
        known = look(*args)
        pause.wait(timeout=5)
        return known

    return read


def doors_at_once(event, helper, tickets, doors):
    at = clock_now()
    calls = [
        lambda row=row, door=door: actions.scan(
            event=event, code=row.secret, nonce=uuid.uuid4(), door=door, by=helper, now=at, scanned_at=at
        )
        for row in tickets
        for door in doors
    ]
    random.Random(3).shuffle(calls)
    return at_once(calls)


def one_of_each_is_let_in(found, tickets):
    assert [error for error in found if isinstance(error, Exception)] == []
    for row in tickets:
        told = Counter(said.answer for said in found if said.registration == row)
        assert told == {Answer.ADMITTED: 1, Answer.ALREADY_IN: told.total() - 1}
        assert since(row) is not None


@pytest.mark.django_db(transaction=True)
def test_two_doors_at_the_same_instant_admit_once(event, helper):
    tickets = [make_registration(event) for _ in range(6)]

    found = doors_at_once(event, helper, tickets, [f"Door {n}" for n in range(4)])

    one_of_each_is_let_in(found, tickets)


def test_two_doors_without_the_lock_would_admit_twice(transactional_db, event, helper, monkeypatch):
    """What the lock is for: shown on PostgreSQL; on SQLite a transaction has the whole database to itself."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(actions, "merge", actions.merge.__wrapped__)
    monkeypatch.setattr(actions, "_known", known_before_others(threading.Barrier(2)))
    monkeypatch.setattr(actions, "_locked", without_lock)
    row = make_registration(event)

    found = doors_at_once(event, helper, [row], ["North", "South"])

    assert [said.answer for said in found] == [Answer.ADMITTED] * 2


@pytest.mark.heavy(sabotage=["lock"])
@pytest.mark.django_db(transaction=True)
def test_of_eight_doors_one_lets_in(event, helper, sabotage, monkeypatch):
    tickets = [make_registration(event) for _ in range(40)]
    if sabotage == "lock":
        monkeypatch.setattr(actions, "_locked", without_lock)
    found = []

    for n in range(0, len(tickets), 4):
        found += doors_at_once(event, helper, tickets[n : n + 4], [f"Door {m}" for m in range(8)])

    one_of_each_is_let_in(found, tickets)
