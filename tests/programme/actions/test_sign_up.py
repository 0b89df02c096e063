"""Seats in a session: the law, one at a time and forty at once."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest

from core import outbox
from core.clock import now as clock_now
from core.models import Job
from events.actions.event import NotNow
from events.programme import tasks
from events.programme.actions import session as sessions
from events.programme.actions import sign_up
from events.programme.models import Session, SignUp
from home.actions import personal_data
from people.actions import merging
from speakers.actions import proposal as proposals
from tests.booking.proofs.threads import TRIES, at_once, make_people, no_errors
from tests.factories.events import make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_call, make_proposal, make_talk

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def nobody_wakes(monkeypatch) -> None:
    """What is put into the outbox waits for the next sweep."""
    monkeypatch.setattr(outbox, "wake", SimpleNamespace(enqueue=lambda job_id: None))


def make_workshop(capacity: int | None = 2, **fields) -> Session:
    event = fields.pop("event", None) or make_event("Oak summit", kind="summit")
    starts_at = fields.pop("starts_at", event.starts_at)
    return make_talk(
        event,
        make_person("Speaker"),
        takes_sign_up=True,
        capacity=capacity,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        **fields,
    )


def comes(session, person):
    return sign_up.take(session=session, person=person, by=None, now=clock_now())


def leaves(session, person):
    return sign_up.leave(session=session, person=person, by=None, now=clock_now())


def counted(session) -> tuple[int, int]:
    session.refresh_from_db()
    rows = SignUp.objects.filter(session=session)
    assert (session.taken, session.waiting) == (rows.seated().count(), rows.in_line().count())
    return session.taken, session.waiting


@pytest.mark.django_db
def test_seats_then_a_line_and_a_seat_given_back_goes_to_the_first_in_it(mailoutbox):
    session, people = make_workshop(2), [user.person for user in make_people(4)]
    rows = [comes(session, person) for person in people]
    assert [row.waits_since is None for row in rows] == [True, True, False, False]

    assert leaves(session, people[0])

    assert counted(session) == (2, 1)
    rows[2].refresh_from_db()
    assert rows[2].waits_since is None
    job = Job.objects.get(kind=sign_up.LETTER)
    tasks.seat_letter(job.payload, clock_now())
    [mail] = mailoutbox
    assert mail.to == [people[2].user.email] and session.title in mail.subject
    assert f"/schedule/{session.code}/attend/" in mail.body and "<" not in mail.body

    leaves(session, people[2])
    tasks.seat_letter(job.payload, clock_now())
    assert len(mailoutbox) == 1, "who gave it back meanwhile is told nothing"


def withdraw(session):
    proposal = make_proposal(
        make_call(session.event), session.speakers.get(), status="accepted", session=session
    )
    proposals.withdraw(proposal=proposal, by=None, now=clock_now())


def change_to_cancelled(session):
    change_to(session, "cancelled")


def change_to(session, status):
    facts = sessions.Facts(title=session.title, status=status, takes_sign_up=True, capacity=1)
    sessions.change(session=session, facts=facts, by=None, now=clock_now())


@pytest.mark.django_db
@pytest.mark.parametrize("way", [withdraw, change_to_cancelled])
def test_however_a_session_is_cancelled_who_had_a_place_is_told(way):
    session = make_workshop(1)
    comes(session, make_user(name="Guest").person)

    way(session)

    assert Job.objects.filter(kind=sign_up.CANCELLED_LETTER).count() == 1


@pytest.mark.django_db
def test_who_had_a_place_in_a_cancelled_session_is_told_once(mailoutbox):
    session, people = make_workshop(1), [user.person for user in make_people(3)]
    comes(session, people[0]), comes(session, people[1]), comes(session, people[2])
    leaves(session, people[2])

    for _ in range(2):
        sessions.cancel(session=session, by=None, now=clock_now())

    jobs = Job.objects.filter(kind=sign_up.CANCELLED_LETTER).order_by("pk")
    for job in jobs:
        tasks.cancelled_letter(job.payload, clock_now())
    assert [mail.to for mail in mailoutbox] == [[person.user.email] for person in people[:2]]
    assert all(mail.subject == f"Cancelled: {session.title}" for mail in mailoutbox)


@pytest.mark.django_db
def test_who_had_a_place_is_told_again_when_a_session_that_was_restored_is_cancelled_again(mailoutbox):
    session = make_workshop(1)
    comes(session, make_user(name="Guest").person)

    for status in ("cancelled", "confirmed", "cancelled"):
        change_to(session, status)
        for job in Job.objects.filter(kind=sign_up.CANCELLED_LETTER, done_at=None):
            tasks.cancelled_letter(job.payload, clock_now())
            Job.objects.filter(pk=job.pk).update(done_at=clock_now())

    assert [mail.subject for mail in mailoutbox] == [f"Cancelled: {session.title}"] * 2


@pytest.mark.django_db
def test_session_of_a_cancelled_event_needs_no_letter_of_its_own(mailoutbox):
    session, [user] = make_workshop(1), make_people(1)
    comes(session, user.person)
    sessions.cancel(session=session, by=None, now=clock_now())
    session.event.status = "cancelled"
    session.event.save()

    tasks.cancelled_letter(Job.objects.get(kind=sign_up.CANCELLED_LETTER).payload, clock_now())

    assert mailoutbox == []


@pytest.mark.django_db
def test_nobody_passes_the_line_and_nobody_has_two_places():
    session, people = make_workshop(1), [make_person(f"P{n}") for n in range(3)]
    first = comes(session, people[0])
    comes(session, people[1])
    Session.objects.filter(pk=session.pk).update(capacity=2)  # as if nobody had served the line

    assert comes(session, people[2]).waits_since is not None
    assert comes(session, people[0]) == first
    assert counted(session) == (1, 2)
    assert leaves(session, people[2]) and not leaves(session, people[2])
    assert counted(session) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"takes_sign_up": False},
        {"status": "cancelled"},
        {"status": "draft"},
        {"starts_at": clock_now() - HOUR},
    ],
)
def test_no_seat_where_none_is_given_out(fields):
    session = make_workshop(2)
    if "starts_at" in fields:
        fields = {**fields, "ends_at": clock_now() + HOUR}
    Session.objects.filter(pk=session.pk).update(**fields)

    with pytest.raises(NotNow):
        comes(session, make_person("Late"))
    assert counted(session) == (0, 0)


@pytest.mark.django_db
def test_no_seat_at_an_event_that_does_not_take_place():
    session = make_workshop(2, event=make_event(status="cancelled"))

    with pytest.raises(NotNow):
        comes(session, make_person("Late"))


@pytest.mark.django_db
def test_more_seats_serve_the_line_and_fewer_than_are_taken_are_refused():
    session, people = make_workshop(1), [make_person(f"P{n}") for n in range(3)]
    for person in people:
        comes(session, person)
    facts = sessions.Facts(
        title=session.title,
        status="confirmed",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        takes_sign_up=True,
    )

    def change(capacity):
        sessions.change(session=session, facts=replace(facts, capacity=capacity), by=None, now=clock_now())

    change(2)
    assert counted(session) == (2, 1)
    with pytest.raises(sessions.TooFewSeats):
        change(1)
    change(None)
    assert counted(session) == (3, 0)


@pytest.mark.django_db
def test_erasing_somebody_hands_the_seat_on():
    session, user, next_one = make_workshop(1), make_user(name="Ada"), make_person("Bo")
    comes(session, user.person)
    comes(session, next_one)

    personal_data.erase_person(whose=personal_data.whose(user=user), by=user, now=clock_now())

    assert counted(session) == (1, 0)
    assert SignUp.objects.get().person == next_one


@pytest.mark.django_db
def test_two_who_turn_out_to_be_one_have_the_better_of_their_places():
    full, line = make_workshop(2), make_workshop(1)
    kept, gone, third, fourth = (make_person(name) for name in ("Ada", "Ada Lark", "Cy", "Di"))
    for person in (gone, kept, third):
        comes(full, person)
    for person in (gone, fourth, kept):
        comes(line, person)

    merging.merge(by=None, kept=kept, gone=gone)

    assert (counted(full), counted(line)) == ((2, 0), (1, 1))
    assert set(SignUp.objects.seated().values_list("session", "person")) == {
        (full.pk, kept.pk),
        (full.pk, third.pk),
        (line.pk, kept.pk),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("nobody_wakes")
def test_forty_at_once_for_ten_seats():
    session, people = make_workshop(10), [make_person(f"P{n}") for n in range(TRIES)]

    found = no_errors(at_once([partial(comes, session, person) for person in people]))

    assert Counter(row.waits_since is None for row in found) == {True: 10, False: 30}
    assert counted(session) == (10, 30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("nobody_wakes")
def test_coming_and_leaving_at_once_leaves_no_seat_free_while_somebody_waits():
    session, people = make_workshop(5), [make_person(f"P{n}") for n in range(30)]
    for person in people[:8]:
        comes(session, person)
    calls = [partial(leaves, session, person) for person in people[:5]]
    calls += [partial(comes, session, person) for person in people[8:]]
    calls += [partial(comes, session, people[29])] * 5  # the same person in many windows

    no_errors(at_once(calls))

    assert counted(session) == (5, 20)
