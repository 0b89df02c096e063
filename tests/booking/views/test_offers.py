"""A seat that costs something is offered to the next in line for a while, by a mail that leads to paying."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from core import outbox
from core.clock import now as clock_now
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.models import Order, Registration
from tests.factories.paying import make_paid_event, order_seats
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offered() -> Order:
    """An order whose seat came free just now."""
    event, user = make_paid_event(capacity=1, title="Oak night"), make_user(name="Bo Birch")
    first = order_seats(event)
    payments.record(order=first, method="transfer", by=None, now=clock_now())
    waits = order_seats(event, email=user.email, person=user.person)
    assert waits.registrations.get().status == "waiting"
    payments.give_up(registration=first.registrations.get(), by=None, now=clock_now())
    return waits


def test_the_mail_says_until_when_and_leads_to_the_payment(client: Client, offered: Order) -> None:
    outbox.sweep(clock_now())

    [told] = [m for m in mail.outbox if m.subject.startswith("A seat is free for you")]
    link = reverse("order", args=[offered.secret])
    assert told.to == [offered.email] and link in told.body and "held for you until" in told.body
    html = str(told.alternatives[0][0])
    assert link in html and "Pay for my seat" in html
    said = client.get(link).content.decode()
    assert reverse("order_pay", args=[offered.secret]) in said and "held until" in said


def test_back_from_the_payment_the_offer_still_stands_and_that_is_said(
    client: Client, offered: Order, stripe_there
) -> None:
    client.get(reverse("order_pay", args=[offered.secret]))

    said = client.get(reverse("order_back", args=[offered.secret]), follow=True).content.decode()

    assert "Your seats stay held" in said
    assert offered.registrations.get().status == "held"
    assert client.get(reverse("order_pay", args=[offered.secret])).status_code == 302


def test_an_offer_that_nobody_takes_goes_to_the_next(client: Client, offered: Order) -> None:
    user = make_user(name="Cy Cedar")
    after = order_seats(offered.event, email=user.email, person=user.person)
    later = clock_now() + dt.timedelta(hours=25)

    registrations.expire(order=offered, now=later)

    assert offered.registrations.get().status == "expired"
    assert after.registrations.get().status == "held"
    said = client.get(offered.get_absolute_url()).content.decode()
    assert "Nothing of this order stands any more" in said
    assert Registration.objects.filter(status="held").count() == 1
