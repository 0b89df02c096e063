"""Attendees let themselves in at small meetups, on the day and with the code on the spot."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from core.clock import now as clock_now
from events.booking.actions import door_code
from events.booking.models import Terms
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    now = clock_now()
    return make_event("Oak night", starts_at=now + dt.timedelta(hours=1), ends_at=now + dt.timedelta(hours=3))


@pytest.fixture
def organizer(event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    return user


@pytest.fixture
def code(event, organizer):
    return door_code.switch(event=event, on=True, by=organizer, now=clock_now()).door_code


@pytest.fixture
def ann(event):
    return make_registration(event, name="Ann Reed")


def here(row):
    return reverse("here_with_ticket", args=[row.secret])


def is_in(row):
    row.refresh_from_db()
    return row.checked_in_at is not None


def test_code_on_the_spot_lets_in_who_has_a_ticket(client, ann, code):
    page = client.get(here(ann))
    assert page.status_code == 200 and not is_in(ann)

    answer = client.post(here(ann), {"code": f"{code[:3]} {code[3:]}"}, follow=True)

    assert "You are in" in answer.content.decode()
    assert is_in(ann)


def test_poster_opens_with_the_code_filled_in_and_lets_nobody_in_by_itself(client, event, code):
    user = make_user(name="Bo Birch")
    row = make_registration(event, person=user.person, name="Bo Birch")
    address = reverse("here", args=[event.slug])
    assert "Sign in" in client.get(address).content.decode()
    client.force_login(user)

    page = client.get(address, {"code": code})

    assert f'value="{code}"' in page.content.decode() and not is_in(row)
    client.post(address, {"code": code})
    assert is_in(row)


def test_wrong_code_lets_nobody_in_and_cannot_be_guessed(client, ann, code, still_clock):
    wrong = "1" * 6
    for _ in range(10):
        answer = client.post(here(ann), {"code": wrong})
        assert answer.status_code == 422

    told = client.post(here(ann), {"code": code})

    assert "Too many tries" in told.content.decode()
    assert not is_in(ann)


@pytest.mark.parametrize("hours", [-12, 2.1])
def test_code_works_on_the_day_alone(client, ann, event, code, hours):
    at = event.starts_at + dt.timedelta(hours=hours, minutes=-1)
    with time_machine.travel(at, tick=False):
        client.post(here(ann), {"code": code})

    assert not is_in(ann)


def test_without_the_switch_no_code_works(client, ann):
    assert client.post(here(ann), {"code": ""}).status_code == 422
    client.post(here(ann), {"code": "222222"})

    assert not is_in(ann)


@pytest.mark.parametrize("status", ["held", "waiting", "cancelled"])
def test_only_who_has_a_seat_lets_themselves_in(client, event, code, status):
    at = clock_now()
    row = make_registration(event, status=status, held_until=at, waiting_since=at)

    assert client.post(here(row), {"code": code}).status_code == 404
    assert not is_in(row)


def test_organizer_switches_renews_and_prints_the_code(client, event, organizer):
    client.force_login(organizer)
    address, poster = (reverse(name, args=[event.slug]) for name in ("desk_door_code", "desk_door_poster"))
    assert client.get(poster).status_code == 404
    client.post(address, {"verb": "on"})
    first = Terms.of(event).door_code
    page = client.get(poster).content.decode()
    assert first[:3] in page

    client.post(address, {"verb": "renew"})

    assert Terms.of(event).door_code not in {"", first}
    client.post(address, {"verb": "off"})
    assert not Terms.of(event).lets_in_by_code


def test_helper_sees_the_code_and_cannot_change_it(client, event, code):
    helper = make_user(name="Ed Ash")
    make_crew(event, helper.person, "door")
    client.force_login(helper)

    assert code[:3] in client.get(reverse("desk_check_in", args=[event.slug])).content.decode()
    assert client.post(reverse("desk_door_code", args=[event.slug]), {"verb": "renew"}).status_code == 403
