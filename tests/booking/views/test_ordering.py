"""Ordering tickets over HTTP, as a browser without scripts does it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import now as clock_now
from events.booking.models import Code, Order, PriceWindow, Question, Quota, Registration, Terms, TicketType
from events.models import Event
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada", "email": "ada@people.example"}


def make_type(event: Event, name: str = "Standard", **fields) -> TicketType:
    return TicketType.objects.create(event=event, name=name, **fields)


def make_code(event: Event, code: str = "OAK", **fields) -> Code:
    return Code.objects.create(event=event, code=code, created_at=clock_now(), **fields)


def page(client: Client, event: Event, more: str = "") -> str:
    answer = client.get(reverse("register", args=[event.slug]) + more)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, event: Event, kind: TicketType | None = None, **sent):
    named = {name.replace("__", "-"): value for name, value in sent.items()}
    kinds = {"ticket_type": kind.pk} if kind else {}
    return client.post(reverse("register", args=[event.slug]), {**ADA, **kinds, **named})


def test_each_ticket_says_what_it_costs_now_and_why_it_cannot_be_had(client: Client) -> None:
    event, now = make_event(), clock_now()
    early = make_type(event, "Early", price_cents=9900)
    PriceWindow.objects.create(ticket_type=early, price_cents=5000, closes_at=now + dt.timedelta(days=2))
    make_type(event, "Later", price_cents=100, sells_from=now + dt.timedelta(days=1))
    make_type(event, "Former", price_cents=100, sells_until=now - dt.timedelta(days=1))
    make_type(event, "Members", for_members=True)
    make_type(event, "Secret", is_hidden=True)
    full = make_type(event, "Workshop ticket")
    Quota.objects.create(event=event, name="q", capacity=3, taken=3).ticket_types.add(full)

    said = page(client, event)

    assert "50.00\N{NO-BREAK SPACE}EUR" in said and "99.00\N{NO-BREAK SPACE}EUR" in said
    for words in (
        "This price until",
        "On sale from",
        "No longer on sale",
        "For members",
        "you stand in line",
    ):
        assert words in said
    assert "Secret" not in said


def test_hidden_tickets_are_shown_by_a_code_alone(client: Client) -> None:
    event = make_event()
    make_type(event, "Open to all")
    hidden = make_type(event, "Guests of honour", is_hidden=True)
    make_code(event, "SPEAKS", opens_hidden=True)

    assert "Guests of honour" not in page(client, event)
    assert "Guests of honour" in page(client, event, "?code=speaks")
    assert "Guests of honour" in send(client, event, update="code", code="SPEAKS").content.decode()
    assert send(client, event, hidden).status_code == 422
    assert Order.objects.count() == 0
    assert send(client, event, hidden, code="speaks").status_code == 302


def test_a_wrong_code_is_told_beside_its_field_and_loses_nothing(client: Client) -> None:
    event = make_event()
    kind = make_type(event, price_cents=100)

    answer = send(client, event, kind, update="code", code="NOPE", quantity="3", attendee__2__name="Bo Birch")

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no such code for you." in said
    assert all(words in said for words in ("ada@people.example", "Bo Birch", 'name="attendee-3-name"'))
    assert "Choose a ticket" not in said
    assert Order.objects.count() == 0


def test_a_code_is_applied_before_anything_is_booked(client: Client) -> None:
    event = make_event()
    kind = make_type(event, price_cents=10_000)
    make_code(event, percent=25)

    said = send(client, event, kind, update="code", code="oak", quantity="2").content.decode()

    assert "The code is applied." in said
    assert "75.00\N{NO-BREAK SPACE}EUR" in said and "150.00\N{NO-BREAK SPACE}EUR" in said


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "eleven", "11", "1.5"])
def test_bad_quantities_are_refused_at_their_field(client: Client, quantity: str) -> None:
    event = make_event(capacity=50)
    kind = make_type(event, price_cents=100)

    answer = send(client, event, kind, quantity=quantity)

    assert answer.status_code == 422
    assert 'id="id_quantity_errors"' in answer.content.decode()
    event.refresh_from_db()
    assert (event.taken, Order.objects.count()) == (0, 0)


@pytest.mark.parametrize("sent", [{"quantity": "0"}, {"quantity": "3"}, {"ticket_type": "1"}, {"code": "X"}])
def test_what_an_event_without_tickets_does_not_sell_is_refused(client: Client, sent: dict) -> None:
    event = make_event(capacity=50)

    assert send(client, event, **sent).status_code == 422
    assert Order.objects.count() == 0


def test_tickets_of_another_event_withdrawn_ones_and_used_codes_are_refused(client: Client) -> None:
    event, other = make_event(), make_event()
    mine, theirs = make_type(event, price_cents=100), make_type(other)
    gone = make_type(event, "Gone", is_withdrawn=True)
    beside = make_type(event, "Dinner", kind="addon")
    make_code(event, "USED", percent=50, most_uses=1, uses=1)

    for kind, how in ((theirs, {}), (gone, {}), (beside, {}), (mine, {"code": "USED"}), (None, {})):
        answer = send(client, event, kind, **how)
        assert answer.status_code == 422
        assert "field-errors" in answer.content.decode()
    assert Order.objects.count() == 0


def test_what_the_form_says_of_prices_is_ignored(client: Client) -> None:
    event = make_paid_event(price=4500)

    send(
        client,
        event,
        event.ticket_types.get(),
        price="1",
        price_cents="1",
        amount="1",
        data__cents="1",
        cents="1",
    )

    assert Registration.objects.get().price_cents == 4500


def test_a_group_is_booked_in_one_go_its_names_may_follow(client: Client) -> None:
    event, user = make_event(), make_user(name="Bo")
    kind, dinner = make_type(event), make_type(event, "Dinner", kind="addon")
    client.force_login(user)

    answer = send(
        client,
        event,
        kind,
        quantity="3",
        attendee__2__name="Cy Cedar",
        attendee__2__email="Cy@people.example",
        **{f"attendee-2-addition-{dinner.pk}": "on"},
    )

    order = Order.objects.get()
    assert answer["Location"] == f"{order.get_absolute_url()}?new=1"
    seats = order.registrations.admissions().order_by("pk")
    assert [(s.name, s.email, s.is_own) for s in seats] == [
        ("Bo", user.email, True),
        ("Cy Cedar", "cy@people.example", False),
        ("", "", False),
    ]
    assert seats[1].additions.get().ticket_type == dinner


def test_update_shows_a_block_for_each_attendee_and_takes_nothing(client: Client) -> None:
    event = make_event()
    make_type(event)

    answer = client.post(
        reverse("register", args=[event.slug]), {"quantity": "3", "name": "Ada", "update": "quantity"}
    )

    said = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="attendee-2-email"' in said and 'name="attendee-3-email"' in said
    assert 'name="attendee-4-email"' not in said
    assert "This field is required" not in said
    assert Order.objects.count() == 0


class TestQuestions:
    @pytest.fixture
    def event(self) -> Event:
        return make_event()

    def test_answers_are_kept_with_the_seat_they_are_about(self, client: Client, event: Event) -> None:
        kind, user = make_type(event), make_user(name="Bo")
        size = Question.objects.create(event=event, label="Size?", kind="choice", options=["S", "L"])
        diet = Question.objects.create(
            event=event, label="Diet?", kind="several", options=["vegan", "none"], is_sensitive=True
        )
        client.force_login(user)

        send(
            client,
            event,
            kind,
            quantity="2",
            attendee__2__name="Cy",
            **{f"question-{size.pk}": "S", f"attendee-2-question-{size.pk}": "L"},
            **{f"question-{diet.pk}": ["vegan"]},
        )

        first, second = Registration.objects.order_by("pk")
        assert first.answers.get().value == "S" and second.answers.get().value == "L"
        assert first.sensitiveanswers.get().value == ["vegan"]

    def test_what_must_be_answered_is_needed_only_where_it_is_asked(
        self, client: Client, event: Event
    ) -> None:
        one, two = make_type(event, "One"), make_type(event, "Two")
        only_two = Question.objects.create(event=event, label="Why two?", is_required=True)
        only_two.ticket_types.add(two)
        come = Question.objects.create(event=event, label="Dinner?", kind="yes")
        what = Question.objects.create(
            event=event, label="What?", is_required=True, shown_if=come, shown_if_answer="yes"
        )

        assert send(client, event, two).status_code == 422
        assert send(client, event, one, **{f"question-{come.pk}": "yes"}).status_code == 422
        assert Order.objects.count() == 0
        assert send(client, event, one, **{f"question-{what.pk}": "Unasked"}).status_code == 302
        assert Registration.objects.get().answers.count() == 0, "what was not asked is not kept"

    def test_what_an_addition_asks_is_asked_of_each_who_books_it(self, client: Client, event: Event) -> None:
        kind, dinner = make_type(event), make_type(event, "Dinner", kind="addon")
        diet = Question.objects.create(event=event, label="Diet?", is_required=True)
        diet.ticket_types.add(dinner)
        two = {"quantity": "2", "attendee__2__name": "Cy", f"addition-{dinner.pk}": "on"}
        both = {**two, f"attendee-2-addition-{dinner.pk}": "on"}
        mine, theirs = {f"question-{diet.pk}": "vegan"}, {f"attendee-2-question-{diet.pk}": "meat"}

        form = page(client, event)
        assert f'data-types="{dinner.pk}"' in form and f'data-addition="{dinner.pk}"' in form
        for sent, wrong in ((two, mine), (both | mine, theirs)):
            refused = send(client, event, kind, **sent)
            assert refused.status_code == 422 and list(refused.context["form"].errors) == list(wrong)
            assert 'value="Cy"' in refused.content.decode()
        assert Order.objects.count() == 0
        for sent in (two | mine | theirs, both | mine | theirs):
            assert send(client, event, kind, **sent, email=f"{len(sent)}@people.example").status_code == 302

        answers = [[a.value for a in row.answers.all()] for row in Registration.objects.filter(holder=None)]
        assert answers == [["vegan"], [], ["vegan"], ["meat"]]
        seat = Registration.objects.filter(holder=None).last()
        Registration.objects.filter(holder=None).update(email_confirmed_at=clock_now())
        assert "Diet?" in client.get(seat.get_absolute_url()).content.decode()

    def test_nobody_known_yet_need_not_answer(self, client: Client, event: Event) -> None:
        kind = make_type(event)
        must = Question.objects.create(event=event, label="Size?", is_required=True)

        refused = send(
            client, event, kind, quantity="2", attendee__2__name="Cy", **{f"question-{must.pk}": "S"}
        )
        taken = send(client, event, kind, quantity="2", **{f"question-{must.pk}": "S"})

        assert (refused.status_code, taken.status_code) == (422, 302)

    def test_an_answer_that_was_not_offered_is_refused(self, client: Client, event: Event) -> None:
        kind = make_type(event)
        size = Question.objects.create(event=event, label="Size?", kind="choice", options=["S", "L"])

        assert send(client, event, kind, **{f"question-{size.pk}": "XXXL"}).status_code == 422

    def test_an_event_without_tickets_may_ask_too(self, client: Client, event: Event) -> None:
        size = Question.objects.create(event=event, label="Size <b>?", is_required=True)

        assert "Size &lt;b&gt;?" in page(client, event)
        assert send(client, event).status_code == 422
        assert send(client, event, **{f"question-{size.pk}": "S"}).status_code == 302
        assert Registration.objects.get().answers.get().value == "S"


def test_at_a_hybrid_event_each_says_where_they_come(client: Client) -> None:
    event = make_event(attendance=Event.Attendance.HYBRID)
    free, fixed = make_type(event, "Either"), make_type(event, "Stream", attendance="online")

    send(client, event, free, attendance="online", quantity="2", attendee__2__attendance="in_person")
    send(client, event, fixed, attendance="in_person", email="bo@people.example")

    assert list(Registration.objects.order_by("pk").values_list("attendance", flat=True)) == [
        "online",
        "in_person",
        "online",
    ]


def test_who_does_not_say_where_takes_a_seat_in_the_hall(client: Client) -> None:
    event = make_event(attendance=Event.Attendance.HYBRID)
    kind = make_type(event)
    hall = Quota.objects.create(event=event, name="hall", attendance="in_person", capacity=2)

    send(client, event, kind, quantity="2")
    send(client, event, kind, email="late@people.example")

    hall.refresh_from_db()
    assert (hall.taken, hall.waiting) == (2, 1)


def test_payment_and_invoice_are_asked_for_only_where_something_costs(client: Client) -> None:
    free, paid = make_event(), make_paid_event()
    make_type(free)

    assert "invoice_address" not in page(client, free)
    assert all(words in page(client, paid) for words in ("invoice_address", "Bank transfer", "At the door"))


def test_a_way_to_pay_that_is_not_offered_is_refused(client: Client) -> None:
    event = make_paid_event()
    Terms.objects.filter(event=event).update(at_door=False)

    assert send(client, event, event.ticket_types.get(), pays_by="door").status_code == 422
    assert Order.objects.count() == 0


def test_an_order_of_before_is_never_shown_to_who_only_knows_its_email(client: Client) -> None:
    event = make_paid_event()
    free = make_type(event, "Free")
    send(client, event, event.ticket_types.first())
    order = Order.objects.get()

    answer = send(Client(), event, free)

    assert answer["Location"] == reverse("registered", args=[event.slug])
    assert order.secret not in answer["Location"]


class TestForOthers:
    def test_whoever_is_registered_books_more_and_names_who_comes(self, client: Client) -> None:
        event, user = make_paid_event(), make_user(name="Ada")
        kind, where = event.ticket_types.get(), reverse("register", args=[event.slug])
        client.force_login(user)
        client.post(where, {"ticket_type": kind.pk, "pays_by": "door"})
        own = Registration.objects.get()

        ticket = client.get(where, follow=True)
        assert ticket.redirect_chain[-1][0] == own.get_absolute_url()
        assert f"{where}?for=others" in ticket.content.decode()
        form = client.get(f"{where}?for=others").content.decode()
        assert "You book for others" in form and 'name="name"' in form and 'name="visibility"' not in form
        answer = client.post(
            f"{where}?for=others",
            {
                "ticket_type": kind.pk,
                "pays_by": "door",
                "quantity": "2",
                "name": "Bo",
                "email": "bo@people.example",
            },
        )

        order = Order.objects.exclude(pk=own.order_id).get()
        assert answer["Location"] == f"{order.get_absolute_url()}?new=1"
        assert [(row.name, row.email, row.is_own) for row in order.registrations.order_by("pk")] == [
            ("Bo", "bo@people.example", False),
            ("", "", False),
        ]

    def test_a_guest_books_for_others_only_beside_their_own(self, client: Client) -> None:
        event = make_event()
        kind = make_type(event)

        client.post(f"{reverse('register', args=[event.slug])}?for=others", {**ADA, "ticket_type": kind.pk})

        assert Registration.objects.get().is_own

    def test_where_there_is_nothing_to_choose_each_registers_for_themselves(self, client: Client) -> None:
        event, user = make_event(), make_user(name="Ada")
        client.force_login(user)
        where = reverse("register", args=[event.slug])
        client.post(where)

        answer = client.get(f"{where}?for=others")

        assert answer["Location"] == Registration.objects.get().get_absolute_url()


def test_whoever_has_a_code_for_a_reason_need_not_know_it(client: Client) -> None:
    event, user = make_paid_event(), make_user(name="Ada")
    make_code(event, "ACTIVE-7", percent=100, most_uses=1, person=user.person, reason="active user")
    make_code(event, "OTHER", percent=100, person=make_user(name="Bo").person, reason="active user")
    client.force_login(user)

    form = client.get(reverse("register", args=[event.slug])).content.decode()

    assert 'value="ACTIVE-7"' in form and "The code is applied." in form and "OTHER" not in form


class TestYesOrNo:
    def test_where_it_must_be_answered_no_is_an_answer(self, client: Client) -> None:
        event = make_event()
        bed = Question.objects.create(event=event, label="Need a bed?", kind="yes", is_required=True)

        assert send(client, event).status_code == 422
        assert send(client, event, **{f"question-{bed.pk}": "no"}).status_code == 302
        assert Registration.objects.get().answers.get().value is False

    def test_a_box_must_be_ticked_where_everybody_has_to_agree(self, client: Client) -> None:
        event = make_event()
        box = Question.objects.create(event=event, label="I am of age", kind="agree", is_required=True)
        news = Question.objects.create(event=event, label="News", kind="agree")

        assert send(client, event).status_code == 422
        assert send(client, event, **{f"question-{box.pk}": "on"}).status_code == 302
        assert [answer.question for answer in Registration.objects.get().answers.all()] == [box]
        assert news.label in page(client, event)
