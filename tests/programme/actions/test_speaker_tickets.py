import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.clock import now
from core.models import Job
from events.booking.actions import managing, own_seat, seats
from events.booking.actions import payment as payments
from events.booking.actions import quota as quotas
from events.booking.actions import registration as registrations
from events.booking.actions import transfer as transfers
from events.booking.actions.registration import TooLate
from events.booking.models import Attention, Registration
from events.programme.actions import session as sessions
from events.programme.actions import speaker_tickets
from events.programme.actions.session import Facts
from events.programme.models import Session
from tests.factories.booking import make_registration, make_ticket_type, register
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event, order_seats
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(kind="summit", capacity=1)


@pytest.fixture
def ann():
    return make_user(name="Ann Reed").person


def talk(event, *speakers, status="confirmed"):
    facts = Facts(title="Oaks", status=status, speakers=speakers)
    return sessions.make(event=event, facts=facts, by=None, now=now())


def change(session, *speakers, status="confirmed"):
    facts = Facts(title="Oaks", status=status, speakers=speakers)
    return sessions.change(session=session, facts=facts, by=None, now=now())


def keep(event):
    event.refresh_from_db()
    speaker_tickets.keep(event=event, by=None, now=now())


def coming(event):
    rows = Registration.objects.confirmed().filter(event=event, reason="speaker")
    return {row.person for row in rows.select_related("person")}


def letters(about):
    return Job.objects.filter(kind="booking.mail", payload__about=about).count()


def test_who_speaks_in_a_confirmed_session_has_a_ticket_by_itself_and_one(event, ann):
    bo = make_user(name="Bo").person

    session = talk(event, ann, status="draft")
    assert coming(event) == set()
    change(session, ann)
    assert coming(event) == {ann}
    change(session, ann, bo)
    assert coming(event) == {ann, bo}
    talk(event, ann)
    keep(event)

    assert Registration.objects.count() == 2
    assert letters("ticket") == 2


def test_who_is_taken_out_or_whose_session_is_cancelled_has_none_and_may_have_one_again(event, ann):
    bo = make_user(name="Bo").person
    session = talk(event, ann, bo)
    second = talk(event, bo)
    Job.objects.filter(payload__registration=Registration.objects.get(person=bo).pk).update(done_at=now())

    change(session, bo)
    assert coming(event) == {bo}
    sessions.cancel(session=session, by=None, now=now())
    assert coming(event) == {bo}  # by the second talk
    sessions.cancel(session=second, by=None, now=now())
    assert coming(event) == set()
    assert letters("cancelled") == 1  # Ann's ticket had not gone out yet

    talk(event, ann)
    assert coming(event) == {ann}


def test_it_is_beside_the_places_that_are_sold_and_whoever_waits_stays_in_line(event, ann):
    guest = register(event=event, name="Guest", email="g@x.example", now=now())
    register(event=event, name="Next", email="n@x.example", now=now())
    registrations.confirm(registration=guest, now=now())

    session = talk(event, ann)
    event.refresh_from_db()
    assert coming(event) == {ann} and (event.taken, event.waiting) == (1, 1)
    sessions.cancel(session=session, by=None, now=now())
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (1, 1)


def test_quotas_count_none_of_them(ann):
    event = make_event(kind="summit", attendance="hybrid")
    session = talk(event, ann)

    hall = quotas.set_up(event=event, name="Hall", capacity=1, attendance="in_person", by=None, now=now())

    assert coming(event) == {ann} and hall.taken == 0
    assert own_seat.switch_side(
        registration=Registration.objects.get(), attendance="online", by=None, now=now()
    )
    sessions.cancel(session=session, by=None, now=now())
    hall.refresh_from_db()
    assert hall.taken == 0


def test_who_booked_already_keeps_that_seat_marked_and_keeps_it_afterwards(event, ann):
    seat = make_registration(event, person=ann, name="Ann", email="elsewhere@x.example")

    session = talk(event, ann)
    assert coming(event) == {ann} and Registration.objects.count() == 1
    sessions.cancel(session=session, by=None, now=now())

    seat.refresh_from_db()
    assert (seat.status, seat.reason, seat.is_granted) == ("confirmed", "", False)
    assert letters("ticket") == letters("cancelled") == 0


@pytest.mark.parametrize("waits", [True, False])
def test_who_stands_in_line_or_never_confirmed_comes_in_and_the_next_one_has_the_place(event, ann, waits):
    if waits:
        register(event=event, name="Guest", email="g@x.example", now=now())
    own = register(event=event, name="Somebody", email=ann.user.email, now=now())
    register(event=event, name="Next", email="n@x.example", now=now())

    talk(event, ann)

    own.refresh_from_db()
    event.refresh_from_db()
    assert (own.status, own.name, own.is_granted) == ("confirmed", "Ann Reed", True)
    assert (event.taken, event.waiting) == (1, 1 if waits else 0)
    assert seats.count([own], {}) == {}


