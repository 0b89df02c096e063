"""A seat handed on by a link: one of all who try has it, and the former ticket opens nothing."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils.html import strip_tags

from core import outbox
from core.clock import now as clock_now
from core.wall_time import datetime_in
from events.booking.actions import question as questions
from events.booking.actions import registration as registrations
from events.booking.actions import transfer as actions
from events.booking.models import Question, Registration, Terms, TicketType, Transfer
from tests.booking.proofs.threads import TRIES, at_once
from tests.factories.booking import make_registration
from tests.factories.events import make_event
from tests.factories.paying import order_seats
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def take(transfer: Transfer, name: str = "Bo Birch", email: str = "Bo@people.example", **how) -> Registration:
    return actions.accept(
        transfer=transfer, name=name, email=email, by=None, now=how.pop("now", None) or clock_now(), **how
    )


def hold_out(seat: Registration) -> Transfer:
    return actions.offer(registration=seat, by=None, now=clock_now())


def test_who_takes_it_has_a_ticket_of_their_own_and_the_former_is_void() -> None:
    event, user = make_event(), make_user(name="Ada Ash")
    seat = make_registration(event, person=user.person, email=user.email, visibility="public", name="Ada Ash")
    question = Question.objects.create(event=event, label="Size?")
    secretly = Question.objects.create(event=event, label="Diet?", is_sensitive=True)
    questions.answer(registration=seat, answers={question.pk: "S", secretly.pk: "x"})
    before = seat.secret

    taken = take(hold_out(seat))

    seat.refresh_from_db()
    assert seat.pk == taken.pk and seat.secret != before
    assert (seat.name, seat.email, seat.person, seat.is_own) == ("Bo Birch", "bo@people.example", None, False)
    assert (seat.visibility, seat.sequence, seat.status) == ("organizers", 1, "confirmed")
    assert not seat.answers.exists() and not seat.sensitiveanswers.exists()


def test_what_was_booked_beside_goes_along() -> None:
    event = make_event()
    kind = TicketType.objects.create(event=event, name="Dinner", kind="addon")
    seat = make_registration(event)
    dinner = make_registration(
        event, order=seat.order, ticket_type=kind, holder=seat, is_own=False, email="", name=seat.name
    )
    before = dinner.secret

    take(hold_out(seat))

    dinner.refresh_from_db()
    assert dinner.secret != before and dinner.name == "Bo Birch"


@pytest.mark.django_db(transaction=True)
def test_calendars_of_both_are_told() -> None:
    seat = make_registration(make_event("Oak night"), name="Ada Ash", email="ada@people.example")
    before = seat.secret

    taken = take(hold_out(seat))
    outbox.sweep(clock_now())

    theirs = next(m for m in mail.outbox if m.to == ["ada@people.example"])
    new = next(m for m in mail.outbox if m.to == ["bo@people.example"])
    whole = theirs.message().as_string() + theirs.body
    assert "METHOD:CANCEL" in str(theirs.attachments[0][1]) and "ada@people.example" in str(
        theirs.attachments[0][1]
    )
    assert taken.secret not in whole and before not in whole
    assert "METHOD:REQUEST" in str(new.attachments[0][1]) and taken.secret in new.body


def test_the_link_is_the_same_while_it_stands_and_none_after_it_was_taken_back() -> None:
    seat = make_registration(make_event())
    first = hold_out(seat)
    assert hold_out(seat) == first

    actions.withdraw(registration=seat, by=None, now=clock_now())

    with pytest.raises(actions.NotThere):
        take(first)
    assert hold_out(seat).secret != first.secret


def test_it_works_once() -> None:
    offered = hold_out(make_registration(make_event()))
    take(offered)

    with pytest.raises(actions.NotThere):
        take(offered, "Cy")
    assert Registration.objects.get().name == "Bo Birch"


def test_it_ends_when_the_event_begins_or_the_seat_is_nobodys() -> None:
    event = make_event()
    late, gone = make_registration(event), make_registration(event)
    late_offer, gone_offer = hold_out(late), hold_out(gone)
    event.taken = 2
    event.save()
    registrations.cancel(registration=gone, by=None, now=clock_now())

    with pytest.raises(actions.NotThere):
        take(late_offer, now=event.starts_at + dt.timedelta(seconds=1))
    with pytest.raises(actions.NotThere):
        take(gone_offer)


@pytest.mark.parametrize("fields", [{"status": "waiting", "confirmed_at": None}, {"checked_in_at": True}])
def test_only_a_confirmed_seat_that_nobody_came_in_on_is_handed_on(fields: dict) -> None:
    now = clock_now()
    fields = {name: now if value is True else value for name, value in fields.items()}
    if fields.get("status") == "waiting":
        fields["waiting_since"] = now
    seat = make_registration(make_event(), **fields)

    with pytest.raises(actions.TooLate):
        hold_out(seat)


def test_nothing_is_handed_on_after_the_set_instant() -> None:
    event = make_event()
    Terms.objects.create(event=event, changes_until=clock_now() - dt.timedelta(minutes=1))

    with pytest.raises(actions.TooLate):
        hold_out(make_registration(event))


def test_a_link_ends_at_the_set_instant_also_where_it_was_set_when_the_link_was_out(client) -> None:
    event, now = make_event(), clock_now()
    early = hold_out(make_registration(event))
    terms = Terms.objects.create(event=event, changes_until=now + dt.timedelta(days=1))
    late = hold_out(make_registration(event))
    after = terms.changes_until + dt.timedelta(seconds=1)

    assert late.expires_at == terms.changes_until
    for link in (early, late):
        page = reverse("transfer", args=[link.secret])
        assert str(datetime_in(terms.changes_until, event.timezone)) in client.get(page).content.decode()
        with time_machine.travel(after, tick=False):
            assert client.get(page).status_code == 410
        with pytest.raises(actions.NotThere):
            take(link, now=after)
        mail.outbox.clear()
        assert take(link).name == "Bo Birch"
        outbox.sweep(clock_now())
        told = next(m for m in mail.outbox if m.to == ["bo@people.example"] and "Your ticket" in m.subject)
        instant = strip_tags(datetime_in(terms.changes_until, event.timezone))
        assert instant in told.body and instant in str(told.alternatives[0][0])


def test_a_seat_for_holders_of_another_ticket_goes_to_such_holders_alone(client) -> None:
    summit = make_event()
    day = make_event(parent=summit)
    Terms.objects.create(event=day, for_holders=True)
    make_registration(summit, email="bo@people.example")
    seat = make_registration(day, is_own=False, email="ada@people.example")
    link = hold_out(seat)
    page, order = reverse("transfer", args=[link.secret]), seat.order.get_absolute_url()
    cy = {"name": "Cy", "email": "cy@people.example"}

    naming = {"verb": "rename", "seat": seat.pk} | {f"seat-{seat.pk}-{key}": cy[key] for key in cy}
    for address, sent in ((page, cy), (order, naming), (seat.get_absolute_url(), {"verb": "rename", **cy})):
        refused = client.post(address, sent)
        assert refused.status_code == 422 and "holders of a ticket" in refused.content.decode()
    Registration.objects.filter(pk=seat.pk).update(email="")
    assert client.post(order, naming).status_code == 422  # whom nobody named yet
    assert hold_out(seat) == link

    taken = client.post(page, {"name": "Bo", "email": "bo@people.example"})
    assert Registration.objects.get(pk=seat.pk).email == "bo@people.example"
    assert taken.url == day.get_absolute_url(), (
        "whoever reads the mailbox is a holder, not whoever typed its address"
    )


def test_the_buyer_writes_nobody_off_an_own_seat() -> None:
    event, user = make_event(), make_user(name="Ada Ash")
    TicketType.objects.create(event=event, name="Free")
    order = order_seats(event, 2, email=user.email, person=user.person)

    with pytest.raises(actions.TooLate):
        actions.hand_to(
            registration=order.registrations.get(is_own=True),
            name="X",
            email="x@y.example",
            by=None,
            now=clock_now(),
        )


@pytest.mark.django_db(transaction=True)
def test_of_forty_links_asked_for_at_once_all_are_one() -> None:
    seat = make_registration(make_event())

    found = at_once([lambda: hold_out(seat)] * TRIES)

    assert {type(row) for row in found} == {Transfer}
    assert len({row.secret for row in found}) == 1
