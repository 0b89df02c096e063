import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.clock import now
from core.models import AuditEntry
from events.booking.actions import code as codes
from events.booking.actions import ticket_type as actions
from events.booking.actions.order import Guest, NotSold
from events.booking.actions.ticket_type import Facts
from events.booking.rules.prices import Window
from events.signals import sale_changed
from tests.factories.booking import book, make_code, make_registration, make_ticket_type
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def add(event, name, **facts):
    return actions.add(event=event, facts=Facts(name=name, **facts), by=None, now=now())


def test_types_stand_in_the_order_in_which_they_were_added_and_move(event):
    a, b, c = (add(event, name) for name in "ABC")

    actions.move(ticket_type=c, up=True, by=None)
    actions.move(ticket_type=a, up=True, by=None)  # the first stays the first

    assert [row.name for row in event.ticket_types.all()] == ["A", "C", "B"]
    assert b.pk


def test_a_name_stands_once_however_it_is_written(event):
    add(event, "Regular")

    with pytest.raises(ValidationError) as no:
        add(event, "regular")

    assert list(no.value.error_dict) == ["name"]


def test_a_change_replaces_the_windows_and_leaves_what_was_booked(event):
    soon = now() + dt.timedelta(days=3)
    row = add(event, "Regular", price_cents=2000, windows=(Window(cents=1000, closes_at=soon),))
    booked = make_registration(event, ticket_type=row, price_cents=1000)

    actions.change(
        ticket_type=row,
        facts=Facts(name="Regular", price_cents=3000, windows=(Window(cents=1500, opens_at=soon),)),
        by=None,
        now=now(),
    )

    booked.refresh_from_db()
    assert booked.price_cents == 1000
    assert [(w.price_cents, w.opens_at) for w in row.price_windows.all()] == [(1500, soon)]


def test_what_somebody_booked_is_withdrawn_and_neither_deleted_nor_made_an_addition(event):
    row = add(event, "Regular")
    make_registration(event, ticket_type=row)

    with pytest.raises(ValidationError):
        actions.delete(ticket_type=row, by=None, now=now())
    with pytest.raises(ValidationError) as no:
        actions.change(ticket_type=row, facts=Facts(name="Regular", kind="addon"), by=None, now=now())
    actions.withdraw(ticket_type=row, by=None, now=now())

    row.refresh_from_db()
    assert "kind" in no.value.error_dict and row.is_withdrawn
    actions.offer_again(ticket_type=row, by=None, now=now())
    row.refresh_from_db()
    assert not row.is_withdrawn


def test_a_code_bound_to_a_type_keeps_it_from_being_deleted_and_so_never_opens_all(event):
    row = add(event, "Regular")
    codes.grant(event=event, reason="by hand", by=None, now=now(), ticket_types=(row,))

    with pytest.raises(ValidationError):
        actions.delete(ticket_type=row, by=None, now=now())


def test_the_floors_above_hear_that_the_sale_changed_and_the_trail_says_so(event):
    heard = []

    def hear(sender, event, **kwargs):
        heard.append(event)

    sale_changed.connect(hear)
    try:
        row = add(event, "Regular")
        actions.delete(ticket_type=row, by=None, now=now())
    finally:
        sale_changed.disconnect(hear)

    assert heard == [event, event]
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {
        "add ticket type",
        "delete ticket type",
    }


def test_a_hidden_addition_is_sold_by_its_code_alone_and_no_more_of_it_than_an_order_may_hold(event):
    kind = make_ticket_type(event)
    secret = make_ticket_type(event, kind="addon", is_hidden=True)
    dinner = make_ticket_type(event, kind="addon", most_an_order=2)
    make_code(event, "OTHER", opens_hidden=True).ticket_types.set([kind])
    make_code(event, "OPEN", opens_hidden=True).ticket_types.set([secret])

    def guests(addition, n: int = 1) -> tuple[Guest, ...]:
        return (Guest(additions=(addition.pk,)),) * n

    def refused(addition, n: int = 1, code: str = "") -> bool:
        with pytest.raises(NotSold) as told:
            book(event, ticket_type=kind.pk, guests=guests(addition, n), code=code)
        return told.value.field == f"addition-{addition.pk}" and not event.orders.exists()

    assert refused(secret) and refused(secret, code="OTHER") and refused(dinner, 3)
    assert book(event, ticket_type=kind.pk, guests=guests(secret), code="OPEN").registrations.count() == 2
    assert book(event, ticket_type=kind.pk, guests=guests(dinner, 2)).registrations.count() == 4
