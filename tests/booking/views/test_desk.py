"""The door, and what people were told."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import outbox
from core.clock import now
from core.models import Job
from events.actions import event as event_actions
from tests.factories.booking import make_registration, register
from tests.factories.events import make_crew, make_event, make_venue
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event("Oak night", venue=make_venue())


@pytest.fixture
def door(client, event):
    user = make_user(name="Ed Ash")
    make_crew(event, user.person, "door")
    client.force_login(user)
    return reverse("desk_check_in", args=[event.slug])


@pytest.fixture
def organizer(client, event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    client.force_login(user)
    return user


def look_up(client, url, words):
    answer = client.post(url, {"q": words})
    assert answer.status_code == 200
    return [(result["tone"], result["name"]) for result in answer.context["results"]]


# -- who may come in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("desk_check_in", {"door", "organizer"}),
        ("desk_mail", {"organizer"}),
        ("desk_registrations", {"treasurer", "organizer"}),
    ],
)
def test_each_of_the_crew_has_their_own_pages(client, event, name, may):
    url = reverse(name, args=[event.slug])
    assert client.get(url)["Location"].startswith("/accounts/login/")
    elsewhere = make_user(name="Flo Birch")
    make_crew(make_event(), elsewhere.person)
    users = {"stranger": make_user(name="Bo Reed"), "elsewhere": elsewhere}
    for role in ("organizer", "door", "treasurer", "chair"):
        users[role] = make_user(name=role)
        make_crew(event, users[role].person, role)

    for role, user in users.items():
        client.force_login(user)
        assert client.get(url).status_code == (200 if role in may else 403), role
        assert client.get("/desk/events/nothing/check-in/").status_code == 404


# -- the door -----------------------------------------------------------------------------------------


def test_the_door_tells_each_status_apart(client, event, door):
    at = now()
    make_registration(event, name="Ann Reed")
    make_registration(event, name="Bea Reed", status="waiting", waiting_since=at)
    make_registration(event, name="Cal Reed", status="held", held_until=at, email_confirmed_at=None)
    make_registration(event, name="Dot Reed", status="cancelled")
    make_registration(event, name="Eve Reed", status="expired")
    make_registration(make_event(), name="Fay Reed")

    found = look_up(client, door, "reed")

    assert found == [
        ("good", "Ann Reed"),
        ("warn", "Cal Reed"),
        ("warn", "Bea Reed"),
        ("bad", "Dot Reed"),
        ("bad", "Eve Reed"),
    ]
    answer = client.get(door)
    assert answer.context["counts"] == {"expected": 1, "came": 0, "held": 1, "waiting": 1}
    assert "1 not confirmed yet" in answer.content.decode()


def test_a_ticket_is_found_by_its_code_and_the_code_is_shown_nowhere(client, event, door):
    ann = make_registration(event, name="Ann Reed", email="ann@people.example")
    other = make_registration(make_event(), name="Fay Reed")

    answer = client.post(door, {"q": f"https://site.example/registrations/{ann.secret}/"})
    page = answer.content.decode()

    assert "Ann Reed" in page and "ann@people.example" not in page
    assert "no-store" in answer["Cache-Control"]
    by_name = client.post(door, {"q": "ann@people"}).content.decode()
    assert "Ann Reed" in by_name and ann.secret not in by_name
    assert look_up(client, door, other.secret) == [("bad", "")]
    assert look_up(client, door, "a" * 32) == [("bad", "")]


@pytest.mark.parametrize("words", ["", "a", "x" * 301, "Bell\x07", "</script><script>alert(1)</script>"])
def test_odd_words_are_told_or_find_nobody(client, event, door, words):
    make_registration(event, name="Ann Reed")

    answer = client.post(door, {"q": words})

    assert answer.status_code == (200 if "script" in words else 422)
    assert not answer.context["results"] and "<script>alert" not in answer.content.decode()


def test_a_search_writes_nothing_and_costs_the_same_for_thirty(client, event, door):
    make_registration(event, name="Ann Reed")
    client.post(door, {"q": "reed"})
    with CaptureQueriesContext(connection) as one:
        client.post(door, {"q": "reed"})
    for n in range(30):
        make_registration(event, name=f"Reed {n}")

    with CaptureQueriesContext(connection) as thirty:
        answer = client.post(door, {"q": "reed"})

    assert len(answer.context["results"]) == 20 and answer.context["more"]
    assert len(one) == len(thirty)
    assert not [q for q in thirty if q["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]


# -- mail ---------------------------------------------------------------------------------------------


def test_an_organizer_sees_that_a_change_was_told(client, event, organizer):
    at = now()
    person = make_user(name="Ann Reed").person
    register(event=event, name="Ann Reed", email="ann@people.example", person=person, now=at)
    register(event=event, name="Bo Reed", email="bo@people.example", now=at)
    register(event=make_event(), name="Cal Reed", email="cal@people.example", now=at)
    url = reverse("desk_mail", args=[event.slug])
    letters = {letter["when"]: letter for letter in client.get(url).context["letters"]}
    assert sum(letter["open"] + letter["done"] for letter in letters.values()) == 2

    event_actions.cancel(event=event, why="Storm", by=organizer, now=at)
    page = client.get(url)
    assert page.context["being_written"] == 1
    for _ in range(3):  # the change is written out as mails, then these go out
        outbox.sweep(now() + dt.timedelta(seconds=1))
    page = client.get(url)
    told = {letter["subject"]: (letter["done"], letter["open"]) for letter in page.context["letters"]}
    text = page.content.decode()

    assert page.context["being_written"] == 0 and page.context["last_change"]
    assert told["Called off: Oak night"] == (1, 0)  # the guest never confirmed, and is told nothing
    assert told["Your ticket: Oak night"] == (1, 0)
    assert "ann@people.example" not in text


def test_what_failed_is_said(client, event, organizer):
    register(event=event, name="Bo Reed", email="bo@people.example", now=now())
    Job.objects.filter(kind="booking.mail").update(done_at=None, failed_at=now())

    page = client.get(reverse("desk_mail", args=[event.slug]))

    assert [tile["value"] for tile in page.context["tiles"]] == [0, 0, 1]
    assert "could not be sent" in page.content.decode()


def test_mail_costs_the_same_for_thirty_people(client, event, organizer):
    url = reverse("desk_mail", args=[event.slug])
    register(event=event, name="Ann", email="ann@people.example", now=now())
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for n in range(30):
        register(event=event, name="Ann", email=f"ann{n}@people.example", now=now())

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(url)

    assert len(one) == len(thirty)
    assert page.context["tiles"][0]["value"] + page.context["tiles"][1]["value"] == 31
