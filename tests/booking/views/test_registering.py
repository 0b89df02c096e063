"""Registering over HTTP, as a browser without scripts does it."""

import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import outbox
from core.client import limit
from core.clock import now as clock_now
from events.booking.models import Registration
from events.models import Event
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_guest_holds_a_seat_and_confirms_it_from_the_mailbox(client: Client) -> None:
    event = make_event(capacity=3)
    answer = client.post(
        reverse("register", args=[event.slug]), {"name": "Ada", "email": "ada@people.example"}, follow=True
    )
    registration = Registration.objects.get()
    assert registration.secret not in answer.content.decode(), (
        "only the mailbox may tell the ticket's address"
    )
    outbox.sweep(clock_now())
    link = re.search(r"http://testserver(/registrations/\w+/)", mail.outbox[0].body)[1]

    for _ in range(3):  # mail scanners follow links
        assert client.get(link).status_code == 200
    registration.refresh_from_db()
    assert registration.status == "held"

    client.post(link, {"verb": "confirm"})

    registration.refresh_from_db()
    assert registration.status == "confirmed"


def test_signed_in_registers_with_one_click_and_can_undo_it(client: Client) -> None:
    event, user = make_event(capacity=1), make_user(name="Bo")
    client.force_login(user)

    answer = client.post(reverse("register", args=[event.slug]))
    ticket = answer["Location"]
    page = client.get(ticket).content.decode()
    client.post(ticket.split("?")[0], {"verb": "cancel"})

    assert "Undo" in page
    assert Registration.objects.get().status == "cancelled"
    event.refresh_from_db()
    assert event.taken == 0


def test_account_whose_email_is_not_verified_is_treated_as_a_guest(client: Client) -> None:
    event, user = make_event(), make_user(name="Cy", verified=False)
    client.force_login(user)

    client.post(reverse("register", args=[event.slug]), {"name": "Cy", "email": "victim@people.example"})

    assert Registration.objects.get().status == "held"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "", "email": "a@b.example"},
        {"name": "Ada", "email": "no address"},
        {"name": "A" * 10_000, "email": "a@b.example"},
        {"name": "A\x00da", "email": "a@b.example"},
    ],
)
def test_bad_input_is_told_beside_the_field_and_takes_no_seat(client: Client, sent: dict) -> None:
    event = make_event(capacity=3)

    answer = client.post(reverse("register", args=[event.slug]), sent)

    assert answer.status_code == 422
    assert "field-errors" in answer.content.decode()
    event.refresh_from_db()
    assert (event.taken, Registration.objects.count()) == (0, 0)


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_closed_event_refuses_with_409_and_says_why(client: Client, status: str) -> None:
    event = make_event(status=status, status_note="The roof leaks")

    answer = client.post(reverse("register", args=[event.slug]), {"name": "Ada", "email": "a@b.example"})

    assert answer.status_code == 409
    assert "The roof leaks" in answer.content.decode()


def test_draft_has_no_registration(client: Client) -> None:
    event = make_event(status=Event.Status.DRAFT)

    assert client.get(reverse("register", args=[event.slug])).status_code == 404


def test_second_submit_of_the_form_takes_no_second_seat(client: Client) -> None:
    event = make_event(capacity=3)
    for _ in range(2):
        client.post(reverse("register", args=[event.slug]), {"name": "Ada", "email": "ada@people.example"})

    event.refresh_from_db()
    assert (event.taken, Registration.objects.count()) == (1, 1)


@pytest.mark.usefixtures("still_clock")
def test_one_mailbox_is_written_to_a_few_times_only(client: Client) -> None:
    event = make_event()
    answers = [
        client.post(
            reverse("register", args=[event.slug]), {"name": "Ada", "email": "ada@people.example"}
        ).status_code
        for _ in range(12)
    ]

    assert answers[:10] == [302] * 10
    assert answers[-1] == 429


@pytest.mark.usefixtures("still_clock")
def test_too_many_from_one_address_are_asked_to_wait(client: Client, settings) -> None:
    settings.TRUSTED_PROXIES = 1
    address = reverse("register", args=[make_event().slug])
    for _ in range(59):
        limit("register", "203.0.113.9", most=60, seconds=600)

    def register(n: int, forwarded: str) -> HttpResponse:
        sent = {"name": "Ada", "email": f"ada{n}@people.example"}
        return client.post(address, sent, HTTP_X_FORWARDED_FOR=forwarded)

    assert register(1, "6.6.6.1, 203.0.113.9").status_code == 302
    refused = register(2, "6.6.6.2, 203.0.113.9")
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert "ada2@people.example" in refused.content.decode()
    assert Registration.objects.count() == 1
    assert register(3, "6.6.6.3, 203.0.113.10").status_code == 302


def test_ticket_answers_are_private_and_tell_no_other_site(client: Client) -> None:
    registration = make_registration(make_event())

    answer = client.get(registration.get_absolute_url())

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("route", ["registration", "order", "registration_calendar"])
def test_wrong_secret_finds_nothing(client: Client, route: str) -> None:
    assert client.get(reverse(route, args=["a" * 32])).status_code == 404


def test_ticket_with_unknown_verb_does_nothing(client: Client) -> None:
    registration = make_registration(make_event())

    assert client.post(registration.get_absolute_url(), {"verb": "explode"}).status_code == 400
    registration.refresh_from_db()
    assert registration.status == "confirmed"


def test_ticket_calendar_is_the_attendees_own(client: Client) -> None:
    registration = make_registration(make_event("Tea"))

    url = reverse("registration_calendar", args=[registration.secret])
    answer = client.get(url)

    assert "SUMMARY:Tea" in (body := answer.content.decode()) and "STATUS:CONFIRMED" in body
    assert answer["Cache-Control"].startswith("private") and "public" not in answer["Cache-Control"]
    Registration.objects.update(status="cancelled", cancelled_at=clock_now())
    assert "STATUS:CANCELLED" in client.get(url).content.decode()


def test_link_to_join_is_told_to_who_is_confirmed_and_to_nobody_else(client: Client) -> None:
    event = make_event(attendance=Event.Attendance.ONLINE, online_url="https://video.example/secret-room")
    seated = make_registration(event)
    waiting = make_registration(event, status="waiting", waiting_since=clock_now(), confirmed_at=None)
    entry = reverse("registration_calendar", args=[seated.secret])

    assert "secret-room" in client.get(seated.get_absolute_url()).content.decode()
    assert b"secret-room" in client.get(entry).content.replace(b"\r\n ", b"")
    assert "secret-room" not in client.get(waiting.get_absolute_url()).content.decode()


def test_list_of_registrations_is_for_the_crew(client: Client) -> None:
    event = make_event()
    make_registration(event, name="Secret Guest")
    url = reverse("desk_registrations", args=[event.slug])

    assert client.get(url).status_code == 302
    client.force_login(make_user(name="Stranger"))
    assert client.get(url).status_code == 403
    organizer = make_user(name="Organizer")
    make_crew(event, organizer.person)
    client.force_login(organizer)
    assert "Secret Guest" in client.get(url).content.decode()


def test_list_of_registrations_asks_the_same_number_of_questions_for_1_and_for_30(client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    event, organizer = make_event(), make_user(name="Organizer")
    make_crew(event, organizer.person)
    client.force_login(organizer)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            make_registration(event)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk_registrations", args=[event.slug]))
        counts.append(len(queries))

    assert counts[0] == counts[1]
