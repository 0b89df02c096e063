"""What somebody sends who did not use the form: refused with 4xx, and no row of the shop is another one than before."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, Job
from events.booking.actions.order import Guest
from events.booking.models import Order, Payment, Quota, Registration, TicketType
from events.models import Event
from tests.factories.booking import book, make_code, make_quota, make_ticket_type
from tests.factories.paying import make_paid_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada", "email": "ada@people.example", "quantity": "1"}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that booking could have written, counters and jobs and the trail among it."""
    models = [
        *apps.get_app_config("booking").get_models(),
        Quota.ticket_types.through,
        Event,
        Job,
        AuditEntry,
    ]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def event() -> Event:
    event = make_paid_event(price=4500, capacity=50)
    make_quota(event, 30, *event.ticket_types.all())
    make_ticket_type(event, "Dinner", kind="addon", price_cents=2000, most_an_order=1)
    make_ticket_type(event, "Backstage", kind="addon", is_hidden=True)
    make_ticket_type(event, "Guests of honour", is_hidden=True)
    make_ticket_type(event, "Gone", is_withdrawn=True)
    make_ticket_type(event, "Members", for_members=True)
    make_code(event, "USED", percent=100, most_uses=3, uses=3)
    make_code(event, "TWO", percent=100, most_uses=3, uses=1)
    make_code(event, "OAKS", percent=100, email_domain="oak.example")
    make_code(make_paid_event(), "THEIRS", percent=100)
    return event


def kind_of(event: Event, name: str) -> int:
    return TicketType.objects.get(event=event, name=name).pk


@pytest.mark.parametrize(
    "sent",
    [
        *({"quantity": quantity} for quantity in ("0", "-1", "1000000000", "9" * 40, "1.5", "1e1", "eleven")),
        *({"ticket_type": kind} for kind in ("", "0", "-1", "1000000000", "9" * 40, "Standard")),
        *({"ticket_type": name} for name in ("Dinner", "Guests of honour", "Gone", "Members")),
        {"ticket_type": "another event's"},
        *({"code": code} for code in ("USED", "THEIRS", "OAKS", "NOPE", "' OR 1=1 --")),
        {"code": "TWO", "quantity": "3"},
        *({f"addition-{pk}": "on"} for pk in ("0", "-1", "1000000000", "Dinner")),
        {"addition": "another event's"},
        {"addition": "Backstage"},
        {"addition": "Dinner", "quantity": "2"},
        {"pays_by": "later"},
        {"pays_by": ""},
    ],
    ids=str,
)
def test_an_order_that_the_form_does_not_offer_changes_nothing(
    client: Client, event: Event, sent: dict[str, str]
) -> None:
    member = Client()
    member.force_login(make_user(name="Ada"))
    wish = {**ADA, "ticket_type": kind_of(event, "Standard"), "pays_by": "card", **sent}
    if wish["ticket_type"] == "another event's":
        wish["ticket_type"] = kind_of(make_paid_event(), "Standard")
    elif sent.get("ticket_type") in {"Dinner", "Guests of honour", "Gone", "Members"}:
        wish["ticket_type"] = kind_of(event, sent["ticket_type"])
    if "addition" in sent:
        is_theirs = sent["addition"] == "another event's"
        theirs = make_ticket_type(make_paid_event(), "Dinner", kind="addon").pk if is_theirs else None
        asked = theirs or kind_of(event, sent["addition"])
        wish |= {f"addition-{asked}": "on", f"attendee-2-addition-{asked}": "on"}
    before = all_rows()

    answers = [browser.post(reverse("register", args=[event.slug]), wish) for browser in (client, member)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all_rows() == before


@pytest.mark.parametrize("value", ["0", "1", "-4500"])
def test_a_price_comes_from_the_server_alone(client: Client, event: Event, value: str) -> None:
    kind = kind_of(event, "Standard")
    names = ("price", "price_cents", "amount", "amount_total", "cents", "due_cents", "total")
    said = dict.fromkeys((*names, *(f"{name}-{kind}" for name in names)), value)

    answer = client.post(
        reverse("register", args=[event.slug]), {**ADA, "ticket_type": kind, "pays_by": "card", **said}
    )

    order = Order.objects.get(event=event)
    assert answer["Location"] == reverse("order_pay", args=[order.secret])
    assert [row.price_cents for row in order.registrations.all()] == [4500]


def test_a_price_in_the_address_of_the_payment_is_not_read(
    client: Client, stripe_there, event: Event
) -> None:
    client.post(
        reverse("register", args=[event.slug]),
        {**ADA, "ticket_type": kind_of(event, "Standard"), "pays_by": "card"},
    )
    order = Order.objects.get(event=event)

    client.get(reverse("order_pay", args=[order.secret]), {"amount": "1", "cents": "1", "price_cents": "1"})

    assert order.payments.get().amount_cents == 4500
    [session] = stripe_there.things("checkout.session")
    assert session["amount_total"] == 4500


class TestOtherPeoplesSecrets:
    @pytest.fixture
    def order(self, event: Event) -> Order:
        return order_of(event)

    @pytest.mark.parametrize("route", ["order", "registration", "transfer", "coming"])
    def test_one_that_is_nobodys_opens_nothing(self, client: Client, order: Order, route: str) -> None:
        before = all_rows()

        for secret in ("a" * 32, order.secret[:-1], order.secret.swapcase()):
            for verb in ("confirm", "cancel", "rename", "bill", "pay-by", "offer", "no"):
                assert client.post(reverse(route, args=[secret]), {"verb": verb}).status_code == 404
        assert all_rows() == before

    def test_that_of_a_seat_opens_no_order_and_that_of_an_order_no_seat(
        self, client: Client, order: Order
    ) -> None:
        seat, before = order.registrations.first(), all_rows()

        for route in ("order", "order_pay", "order_back", "order_state", "transfer"):
            assert client.get(reverse(route, args=[seat.secret])).status_code == 404
        for route in ("registration", "coming", "transfer", "registration_calendar", "ticket_pdf"):
            assert client.get(reverse(route, args=[order.secret])).status_code == 404
        assert all_rows() == before

    @pytest.mark.parametrize("verb", ["cancel", "rename"])
    def test_ones_own_order_reaches_no_seat_of_another(
        self, client: Client, event: Event, order: Order, verb: str
    ) -> None:
        mine, theirs = order_of(event), order.registrations.first()
        named = {f"seat-{theirs.pk}-name": "Mallory", f"seat-{theirs.pk}-email": "m@people.example"}
        before = all_rows()

        answer = client.post(mine.get_absolute_url(), {"verb": verb, "seat": theirs.pk, **named})

        assert answer.status_code == 404
        assert all_rows() == before

    def test_an_address_of_success_pays_nothing(self, client: Client, stripe_there, order: Order) -> None:
        client.get(reverse("order_pay", args=[order.secret]))
        payment, before = Payment.objects.get(order=order), all_rows()

        for query in ({"paid": "1"}, {"paid": "1", "session_id": payment.session_id}):
            assert client.get(order.get_absolute_url(), query).status_code == 200
        assert all_rows() == before
        assert set(Registration.objects.values_list("status", flat=True)) == {"held"}


def order_of(event: Event) -> Order:
    """Two seats that are to be paid by card."""
    return book(event, ticket_type=kind_of(event, "Standard"), guests=(Guest(), Guest()), pays_by="card")
