"""Seats: never too many, never one free while somebody waits, always in order."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import F

from core import outbox
from core.clock import now as clock_now
from core.models import AuditEntry, Job
from events.actions import event as event_actions
from events.booking.actions import registration as actions
from events.booking.actions import seats
from events.booking.models import Registration
from events.models import Event
from tests.factories.booking import book, make_code, make_registration, register
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NOW = clock_now()
Status = Registration.Status


def guest(event: Event, n: int, now: dt.datetime = NOW) -> Registration:
    return register(event=event, name=f"Guest {n}", email=f"guest{n}@people.example", now=now)


def member(event: Event, now: dt.datetime = NOW) -> Registration:
    user = make_user(name="Somebody")
    return register(
        event=event, name=user.person.name, email=user.email, person=user.person, by=user, now=now
    )


def counters(event: Event) -> tuple[int, int]:
    event.refresh_from_db()
    return event.taken, event.waiting


def counted(event: Event) -> tuple[int, int]:
    """What the counters should say, from the rows."""
    rows = Registration.objects.filter(event=event)
    return rows.seated().count(), rows.in_line().count()


def test_register_signed_in_is_confirmed_at_once() -> None:
    registration = member(make_event(capacity=5))

    assert registration.status == Status.CONFIRMED
    assert counters(registration.event) == (1, 0)
    assert AuditEntry.objects.filter(
        verb="register", thing="booking.order", thing_id=str(registration.order_id)
    ).exists()


def test_register_guest_holds_a_seat_until_the_button_is_pressed() -> None:
    registration = guest(make_event(capacity=5), 1)

    assert registration.status == Status.HELD
    assert registration.held_until == NOW + dt.timedelta(minutes=30)
    assert counters(registration.event) == (1, 0)

    confirmed = actions.confirm(registration=registration, now=NOW + dt.timedelta(minutes=29))

    assert confirmed.status == Status.CONFIRMED
    assert counters(registration.event) == (1, 0)


def test_register_beyond_the_last_seat_joins_the_line() -> None:
    event = make_event(capacity=2)

    found = [member(event).status for _ in range(4)]

    assert found == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITING, Status.WAITING]
    assert counters(event) == (2, 2) == counted(event)


def test_register_does_not_pass_those_who_wait() -> None:
    event = make_event(capacity=2)
    member(event)
    Event.objects.filter(pk=event.pk).update(waiting=1)
    make_registration(event, status=Status.WAITING, waiting_since=NOW, confirmed_at=None)

    assert not seats.claim({("event", event.pk): 1}), "a free seat belongs to the line"


def test_cancel_hands_the_seat_to_the_next_in_line_in_the_same_breath() -> None:
    event = make_event(capacity=1)
    first, second, third = member(event), member(event), member(event)

    actions.cancel(registration=first, by=None, now=NOW)

    second.refresh_from_db(), third.refresh_from_db()
    assert (second.status, third.status) == (Status.CONFIRMED, Status.WAITING)
    assert counters(event) == (1, 1) == counted(event)


def test_cancel_twice_gives_one_seat_back() -> None:
    event = make_event(capacity=2)
    first = member(event)
    member(event)

    actions.cancel(registration=first, by=None, now=NOW)
    actions.cancel(registration=first, by=None, now=NOW)

    assert counters(event) == (1, 0) == counted(event)


def test_hold_that_nobody_confirms_goes_to_the_next_in_line() -> None:
    event = make_event(capacity=1)
    held, waiting = guest(event, 1), member(event, NOW + dt.timedelta(minutes=1))

    assert not actions.expire(order=held.order, now=NOW + dt.timedelta(minutes=29))
    assert actions.expire(order=held.order, now=NOW + dt.timedelta(minutes=30))

    held.refresh_from_db(), waiting.refresh_from_db()
    assert (held.status, waiting.status) == (Status.EXPIRED, Status.CONFIRMED)
    assert counters(event) == (1, 0) == counted(event)


def test_hold_runs_out_by_the_outbox_alone() -> None:
    event = make_event(capacity=1)
    held = guest(event, 1, clock_now())

    outbox.sweep(clock_now() + dt.timedelta(minutes=31))

    held.refresh_from_db()
    assert held.status == Status.EXPIRED
    assert counters(event) == (0, 0)


def test_guest_in_line_who_never_confirms_leaves_the_line() -> None:
    event = make_event(capacity=1)
    member(event)
    waiting = guest(event, 2)
    assert waiting.status == Status.WAITING

    actions.expire(order=waiting.order, now=NOW + dt.timedelta(minutes=30))

    assert counters(event) == (1, 0) == counted(event)


def test_confirm_after_the_half_hour_gets_a_free_seat_or_the_end_of_the_line() -> None:
    roomy, full = make_event(capacity=2), make_event(capacity=1)
    late = NOW + dt.timedelta(hours=1)
    lucky, unlucky = guest(roomy, 1), guest(full, 2)
    actions.expire(order=unlucky.order, now=late)
    member(full, late)

    lucky = actions.confirm(registration=lucky, now=late)
    unlucky = actions.confirm(registration=unlucky, now=late)

    assert (lucky.status, unlucky.status) == (Status.CONFIRMED, Status.WAITING)
    assert counters(roomy) == (1, 0) == counted(roomy)
    assert counters(full) == (1, 1) == counted(full)


@pytest.mark.parametrize(
    "change",
    [
        None,
        {"is_withdrawn": True},
        {"sells_until": NOW + dt.timedelta(hours=1)},
        {"price_cents": 9000},
        {"code": {"ends_at": NOW + dt.timedelta(hours=1)}},
        {"code": {"withdrawn_at": NOW}},
        {"code": {"percent": 10}},
    ],
)
def test_once_the_half_hour_is_over_todays_offer_counts(change: dict | None) -> None:
    """While it is held the price stays; later nobody gets what is not sold any more, nor pays another price unasked."""
    event = make_paid_event(capacity=5)
    kind, code = event.ticket_types.get(), make_code(event, percent=50, most_uses=3)
    ordered = {"ticket_type": kind.pk, "pays_by": "transfer", "code": code.code, "at": NOW}
    in_time, late, swept = (book(event, **ordered).registrations.get() for _ in range(3))
    for row, fields in ((code, (change or {}).pop("code", {})), (kind, change or {})):
        type(row).objects.filter(pk=row.pk).update(**fields)
    changed = change is not None
    actions.expire(order=swept.order, now=NOW + dt.timedelta(minutes=31))

    assert actions.confirm(registration=in_time, now=NOW + dt.timedelta(minutes=29)).price_cents == 2250
    for row in (late, swept):
        if changed:
            with pytest.raises(actions.SoldOtherwise):
                actions.confirm(registration=row, now=NOW + dt.timedelta(hours=2))
        else:
            assert actions.confirm(registration=row, now=NOW + dt.timedelta(hours=2)).status == Status.HELD
    code.refresh_from_db()
    assert (code.uses, counters(event)) == ((2, (2, 0)) if changed else (3, (3, 0)))


def test_a_price_for_a_while_does_not_outlive_the_hold_it_was_ordered_with() -> None:
    event = make_paid_event(capacity=5)
    kind = event.ticket_types.get()
    kind.price_windows.create(price_cents=1000, closes_at=NOW + dt.timedelta(days=1))
    soon, weeks = (
        book(event, ticket_type=kind.pk, pays_by="transfer", at=NOW).registrations.get() for _ in range(2)
    )

    assert actions.confirm(registration=soon, now=NOW + dt.timedelta(hours=2)).price_cents == 1000
    with pytest.raises(actions.SoldOtherwise):
        actions.confirm(registration=weeks, now=NOW + dt.timedelta(weeks=3))


def test_same_email_twice_is_one_registration_and_one_seat() -> None:
    event = make_event(capacity=5)

    first, second = guest(event, 1), guest(event, 1)

    assert first.pk == second.pk
    assert counters(event) == (1, 0)


def test_more_seats_serve_the_line_in_order() -> None:
    event = make_event(capacity=1)
    people = [member(event, NOW + dt.timedelta(seconds=n)) for n in range(4)]
    facts = event_actions.Facts(
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        capacity=3,
    )

    event_actions.change(event=event, facts=facts, by=None, now=NOW)

    for person in people:
        person.refresh_from_db()
    assert [p.status for p in people] == [
        Status.CONFIRMED,
        Status.CONFIRMED,
        Status.CONFIRMED,
        Status.WAITING,
    ]
    assert counters(event) == (3, 1) == counted(event)


def test_fewer_seats_than_taken_are_refused() -> None:
    event = make_event(capacity=3)
    member(event), member(event)
    facts = event_actions.Facts(
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        capacity=1,
    )

    with pytest.raises(event_actions.NotNow):
        event_actions.change(event=event, facts=facts, by=None, now=NOW)


@pytest.mark.parametrize("status", ["draft", "cancelled", "postponed"])
def test_register_is_refused_where_the_event_does_not_take_place(status: str) -> None:
    event = make_event(status=status)

    with pytest.raises(actions.NotOpen):
        guest(event, 1)


def test_register_is_refused_after_it_closed() -> None:
    event = make_event(registration_closes_at=NOW)

    with pytest.raises(actions.NotOpen):
        guest(event, 1)


def test_database_refuses_one_seat_too_many() -> None:
    event = make_event(capacity=1)
    Event.objects.filter(pk=event.pk).update(taken=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(taken=F("taken") + 1)


def test_database_refuses_two_standing_registrations_of_one_email() -> None:
    event = make_event()
    make_registration(event, email="twice@people.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_registration(event, email="Twice@people.example")


def test_mails_are_written_with_the_change_and_sent_by_the_worker() -> None:
    event = make_event(title="Tea\nand BCC: everybody")
    registration = guest(event, 1, clock_now())
    assert mail.outbox == []

    outbox.sweep(clock_now())

    assert [m.to for m in mail.outbox] == [["guest1@people.example"]]
    assert "\n" not in mail.outbox[0].subject
    assert registration.secret in mail.outbox[0].body


def test_ticket_mail_carries_the_calendar_entry_and_cancelling_withdraws_it() -> None:
    event = make_event()
    registration = member(event, clock_now())
    outbox.sweep(clock_now())
    actions.cancel(registration=registration, by=None, now=clock_now())
    outbox.sweep(clock_now())

    methods = [
        part.get_payload(decode=True)
        for m in mail.outbox
        for part in m.message().walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert [b"METHOD:REQUEST" in methods[0], b"METHOD:CANCEL" in methods[1]] == [True, True]


def test_everybody_registered_is_told_once_of_a_new_time() -> None:
    event = make_event(capacity=2)
    for _ in range(3):
        member(event)
    outbox.sweep(clock_now())
    mail.outbox.clear()
    facts = event_actions.Facts(
        title=event.title,
        starts_at=event.starts_at + dt.timedelta(days=1),
        ends_at=event.ends_at + dt.timedelta(days=1),
        timezone=event.timezone,
        capacity=2,
    )

    event_actions.change(event=event, facts=facts, by=None, now=clock_now())
    for _ in range(3):
        outbox.sweep(clock_now())

    assert len(mail.outbox) == 3
    assert Job.objects.filter(done_at=None, kind__startswith="booking.mail").count() == 0


def test_waiting_numbers_are_told_in_order() -> None:
    from events.booking.actions.seats import place_in_line

    event = make_event(capacity=1)
    people = [member(event, NOW + dt.timedelta(seconds=n)) for n in range(3)]

    assert [place_in_line(p) for p in people] == [0, 1, 2]


def test_register_takes_few_statements(django_assert_max_num_queries) -> None:
    event = make_event(capacity=50)
    user = make_user(name="Somebody")

    with django_assert_max_num_queries(25):
        register(event=event, name="Somebody", email=user.email, person=user.person, by=user, now=clock_now())


def test_kept_pages_are_dropped_when_the_word_for_seats_changes() -> None:
    from core.answers import versions

    event = make_event(capacity=2)
    before = versions([f"events.event:{event.pk}"])

    member(event)
    after_first = versions([f"events.event:{event.pk}"])
    member(event)

    assert after_first != before
    assert versions([f"events.event:{event.pk}"]) != after_first


def test_owner_of_an_address_takes_over_what_a_guest_began_with_it_under_their_own_name() -> None:
    event, user = make_event(capacity=5), make_user(name="Ada")
    register(event=event, name="Somebody Rude", email=user.email, now=NOW)

    mine = register(event=event, name="Ada", email=user.email, person=user.person, by=user, now=NOW)

    assert (mine.name, mine.person, mine.status) == ("Ada", user.person, Status.CONFIRMED)
    assert counters(event) == (1, 0)
