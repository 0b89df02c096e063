"""Mails that keep a calendar up to date: what was sent is read as Google, Outlook and Apple read it."""

import datetime as dt
import email
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

import icalendar
import pytest
from django.core import mail
from django.urls import reverse

from core import outbox
from core.clock import now as clock_now
from core.models import Job
from events.actions import event as events
from events.booking import emails
from events.booking.actions import own_seat, transfer
from events.booking.actions import registration as registrations
from events.booking.actions.order import Guest
from events.calendars.models import PrivateFeed
from events.models import Event
from tests.factories.booking import book, make_registration, make_ticket_type, register
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def sent() -> list[EmailMessage]:
    """What the worker sends now, as it goes over the wire and is read at the other end."""
    mail.outbox.clear()
    for _ in range(3):
        outbox.sweep(clock_now())
    wires = [one.message().as_bytes(linesep="\r\n") for one in mail.outbox]
    return [email.message_from_bytes(wire, policy=policy.default) for wire in wires]


def invitation(message: EmailMessage) -> tuple[str, icalendar.Event]:
    """(method, entry) of a mail that has the shape which all three take."""
    assert message.get_content_type() == "multipart/mixed"
    words, file = message.iter_parts()
    assert words.get_content_type() == "multipart/alternative"
    plain, html, calendar = words.iter_parts()
    assert [part.get_content_type() for part in (plain, html, calendar)] == [
        "text/plain",
        "text/html",
        "text/calendar",  # the last form is the one that programs like best
    ]
    assert calendar.get_content_charset() == "utf-8" and not calendar.get_filename()
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "event.ics")
    body = calendar.get_payload(decode=True)
    assert body == file.get_payload(decode=True)
    assert body.startswith(b"BEGIN:VCALENDAR\r\n") and body.count(b"\n") == body.count(b"\r\n")
    read = icalendar.Calendar.from_ical(body)
    assert str(read["METHOD"]) == calendar.get_param("method")
    [entry] = read.walk("VEVENT")
    assert entry["ORGANIZER"] == f"mailto:{parseaddr(message['From'])[1]}"
    assert (
        entry["ATTENDEE"] == f"mailto:{message['To']}" and entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    )
    return str(read["METHOD"]), entry


def facts_of(event: Event, **other) -> events.Facts:
    known = events.Facts(
        title=event.title, starts_at=event.starts_at, ends_at=event.ends_at, timezone=event.timezone
    )
    return replace(known, **other)


def test_entry_is_kept_moved_called_off_and_back_under_one_name_by_rising_numbers():
    event, user = make_event(title="Käse; Brot, 一二三 " + "ü" * 60), make_user(name="Zoë: Lark")
    register(event=event, name="Zoë: Lark", email=user.email, person=user.person, by=user, now=clock_now())
    heard = [invitation(message) for message in sent()]
    later = facts_of(event, starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR)
    for change in (
        lambda: events.change(event=event, facts=later, by=None, now=clock_now()),
        lambda: events.postpone(event=event, why="Storm", by=None, now=clock_now()),
        lambda: events.cancel(event=event, why="Flood", by=None, now=clock_now()),
        lambda: events.reinstate(event=event, by=None, now=clock_now()),
    ):
        change()
        heard += [invitation(message) for message in sent()]

    entries = [entry for _method, entry in heard]
    assert [method for method, _entry in heard] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert [str(entry["STATUS"]) for entry in entries] == [
        "CONFIRMED",
        "CONFIRMED",
        "TENTATIVE",
        "CANCELLED",
        "CONFIRMED",
    ]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    numbers = [int(entry["SEQUENCE"]) for entry in entries]
    assert numbers == sorted(set(numbers))
    stamps = [entry["DTSTAMP"].dt for entry in entries]
    assert stamps == sorted(stamps)
    assert entries[1]["DTSTART"].dt == later.starts_at and str(entries[0]["SUMMARY"]) == event.title


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [("cancel", "reinstate", "REQUEST"), ("change", "cancel", "CANCEL"), ("postpone", "cancel", "CANCEL")],
)
def test_mail_of_a_turn_that_was_overtaken_is_not_sent_behind_that_of_the_next(first, then, told):
    event = make_event()
    make_registration(event)
    later = facts_of(event, starts_at=event.starts_at + HOUR, ends_at=event.ends_at + HOUR)
    acts = {"cancel": {"why": ""}, "postpone": {"why": ""}, "reinstate": {}, "change": {"facts": later}}

    getattr(events, first)(event=event, by=None, now=clock_now(), **acts[first])
    [job] = Job.objects.filter(kind="booking.tell_all")
    outbox.work(job.pk, clock_now())
    Job.objects.filter(kind="booking.mail").update(due_at=clock_now() + HOUR)  # the mail server is down
    getattr(events, then)(event=event, by=None, now=clock_now(), **acts[then])
    heard = [invitation(message)[0] for message in sent()]
    Job.objects.update(due_at=clock_now())

    assert (heard, sent()) == ([told], [])


