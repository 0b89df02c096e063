"""While a request is answered the time stands: no deadline passes between two looks at it."""

import datetime as dt

import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from core.clock import now
from core.middleware import RequestIdMiddleware

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def test_all_that_answers_a_request_reads_one_instant() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        read = []

        def view(request):
            read.append(now())
            clock.shift(60)
            read.append(now())
            return HttpResponse()

        answer = RequestIdMiddleware(view)
        answer(RequestFactory().get("/"))
        answer(RequestFactory().get("/"))

        assert read == [NOON, NOON, NOON + dt.timedelta(minutes=1), NOON + dt.timedelta(minutes=1)]
        assert now() == NOON + dt.timedelta(minutes=2)


def test_the_time_goes_on_after_a_request_that_failed() -> None:
    def view(request):
        raise ValueError

    with time_machine.travel(NOON, tick=False) as clock:
        try:
            RequestIdMiddleware(view)(RequestFactory().get("/"))
        except ValueError:
            clock.shift(60)

        assert now() == NOON + dt.timedelta(minutes=1)
