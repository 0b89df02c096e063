"""Tickets, badges and invoices on paper, read back; and who came."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.clock import now as clock_now
from events.booking.actions import invoice as invoices
from events.booking.exports import badges
from events.booking.exports.paper import Paper, joined
from events.booking.models import Payment, Refund, Seller, Terms, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event, make_venue
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
HOSTILE = [
    "Łukasz Żółć",
    "Ελένη Παπαδοπούλου",
    "Дмитрий Иванов",
    "山田太郎",
    "Zoë\nNewline",
    "x" * 120,
    "W" * 60 + " " + "M" * 59,
    "👩‍🚀 Emoji",
    "שרה כהן",
    "محمد علي",
    "<b>&amp; %s {0}",
    "",
]


@pytest.fixture
def event():
    return make_event("Oak summit — Łódź 2026", venue=make_venue())


@pytest.fixture
def organizer(client, event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    client.force_login(user)
    return user


def read(answer):
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", answer.status_code
    return PdfReader(io.BytesIO(answer.content))


def words(answer):
    return "\n".join(page.extract_text() for page in read(answer).pages)


def test_ticket_says_who_what_and_holds_the_code(client, event):
    row = make_registration(event, name="Łukasz 山田")

    answer = client.get(reverse("ticket_pdf", args=[row.secret]))

    told = words(answer)
    assert "Łukasz 山田" in told and "Łódź" in told and row.secret in told
    assert len(read(answer).pages) == 1 and read(answer).pages[0].images
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("status", ["held", "waiting", "cancelled", "expired"])
def test_only_a_confirmed_seat_has_a_ticket_on_paper(client, event, status):
    at = clock_now()
    row = make_registration(event, status=status, held_until=at, waiting_since=at)

    assert client.get(reverse("ticket_pdf", args=[row.secret])).status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_a_ticket(client, event, name):
    row = make_registration(event, name=name)

    assert len(read(client.get(reverse("ticket_pdf", args=[row.secret]))).pages) == 1


@pytest.mark.parametrize(("size", "pages"), [("a6", 13), ("labels", 2)])
def test_badges_of_everybody_confirmed(client, event, organizer, size, pages):
    person = make_user(name="Ann Reed").person
    person.pronouns, person.is_public = "they/them", True
    person.save()
    make_registration(event, name="Ann Reed", person=person)
    for name in HOSTILE:
        make_registration(event, name=name)
    make_registration(event, name="Gone Away", status="cancelled")
    make_registration(make_event(), name="Else Where")

    answer = client.post(reverse("desk_badges", args=[event.slug]), {"size": size})

    told = words(answer)
    assert len(read(answer).pages) == pages
    assert "they/them" in told and "Łukasz Żółć" in told and "山田太郎" in told and "Дмитрий" in told
    assert "Gone Away" not in told and "Else Where" not in told
    assert "□" in told  # the emoji: seen to be missing


def test_badges_of_some_names_and_of_nobody(client, event, organizer):
    make_registration(event, name="Ann Reed")
    make_registration(event, name="Bo Birch")
    url = reverse("desk_badges", args=[event.slug])

    assert "Bo Birch" not in words(client.post(url, {"size": "a6", "q": "reed"}))
    assert "Nobody" in words(client.post(url, {"size": "a6", "q": "zzz"}))
    assert client.post(url, {"size": "a0"}).status_code == 422


def test_many_badges_come_in_parts(client, event, organizer, monkeypatch):
    monkeypatch.setattr(badges, "MOST", 2)
    for name in ("Ann", "Bo", "Cy"):
        make_registration(event, name=name)
    url = reverse("desk_badges", args=[event.slug])

    assert "Ann – Bo (2)" in client.get(url).content.decode()
    assert words(client.post(url, {"size": "a6", "part": "2"})).count("Cy") == 1
    assert client.post(url, {"size": "a6", "part": "9"}).status_code == 422


def test_private_profile_gives_a_badge_nothing_but_the_name(client, event, organizer):
    person = make_user(name="Ann Reed").person
    person.pronouns, person.is_public = "they/them", False
    person.save()
    make_registration(event, name="Ann Reed", person=person)

    assert "they/them" not in words(client.post(reverse("desk_badges", args=[event.slug]), {"size": "a6"}))


def test_badges_are_shut_to_others(client, event):
    url = reverse("desk_badges", args=[event.slug])
    assert client.post(url, {"size": "a6"}).status_code == 302
    client.force_login(make_user(name="Bo Reed"))
    assert client.post(url, {"size": "a6"}).status_code == 403


@pytest.fixture
def paid(event):
    now = clock_now()
    seller = Seller.objects.create(
        name="Oak & Ash e.V.", address="1 Forest Rd\nWood", tax_id="DE 123", prefix="OAK", footer="Court of Oak",
        bank_details="IBAN XX00",
    )  # fmt: skip
    Terms.objects.create(event=event, seller=seller)
    full = TicketType.objects.create(event=event, name="Full", price_cents=11900, tax_percent=19)
    meal = TicketType.objects.create(event=event, name="Dinner", price_cents=1070, tax_percent=7)
    row = make_registration(event, name="Ann Reed", ticket_type=full, price_cents=11900, tax_percent=19)
    order = row.order
    order.company, order.invoice_address, order.currency = (
        "Łódź Sp. z o.o. 山",
        "Street 1\n90-001 Łódź",
        "EUR",
    )
    order.save()
    more = make_registration(
        event, name="x" * 120, order=order, ticket_type=meal, price_cents=1070, tax_percent=7, is_own=False
    )
    payment = Payment.objects.create(
        order=order,
        method="card",
        status="paid",
        amount_cents=12970,
        currency="EUR",
        created_at=now,
        paid_at=now,
    )
    type(row).objects.filter(pk__in=[row.pk, more.pk]).update(payment=payment)
    return payment


def test_invoice_says_taxes_by_rate_and_the_total(client, paid):
    invoice = invoices.issue(payment=paid, now=clock_now())

    told = words(client.get(reverse("invoice_pdf", args=[paid.order.secret, invoice.pk])))

    for said in ("OAK-000001", "Łódź Sp. z o.o. 山", "90-001 Łódź", "DE 123", "Ann Reed", "Court of Oak"):
        assert said in told
    for amount in ("100.00", "19.00", "119.00", "10.00", "0.70", "10.70", "129.70"):
        assert f"{amount}\N{NO-BREAK SPACE}EUR" in told or f"{amount} EUR" in told, amount
    assert "19 %" in told and "7 %" in told


def test_credit_note_names_its_invoice(client, paid):
    now = clock_now()
    invoice = invoices.issue(payment=paid, now=now)
    refund = Refund.objects.create(payment=paid, amount_cents=1000, key="one", created_at=now)
    note = invoices.credit(refund=refund, now=now)

    told = words(client.get(reverse("invoice_pdf", args=[paid.order.secret, note.pk])))

    assert "Credit note OAK-000002" in told and invoice.label in told
    assert "-10.00" in told.replace("−", "-")


def test_invoice_of_another_order_is_not_found(client, event, paid):
    invoice = invoices.issue(payment=paid, now=clock_now())
    other = make_registration(event).order

    assert client.get(reverse("invoice_pdf", args=[other.secret, invoice.pk])).status_code == 404


def test_long_invoice_goes_on_over_pages(client, paid):
    invoice = invoices.issue(payment=paid, now=clock_now())
    invoice.content["lines"] *= 30
    invoice.save()

    answer = client.get(reverse("invoice_pdf", args=[paid.order.secret, invoice.pk]))

    assert len(read(answer).pages) > 1
    assert "page 1 of" in words(answer)


def test_arabic_letters_reach_for_each_other():
    assert joined("سلام") == "\ufeb3\ufefc\ufee1"
    assert joined("abc") == "abc"


def test_name_is_never_wider_than_its_place():
    paper = Paper(HOSTILE, title="x")
    paper.page()
    for name in HOSTILE:
        for points in (8, 20, 34):
            paper.font(points, bold=True)
            lines = paper.lines(name, 60, 2)
            assert len(lines) <= 2
            assert all(paper.width(line) <= 60 or len(line) == 1 for line in lines), name


def test_who_came_by_ticket(client, event, organizer):
    at = clock_now()
    full = TicketType.objects.create(event=event, name="Full", position=1)
    free = TicketType.objects.create(event=event, name="Free", position=2)
    for n, kind in enumerate((full, full, full, free)):
        make_registration(event, ticket_type=kind, checked_in_at=at if n < 2 else None)
    make_registration(event, ticket_type=free, status="waiting", waiting_since=at)
    event.starts_at, event.ends_at = at - dt.timedelta(days=2), at - dt.timedelta(days=1)
    event.save()

    answer = client.get(reverse("desk_attendance", args=[event.slug]))

    assert answer.context["total"] == {"name": "", "expected": 4, "came": 2, "missed": 2, "share": 50}
    assert [
        (r["name"], r["expected"], r["came"], r["missed"], r["share"]) for r in answer.context["rows"]
    ] == [
        ("Full", 3, 2, 1, 33),
        ("Free", 1, 0, 1, 100),
    ]