def test_what_is_being_paid_is_left_alone_until_it_has_run_out(event, ann):
    own = make_registration(
        event, name="Ann", email=ann.user.email, status="held", held_until=now(), price_cents=500
    )
    own.order.currency = "EUR"
    own.order.save()

    talk(event, ann)
    own.refresh_from_db()
    assert own.status == "held" and coming(event) == set()
    Registration.objects.filter(pk=own.pk).update(status="expired")
    speaker_tickets.keep_all(now=now())

    assert coming(event) == {ann}


@pytest.mark.parametrize("booked", [True, False])
def test_who_gave_it_back_gets_no_other(event, ann, booked):
    if booked:
        register(event=event, name="Ann", email=ann.user.email, person=ann, now=now())
    session = talk(event, ann)

    payments.give_up(registration=Registration.objects.get(), by=None, now=now())
    keep(event)
    talk(event, ann)
    sessions.cancel(session=session, by=None, now=now())

    assert coming(event) == set() and Registration.objects.count() == 1


def test_what_they_paid_for_beside_it_is_told_to_a_treasurer_when_they_speak_no_more(event, ann):
    session = talk(event, ann)
    ticket = Registration.objects.get()
    order, at = order_seats(make_paid_event(), pays_by="transfer"), now()
    paid = payments.record(order=order, method="transfer", by=None, now=at)
    dinner = make_ticket_type(event, kind="addon")
    make_registration(
        event, order=order, holder=ticket, is_own=False, email="", ticket_type=dinner, price_cents=4500,
        payment=paid,
    )  # fmt: skip

    sessions.cancel(session=session, by=None, now=now())

    assert set(Registration.objects.filter(event=event).values_list("status", flat=True)) == {"cancelled"}
    note = Attention.objects.get(event=event)
    assert (note.kind, note.details["amount"].split()[0]) == ("refund-asked", "45.00")


def test_it_is_theirs_alone(event, ann):
    talk(event, ann)

    with pytest.raises(TooLate):
        transfers.offer(registration=Registration.objects.get(), by=None, now=now())


def test_who_was_let_in_stays_in(event, ann):
    session = talk(event, ann)
    Registration.objects.update(checked_in_at=now())

    sessions.cancel(session=session, by=None, now=now())

    assert Registration.objects.get().status == "confirmed"


def test_who_has_no_account_has_it_at_the_address_at_which_they_said_yes(event):
    bo, nobody = make_person("Bo"), make_person("Unknown")
    proposal = make_proposal(make_call(event), make_person("Cy"))
    proposal.named.create(email="Bo@Speakers.example", person=bo, is_willing=True)

    talk(event, bo, nobody)

    row = Registration.objects.get()
    assert (row.person, row.email, row.order.language) == (bo, "bo@speakers.example", event.language)


def test_who_said_yes_has_it_before_the_schedule_is_released(event, ann):
    session = talk(event, ann, status="draft")
    make_proposal(make_call(event), ann, status="confirmed", session=session)

    keep(event)

    assert coming(event) == {ann}


@pytest.mark.parametrize("status", ["draft", "cancelled", "postponed"])
def test_nobody_gets_or_loses_one_at_an_event_that_does_not_take_place(event, ann, status):
    event.status = status
    event.save()
    session = talk(event, ann)
    assert coming(event) == set()

    event.status = "published"
    event.save()
    keep(event)
    assert coming(event) == {ann}
    event.status = status
    event.save()
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    keep(event)
    assert coming(event) == {ann}


def test_where_it_stands_already_three_questions_are_all(event, ann, django_assert_num_queries):
    talk(event, ann, *(make_user(name=f"S{n}").person for n in range(3)))

    with django_assert_num_queries(6):  # the profiles, a savepoint and its end among them
        speaker_tickets.keep(event=event, by=None, now=now())


def test_the_database_holds_that_nothing_is_granted_in_line_or_for_money(event):
    for wrong in ({"price_cents": 5}, {"status": "waiting", "waiting_since": now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_registration(event, is_granted=True, **wrong)


def test_it_is_seen_where_tickets_are(event, ann):
    make_ticket_type(event, "Regular")
    talk(event, ann)
    row = Registration.objects.get()
    client, staff = Client(), Client()
    client.force_login(ann.user)
    staff.force_login(make_user(is_staff=True))

    def page(browser, name, *args):
        return browser.get(reverse(name, args=args)).content.decode()

    assert "Speaker" in page(client, "registration", row.secret)
    assert "Hand the seat on" not in page(client, "registration", row.secret)
    assert row.get_absolute_url() in page(client, "me")
    assert ">Speaker<" in page(staff, "desk_registrations", event.slug)
    assert "Speaker" in page(staff, "desk_registration", event.slug, row.pk)
    assert "beside the places" in page(staff, "desk_figures", event.slug)
    assert "Speakers" in page(staff, "desk_attendance", event.slug)
    file = b"".join(staff.get(reverse("desk_export_csv", args=[event.slug])).streaming_content).decode()
    assert "speaker" in file.splitlines()[1]
    phone = staff.get(reverse("desk_check_in_list", args=[event.slug])).json()
    kind = phone["attendees"][0][phone["columns"].index("ticket_type")]
    assert phone["ticket_types"][kind] == "Speaker"

    managing.resend(registration=row, by=None, now=now())
    registrations.cancel(registration=row, by=None, now=now())
    assert "ask the organizers" in page(client, "registration", row.secret)
