import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.clock import now
from core.models import AuditEntry, Job
from events.booking.actions import managing as actions
from events.booking.actions import payment as payments
from events.booking.actions.managing import Entry
from events.booking.models import Attention, Order, Payment, Registration, Terms
from tests.factories.booking import make_quota, make_registration, register
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
Status = Registration.Status


def entry(n):
    return Entry(name=f"Ann {n}", email=f"Ann{n}@people.example")


def add(event, n=0, **how):
    return actions.add(event=event, entry=entry(n), because="free", by=None, now=now(), **how)


def taken(event):
    event.refresh_from_db()
    return event.taken, event.waiting


def test_who_is_added_has_a_seat_a_ticket_and_a_line_in_the_trail():
    event = make_event(capacity=1)

    row = add(event)

    assert (row.status, row.email, row.price_cents) == ("confirmed", "ann0@people.example", 0)
    assert taken(event) == (1, 0)
    assert Job.objects.filter(kind="booking.mail", payload__about="ticket").count() == 1
    assert AuditEntry.objects.get(verb="add by hand").details == {"because": "free"}


def test_over_capacity_is_refused_or_waits_and_leaves_nothing_half():
    event = make_event(capacity=1)
    add(event)

    with pytest.raises(actions.Full):
        add(event, 1)
    assert (Order.objects.count(), taken(event)) == (1, (1, 0))
    assert add(event, 1, may_wait=True).status == Status.WAITING
    assert taken(event) == (1, 1)


def test_the_same_address_twice_and_an_event_that_is_over_are_told():
    event = make_event()
    add(event)

    with pytest.raises(ValidationError) as twice:
        add(event)
    with pytest.raises(ValidationError):
        add(make_event(starts_at=now() - dt.timedelta(days=1)))

    assert list(twice.value.error_dict) == ["email"]


def test_a_list_is_written_whole_or_not_at_all():
    event = make_event(capacity=2)
    entries = [entry(n) for n in range(3)]

    with pytest.raises(actions.NotAdded) as no:
        actions.add_all(event=event, entries=entries, because="free", by=None, now=now())
    assert list(no.value.why) == [2]
    assert (Registration.objects.count(), taken(event), Job.objects.count()) == (0, (0, 0), 0)

    rows = actions.add_all(event=event, entries=entries, because="free", by=None, now=now(), may_wait=True)
    assert [row.status for row in rows] == ["confirmed", "confirmed", "waiting"]


def test_addresses_that_come_twice_are_told_by_their_line():
    event = make_event()
    add(event, 1)

    wrong = actions.problems(event=event, entries=[entry(0), entry(1), entry(2), entry(2)])

    assert list(wrong) == [1, 2, 3]


def test_who_is_moved_up_gets_the_next_seat():
    event = make_event(capacity=1)
    rows = [
        register(event=event, name="A", email=f"a{n}@people.example", now=now(), person=make_person())
        for n in range(3)
    ]

    moved = actions.move_up(registration=rows[2], by=None, now=now())
    assert moved.status == Status.WAITING
    actions.cancel(registration=rows[0], money_back=False, by=None, now=now())

    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["cancelled", "waiting", "confirmed"]
    with pytest.raises(ValidationError):
        actions.move_up(registration=rows[2], by=None, now=now())


@pytest.fixture
def paid():
    event = make_event()
    at = now()
    row = make_registration(event, price_cents=1000)
    Order.objects.filter(pk=row.order_id).update(currency="EUR")
    row.payment = Payment.objects.create(
        order=row.order,
        method="transfer",
        status="paid",
        amount_cents=1000,
        currency="EUR",
        created_at=at,
        paid_at=at,
    )
    row.save()
    event.taken = 1
    event.save(update_fields=["taken"])
    return Registration.objects.select_related("order", "event", "payment").get(pk=row.pk)