def test_move_is_told_once_whatever_moves_the_entry_next():
    event = make_event(group=make_group(city="Bonn"))
    make_registration(event)
    for hours in (1, 2):
        later = {"starts_at": event.starts_at + hours * HOUR, "ends_at": event.ends_at + hours * HOUR}
        events.change(
            event=event, facts=facts_of(event, group=event.group, **later), by=None, now=clock_now()
        )
    events.follow_group(group=event.group, moved=True, now=clock_now())  # nobody is told of that

    [(method, entry)] = [invitation(message) for message in sent()]

    assert (method, entry["DTSTART"].dt) == ("REQUEST", event.starts_at + 2 * HOUR)


def test_seat_given_back_is_taken_out_and_a_new_one_is_kept_again():
    event, user = make_event(), make_user(name="Ada")

    def come() -> None:
        register(event=event, name="Ada", email=user.email, person=user.person, by=user, now=clock_now())

    come()
    [first] = [invitation(message) for message in sent()]
    registrations.cancel(registration=event.registrations.get(), by=None, now=clock_now())
    [off] = [invitation(message) for message in sent()]

    come()
    [again] = [invitation(message) for message in sent()]

    assert [method for method, _entry in (first, off, again)] == ["REQUEST", "CANCEL", "REQUEST"]
    assert str(off[1]["STATUS"]) == "CANCELLED"
    assert first[1]["UID"] == off[1]["UID"] == again[1]["UID"]
    assert first[1]["SEQUENCE"] < off[1]["SEQUENCE"] < again[1]["SEQUENCE"]


def test_whoever_has_several_seats_and_a_dinner_is_told_once_that_it_was_called_off():
    event, user = make_event(), make_user(name="Ada")
    kind, dinner = make_ticket_type(event), make_ticket_type(event, kind="addon")
    guests = (
        Guest(additions=(dinner.pk,)),
        Guest(name="Kid", email=user.email, additions=(dinner.pk,)),
        Guest(),  # not named yet
        Guest(name="Bo", email="bo@people.example", additions=(dinner.pk,)),
    )
    order = book(event, by=user, ticket_type=kind.pk, guests=guests)
    kid = order.registrations.get(name="Kid", holder=None)
    own_seat.rename(registration=kid, name="Kit", email=kid.email, by=user, now=clock_now())
    sent()

    events.cancel(event=event, why="Storm", by=None, now=clock_now())
    told = sent()

    heard = {str(message["To"]): invitation(message) for message in told}
    assert len(told) == 2 and heard.keys() == {user.email, "bo@people.example"}
    highest = max(order.registrations.admissions().values_list("sequence", flat=True))
    event.refresh_from_db()
    assert heard[user.email][0] == "CANCEL"
    assert int(heard[user.email][1]["SEQUENCE"]) == event.sequence + highest


def test_an_addition_to_a_seat_that_nobody_is_named_for_stands_for_it_in_no_mail():
    event = make_event()
    nobody = {"order": make_registration(make_event()).order, "name": "", "email": "", "is_own": False}
    seat = make_registration(event, **nobody)
    make_registration(event, holder=seat, sequence=99, **nobody)

    events.cancel(event=event, why="Storm", by=None, now=clock_now())
    [message] = sent()

    assert int(invitation(message)[1]["SEQUENCE"]) < 99


def test_entry_stays_until_the_last_seat_of_a_mailbox_is_given_back():
    event, user = make_event(), make_user(name="Ada")
    order = book(event, by=user, guests=(Guest(), Guest(name="Kid", email=user.email)))
    numbers = [int(invitation(message)[1]["SEQUENCE"]) for message in sent() if message.is_multipart()]
    kid, own = order.registrations.order_by("is_own")

    registrations.cancel(registration=kid, by=None, now=clock_now())
    [first] = sent()
    registrations.cancel(registration=own, by=None, now=clock_now())
    [last] = [invitation(message) for message in sent()]

    assert "calendar" not in " ".join(part.get_content_type() for part in first.walk())
    assert last[0] == "CANCEL" and int(last[1]["SEQUENCE"]) > max(numbers)


