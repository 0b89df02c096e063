"""Several people release at once, and speakers withdraw meanwhile: each is told once, each place given once."""

import contextlib
import datetime as dt
import threading

import pytest
from django.db import transaction

from core.clock import now as clock_now
from core.models import Job
from events.booking.actions import seats
from events.programme.models import Session
from speakers.actions import call as calls
from speakers.actions import decision, proposal, selection
from speakers.models import Choice, Proposal
from tests.booking.actions.test_simultaneous import at_once
from tests.factories.people import make_person
from tests.factories.selection import make_choice
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db(transaction=True)


def test_released_by_eight_at_once_each_is_told_once():
    call = make_call()
    track = make_track(call.event, slots=2)
    talks = [make_proposal(call, make_person(f"No {n}"), track=track) for n in range(4)]
    for n, talk in enumerate(talks):
        make_choice(talk, "accept" if n < 2 else "alternate", n)
    decision.decide(call=call, by=None, now=clock_now())

    found = at_once([lambda: decision.release(call=call, by=None, now=clock_now())] * 8)

    assert [f for f in found if isinstance(f, Exception)] == []
    assert sum(done.told.total() for done in found) == 4
    assert Job.objects.filter(kind="speakers.letter").count() == 4
    assert Session.objects.count() == 2

    # One withdraws, one moves up; the job that saw to it runs eight times more, at once.
    proposal.withdraw(proposal=talks[0], by=None, now=clock_now())
    freed = Proposal.objects.with_all().get(pk=talks[0].pk)
    found = at_once([lambda: decision.move_up(freed=freed, by=None, now=clock_now())] * 8)

    assert [f for f in found if isinstance(f, Exception)] == []
    assert Job.objects.filter(kind="speakers.letter", payload__about="moved_up").count() == 1
    assert Proposal.objects.filter(status="accepted").count() == 2


def test_many_places_at_once_leave_no_gap():
    call = make_call()
    talks = [make_proposal(call, make_person(f"No {n}")) for n in range(12)]

    def put(talk):
        return lambda: selection.place(
            proposal=talk, whose="team", verdict="accept", position=0, by=None, now=clock_now()
        )

    found = at_once([put(talk) for talk in talks])

    assert [f for f in found if isinstance(f, Exception)] == []
    assert sorted(Choice.objects.values_list("position", flat=True)) == list(range(12))


def test_a_call_that_is_opened_once_more_while_an_alternate_moves_up_stands_in_nobodys_way(monkeypatch):
    """Moving up holds the call, then asks for the event: opening must not hold the event and ask for the call."""
    call, both, write = make_call(), threading.Barrier(2), calls._write

    def wait():
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)

    def as_moving_up():
        with transaction.atomic():
            held = selection.hold(call)
            wait()
            return seats.lock(held.event_id).pk

    def opening():
        until = call.closes_at + dt.timedelta(days=1)
        return calls.open(
            event=call.event, opens_at=call.opens_at, closes_at=until, by=None, now=clock_now()
        ).event_id

    monkeypatch.setattr(calls, "_write", lambda *args, **given: (wait(), write(*args, **given))[1])

    assert at_once([as_moving_up, opening]) == [call.event_id] * 2
