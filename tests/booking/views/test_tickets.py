"""What organizers set up to be sold."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.booking.models import Quota, Seller, Terms, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
TYPE = {"name": "Regular", "kind": "admission", "most_an_order": "5", "price": "12.50"}
TERMS = {
    "currency": "EUR",
    "by_card": "on",
    "transfer_days": "7",
    "offer_hours": "24",
    "active_users_percent": "100",
}


@pytest.fixture
def event():
    return make_event("Oak night")


@pytest.fixture
def organizer(client, event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    client.force_login(user)
    return user


def url(name, event, *args):
    return reverse(name, args=[event.slug, *args])


def test_only_organizers_open_the_shop(client, event):
    kind = TicketType.objects.create(event=event, name="A")
    quota = Quota.objects.create(event=event, name="Q")
    pages = [
        url("desk_tickets", event),
        url("desk_ticket_new", event),
        url("desk_terms", event),
        url("desk_quota_new", event),
        url("desk_ticket", event, kind.pk),
        url("desk_ticket_delete", event, kind.pk),
        url("desk_quota", event, quota.pk),
        url("desk_quota_remove", event, quota.pk),
    ]
    users = {"elsewhere": make_user(name="Flo Birch")}
    make_crew(make_event(), users["elsewhere"].person)
    for role in ("organizer", "door", "treasurer", "chair"):
        users[role] = make_user(name=role)
        make_crew(event, users[role].person, role)

    for page in pages:
        client.logout()
        assert client.get(page)["Location"].startswith("/accounts/login/")
        for role, user in users.items():
            client.force_login(user)
            assert client.get(page).status_code == (200 if role == "organizer" else 403), (page, role)
    client.force_login(users["organizer"])
    other = make_event()
    make_crew(other, users["organizer"].person)
    assert client.get(url("desk_ticket", other, kind.pk)).status_code == 404


def test_a_type_is_added_with_an_early_bird(client, event, organizer):
    make_registration(event)

    new = client.get(url("desk_ticket_new", event))
    answer = client.post(
        url("desk_ticket_new", event),
        {**TYPE, "window_0_price": "9", "window_0_until": "2026-01-01T12:00", "tax_percent": "19"},
    )

    assert "keeps the seat" in new.content.decode()
    assert answer["Location"] == url("desk_tickets", event)
    kind = event.ticket_types.get()
    assert (kind.price_cents, str(kind.tax_percent)) == (1250, "19.00")
    window = kind.price_windows.get()
    assert (window.price_cents, window.closes_at.isoformat()) == (900, "2026-01-01T11:00:00+00:00")
    assert "12.50" in client.get(url("desk_tickets", event)).content.decode()
    again = client.get(url("desk_ticket", event, kind.pk)).context["form"]
    assert (again["price"].value(), again["window_0_price"].value()) == ("12.50", "9.00")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", "-1"),
        ("price", "12.505"),
        ("price", "free"),
        ("price", "NaN"),
        ("price", "1e99"),
        ("price", "999999999"),
        ("tax_percent", "101"),
        ("most_an_order", "0"),
        ("name", ""),
        ("kind", "other"),
        ("sells_from", "2026-13-01T00:00"),
        ("window_0_from", "2026-01-01T12:00"),
        ("window_1_price", "3"),
    ],
)
def test_what_cannot_be_is_told_by_the_field(client, event, organizer, field, value):
    answer = client.post(url("desk_ticket_new", event), {**TYPE, field: value})

    assert answer.status_code == 422
    wrong = answer.context["form"].errors
    assert any(name.startswith(field.rsplit("_", 1)[0]) for name in wrong), wrong
    assert not event.ticket_types.exists()


def test_yen_has_no_smaller_coin(client, event, organizer):
    Terms.objects.create(event=event, currency="JPY")

    fine = client.post(url("desk_ticket_new", event), {**TYPE, "price": "12.50"})
    whole = client.post(url("desk_ticket_new", event), {**TYPE, "price": "1200"})

    assert fine.status_code == 422 and whole.status_code == 302
    assert event.ticket_types.get().price_cents == 1200


def test_the_small_buttons_order_and_withdraw(client, event, organizer):
    a, b = (TicketType.objects.create(event=event, name=name, position=n) for n, name in enumerate("AB"))

    client.post(url("desk_ticket_do", event, b.pk), {"verb": "up"})
    client.post(url("desk_ticket_do", event, a.pk), {"verb": "withdraw"})
    client.post(url("desk_ticket_do", event, a.pk), {"verb": "nonsense"})

    assert [(row.name, row.is_withdrawn) for row in event.ticket_types.all()] == [("B", False), ("A", True)]
    assert client.get(url("desk_ticket_do", event, a.pk)).status_code == 405


def test_what_was_booked_cannot_be_deleted(client, event, organizer):
    kind = TicketType.objects.create(event=event, name="A")
    booked = make_registration(event, ticket_type=kind)

    refused = client.post(url("desk_ticket_delete", event, kind.pk))
    booked.delete()
    done = client.post(url("desk_ticket_delete", event, kind.pk))

    assert refused.status_code == 409 and done.status_code == 302
    assert not event.ticket_types.exists()


def test_a_quota_is_set_up_and_never_below_what_is_taken(client, event, organizer):
    kind = TicketType.objects.create(event=event, name="A")
    for _n in range(2):
        make_registration(event, ticket_type=kind)
    sent = {"name": "Hall", "capacity": "1", "ticket_types": [kind.pk]}

    refused = client.post(url("desk_quota_new", event), sent)
    done = client.post(url("desk_quota_new", event), {**sent, "capacity": "2"})

    assert refused.status_code == 422 and "capacity" in refused.context["form"].errors
    assert done.status_code == 302
    quota = event.quotas.get()
    assert (quota.taken, quota.capacity) == (2, 2)
    other = TicketType.objects.create(event=make_event(), name="Elsewhere")
    foreign = client.post(url("desk_quota", event, quota.pk), {**sent, "ticket_types": [other.pk]})
    assert foreign.status_code == 422 and "ticket_types" in foreign.context["form"].errors
    client.post(url("desk_quota_remove", event, quota.pk))
    assert not event.quotas.exists()


def test_terms_are_changed_and_the_currency_stays_after_a_sale(client, event, organizer):
    assert client.post(url("desk_terms", event), {**TERMS, "currency": "usd"}).status_code == 302
    assert Terms.of(event).currency == "USD"
    make_registration(event, price_cents=100)

    client.post(url("desk_terms", event), {**TERMS, "currency": "CHF"})
    wrong = client.post(url("desk_terms", event), {**TERMS, "by_transfer": "on"})

    assert Terms.of(event).currency == "USD"
    assert wrong.status_code == 422 and "by_transfer" in wrong.context["form"].errors


def test_sellers_are_kept_by_staff_alone(client, organizer):
    assert client.get(reverse("desk_sellers")).status_code == 403
    client.force_login(make_user(is_staff=True))
    assert "No seller yet" in client.get(reverse("desk_sellers")).content.decode()
    facts = {"name": "Karst e. V.", "address": "Köln", "prefix": "K-"}

    made = client.post(reverse("desk_seller_new"), facts)
    seller = Seller.objects.get()
    twice = client.post(reverse("desk_seller_new"), facts)
    client.post(reverse("desk_seller", args=[seller.pk]), {**facts, "name": "Karst"})

    seller.refresh_from_db()
    assert made.status_code == 302 and twice.status_code == 422 and seller.name == "Karst"
    assert "prefix" in twice.context["form"].errors


def test_the_list_costs_the_same_for_thirty(client, event, organizer):
    def fill(n):
        kind = TicketType.objects.create(event=event, name=f"T{n}", price_cents=100)
        Quota.objects.create(event=event, name=f"Q{n}").ticket_types.add(kind)
        make_registration(event, ticket_type=kind)

    fill(0)
    client.get(url("desk_tickets", event))
    with CaptureQueriesContext(connection) as one:
        client.get(url("desk_tickets", event))
    for n in range(1, 30):
        fill(n)

    with CaptureQueriesContext(connection) as thirty:
        page = client.get(url("desk_tickets", event))

    assert len(page.context["rows"]) == 30
    assert len(one) == len(thirty)


@pytest.mark.parametrize(
    ("price", "field"),
    [
        ({"price": "0.49"}, "price"),
        ({"window_0_price": "0.10", "window_0_until": "2036-01-01T10:00"}, "window_0_price"),
    ],
)
def test_what_no_card_pays_is_refused_beside_its_field(client, event, organizer, price, field):
    new = url("desk_ticket_new", event)

    answer = client.post(new, {**TYPE, **price})

    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert "By card at least 0.50 EUR can be paid" in answer.content.decode()
    assert client.post(new, {**TYPE, "price": "0"}).status_code == 302, "what is free is not paid"
    Terms.objects.update_or_create(event=event, defaults={"by_card": False, "at_door": True})
    assert client.post(new, {**TYPE, "name": "Sticker", **price}).status_code == 302, (
        "coins are taken at the door"
    )


def test_a_ticket_goes_up_and_down_in_the_list(client, event, organizer):
    rows = [TicketType.objects.create(event=event, name=name, position=n) for n, name in enumerate("ABC")]

    client.post(url("desk_ticket_do", event, rows[0].pk), {"verb": "down"})
    assert [row.name for row in event.ticket_types.all()] == ["B", "A", "C"]
    client.post(url("desk_ticket_do", event, rows[2].pk), {"verb": "down"})  # the last stays
    client.post(url("desk_ticket_do", event, rows[2].pk), {"verb": "up"})
    assert [row.name for row in event.ticket_types.all()] == ["B", "C", "A"]
    page = client.get(url("desk_tickets", event)).content.decode()
    assert page.count('value="up"') == page.count('value="down"') == 2
