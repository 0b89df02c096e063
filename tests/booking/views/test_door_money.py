"""What is still to be paid is seen where people come in, and taken there by whoever may."""

import json
import uuid

import pytest
from django.urls import reverse

from core.clock import now
from events.booking.models import Payment
from tests.factories.events import make_crew
from tests.factories.paying import make_paid_event, order_seats, statuses
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_paid_event(price=2000)


def at_the_door(client, event, role="door"):
    user = make_user(name="Ed Ash")
    make_crew(event, user.person, role)
    client.force_login(user)
    return client


def bought(event, pays_by="door"):
    """Two seats of one buyer who is known: confirmed where they are paid at the door."""
    user = make_user(name="Ada Ash")
    return order_seats(event, 2, pays_by=pays_by, email=user.email, person=user.person)


def address(event, name="desk_check_in"):
    return reverse(name, args=[event.slug])


def looked_up(client, event, seat):
    (found,) = client.post(address(event), {"q": seat.secret}).context["results"]
    return found


def scanned(client, event, seat):
    body = {
        "scans": [
            {"nonce": str(uuid.uuid4()), "code": seat.secret, "scanned_at": now().isoformat(), "live": True}
        ]
    }
    answer = client.post(
        address(event, "desk_check_in_scans"), json.dumps(body), content_type="application/json"
    )
    return answer.json()["results"][0]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_helper_sees_what_is_due_takes_it_and_it_stands_in_the_books(client, event) -> None:
    order, door = bought(event), at_the_door(client, event)
    seat = order.registrations.first()
    found = looked_up(door, event, seat)
    assert (found["tone"], plain(found["word"]), found["may_take"]) == ("warn", "To pay: 40.00 EUR", True)
    assert found["may_enter"], "paying and coming in are two things"

    asked = {"verb": "paid", "registration": seat.pk, "nonce": found["nonce"], "cents": found["due_cents"]}
    answers = [door.post(address(event), asked).context["results"][0] for _ in range(2)]

    assert [plain(answer["word"]) for answer in answers] == [
        "Paid: 40.00 EUR",
        "Something else is due by now. Look again.",
    ]
    paid = Payment.objects.get()
    assert (paid.method, paid.status, paid.amount_cents) == ("door", "paid", 4000)
    assert paid.invoice.gross_cents == 4000
    assert "due" not in looked_up(door, event, seat)


def test_a_scan_lets_in_and_says_what_is_due(client, event) -> None:
    order, door = bought(event), at_the_door(client, event)

    told = scanned(door, event, order.registrations.first())

    assert (told["answer"], told["tone"]) == ("admitted", "warn")
    assert plain(told["word"]) == "Let in · To pay: 40.00 EUR"
    body = json.dumps({"id": told["id"], "cents": told["due_cents"]})
    said = door.post(address(event, "desk_check_in_paid"), body, content_type="application/json").json()
    assert plain(said["result"]["word"]) == "Paid: 40.00 EUR"
    assert Payment.objects.get().status == "paid"


@pytest.mark.parametrize(
    ("pays_by", "role", "may"),
    [
        ("door", "door", True),
        ("transfer", "door", False),
        ("transfer", "organizer", True),
        ("card", "door", False),
    ],
)
def test_helpers_take_only_what_is_to_be_paid_there(client, event, pays_by, role, may) -> None:
    order = bought(event, pays_by)
    seat, door = order.registrations.first(), at_the_door(client, event, role)
    found = looked_up(door, event, seat)
    assert found["may_take"] is may

    asked = {"verb": "paid", "registration": seat.pk, "nonce": str(uuid.uuid4()), "cents": 4000}
    answer = door.post(address(event), asked)

    assert answer.status_code == (200 if may else 403)
    assert Payment.objects.filter(status="paid").exists() is may
    assert statuses(order) == ["confirmed"] * 2 if may or pays_by == "door" else ["held"] * 2


@pytest.mark.parametrize("cents", ["", "x", "0", "-1", "1", "3999", "9" * 30])
def test_another_amount_than_is_due_is_not_taken(client, event, cents) -> None:
    seat, door = bought(event).registrations.first(), at_the_door(client, event)

    asked = {"verb": "paid", "registration": seat.pk, "nonce": str(uuid.uuid4()), "cents": cents}
    answer = door.post(address(event), asked)

    assert answer.context["results"][0]["tone"] == "warn"
    assert not Payment.objects.exists()


def test_nobody_of_another_event_pays_here(client, event) -> None:
    there, door = bought(make_paid_event()), at_the_door(client, event)
    seat = there.registrations.first()

    body = json.dumps({"id": seat.pk, "cents": 9000})
    said = door.post(address(event, "desk_check_in_paid"), body, content_type="application/json").json()

    assert said["result"]["tone"] == "bad"
    assert not Payment.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"id": "x", "cents": 1}', '{"id": null, "cents": 1}'])
def test_what_says_nothing_of_a_payment_is_refused(client, event, body) -> None:
    door = at_the_door(client, event)

    answer = door.post(address(event, "desk_check_in_paid"), body, content_type="application/json")

    assert answer.status_code == 400


def test_a_phones_list_says_what_is_due(client, event) -> None:
    bought(event)
    order_seats(event, 1)  # held for a card: due as well
    door = at_the_door(client, event)

    told = door.get(address(event, "desk_check_in_list")).json()

    due = [plain(dict(zip(told["columns"], row, strict=True))["due"]) for row in told["attendees"]]
    assert due == ["40.00 EUR", "40.00 EUR", "20.00 EUR"]
