"""“Still coming?” is asked once, and a seat that is given back goes to the next in line."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from core import outbox
from core.clock import now as clock_now
from events.booking.models import Registration, Terms
from events.booking.tasks import ask_again
from tests.factories.booking import make_registration, register
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_all_who_have_a_seat_are_asked_once() -> None:
    event, now = make_event("Oak night"), clock_now()
    Terms.objects.create(event=event, asks_again_at=now)
    asked = make_registration(event, created_at=now - dt.timedelta(days=1))
    make_registration(event, created_at=now + dt.timedelta(seconds=1))
    make_registration(
        event, created_at=now - dt.timedelta(days=1), status="waiting", waiting_since=now, confirmed_at=None
    )
    make_registration(make_event(), created_at=now - dt.timedelta(days=1))

    for minutes in (1, 11, 21):
        ask_again({}, now + dt.timedelta(minutes=minutes))
        outbox.sweep(now + dt.timedelta(minutes=minutes))

    told = [m for m in mail.outbox if "Still coming?" in m.subject]
    assert [m.to for m in told] == [[asked.email]]
    assert reverse("coming", args=[asked.secret]) in told[0].body


@pytest.mark.parametrize(
    ("event", "at"),
    [({"status": "cancelled"}, dt.timedelta()), ({}, dt.timedelta(hours=1)), ({}, -dt.timedelta(days=40))],
)
def test_nobody_is_asked_about_what_is_off_or_not_yet_or_long_ago(event: dict, at: dt.timedelta) -> None:
    now = clock_now()
    made = make_event(**event)
    Terms.objects.create(event=made, asks_again_at=now + at)
    make_registration(made, created_at=now - dt.timedelta(days=90))

    ask_again({}, now)
    outbox.sweep(now)

    assert [m for m in mail.outbox if "Still coming?" in m.subject] == []


def test_two_buttons_and_a_link_that_does_nothing_by_itself(client: Client) -> None:
    event, ada, bo = make_event(capacity=1), make_user(name="Ada Ash"), make_user(name="Ada Ash")
    seat, waits = (
        register(event=event, name="x", email=user.email, person=user.person, now=clock_now())
        for user in (ada, bo)
    )
    url = reverse("coming", args=[seat.secret])
    assert client.get(url).status_code == 200
    client.post(url, {"verb": "yes"})
    seat.refresh_from_db()
    assert seat.status == "confirmed"
    assert client.post(url, {"verb": "perhaps"}).status_code == 400

    client.post(url, {"verb": "no"})

    assert [Registration.objects.get(pk=r.pk).status for r in (seat, waits)] == ["cancelled", "confirmed"]
    assert client.get(url)["Location"] == seat.get_absolute_url()
