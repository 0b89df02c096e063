"""The buyer takes another way to pay; the page of Stripe's that they leave is closed at once."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from core import outbox
from core.clock import now
from core.models import Job
from events.booking.actions import payment as payments
from events.booking.models import Payment, Registration, Terms
from tests.factories.paying import make_paid_event, order_seats, page_of, statuses, work
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def event():
    event = make_paid_event()
    Terms.objects.get(event=event).seller.__class__.objects.update(bank_details="IBAN XX00")
    return event


def bought(event, pays_by="card", seats=1):
    """By somebody who is signed in: their address is known."""
    user = make_user(name="Ada Ash")
    return order_seats(event, seats, pays_by=pays_by, email=user.email, person=user.person)


def pay_by(client, order, method):
    return client.post(order.get_absolute_url(), {"verb": "pay-by", "method": method})


def status_of(stripe, session: str) -> str:
    return next(thing["status"] for thing in stripe.things("checkout.session") if thing["id"] == session)


def close_pages(minutes: int = 0) -> None:
    """Only what closes pages, without `reconcile`, which would close them too, an hour later."""
    for pk in Job.objects.filter(kind="booking.close_page", done_at=None).values_list("pk", flat=True):
        outbox.work(pk, now() + minutes * MINUTE)


def held_until(order) -> dt.datetime:
    return order.registrations.get().held_until


def test_a_transfer_instead_of_a_card_holds_for_its_days_and_closes_the_page(
    client, event, stripe_there
) -> None:
    order = bought(event)
    address = page_of(order)
    session = Payment.objects.get().session_id

    assert pay_by(client, order, "transfer").status_code == 302
    close_pages()

    assert status_of(stripe_there, session) == "expired"
    work()
    assert Payment.objects.get().status == "closed"
    assert abs(held_until(order) - order.created_at - 7 * DAY) < MINUTE
    (told,) = mail.outbox
    assert "IBAN XX00" in told.body and order.reference in told.body and "45.00 EUR" in told.body
    assert "IBAN XX00" in client.get(order.get_absolute_url()).content.decode()
    assert address


def test_whoever_pays_at_the_door_has_the_seat_at_once(client, event) -> None:
    order = bought(event)

    pay_by(client, order, "door")

    assert statuses(order) == ["confirmed"]
    assert "45.00" in client.get(order.get_absolute_url()).content.decode()


def test_a_seat_that_is_paid_at_the_door_can_be_paid_beforehand_and_is_not_lost_by_that(
    client, event, stripe_there
) -> None:
    order = bought(event, "door")
    pay_by(client, order, "card")
    page_of(order)

    client.get(reverse("order_back", args=[order.secret]))
    assert statuses(order) == ["confirmed"]

    stripe_there.pay(page_of(order))
    stripe_there.tell()
    assert (statuses(order), payments.due_cents(order)) == (["confirmed"], 0)


def test_nobody_holds_a_seat_for_longer_by_changing_to_and_fro(client, event) -> None:
    order = bought(event, "transfer")
    until = held_until(order)

    for method in ("card", "transfer", "card", "transfer"):
        pay_by(client, order, method)

    assert abs(held_until(order) - until) < MINUTE


def test_a_guest_who_leaves_the_card_proves_the_address_first(client, event) -> None:
    order = order_seats(event, 1)

    pay_by(client, order, "door")
    work()

    assert statuses(order) == ["held"]
    (told,) = mail.outbox
    assert "confirm" in told.subject
    client.post(order.registrations.get().get_absolute_url(), {"verb": "confirm"})
    assert statuses(order) == ["confirmed"]


@pytest.mark.parametrize("method", ["", "cash", "transfer"])
def test_only_what_the_terms_offer_can_be_taken(client, event, method) -> None:
    Terms.objects.update(by_transfer=False)
    order = bought(event)

    assert pay_by(client, order, method).status_code == 409

    order.refresh_from_db()
    assert order.pays_by == "card"
    assert 'value="transfer"' not in client.get(order.get_absolute_url()).content.decode()


def test_what_is_paid_or_over_is_paid_in_no_other_way(client, event) -> None:
    order = bought(event, "transfer")
    payments.record(order=order, method="transfer", by=None, now=now())

    pay_by(client, order, "door")

    order.refresh_from_db()
    assert order.pays_by == "transfer"
    assert "Pay in another way" not in client.get(order.get_absolute_url()).content.decode()


def test_paid_on_the_page_that_was_left_the_money_counts(client, event, stripe_there) -> None:
    """Before Stripe hears that it is over. The seats are bound to no other payment yet."""
    order = bought(event)
    stripe_there.pay(page_of(order))

    pay_by(client, order, "transfer")
    work()

    assert (statuses(order), payments.due_cents(order)) == (["confirmed"], 0)
    stripe_there.tell()
    assert [row.status for row in order.payments.all()] == ["paid"]


def test_money_that_a_treasurer_records_closes_the_page_as_well(client, event, stripe_there) -> None:
    order = bought(event)
    page_of(order)
    session = Payment.objects.get().session_id

    payments.record(order=order, method="transfer", by=None, now=now())
    close_pages()

    assert status_of(stripe_there, session) == "expired"


def test_the_page_is_closed_later_where_stripe_does_not_answer(client, event, stripe_there) -> None:
    order = bought(event)
    page_of(order)
    session = Payment.objects.get().session_id
    stripe_there.trouble("down", times=2)

    pay_by(client, order, "door")
    close_pages()
    assert statuses(order) == ["confirmed"] and status_of(stripe_there, session) == "open"
    for minutes in (1, 5, 30):
        close_pages(minutes)

    assert status_of(stripe_there, session) == "expired"


def test_a_signed_in_buyer_who_transfers_is_told_how_by_mail(event) -> None:
    order = bought(event, "transfer", seats=2)
    work()

    told = [message for message in mail.outbox if message.to == [order.email]]
    assert len(told) == 1 and "IBAN XX00" in told[0].body and "90.00 EUR" in told[0].body


def test_what_was_paid_comes_with_its_invoice_and_a_ticket_to_print(event) -> None:
    order = bought(event, "transfer")
    work()
    mail.outbox.clear()

    payments.record(order=order, method="transfer", by=None, now=now())
    work()

    (told,) = mail.outbox
    seat = Registration.objects.get()
    assert reverse("ticket_pdf", args=[seat.secret]) in told.body
    assert reverse("invoice_pdf", args=[order.secret, order.invoices.get().pk]) in told.body