def test_money_goes_back_by_itself_where_the_terms_promise_it(paid):
    Terms.objects.create(event=paid.event, refunds_until=now() + dt.timedelta(days=1))

    actions.cancel(registration=paid, money_back=True, by=None, now=now())

    assert paid.refunds.get().amount_cents == 1000 and not Attention.objects.exists()


def test_else_a_treasurer_finds_a_note(paid):
    actions.cancel(registration=paid, money_back=True, by=None, now=now())

    note = Attention.objects.get()
    assert (note.kind, note.details["amount"]) == ("refund-asked", "10.00 EUR")
    assert not paid.refunds.exists()


@pytest.mark.parametrize(("gone", "left"), [(400, "6.00 EUR"), (1000, None)])
def test_the_note_asks_for_no_more_than_has_not_gone_back_yet(paid, gone, left):
    payments.give_back(payment=paid.payment, cents=gone, key="a", registration=paid, by=None, now=now())

    actions.cancel(registration=paid, money_back=True, by=None, now=now())

    assert [row.details["amount"] for row in Attention.objects.all()] == ([left] if left else [])


def test_without_money_back_nothing_is_noted(paid):
    Terms.objects.create(event=paid.event, refunds_until=now() + dt.timedelta(days=1))

    cancelled = actions.cancel(registration=paid, money_back=False, by=None, now=now())

    assert cancelled.status == Status.CANCELLED
    assert not paid.refunds.exists() and not Attention.objects.exists()


def test_a_mail_goes_out_again_at_most_every_ten_minutes():
    row = make_registration(make_event())
    at = now().replace(minute=1)

    for _n in range(2):
        actions.resend(registration=row, by=None, now=at)
    assert Job.objects.filter(kind="booking.mail").count() == 1
    row.status = Status.CANCELLED
    with pytest.raises(ValidationError):
        actions.resend(registration=row, by=None, now=at)


def test_a_name_is_mended_with_what_stands_beside_it():
    event = make_event()
    row = make_registration(event, name="Ann Reeed")
    beside = make_registration(event, holder=row, is_own=False, name="Ann Reeed")

    actions.mend_name(registration=row, name="Ann Reed", by=None, now=now())

    beside.refresh_from_db()
    assert beside.name == "Ann Reed"


@pytest.mark.parametrize(("pays_by", "status"), [("door", "confirmed"), ("transfer", "held")])
def test_who_is_to_pay_is_added_at_the_price_of_this_moment(pays_by, status):
    event = make_paid_event()
    kind = event.ticket_types.get()
    kind.price_windows.create(price_cents=3000, closes_at=now() + dt.timedelta(days=1))
    who = Entry(name="Ann", email="ann@people.example", ticket_type=kind, pays_by=pays_by)

    row = actions.add(event=event, entry=who, because=pays_by, by=None, now=now())

    assert (row.status, row.price_cents, row.order.currency) == (status, 3000, "EUR")
    assert payments.due_cents(row.order) == 3000
    paid = payments.record(order=row.order, method=pays_by, by=None, now=now())
    assert paid.invoice.gross_cents == 3000 and paid.invoice.tax_cents == 479


def test_nobody_is_added_who_is_to_pay_as_one_cannot_pay_here():
    event = make_paid_event()
    Terms.objects.update(at_door=False)
    who = Entry(name="Ann", email="a@people.example", ticket_type=event.ticket_types.get(), pays_by="door")

    with pytest.raises(ValidationError) as no:
        actions.add(event=event, entry=who, because="door", by=None, now=now())

    assert list(no.value.error_dict) == ["because"]
    assert not Order.objects.exists()


def test_who_is_added_to_a_hybrid_event_takes_a_place_on_one_side():
    event = make_event(attendance="hybrid")
    hall = make_quota(event, 1, attendance="in_person")

    add(event)

    hall.refresh_from_db()
    assert hall.taken == 1
    with pytest.raises(actions.Full):
        add(event, 1)
