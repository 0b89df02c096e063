"""The treasurer's desk: figures that are right to the cent, money that is recorded and sent back once."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.clock import now
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.actions.attention import attend
from events.booking.models import Attention, Order, Payment, Refund
from tests.factories.events import make_crew, make_event
from tests.factories.paying import make_paid_event, order_seats, statuses
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_paid_event(title="Oak night")


@pytest.fixture
def treasurer(client, event):
    user = make_user(name="Tess Treasurer")
    make_crew(event, user.person, "treasurer")
    client.force_login(user)
    return user


def url(event, name="desk_money", *args):
    return reverse(name, args=[event.slug, *args])


def paid_by_hand(event, seats=1) -> Payment:
    order = order_seats(event, seats, pays_by="transfer")
    return payments.record(order=order, method="transfer", by=None, now=now())


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


# -- who may come in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"), [("treasurer", 200), ("organizer", 200), ("door", 403), ("chair", 403), ("", 403)]
)
def test_the_desk_is_open_to_treasurers_and_organizers(client, event, role, status):
    user = make_user(name="Ed Ash")
    if role:
        make_crew(event, user.person, role)
    client.force_login(user)
    payment = paid_by_hand(event)
    refund = payments.give_back(payment=payment, cents=1, key="a", by=None, now=now())
    trouble = attend(event=event, kind="disputed", key="x", now=now())

    for name, *args in [
        ("desk_money",),
        ("desk_money_open",),
        ("desk_money_record", payment.order_id),
        ("desk_money_payment", payment.pk),
        ("desk_money_refund_event",),
        ("desk_money_payments_csv",),
        ("desk_money_invoices_csv",),
    ]:
        assert client.get(url(event, name, *args)).status_code == status, name
    for name, pk in [("desk_money_paid_back", refund.pk), ("desk_money_done", trouble.pk)]:
        assert client.post(url(event, name, pk)).status_code == (302 if status == 200 else 403)


def test_staff_come_in_and_strangers_are_led_to_the_door(client, event):
    assert client.get(url(event)).status_code == 302
    client.force_login(make_user(name="Ada Admin", is_staff=True))
    assert client.get(url(event)).status_code == 200


def test_what_belongs_to_another_event_is_not_found_by_this_ones_address(client, event, treasurer):
    other = make_paid_event()
    payment = paid_by_hand(other)

    for name, pk in [("desk_money_payment", payment.pk), ("desk_money_record", payment.order_id)]:
        assert client.get(url(event, name, pk)).status_code == 404
        assert client.get(url(other, name, pk)).status_code == 403


# -- figures and list ---------------------------------------------------------------------------------


def test_figures_are_right_to_the_cent(client, event, treasurer):
    one, two = paid_by_hand(event), paid_by_hand(event, 2)
    done = payments.give_back(payment=one, cents=1001, key="a", by=None, now=now())
    payments.paid_back_by_hand(refund=done, by=None, now=now())
    payments.give_back(payment=two, cents=500, key="b", by=None, now=now())
    order_seats(event, 3)
    order_seats(event, pays_by="door")
    registrations.expire(order=order_seats(event), now=now() + dt.timedelta(hours=1))

    answer = client.get(url(event))

    assert answer.context["figures"] == [
        {"currency": "EUR", "came": 13500, "back": 1001, "pending": 500, "kept": 11999, "open": 18000}
    ]
    assert "135.00 EUR" in words(answer) and "119.99 EUR" in words(answer)
    assert answer.context["open_count"] == 2


def test_an_event_without_money_says_so(client, treasurer, event):
    answer = client.get(url(event))

    assert answer.status_code == 200 and "No payment" in words(answer)


def test_the_list_is_narrowed_and_takes_as_many_queries_for_one_as_for_many(client, event, treasurer):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url(event)).status_code == 200
        return len(asked)

    first = paid_by_hand(event)
    payments.give_back(payment=first, cents=1, key="x", by=None, now=now())
    attend(event=event, order=first.order, kind="disputed", key="k", now=now())
    client.get(url(event))
    few = queries()
    for n in range(8):
        payment = paid_by_hand(event)
        payments.give_back(payment=payment, cents=1, key=f"x{n}", by=None, now=now())
        attend(event=event, order=payment.order, kind="disputed", key=f"k{n}", now=now())
    assert queries() == few

    Order.objects.filter(pk=first.order_id).update(name="Björn Oak")
    for query, found in [("q=bjorn", 1), ("method=transfer", 9), ("method=card", 0), ("status=open", 0)]:
        assert client.get(f"{url(event)}?{query}").context["page"].paginator.count == found
    assert client.get(f"{url(event)}?status=strange").status_code == 422


# -- recording ----------------------------------------------------------------------------------------


def test_a_transfer_is_recorded_with_its_amount(client, event, treasurer):
    order = order_seats(event, 2, pays_by="transfer")
    assert order.name in words(client.get(url(event, "desk_money_open")))

    answer = client.post(url(event, "desk_money_record", order.pk), {"method": "transfer", "amount": "90,00"})

    assert answer.status_code == 302
    assert statuses(order) == ["confirmed"] * 2
    assert order.payments.get().invoice.gross_cents == 9000


@pytest.mark.parametrize("amount", ["", "89.99", "-90", "90.001", "9e9", "1000000000", "ninety", "NaN", "0"])
def test_another_amount_is_refused_beside_its_field(client, event, treasurer, amount):
    order = order_seats(event, 2, pays_by="transfer")

    answer = client.post(url(event, "desk_money_record", order.pk), {"method": "transfer", "amount": amount})

    assert answer.status_code == 422
    assert answer.context["form"].errors["amount"]
    assert not Payment.objects.exists()


def test_nobody_records_a_card(client, event, treasurer):
    order = order_seats(event)

    answer = client.post(url(event, "desk_money_record", order.pk), {"method": "card", "amount": "45"})

    assert answer.status_code == 422 and "method" in answer.context["form"].errors


def test_what_is_paid_is_not_recorded_twice(client, event, treasurer):
    payment = paid_by_hand(event)
    page = url(event, "desk_money_record", payment.order_id)

    assert "Nothing of this order" in words(client.get(page))
    assert client.post(page, {"method": "transfer", "amount": "45"}).status_code == 422
    assert Payment.objects.count() == 1


def test_a_transfer_after_the_hold_is_recorded_as_well(client, event, treasurer):
    order = order_seats(event, pays_by="transfer")
    registrations.expire(order=order, now=now() + dt.timedelta(days=9))

    answer = client.post(url(event, "desk_money_record", order.pk), {"method": "transfer", "amount": "45"})

    assert answer.status_code == 302
    assert statuses(order) == ["confirmed"]


# -- sending back -------------------------------------------------------------------------------------


def form_of(client, page) -> dict:
    form = client.get(page).context["form"]
    return {"what": "all", "seat": "", "amount": "", "because": "", "seen": form["seen"].value()}


@pytest.mark.parametrize(
    ("said", "cents"),
    [({}, 9000), ({"what": "part", "amount": "12.50"}, 1250), ({"what": "seat", "seat": "first"}, 4500)],
)
def test_money_goes_back_after_it_was_asked_once(client, event, treasurer, said, cents):
    payment = paid_by_hand(event, 2)
    page = url(event, "desk_money_payment", payment.pk)
    form = form_of(client, page) | said
    if form["seat"]:
        form["seat"] = payment.registrations.first().pk

    asked = client.post(page, form)
    assert asked.status_code == 200 and asked.context["asks"]
    assert not Refund.objects.exists()
    for _ in range(2):
        assert client.post(page, form | {"sure": "yes"}).status_code in {302, 422}

    refund = Refund.objects.get()
    assert refund.amount_cents == cents
    assert (refund.registration is not None) == bool(form["seat"])
    if form["seat"]:  # once more, from a fresh page
        again = client.post(page, form_of(client, page) | {"what": "seat", "seat": form["seat"]})
        assert again.status_code == 422 and "seat" in again.context["form"].errors
    assert statuses(payment.order) == ["confirmed"] * 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": "part"}, "amount"),
        ({"what": "part", "amount": "90.01"}, "amount"),
        ({"what": "part", "amount": "0"}, "amount"),
        ({"what": "part", "amount": "-5"}, "amount"),
        ({"what": "part", "amount": "much"}, "amount"),
        ({"what": "seat"}, "seat"),
        ({"what": "seat", "seat": "999999"}, "seat"),
        ({"what": "more"}, "what"),
        ({"seen": ""}, "seen"),
    ],
)
def test_what_cannot_go_back_is_refused_beside_its_field(client, event, treasurer, said, field):
    payment = paid_by_hand(event, 2)
    page = url(event, "desk_money_payment", payment.pk)

    answer = client.post(page, form_of(client, page) | said | {"sure": "yes"})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Refund.objects.exists()


def test_a_payment_without_money_sends_none_back(client, event, treasurer):
    order = order_seats(event)
    payment = payments.begin(order=order, method="card", now=now())
    page = url(event, "desk_money_payment", payment.pk)

    assert "Send money back" not in words(client.get(page))
    answer = client.post(page, {"what": "all", "seen": 0, "sure": "yes"})

    assert answer.status_code == 422 and not Refund.objects.exists()


def test_everything_goes_back_once_the_event_is_written_by_name(client, event, treasurer):
    for _ in range(2):
        paid_by_hand(event)
    page = url(event, "desk_money_refund_event")

    assert "90.00 EUR" in words(client.get(page))
    assert client.post(page, {"title": "Another night"}).status_code == 422
    assert not Refund.objects.exists()
    assert client.post(page, {"title": "oak night"}).status_code == 302
    assert client.post(page, {"title": "oak night"}).status_code == 302

    assert list(Refund.objects.values_list("amount_cents", flat=True)) == [4500, 4500]
    for refund in Refund.objects.all():
        assert client.post(url(event, "desk_money_paid_back", refund.pk)).status_code == 302
    assert not Refund.objects.exclude(status="done").exists()
    assert "nothing to pay back" in words(client.get(page))


def test_a_trouble_is_done_with_once(client, event, treasurer):
    order = order_seats(event)
    trouble = attend(
        event=event,
        order=order,
        kind="wrong-amount",
        key="x",
        now=now(),
        expected="45.00 EUR",
        paid="1.00 EUR",
    )
    assert "1.00 EUR instead of 45.00 EUR" in words(client.get(url(event)))

    for _ in range(2):
        assert client.post(url(event, "desk_money_done", trouble.pk)).status_code == 302

    assert Attention.objects.get().solved_at
    assert "instead of" not in words(client.get(url(event)))
    assert client.get(url(event, "desk_money_done", trouble.pk)).status_code == 405


def test_every_trouble_has_words(client, event, treasurer):
    import re
    from pathlib import Path

    from django.conf import settings

    from events.booking.bookkeeping import TROUBLES

    folder = Path(settings.BASE_DIR) / "events" / "booking" / "actions"
    text = "".join((folder / f"{name}.py").read_text() for name in ("payment", "refund", "reconcile"))
    kinds = set(re.findall(r'kind="([a-z-]+)"', text)) | {"refund-unknown", "refund-at-stripe"}
    assert kinds - TROUBLES.keys() == set()


# -- tables -------------------------------------------------------------------------------------------


def table(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_tables_hold_all_and_do_nothing_in_a_spreadsheet(client, event, treasurer):
    payment = paid_by_hand(event)
    Order.objects.filter(pk=payment.order_id).update(name='=HYPERLINK("http://evil.example")')
    done = payments.give_back(payment=payment, cents=1000, key="a", by=None, now=now())
    payments.paid_back_by_hand(refund=done, by=None, now=now())
    order_seats(event)

    head, row = table(client.get(url(event, "desk_money_payments_csv")))
    assert dict(zip(head, row, strict=True)) | {"Begun": "", "Paid": "", "E-mail": ""} == {
        "Begun": "",
        "Paid": "",
        "Buyer": '\'=HYPERLINK("http://evil.example")',
        "E-mail": "",
        "How": "bank transfer",
        "Status": "paid",
        "Currency": "EUR",
        "Amount": "45.00",
        "Gone back": "10.00",
        "Kept": "35.00",
        "Invoice": payment.invoice.label,
        "Stripe": "",
    }
    assert len(table(client.get(f"{url(event, 'desk_money_payments_csv')}?method=card"))) == 1

    _head, invoice, credit = table(client.get(url(event, "desk_money_invoices_csv")))
    assert [invoice[5:8], credit[5:8]] == [["45.00", "7.18", "37.82"], ["-10.00", "-1.60", "-8.40"]]
    assert credit[8] == invoice[0] == payment.invoice.label


def test_an_event_that_costs_nothing_has_an_empty_desk(client):
    free = make_event()
    user = make_user(name="Olu Organizer")
    make_crew(free, user.person)
    client.force_login(user)

    assert client.get(url(free)).status_code == 200
    assert client.get(url(free, "desk_money_open")).status_code == 200


# -- finding an order, and its papers -------------------------------------------------------------------


@pytest.mark.parametrize("how", ["reference", "line of a statement", "name", "email", "company"])
def test_an_order_is_found_whether_open_paid_or_over(client, event, treasurer, how):
    paid = paid_by_hand(event).order
    over = order_seats(event, 1, pays_by="transfer")
    over.registrations.update(status="expired", held_until=None)
    for n, order in enumerate((paid, over)):
        Order.objects.filter(pk=order.pk).update(name=f"Buyer Number{n}", company=f"Works{n}")
        order.refresh_from_db()
        asked = {
            "reference": order.reference.lower(),
            "line of a statement": f"CREDIT {order.reference} THANK YOU",
            "name": f"number{n}",
            "email": order.email[:-8],
            "company": f"works{n}",
        }[how]

        page = words(client.get(url(event, "desk_money_open"), {"q": asked}))

        assert order.reference in page
        assert sum(other.reference in page for other in (paid, over)) == 1
    assert words(client.get(url(event), {"q": paid.reference})).count(paid.email) == 1
    # Money that comes too late is recorded from there.
    assert "45.00 EUR are due" in words(client.get(url(event, "desk_money_record", over.pk)))


def test_invoices_and_credit_notes_are_opened_from_the_desk(client, event, treasurer):
    payment = paid_by_hand(event)
    refund = payments.give_back(payment=payment, cents=1000, key="x", by=None, now=now())
    payments.paid_back_by_hand(refund=refund, by=None, now=now())
    papers = [payment.invoice, refund.credit_note]
    pages = [url(event, "desk_money_payment", payment.pk), url(event, "desk_money_record", payment.order_id)]

    for paper in papers:
        address = url(event, "desk_money_invoice", paper.pk)
        assert all(f'href="{address}"' in client.get(page).content.decode() for page in pages)
        assert client.get(address)["Content-Type"] == "application/pdf"
        assert client.get(url(make_paid_event(), "desk_money_invoice", paper.pk)).status_code in {403, 404}
    door = make_user(name="Ed Ash")
    make_crew(event, door.person, "door")
    client.force_login(door)
    assert client.get(address).status_code == 403
