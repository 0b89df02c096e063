"""After the form: paying, the order's page, what a buyer changes there. With the demo's Stripe where it is asked."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from core import outbox
from core.clock import now as clock_now
from events.booking.actions import payment as payments
from events.booking.models import Order, Registration, Terms, TicketType
from events.models import Event
from tests.factories.booking import make_code, make_registration
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event, order_seats, work
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada", "email": "ada@people.example"}


def buy(client: Client, event, **sent):
    kind = event.ticket_types.first()
    return client.post(reverse("register", args=[event.slug]), {**ADA, "ticket_type": kind.pk, **sent})


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
class TestByCard:
    def test_the_way_leads_to_the_payment_and_back_and_only_stripes_word_counts(
        self, client: Client, stripe_there
    ) -> None:
        event = make_paid_event(price=4500)

        onward = buy(client, event, quantity="2")
        order = Order.objects.get()
        assert onward["Location"] == reverse("order_pay", args=[order.secret])
        stripes = client.get(onward["Location"])["Location"]
        assert client.get(onward["Location"])["Location"] == stripes, "the same page while it is open"

        back = stripe_there.pay(stripes)
        assert back.endswith(f"{order.get_absolute_url()}?paid=1")
        said = text(client.get(back))
        assert "We wait for the payment&#x27;s word" in said or "We wait for the payment's word" in said
        assert Registration.objects.confirmed().count() == 0, "an address proves nothing"
        assert client.get(reverse("order_state", args=[order.secret])).json() == {
            "waits": True,
            "due_cents": 9000,
        }

        stripe_there.tell()

        assert Registration.objects.confirmed().count() == 2
        assert client.get(reverse("order_state", args=[order.secret])).json()["due_cents"] == 0
        assert "Paid. You are in" in text(client.get(back))

    def test_coming_back_without_paying_gives_the_seats_back_at_once_and_says_so(
        self, client: Client, stripe_there
    ) -> None:
        event = make_paid_event(capacity=1)
        client.get(buy(client, event)["Location"])
        order = Order.objects.get()

        answer = client.get(reverse("order_back", args=[order.secret]), follow=True)

        assert "the seats went back" in text(answer)
        event.refresh_from_db()
        assert event.taken == 0
        assert order.payments.get().status == "closed"

    def test_without_stripe_the_seats_stay_held_and_one_may_try_again(
        self, client: Client, stripe_there
    ) -> None:
        event = make_paid_event(capacity=1)
        stripe_there.trouble("down")

        answer = client.get(buy(client, event)["Location"])

        assert answer.status_code == 503
        assert all(words in text(answer) for words in ("does not answer", "Try again", "held until"))
        event.refresh_from_db()
        assert event.taken == 1
        stripe_there.trouble("")
        order = Order.objects.get()
        assert client.get(reverse("order_pay", args=[order.secret])).status_code == 302


def test_a_price_for_certain_addresses_is_paid_once_the_mailbox_has_shown_that_one_is_theirs(
    client: Client,
) -> None:
    whole = make_event()
    make_registration(whole, email="cy@holder.example")
    part = make_paid_event(parent=whole)
    Terms.objects.filter(event=part).update(for_holders=True)
    uni = make_paid_event()
    make_code(uni, "UNI", percent=50, email_domain="uni.example")
    for event, email, cents in ((uni, "nobody@uni.example", 2250), (part, "cy@holder.example", 4500)):
        sent = {"name": "Cy", "email": email, "quantity": "1", "pays_by": "card"}
        sent |= {"ticket_type": event.ticket_types.get().pk, "code": "UNI" if event == uni else ""}
        register_at = reverse("register", args=[event.slug])
        if event == uni:
            assert (
                "It is for addresses at uni.example"
                in client.post(register_at, {**sent, "update": "code"}).content.decode()
            )
        mail.outbox.clear()

        answer = client.post(register_at, sent, follow=True)
        order = Order.objects.get(event=event)
        seat = order.registrations.get()

        assert "What you chose is for certain addresses" in answer.content.decode()
        for page in (order.get_absolute_url(), reverse("order_pay", args=[order.secret])):
            told = client.get(page, follow=True).content.decode()
            assert "as soon as that button was pressed" in told and "Pay by card" not in told
        with pytest.raises(payments.NotConfirmed):
            payments.begin(order=order, method="card", now=clock_now())
        assert not order.payments.exists()
        work()
        assert [m.to for m in mail.outbox] == [[email]] and seat.secret in mail.outbox[0].body

        ticket = client.get(seat.get_absolute_url()).content.decode()
        assert "you go on to the payment" in ticket
        answer = client.post(seat.get_absolute_url(), {"verb": "confirm"}, follow=True)
        assert "Pay by card" in answer.content.decode()
        assert payments.begin(order=order, method="card", now=clock_now()).amount_cents == cents
        assert order.registrations.get().status == "held"

    member = make_user("m@uni.example", name="Mo")
    client.force_login(member)
    sent = {"quantity": "1", "pays_by": "card", "ticket_type": uni.ticket_types.get().pk, "code": "UNI"}
    answer = client.post(reverse("register", args=[uni.slug]), sent)
    order = Order.objects.get(person=member.person)
    assert answer["Location"] == reverse("order_pay", args=[order.secret])
    assert payments.begin(order=order, method="card", now=clock_now()).amount_cents == 2250


def test_a_free_order_never_sees_a_payment(client: Client) -> None:
    event, user = make_event(), make_user(name="Ada Ash")
    TicketType.objects.create(event=event, name="Free")
    client.force_login(user)

    answer = buy(client, event)

    own = Registration.objects.get()
    assert answer["Location"] == f"{own.get_absolute_url()}?new=1"
    assert own.status == "confirmed"


def test_bank_transfer_tells_where_the_money_goes_and_until_when(client: Client) -> None:
    event = make_paid_event(price=4500)
    seller = Terms.of(event).seller
    seller.bank_details = "IBAN XY12 3456"
    seller.save()
    buy(client, event, pays_by="transfer")
    own = Registration.objects.get()

    onward = client.post(own.get_absolute_url(), {"verb": "confirm"})

    order = Order.objects.get()
    assert onward["Location"] == order.get_absolute_url()
    said = text(client.get(onward["Location"]))
    assert all(words in said for words in ("IBAN XY12 3456", order.reference, "45.00", "held until"))
    own.refresh_from_db()
    assert own.status == "held" and own.held_until > clock_now() + dt.timedelta(days=6)


def test_at_the_door_the_ticket_holds_and_says_what_is_due(client: Client) -> None:
    event, user = make_paid_event(price=4500), make_user(name="Ada Ash")
    client.force_login(user)

    onward = buy(client, event, pays_by="door")

    assert Registration.objects.get().status == "confirmed"
    assert "You pay at the door" in text(client.get(onward["Location"]))


def test_for_an_event_that_was_cancelled_nobody_is_asked_for_money(client: Client) -> None:
    event = make_paid_event(price=4500)
    order = order_seats(event)
    Event.objects.filter(pk=event.pk).update(status="cancelled")

    said = text(client.get(reverse("order_pay", args=[order.secret]), follow=True))

    assert "The event was cancelled: nothing is to be paid" in said
    assert "Still to pay" not in said and not order.payments.exists()


class TestSeats:
    @pytest.fixture
    def order(self) -> Order:
        event, user = make_event(capacity=9), make_user(name="Bo")
        TicketType.objects.create(event=event, name="Free")
        return order_seats(event, 3, email=user.email, person=user.person)

    def test_who_comes_is_named_later_and_gets_the_ticket(self, client: Client, order: Order) -> None:
        seat = order.registrations.filter(name="").first()
        outbox.sweep(clock_now())
        mail.outbox.clear()

        sent = {
            "verb": "rename",
            "seat": seat.pk,
            f"seat-{seat.pk}-name": "Cy",
            f"seat-{seat.pk}-email": "c@y.example",
        }
        assert client.post(order.get_absolute_url(), sent).status_code == 302

        seat.refresh_from_db()
        assert (seat.name, seat.email) == ("Cy", "c@y.example")
        outbox.sweep(clock_now())
        assert [m.to for m in mail.outbox if seat.secret in m.body] == [["c@y.example"]]

    def test_naming_somebody_else_makes_the_former_ticket_void(self, client: Client, order: Order) -> None:
        seat = order.registrations.filter(name="").first()
        for name in ("Cy", "Di"):
            before = seat.secret
            client.post(
                order.get_absolute_url(),
                {
                    "verb": "rename",
                    "seat": seat.pk,
                    f"seat-{seat.pk}-name": name,
                    f"seat-{seat.pk}-email": f"{name}@people.example",
                },
            )
            seat.refresh_from_db()

        assert seat.secret != before and seat.email == "di@people.example"
        assert client.get(reverse("registration", args=[before])).status_code == 404

    def test_a_bad_address_is_told_at_its_field(self, client: Client, order: Order) -> None:
        seat = order.registrations.filter(name="").first()

        answer = client.post(
            order.get_absolute_url(),
            {
                "verb": "rename",
                "seat": seat.pk,
                f"seat-{seat.pk}-name": "Cy",
                f"seat-{seat.pk}-email": "nowhere",
            },
        )

        assert answer.status_code == 422 and f"id_seat-{seat.pk}-email_errors" in text(answer)

    def test_a_seat_is_given_back(self, client: Client, order: Order) -> None:
        seat = order.registrations.filter(name="").first()

        client.post(order.get_absolute_url(), {"verb": "cancel", "seat": seat.pk})

        seat.refresh_from_db()
        order.event.refresh_from_db()
        assert (seat.status, order.event.taken) == ("cancelled", 2)

    @pytest.mark.parametrize("seat", ["", "x", "-1", "9" * 30, "0"])
    def test_seats_of_no_order_are_not_found(self, client: Client, order: Order, seat: str) -> None:
        assert client.post(order.get_absolute_url(), {"verb": "cancel", "seat": seat}).status_code == 404

    def test_a_seat_of_another_order_is_not_found(self, client: Client, order: Order) -> None:
        other = order_seats(order.event, 1)

        for verb in ("cancel", "rename"):
            sent = {"verb": verb, "seat": other.registrations.get().pk}
            assert client.post(order.get_absolute_url(), sent).status_code == 404
        assert other.registrations.get().status == "held"

    def test_after_the_set_instant_nothing_is_changed_by_oneself(self, client: Client, order: Order) -> None:
        Terms.objects.create(event=order.event, changes_until=clock_now() - dt.timedelta(hours=1))
        seat = order.registrations.filter(name="").first()
        named = {f"seat-{seat.pk}-name": "Cy", f"seat-{seat.pk}-email": "c@y.example"}

        for verb in ("cancel", "rename"):
            sent = {"verb": verb, "seat": seat.pk, **named}
            assert client.post(order.get_absolute_url(), sent).status_code == 409
        seat.refresh_from_db()
        assert (seat.status, seat.name) == ("confirmed", "")


def test_the_bill_is_changed_until_it_is_written(client: Client) -> None:
    order = order_seats(make_paid_event())
    url, sent = order.get_absolute_url(), {"verb": "bill", "company": "Oak Ltd", "invoice_address": "Way 2"}

    assert client.post(url, sent).status_code == 302
    order.refresh_from_db()
    assert (order.company, order.invoice_address) == ("Oak Ltd", "Way 2")

    payments.record(order=order, method="transfer", by=None, now=clock_now())
    assert client.post(url, {**sent, "company": "Elm Ltd"}).status_code == 409
    order.refresh_from_db()
    assert order.company == "Oak Ltd"


@pytest.mark.parametrize("route", ["order", "order_pay", "order_back", "order_state", "transfer", "coming"])
def test_a_secret_of_nobody_opens_nothing(client: Client, route: str) -> None:
    assert client.get(reverse(route, args=["a" * 32])).status_code == 404


def test_one_order_asks_as_much_for_one_seat_as_for_ten(
    client: Client, django_assert_max_num_queries
) -> None:
    event = make_event()
    TicketType.objects.create(event=event, name="Free")
    counts = []
    for seats in (1, 10):
        order = order_seats(event, seats)
        with django_assert_max_num_queries(20) as asked:
            client.get(order.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]