def test_seat_named_anew_leaves_the_calendar_of_who_was_named_before():
    event, user = make_event(), make_user(name="Ada")
    order = book(event, by=user, guests=(Guest(), Guest(name="Bo", email="bo@people.example")))
    sent()
    bo = order.registrations.get(is_own=False)

    own_seat.rename(registration=bo, name="Cy", email="cy@people.example", by=user, now=clock_now())
    heard = {str(message["To"]): invitation(message) for message in sent()}
    back = register(event=event, name="Bo", email="bo@people.example", person=None, now=clock_now())
    registrations.confirm(registration=back, now=clock_now())
    again = invitation(sent()[-1])

    assert {to: method for to, (method, _entry) in heard.items()} == {
        "bo@people.example": "CANCEL",
        "cy@people.example": "REQUEST",
    }
    assert again[0] == "REQUEST"
    assert again[1]["SEQUENCE"] > heard["bo@people.example"][1]["SEQUENCE"]


def test_who_changes_sides_reads_in_their_calendar_where_they_come_now(client):
    link, now = "https://meet.example/oak", clock_now()
    hall, user = make_venue("Hall", latitude=50.9, longitude=6.9), make_user(name="Ada")
    event = make_event(attendance="hybrid", online_url=link, venue=hall)
    seat = book(event, by=user).registrations.get()
    feed = PrivateFeed.objects.create(
        person=user.person, name="Mine", wants={"registrations": True}, created_at=now, changed_at=now
    )
    heard = [invitation(message)[1] for message in sent()]

    def kept() -> list[icalendar.Event]:
        files = (reverse("registration_calendar", args=[seat.secret]), feed.get_absolute_url())
        return [icalendar.Calendar.from_ical(client.get(url).content).walk("VEVENT")[0] for url in files]

    entries = [heard, kept()]
    for minutes, side in ((5, "online"), (10, "in_person")):
        later = now + dt.timedelta(minutes=minutes)
        own_seat.switch_side(registration=seat, attendance=side, by=None, now=later)
        entries.append([*(invitation(message)[1] for message in sent()), *kept()])

    in_hall, online, back = entries[0] + entries[1], entries[2], entries[3]
    assert [len(side) for side in (in_hall, online, back)] == [3, 3, 3]
    for entry in in_hall + back:
        assert str(entry["LOCATION"]).startswith("Hall") and "GEO" in entry and "CONFERENCE" not in entry
        assert link not in entry["DESCRIPTION"]
    for entry in online:
        assert (entry["LOCATION"], entry["CONFERENCE"]) == ("online", link) and "GEO" not in entry
        assert link in entry["DESCRIPTION"]
    numbers = [[int(entry["SEQUENCE"]) for entry in side] for side in (in_hall, online, back)]
    assert max(numbers[0]) < min(numbers[1]) and max(numbers[1]) < min(numbers[2])
    changed = [[entry["LAST-MODIFIED"].dt for entry in side] for side in (in_hall, online, back)]
    assert max(changed[0]) < min(changed[1]) and max(changed[1]) < min(changed[2])


def test_seat_handed_on_leaves_one_calendar_and_stands_in_another():
    seat = make_registration(make_event(), name="Ada", email="ada@people.example")
    offer = transfer.offer(registration=seat, by=None, now=clock_now())
    transfer.accept(
        transfer=offer,
        name="Bo",
        email="bo@people.example",
        by=None,
        now=clock_now() + dt.timedelta(minutes=1),
    )

    heard = {str(message["To"]): invitation(message)[0] for message in sent()}

    assert heard == {"ada@people.example": "CANCEL", "bo@people.example": "REQUEST"}


def test_who_waits_or_has_not_confirmed_gets_no_entry():
    event, user, first = make_event(capacity=1), make_user(name="Ada"), make_user(name="Bo")
    register(event=event, name="Bo", email=first.email, person=first.person, by=first, now=clock_now())
    assert [invitation(message)[0] for message in sent()] == ["REQUEST"]
    register(event=event, name="Ada", email=user.email, person=user.person, by=user, now=clock_now())
    register(event=make_event(), name="Guest", email="guest@people.example", now=clock_now())

    mails = sent()

    assert len(mails) == 2
    assert not [part for one in mails for part in one.walk() if "calendar" in part.get_content_type()]


def test_no_name_or_title_gets_into_the_head_of_the_entry():
    event = make_event(title="Tea\r\nMETHOD:CANCEL\u2028ATTENDEE:mailto:x@y.example")
    make = make_registration(event, name='Ada";X=1:mailto:evil@y.example\r\nX-A:1')

    found = emails.invitation(make, "ticket")

    assert found is not None
    [entry] = icalendar.Calendar.from_ical(found.content).walk("VEVENT")
    assert "X-A" not in entry and entry["ATTENDEE"] == f"mailto:{make.email}"
