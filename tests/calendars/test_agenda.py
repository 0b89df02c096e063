"""My agenda and its private feed."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEntry
from events.booking.actions import registration as registrations
from events.calendars.actions import private_feed as actions
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import Wanted, told, wanted
from events.models import Event
from events.programme.models import Session, SignUp, Star
from events.rules.question import Question
from tests.calendars.rows import CHANGED, NOW, a_session, an_event, read
from tests.factories.booking import make_registration
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db
HALF = dt.timedelta(minutes=30)


@pytest.fixture
def ada(client):
    user = make_user(name="Ada Lark")
    client.force_login(user)
    return user.person


@pytest.fixture
def summit() -> Event:
    return an_event(slug="s", kind="summit", title="Summit", ends_at=dt.datetime(2026, 6, 4, tzinfo=dt.UTC))


def keep(person, session) -> None:
    Star.objects.create(person=person, session=session, at=NOW)


def make_feed(person, **wants) -> PrivateFeed:
    kinds = frozenset(kind for kind, wish in {"stars": True, **wants}.items() if wish)
    return actions.make(person=person, name="Mine", wants=Wanted(kinds=kinds), by=person.user, now=NOW)


def test_what_is_wanted_is_read_with_care():
    assert wanted({"stars": True, "speaking": False, "wolves": True, "sign_ups": 1}).kinds == {"stars"}
    assert wanted(["stars"]) == wanted(None) == Wanted()
    hostile = {"groups": ["1", 2, True], "point": ["a", 1], "km": -3, "tags": "x", "lang": 7, "either": 1}
    assert wanted({"question": hostile}).question == Question(groups=(2,))


def test_what_is_wanted_comes_back_as_it_was_kept():
    asked = Question(
        kind="meetup",
        groups=(3, 4),
        place="Köln",
        point=(50.9, 7),
        km=20,
        either=True,
        tags=("a",),
        lang="de",
    )

    assert wanted(told(["speaking", "events"], asked)) == Wanted(
        kinds=frozenset({"speaking", "events"}), question=asked
    )


def test_agenda_shows_what_is_kept_and_signed_up_for_and_what_meets(client, ada, summit):
    one, beside = a_session(summit, title="Roots"), a_session(summit, title="Knots")
    later = a_session(summit, title="Moss", starts_at=summit.starts_at + HALF)
    a_session(summit, title="Not mine")
    elsewhere = a_session(an_event(title="Meetup", starts_at=NOW + HALF), title="Leaves")
    for session in (one, later, elsewhere):
        keep(ada, session)
    SignUp.objects.create(person=ada, session=beside, waits_since=NOW, at=NOW)
    keep(make_person("Other"), a_session(summit, title="Of another"))
    keep(ada, a_session(summit, title="Hidden", status="draft"))

    text = client.get(reverse("agenda")).content.decode()

    assert all(title in text for title in ("Roots", "Knots", "Moss", "Leaves", "In the line"))
    assert not any(title in text for title in ("Not mine", "Of another", "Hidden"))
    assert text.count("At the same time:") == 2 and "2 sessions meet another." in text


def test_agenda_takes_as_many_queries_for_thirty_as_for_one(client, ada, summit):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("agenda")).status_code == 200
        return len(caught)

    def add(n: int) -> None:
        session = a_session(summit, f"Speaker {n}", title=f"Talk number {n}")
        keep(ada, session)
        SignUp.objects.create(person=ada, session=session, at=NOW)

    add(0)
    queries()
    few = queries()
    for n in range(1, 30):
        add(n)
    assert queries() == few


def test_feed_holds_what_its_owner_wants(client, ada, summit):
    keep(ada, a_session(summit, title="Kept"))
    keep(ada, a_session(summit, title="Off", status="cancelled"))
    SignUp.objects.create(person=ada, session=a_session(summit, title="Seat"), at=NOW)
    mine = a_session(summit, title="Spoken")
    mine.session_speakers.create(person=ada)
    make_registration(an_event(title="Meetup"), person=ada)
    client.logout()

    entries = read(client.get(make_feed(ada).get_absolute_url()))
    assert set(entries) == {"Kept", "Off"}
    assert entries["Off"]["STATUS"] == "CANCELLED"

    every = make_feed(ada, sign_ups=True, speaking=True, registrations=True)
    assert set(read(client.get(every.get_absolute_url()))) == {"Kept", "Off", "Seat", "Spoken", "Meetup"}


def test_place_in_line_is_tentative_until_it_is_a_seat(client, ada):
    event = an_event(title="Meetup", capacity=1, taken=1, waiting=1)
    row = make_registration(event, person=ada, status="waiting", waiting_since=NOW, confirmed_at=None)
    url = make_feed(ada, registrations=True).get_absolute_url()
    waiting = read(client.get(url))["Meetup"]

    Event.objects.update(capacity=2)
    registrations.serve(Event.objects.get(pk=event.pk), NOW)
    row.refresh_from_db()
    seated = read(client.get(url))["Meetup"]

    assert (row.status, str(waiting["STATUS"]), str(seated["STATUS"])) == (
        "confirmed",
        "TENTATIVE",
        "CONFIRMED",
    )
    assert seated["SEQUENCE"] > waiting["SEQUENCE"] and seated["UID"] == waiting["UID"]


def test_moved_session_is_the_same_entry_with_a_higher_sequence(client, ada, summit):
    session = a_session(summit, title="Kept")
    keep(ada, session)
    url = make_feed(ada).get_absolute_url()
    before = read(client.get(url))["Kept"]

    session.starts_at, session.ends_at, session.sequence = (
        summit.starts_at + HALF,
        summit.starts_at + 2 * HALF,
        1,
    )
    session.save()

    after = read(client.get(url))["Kept"]
    assert after["UID"] == before["UID"] and after["SEQUENCE"] == 1
    assert after["DTSTART"].dt == summit.starts_at + HALF


def test_feed_is_private_told_to_nobody_and_asked_again(client, ada, summit):
    keep(ada, a_session(summit, title="Kept"))
    url = make_feed(ada).get_absolute_url()
    client.logout()

    answer = client.get(url)

    assert answer["Cache-Control"].startswith("private") and "public" not in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer" and "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies and "Access-Control-Allow-Origin" not in answer
    again = client.get(url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Referrer-Policy"]) == (304, "no-referrer")

    Star.objects.all().delete()
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_revoked_feed_is_gone_for_everybody_at_once(client, ada, summit):
    feed = make_feed(ada)
    url = feed.get_absolute_url()
    assert client.get(url).status_code == 200

    client.post(reverse("agenda_feed", args=[feed.pk]), {"verb": "revoke"})

    assert client.get(url).status_code == 404
    client.logout()
    for address in (
        url,
        "/calendar/nothing.ics",
    ):  # nothing between us and the program keeps this answer either
        gone = client.get(address)
        assert (gone.status_code, gone["Referrer-Policy"]) == (404, "no-referrer")
        assert gone["Cache-Control"].startswith("private") and "public" not in gone["Cache-Control"]
    assert not [entry for entry in AuditEntry.objects.all() if feed.token in str(entry.details)]


def test_feed_of_a_closed_account_answers_nothing(client, ada, summit):
    url = make_feed(ada).get_absolute_url()
    client.logout()
    type(ada.user).objects.filter(pk=ada.user_id).update(is_active=False)

    assert client.get(url).status_code == 404


def test_program_that_asks_by_date_alone_hears_also_of_what_left_the_feed(client, ada, summit):
    keep(ada, a_session(summit, title="Roots"))
    url = make_feed(ada).get_absolute_url()
    client.logout()
    first = client.get(url)

    def since_then(hours: int):
        with time_machine.travel(NOW + dt.timedelta(hours=hours), tick=False):
            return client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})

    same = since_then(1)
    assert same.status_code == 304 and same["Cache-Control"].startswith("private")
    Star.objects.all().delete()
    assert read(since_then(2)) == {}


def test_reading_is_noted_at_most_once_an_hour(client, ada, summit):
    feed = make_feed(ada)
    url = feed.get_absolute_url()
    client.logout()

    def read_at(minutes: int) -> tuple[dt.datetime, int]:
        at = NOW + dt.timedelta(minutes=minutes)
        with time_machine.travel(at, tick=False), CaptureQueriesContext(connection) as caught:
            client.get(url)
        feed.refresh_from_db()
        return feed.last_read_at, sum("UPDATE" in query["sql"] for query in caught)

    assert read_at(0) == (NOW, 1)
    assert read_at(59) == (NOW, 0)
    assert read_at(61) == (NOW + dt.timedelta(minutes=61), 1)


def test_feed_takes_as_many_queries_for_thirty_as_for_one(client, ada, summit):
    url = make_feed(ada, sign_ups=True, speaking=True, registrations=True).get_absolute_url()

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        return len(caught)

    keep(ada, a_session(summit, "Speaker"))
    make_registration(an_event(), person=ada)
    queries()
    few = queries()
    for n in range(30):
        keep(ada, a_session(summit, f"Speaker {n}"))
        make_registration(an_event(), person=ada)
    queries()  # which notes that it says something else now
    assert queries() == few


def test_long_cancelled_and_long_past_sessions_leave_the_feed(client, ada, summit):
    old = NOW - dt.timedelta(days=400)
    past = an_event(starts_at=old, title="Past")
    keep(ada, a_session(past, title="Long ago"))
    keep(
        ada, a_session(summit, title="Off", status="cancelled", shown_changed_at=NOW - dt.timedelta(days=91))
    )
    keep(ada, a_session(summit, title="Here", shown_changed_at=CHANGED))

    assert set(read(client.get(make_feed(ada).get_absolute_url()))) == {"Here"}
    assert Session.objects.count() == 3
