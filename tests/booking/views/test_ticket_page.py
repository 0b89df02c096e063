"""What attendees do with their ticket by themselves, until the set instant."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import now as clock_now
from events.actions import event as events
from events.booking.actions import own_seat
from events.booking.actions import payment as payments
from events.booking.actions.registration import TooLate
from events.booking.models import (
    Question,
    Quota,
    Registration,
    SensitiveAnswer,
    Terms,
    TicketType,
    Transfer,
)
from events.models import Event
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event, order_seats
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def text(client: Client, seat: Registration) -> str:
    return client.get(seat.get_absolute_url()).content.decode()


def press(client: Client, seat: Registration, verb: str, **sent):
    return client.post(seat.get_absolute_url(), {"verb": verb, **sent})


def test_a_guest_of_somebody_elses_order_changes_the_name(client: Client) -> None:
    seat = make_registration(make_event(), is_own=False, name="Ada Ahs")

    press(client, seat, "rename", name="Ada Ash", email=seat.email)

    seat.refresh_from_db()
    assert seat.name == "Ada Ash"
    assert press(client, seat, "rename", name="", email="x").status_code == 422


def test_naming_another_mailbox_hands_the_seat_on_with_nothing_of_its_former_holder(client: Client) -> None:
    event, user = make_event(), make_user(name="Ada Ash")
    seat = make_registration(event, is_own=False, person=user.person, email=user.email, visibility="public")
    diet = Question.objects.create(event=event, label="Diet?", is_sensitive=True)
    SensitiveAnswer.objects.create(registration=seat, question=diet, value="no nuts")

    answer = press(client, seat, "rename", name="Bo Birch", email="bo@people.example")

    now = Registration.objects.get()
    assert (now.name, now.email, now.person, now.visibility) == (
        "Bo Birch", "bo@people.example", None, "organizers",
    )  # fmt: skip
    assert not now.sensitiveanswers.exists()
    assert now.secret != seat.secret and answer.url == event.get_absolute_url(), (
        "whose ticket it is, they are told"
    )


def test_a_seat_that_is_sold_otherwise_by_now_leads_to_the_form(client: Client) -> None:
    event = make_paid_event(capacity=5)
    seat = order_seats(event, pays_by="transfer", now=clock_now() - dt.timedelta(hours=2)).registrations.get()
    event.ticket_types.update(price_cents=9000)

    answer = client.post(seat.get_absolute_url(), {"verb": "confirm"}, follow=True)

    assert answer.redirect_chain == [(reverse("register", args=[event.slug]), 302)]
    assert all(words in answer.content.decode() for words in ("You can order again", "90"))


def test_ones_own_seat_keeps_its_name(client: Client) -> None:
    seat = make_registration(make_event())

    assert press(client, seat, "rename", name="Other", email="o@y.example").status_code == 409
    assert 'value="rename"' not in text(client, seat)


def test_somebody_comes_online_instead_if_there_is_a_place(client: Client) -> None:
    event = make_event(attendance=Event.Attendance.HYBRID, taken=2)
    Quota.objects.create(event=event, name="stream", attendance="online", capacity=1)
    first, second = (make_registration(event, attendance="in_person") for _ in range(2))

    press(client, first, "switch", attendance="online")
    refused = client.post(
        second.get_absolute_url(), {"verb": "switch", "attendance": "online"}, follow=True
    ).content.decode()

    assert [Registration.objects.get(pk=r.pk).attendance for r in (first, second)] == ["online", "in_person"]
    assert "no seat free on that side" in refused


@pytest.mark.parametrize("side", ["", "hybrid", "moon"])
def test_a_side_that_is_none_is_refused(client: Client, side: str) -> None:
    seat = make_registration(make_event(attendance=Event.Attendance.HYBRID), attendance="online")

    assert press(client, seat, "switch", attendance=side).status_code == 409
    assert press(client, make_registration(make_event()), "switch", attendance="online").status_code == 409


def test_a_seat_is_handed_on_by_a_link_over_http(client: Client) -> None:
    seat = make_registration(make_event(), name="Ada Ash")
    press(client, seat, "offer")
    offered = Transfer.objects.get()
    link = reverse("transfer", args=[offered.secret])
    assert link in text(client, seat)
    assert "Ada Ash" not in client.get(link).content.decode(), (
        "who hands it on is not told to whoever has the link"
    )
    assert Client().post(link, {"name": "", "email": "no"}).status_code == 422

    taken = Client().post(link, {"name": "Bo Birch", "email": "bo@people.example"})

    assert client.get(seat.get_absolute_url()).status_code == 404
    seat.refresh_from_db()
    assert taken["Location"] == seat.get_absolute_url()
    over = Client().post(link, {"name": "Cy", "email": "cy@people.example"})
    assert over.status_code == 410 and seat.secret not in over.content.decode()
    assert client.get(link).status_code == 410


def test_the_buyer_sees_no_secret_of_a_seat_that_was_handed_on_and_cannot_take_it_back(
    client: Client,
) -> None:
    event, user = make_event(), make_user(name="Ada Ash")
    TicketType.objects.create(event=event, name="Free")
    order = order_seats(event, 2, email=user.email, person=user.person)
    seat = order.registrations.get(is_own=False)
    press(client, seat, "offer")
    Client().post(
        reverse("transfer", args=[Transfer.objects.get().secret]), {"name": "Zebedee", "email": "b@y.example"}
    )
    seat.refresh_from_db()

    said = client.get(order.get_absolute_url()).content.decode()

    assert seat.secret not in said and "Zebedee" not in said
    assert client.post(order.get_absolute_url(), {"verb": "cancel", "seat": seat.pk}).status_code == 409
    seat.refresh_from_db()
    assert seat.status == "confirmed"


def test_signed_in_the_seat_is_ones_own_only_with_ones_own_address(client: Client) -> None:
    user = make_user(name="Bo Birch")
    client.force_login(user)
    seats = [make_registration(make_event()) for _ in range(2)]
    for seat, email in zip(seats, (user.email, "other@people.example"), strict=True):
        press(client, seat, "offer")
        link = reverse("transfer", args=[Transfer.objects.get(registration=seat).secret])
        client.post(link, {"name": "Bo Birch", "email": email})

    assert [Registration.objects.get(pk=s.pk).person for s in seats] == [user.person, None]


@pytest.mark.parametrize("promised", [True, False])
def test_giving_a_seat_back_says_before_whether_money_comes_back(client: Client, promised: bool) -> None:
    later = clock_now() + dt.timedelta(days=1)
    event = make_paid_event(price=4500, **({"refunds_until": later} if promised else {}))
    order = order_seats(event)
    payment = payments.record(order=order, method="transfer", by=None, now=clock_now())
    seat = order.registrations.get()

    said = text(client, seat)
    press(client, seat, "cancel")

    assert ("go back the way they came" in said) is promised
    assert ("does not come back by itself" in said) is not promised
    payment.refresh_from_db()
    assert payment.refunded_cents == (4500 if promised else 0)
    seat.refresh_from_db()
    assert seat.status == "cancelled"


def test_additions_stand_on_the_ticket_and_go_with_it(client: Client) -> None:
    event = make_event(taken=1)
    kind = TicketType.objects.create(event=event, name="Boat trip", kind="addon")
    seat = make_registration(event)
    make_registration(event, order=seat.order, ticket_type=kind, holder=seat, is_own=False, email="")

    assert "Boat trip" in text(client, seat)
    press(client, seat, "cancel")

    assert set(Registration.objects.values_list("status", flat=True)) == {"cancelled"}


def test_an_addition_is_named_as_its_ticket_is_and_has_neither_name_nor_side_by_itself(
    client: Client,
) -> None:
    event = make_event(attendance="hybrid")
    dinner = TicketType.objects.create(event=event, name="Dinner", kind="addon")
    seat = make_registration(event, is_own=False, name="", email="", attendance="in_person")
    beside = make_registration(
        event, order=seat.order, ticket_type=dinner, holder=seat, is_own=False, name="", email="",
        attendance="in_person",
    )  # fmt: skip

    press(client, seat, "rename", name="Bo Birch", email="bo@people.example")
    for verb, sent in (
        ("rename", {"name": "X", "email": "x@people.example"}),
        ("switch", {"attendance": "online"}),
    ):
        assert press(client, beside, verb, **sent).status_code == 409
    beside.refresh_from_db()
    assert (beside.name, beside.email, beside.attendance) == ("Bo Birch", "", "in_person")

    press(client, seat, "switch", attendance="online")
    beside.refresh_from_db()
    assert beside.attendance == "online"


@pytest.mark.parametrize("way", ["ticket", "coming", "order", "token"])
def test_who_is_in_gives_no_seat_back_and_has_no_money_back(client: Client, way: str) -> None:
    user = make_user(name="Ada Ash")
    event = make_paid_event(refunds_until=clock_now() + dt.timedelta(days=1))
    order = order_seats(event, pays_by="transfer", email=user.email, person=user.person)
    payments.record(order=order, method="transfer", by=None, now=clock_now())
    order.registrations.update(checked_in_at=clock_now())
    seat = order.registrations.get()

    assert 'value="cancel"' not in text(client, seat) + client.get(order.get_absolute_url()).content.decode()
    if way == "ticket":
        press(client, seat, "cancel")
    elif way == "coming":
        client.post(reverse("coming", args=[seat.secret]), {"verb": "no"})
    elif way == "order":
        client.post(order.get_absolute_url(), {"verb": "cancel", "seat": seat.pk})
    else:
        with pytest.raises(TooLate):
            own_seat.leave(registration=seat, by=user, now=clock_now())

    seat.refresh_from_db()
    assert seat.status == "confirmed" and payments.kept_cents(order.payments.all()) == 4500


def test_the_code_on_a_badge_neither_changes_nor_tells_anything(client: Client) -> None:
    event = make_event(attendance="hybrid")
    diet = Question.objects.create(event=event, label="Diet?", is_sensitive=True)
    user = make_user(name="Ada Ash")
    seat = make_registration(event, is_own=False, attendance="in_person", person=user.person)
    SensitiveAnswer.objects.create(registration=seat, question=diet, value="no nuts")
    assert "no nuts" in text(client, seat)
    Registration.objects.update(checked_in_at=clock_now())

    page = text(client, seat)
    buttons = [f'value="{verb}"' for verb in ("rename", "switch", "offer", "visibility")]
    assert not any(words in page for words in ("no nuts", *buttons))
    for verb, sent in (
        ("rename", {"name": "X", "email": seat.email}),
        ("switch", {"attendance": "online"}),
        ("answers", {f"question-{diet.pk}": "all"}),
        ("visibility", {"visibility": "public"}),
    ):
        assert press(client, seat, verb, **sent).status_code == 409
    client.force_login(user)
    assert press(client, seat, "visibility", visibility="public").status_code == 302


def test_answers_are_changed_and_taken_back(client: Client) -> None:
    event = make_event()
    come = Question.objects.create(event=event, label="Dinner?", kind="yes")
    what = Question.objects.create(event=event, label="What?", shown_if=come, shown_if_answer="yes")
    seat = make_registration(event)

    press(client, seat, "answers", **{f"question-{come.pk}": "yes", f"question-{what.pk}": "Soup <i>"})
    assert [a.value for a in seat.answers.order_by("question")] == [True, "Soup <i>"]
    assert "Soup &lt;i&gt;" in text(client, seat)

    press(client, seat, "answers", **{f"question-{what.pk}": "Soup"})
    assert "Soup" not in [a.value for a in seat.answers.all()]


def test_after_the_set_instant_nothing_is_changed_by_oneself(client: Client) -> None:
    event = make_event(attendance=Event.Attendance.HYBRID, taken=1)
    Question.objects.create(event=event, label="Size?")
    Terms.objects.create(event=event, changes_until=clock_now() - dt.timedelta(minutes=1))
    seat = make_registration(event, is_own=False, attendance="online")
    before = Registration.objects.values().get()

    for verb, sent in {
        "rename": {"name": "X", "email": "x@y.example"},
        "switch": {"attendance": "in_person"},
        "offer": {},
        "answers": {},
        "cancel": {},
    }.items():
        assert press(client, seat, verb, **sent).status_code == 409, verb
        assert f'value="{verb}"' not in text(client, seat)
    assert Registration.objects.values().get() == before


def test_who_sees_it_is_changed_from_ones_own_page(client: Client) -> None:
    user = make_user(name="Ada Ash")
    seat = make_registration(make_event("Oak night"), person=user.person)
    client.force_login(user)
    me = client.get(reverse("me")).content.decode()
    assert "Oak night" in me and seat.get_absolute_url() in me

    answer = press(client, seat, "visibility", visibility="attendees", back="me")

    seat.refresh_from_db()
    assert seat.visibility == "attendees" and answer["Location"].startswith(reverse("me"))


def test_who_comes_is_shown_to_whom_each_allowed_it(client: Client) -> None:
    event = make_event()
    for name, shows in (("Ada Public", "public"), ("Bo Attendees", "attendees"), ("Cy Crew", "organizers")):
        person = make_user(name=name).person
        person.is_public = True
        person.save()
        make_registration(event, person=person, name=name, visibility=shows)
    guest, stranger = make_user(name="Di Guest"), make_user(name="Ed Stranger")
    make_registration(event, person=guest.person)

    def seen() -> list[str]:
        said = client.get(event.get_absolute_url()).content.decode()
        return [name for name in ("Ada Public", "Bo Attendees", "Cy Crew") if name in said]

    assert seen() == ["Ada Public"]
    client.force_login(stranger)
    assert seen() == ["Ada Public"]
    client.force_login(guest)
    assert seen() == ["Ada Public", "Bo Attendees"]


@pytest.mark.parametrize("call_off", [events.cancel, events.postpone])
def test_nobody_confirms_a_seat_at_what_does_not_take_place(client: Client, call_off) -> None:
    """A hold outlives the event's cancellation, of which a guest who proved no mailbox is not told."""
    event = make_event()
    seat = make_registration(
        event, status="held", held_until=clock_now() + dt.timedelta(minutes=30), email_confirmed_at=None
    )
    assert 'value="confirm"' in text(client, seat)
    call_off(event=event, why="The hall is shut.", by=make_user(), now=clock_now())

    answer = press(client, seat, "confirm")

    seat.refresh_from_db()
    assert answer.status_code == 409 and "The hall is shut." in answer.content.decode()
    assert 'value="confirm"' not in answer.content.decode() + text(client, seat)
    assert seat.status == "held" and seat.email_confirmed_at is None

    events.reinstate(event=event, by=make_user(), now=clock_now())
    press(client, seat, "confirm")
    seat.refresh_from_db()
    assert seat.status == "confirmed"
