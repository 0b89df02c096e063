"""Letters to a chosen part of the attendees, and the figures."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import outbox
from core.clock import now
from events.booking import finding
from events.booking.models import Letter, Order, Payment, Quota, Terms, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


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


WORDS = {"subject": "News of {event}", "body": "Hello {name},\n\n<script>x</script> **come**"}


def test_a_letter_is_written_looked_at_sent_and_called_back(client, event, organizer):
    make_registration(event, name="[Ann](https://bad.example)")
    make_registration(event, name="Bo", status="cancelled")
    page = url("desk_letter_new", event)

    look = client.post(page, {**WORDS, "verb": "look"})
    text = look.content.decode()
    assert "Send to 1 person" in text and "News of Oak night" in text
    assert "<strong>come</strong>" in text and "<script>x" not in text and 'href="https://bad' not in text
    assert not Letter.objects.exists()
    key = look.context["form"]["key"].value() or ""
    sent = client.post(page, {**WORDS, "verb": "send", "count": "1", "key": key})

    letter = Letter.objects.get()
    assert sent["Location"] == url("desk_letter", event, letter.pk)
    assert "Call it back" in client.get(sent["Location"]).content.decode()
    client.post(sent["Location"])
    letter.refresh_from_db()
    assert letter.called_back_at
    assert "Called back" in client.get(url("desk_mail", event)).content.decode()


def test_another_number_by_now_is_looked_at_again(client, event, organizer):
    make_registration(event)

    answer = client.post(url("desk_letter_new", event), {**WORDS, "verb": "send", "count": "7"})
    odd = client.post(url("desk_letter_new", event), {**WORDS, "verb": "send", "count": "-1"})

    assert answer.status_code == 409 == odd.status_code and not Letter.objects.exists()
    assert "look at the number again" in answer.content.decode()
    assert "Send to 1 person" in answer.content.decode()


def test_only_the_chosen_are_counted(client, event, organizer):
    kind = TicketType.objects.create(event=event, name="Student")
    make_registration(event, ticket_type=kind)
    make_registration(event)

    page = client.get(url("desk_letter_new", event), {"ticket_type": kind.pk})
    sent = client.post(
        f"{url('desk_letter_new', event)}?ticket_type={kind.pk}", {**WORDS, "verb": "send", "count": "1"}
    )

    assert "To 1 person" in page.content.decode() and "Ticket: Student" in page.content.decode()
    assert sent.status_code == 302 and Letter.objects.get().choice == {"ticket_type": str(kind.pk)}


@pytest.mark.parametrize(
    ("field", "sent"),
    [("subject", {"subject": ""}), ("body", {"body": "{firstname}"}), ("body", {"body": "x" * 20_001})],
)
def test_a_letter_that_cannot_be_is_told_by_the_field(client, event, organizer, field, sent):
    make_registration(event)

    answer = client.post(url("desk_letter_new", event), {**WORDS, "verb": "look", **sent})

    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_an_organizer_of_another_event_reads_and_calls_back_nothing(client, event, organizer):
    other = make_event()
    letter = Letter.objects.create(
        event=other, subject="A", body="B", key=other.uuid, created_at=now(), due_at=now()
    )

    assert client.post(url("desk_letter", other, letter.pk)).status_code == 403
    assert client.get(url("desk_letter", event, letter.pk)).status_code == 404
    letter.refresh_from_db()
    assert letter.called_back_at is None


def test_figures_of_nobody_and_of_an_event_that_is_over(client, event, organizer):
    assert "Nobody yet" in client.get(url("desk_figures", event)).content.decode()
    at = now()
    over = make_event(starts_at=at - dt.timedelta(days=2), capacity=10)
    make_crew(over, organizer.person)
    kind = TicketType.objects.create(event=over, name="Student")
    Quota.objects.create(event=over, name="Hall", capacity=5)
    for n in range(4):
        make_registration(
            over,
            ticket_type=kind,
            checked_in_at=at if n else None,
            created_at=at - dt.timedelta(days=9 - n),
        )
    order = Order.objects.first()
    Payment.objects.create(
        order=Order.objects.filter(event=over).first(),
        method="card",
        status="paid",
        amount_cents=1250,
        refunded_cents=250,
        currency="EUR",
        created_at=at,
        paid_at=at,
    )
    assert order

    page = client.get(url("desk_figures", over))
    text = page.content.decode()

    tiles = {tile["label"]: tile["value"] for tile in page.context["tiles"]}
    assert tiles["Did not come"] == 1 and tiles["Came"] == 3
    assert "25 % of those confirmed" in text and "12.50 EUR" in text and "10.00 EUR" in text
    assert page.context["growth"].rows[-1]["values"] == [4]
    assert "Hall" in text and "By ticket" in text


def test_figures_and_letters_cost_the_same_for_thirty(client, event, organizer):
    kind = TicketType.objects.create(event=event, name="Student")
    pages = [url(name, event) for name in ("desk_figures", "desk_letter_new", "desk_mail")]

    def fill(n):
        make_registration(event, ticket_type=kind, created_at=now() - dt.timedelta(days=n))
        Quota.objects.create(event=event, name=f"Q{n}")
        key = make_event().uuid
        Letter.objects.create(
            event=event, subject="A", body="B", key=key, by=organizer, created_at=now(), due_at=now()
        )

    fill(0)
    counts = []
    for rows in (0, 29):
        for n in range(rows):
            fill(n + 1)
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))

    assert counts[:3] == counts[3:]


def test_who_said_that_they_still_come_is_counted_and_found(client, event, organizer):
    Terms.objects.create(event=event, asks_again_at=now())
    make_registration(event, name="Ann Reed", still_comes_at=now())
    row = make_registration(event, name="Bo Birch")

    tiles = client.get(url("desk_figures", event)).context["tiles"]
    assert {"label": "Say they still come", "value": 1, "of": 2} in tiles
    found = client.get(url("desk_registrations", event), {"still_comes": "no"}).content.decode()
    assert "Bo Birch" in found and "Ann Reed" not in found

    client.post(reverse("coming", args=[row.secret]), {"verb": "yes"})
    row.refresh_from_db()
    assert row.still_comes_at
    page = client.get(url("desk_registration", event, row.pk)).content.decode()
    assert "Said “I still come”" in page


def test_mails_to_buyers_and_to_former_holders_are_counted(client, event, organizer):
    seat = make_registration(event)
    outbox.put("booking.order_mail", {"order": seat.order_id})
    outbox.put("booking.order_mail", {"order": make_registration(make_event()).order_id})
    outbox.put(
        "booking.handed_on_mail",
        {"registration": seat.pk, "name": "A", "email": "a@b.example", "sequence": 1},
    )
    outbox.put("booking.mail", {"registration": seat.pk, "about": "ticket"})

    told = finding.told(event)

    assert {about: row["open"] for about, row in told.items()} == {"order": 1, "handed_on": 1, "ticket": 1}
    assert (
        "To who had a seat that somebody else has now" in client.get(url("desk_mail", event)).content.decode()
    )


def test_who_came_has_a_place_in_the_menu_once_the_doors_are_open(client, event, organizer):
    address = url("desk_attendance", event)
    assert address not in [
        entry["url"] for entry in client.get(url("desk_figures", event)).context["desk_nav"]
    ]

    event.starts_at = now() - dt.timedelta(hours=1)
    event.save(update_fields=["starts_at"])

    assert address in [entry["url"] for entry in client.get(url("desk_figures", event)).context["desk_nav"]]
    nav = client.get(address).context["desk_nav"]
    assert [entry["title"] for entry in nav if entry["active"]] == ["Who came"]
