import datetime as dt
import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from core import outbox
from core.clock import now
from core.models import Job
from events.booking.actions import letter as actions
from events.booking.models import Letter, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db
LATER = actions.RECALL + dt.timedelta(seconds=1)


@pytest.fixture
def event():
    return make_event("Oak night")


def write(event, count, at, **how):
    return actions.write(
        **{
            "event": event,
            "subject": "News of {event}",
            "body": "Hello {name}, **come**.",
            "choice": {},
            "chosen_words": "",
            "count": count,
            "key": uuid.uuid4(),
            "by": None,
            "now": at,
            **how,
        }
    )


def send(at):
    for _n in range(3):
        outbox.sweep(at)


def test_each_mailbox_gets_it_once_after_ten_minutes(event):
    at = now()
    ann = make_registration(event, name="Ann", email="ann@people.example")
    make_registration(event, name="", email="", is_own=False, order=ann.order)
    make_registration(event, name="Bo", email="bo@people.example")
    make_registration(
        event, name="Cy", email_confirmed_at=None, status="held", held_until=at, confirmed_at=None
    )
    make_registration(event, name="Di", status="cancelled")

    write(event, 2, at)
    send(at + actions.RECALL - dt.timedelta(seconds=1))
    assert mail.outbox == []
    send(at + LATER)
    send(at + LATER)

    assert sorted(one.to[0] for one in mail.outbox) == ["ann@people.example", "bo@people.example"]
    first = next(one for one in mail.outbox if one.to == ["ann@people.example"])
    assert first.subject == "News of Oak night" and "Hello Ann, **come**." in first.body
    assert "<strong>come</strong>" in first.alternatives[0][0]
    assert "because you are registered" in first.body and "List-Unsubscribe" not in first.extra_headers


def test_who_has_an_addition_is_written_to_and_not_whoever_booked_or_had_it(event):
    at = now()
    dinner = TicketType.objects.create(event=event, name="Dinner", kind="addon")
    buyer = make_registration(event, name="Ann", email="ann@people.example")
    for email in ("", "bo@people.example"):
        seat = make_registration(event, name="", email=email, is_own=False, order=buyer.order)
        make_registration(
            event, name="", email="", is_own=False, order=buyer.order, holder=seat, ticket_type=dinner
        )

    write(event, 2, at, choice={"ticket_type": str(dinner.pk)})
    send(at + LATER)

    assert sorted(one.to[0] for one in mail.outbox) == ["ann@people.example", "bo@people.example"]


def test_what_is_called_back_reaches_nobody(event):
    at = now()
    make_registration(event)
    letter = write(event, 1, at)

    assert actions.call_back(letter=letter, by=None, now=at)
    send(at + LATER)
    actions.begin(letter=letter, now=at + LATER)

    assert mail.outbox == [] and not Job.objects.filter(kind__startswith="booking.letter").exists()


def test_it_is_too_late_once_it_goes_out(event):
    at = now()
    make_registration(event)
    letter = write(event, 1, at)
    assert actions.begin(letter=letter, now=at) == 0  # not yet due
    assert actions.begin(letter=letter, now=at + LATER) == 1

    assert not actions.call_back(letter=letter, by=None, now=at + LATER)
    assert actions.begin(letter=letter, now=at + LATER) == 0
    assert Job.objects.filter(kind="booking.letter_mail").count() == 1
    assert actions.progress(letter) == {"all": 1, "done": 0, "failed": 0}


def test_another_number_is_refused_and_the_same_form_is_one_letter(event):
    at, key = now(), uuid.uuid4()
    make_registration(event)

    for count in (0, 2):
        with pytest.raises(actions.OthersNow):
            write(event, count, at)
    one = write(event, 1, at, key=key)
    make_registration(event)

    assert write(event, 1, at, key=key) == one and Letter.objects.count() == 1


def test_only_the_chosen_get_it_and_who_left_meanwhile_does_not(event):
    at = now()
    kind = TicketType.objects.create(event=event, name="Student")
    goes = make_registration(event, ticket_type=kind)
    stays = make_registration(event, ticket_type=kind)
    make_registration(event)
    write(event, 2, at, choice={"ticket_type": str(kind.pk)})

    type(goes).objects.filter(pk=goes.pk).update(status="cancelled")
    send(at + LATER)

    assert [one.to for one in mail.outbox] == [[stays.email]]


def test_words_that_nobody_fills_in_are_told_by_the_field(event):
    make_registration(event)

    with pytest.raises(ValidationError) as no:
        write(event, 1, now(), body="Dear {firstname}")

    assert list(no.value.error_dict) == ["body"]
