"""A release shows the draft to everybody, keeps it, and tells whom it touches."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from core import outbox
from core.models import Job
from events.actions.event import NotNow
from events.calendars.actions import private_feed
from events.calendars.rules.wanted import Wanted
from events.programme.actions import release as actions
from events.programme.actions import timetable
from events.programme.models import Placement, Release, Room, Session, SessionSpeaker, SignUp, Star
from people.actions import merging
from speakers.actions import outcome
from speakers.actions import proposal as proposals
from tests.factories.events import make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_call, make_proposal, make_talk

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
NINE = dt.datetime(2027, 3, 27, 8, tzinfo=dt.UTC)


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit", starts_at=NINE, ends_at=at(3 * 24 * 60))


@pytest.fixture
def hall(event):
    return Room.objects.create(event=event, name="Hall", slug="hall")


def place(session, room, start, end):
    timetable.move(
        session=session,
        room=room,
        starts_at=at(start),
        ends_at=at(end),
        seen=10_000,
        by=None,
        now=NOW,
    )


def release(event, version="1.0", **more):
    return actions.release(event=event, version=version, note="", by=None, now=more.get("now", NOW))


def told(released):
    jobs = Job.objects.filter(kind=actions.LETTER, payload__release=released.pk)
    return {job.payload["person"]: (job.payload["speaks"], job.payload["keeps"]) for job in jobs}


def keep(session, *people):
    Star.objects.bulk_create(Star(session=session, person=person, at=NOW) for person in people)


def person(name):
    return make_user(name=name).person


def test_what_was_drafted_is_shown_to_everybody(event, hall):
    talk = make_talk(event, person("Ada Lark"))
    place(talk, hall, 0, 30)

    released = release(event)

    talk.refresh_from_db()
    assert (talk.room, talk.starts_at, talk.ends_at, talk.sequence) == (hall, at(0), at(30), 1)
    assert talk.shown_changed_at == NOW
    assert not Placement.objects.exists()
    assert released.changes == {"first": True, "sessions": []}
    assert [one["code"] for one in released.programme["sessions"]] == [talk.code]


def test_only_what_moved_gets_a_new_sequence(event, hall):
    stays, moves = make_talk(event, person("Ada")), make_talk(event, person("Bo"))
    place(stays, hall, 0, 30)
    place(moves, hall, 30, 60)
    release(event)
    place(moves, hall, 60, 90)

    changes = release(event, "1.1").changes

    assert list(Session.objects.order_by("pk").values_list("sequence", flat=True)) == [1, 2]
    assert [(one["code"], one["kinds"]) for one in changes["sessions"]] == [(moves.code, ["time"])]


@pytest.mark.parametrize("drafted", ["moved", "unplaced"])
@time_machine.travel(NOW, tick=False)
def test_a_withdrawn_talk_stays_in_calendars_as_cancelled_where_it_was_announced(
    client, event, hall, drafted
):
    ada = person("Ada Lark")
    row = outcome.accept(
        proposal=make_proposal(make_call(event), ada, title="Keys and locks"), by=None, now=NOW
    )
    talk, guest = row.session, person("Guest")
    place(talk, hall, 0, 30)
    place(make_talk(event, person("Bo")), hall, 60, 90)
    release(event)
    keep(talk, guest)
    feed = private_feed.make(
        person=guest, name="Mine", wants=Wanted(kinds=frozenset({"stars"})), by=guest.user, now=NOW
    )
    if drafted == "moved":
        place(talk, hall, 120, 150)
    else:
        timetable.unplace(session=talk, seen=10_000, by=None, now=NOW)

    proposals.withdraw(proposal=row, by=ada.user, now=NOW)

    for version in ("", "1.1"):
        if version:
            release(event, version)
        for url in (f"/events/{event.slug}/schedule.ics", feed.get_absolute_url()):
            entries = client.get(url).content.decode().split("BEGIN:VEVENT")
            [entry] = [entry for entry in entries if "Keys and locks" in entry]
            assert "STATUS:CANCELLED" in entry and f"{NINE:%Y%m%dT%H%M%S}" in entry, (url, version)


def test_drafts_are_confirmed_whose_speaker_said_yes(event, hall):
    call = make_call(event, confirm_days=7)
    unplaced = make_talk(event, person("Eve"), status="draft")
    by_hand = make_talk(event, person("Ada"), status="draft")
    sure, unsure = (make_talk(event, person(name), status="draft") for name in ("Bo", "Cy"))
    make_proposal(call, sure.speakers.get(), session=sure, status="confirmed")
    make_proposal(call, unsure.speakers.get(), session=unsure, status="accepted")
    for n, talk in enumerate((by_hand, sure, unsure)):
        place(talk, hall, n * 30, n * 30 + 30)

    released = release(event)

    states = dict(Session.objects.values_list("pk", "status"))
    assert states == {by_hand.pk: "confirmed", sure.pk: "confirmed", unsure.pk: "draft", unplaced.pk: "draft"}
    assert {one["id"] for one in released.programme["sessions"]} == {by_hand.pk, sure.pk}
    unsure.refresh_from_db()
    assert unsure.starts_at == at(60)


def test_where_a_call_asks_for_no_word_acceptance_is_one(event, hall):
    talk = make_talk(event, person("Ada"), status="draft")
    make_proposal(make_call(event), talk.speakers.get(), session=talk, status="accepted")
    place(talk, hall, 0, 30)

    release(event)

    assert Session.objects.get().status == "confirmed"


def test_a_version_is_released_once_and_has_its_form(event, hall):
    place(make_talk(event, person("Ada")), hall, 0, 30)
    release(event)

    for version in ("1.0", "", "../1", "a b", "x" * 31):
        with pytest.raises(ValidationError) as wrong:
            release(event, version)
        assert list(wrong.value.message_dict) == ["version"]
    assert Release.objects.count() == 1
    assert actions.next_version(event) == "1.1"


def test_nothing_is_released_that_has_no_time_or_that_nobody_could_see(event, hall):
    talk = make_talk(event, person("Ada"))
    with pytest.raises(NotNow):
        release(event)
    place(talk, hall, 0, 30)
    event.status = "draft"
    event.save()
    with pytest.raises(NotNow):
        release(event)
    assert not Release.objects.exists()
    assert Placement.objects.exists()


def test_at_the_first_release_only_speakers_are_told(event, hall):
    ada, fan = person("Ada"), person("Fan")
    talk = make_talk(event, ada)
    keep(talk, fan)
    make_talk(event, person("Without a time"))
    place(talk, hall, 0, 30)

    assert told(release(event)) == {ada.pk: ([talk.pk], [])}


def test_later_only_those_are_told_whom_a_change_touches(event, hall):
    ada, bo, fan, other = (person(name) for name in ("Ada", "Bo", "Fan", "Other fan"))
    moved, stays = make_talk(event, ada), make_talk(event, bo)
    keep(moved, fan, ada)
    keep(stays, other, fan)
    seated = person("Seated")
    SignUp.objects.create(session=moved, person=seated, at=NOW)
    left = make_user(name="Left", is_active=False).person
    keep(moved, left, make_person("Without an account"))
    place(moved, hall, 0, 30)
    place(stays, hall, 30, 60)
    release(event)
    place(moved, hall, 60, 90)

    second = release(event, "1.1")

    assert told(second) == {
        ada.pk: ([moved.pk], []),
        fan.pk: ([], [moved.pk]),
        seated.pk: ([], [moved.pk]),
    }


def test_who_spoke_and_does_no_more_is_told_too(event, hall):
    ada, bo = person("Ada"), person("Bo")
    talk = make_talk(event, ada)
    place(talk, hall, 0, 30)
    release(event)
    SessionSpeaker.objects.filter(session=talk).update(person=bo)

    assert set(told(release(event, "1.1"))) == {ada.pk, bo.pk}


def test_who_turns_out_to_be_somebody_else_keeps_their_talks_in_what_was_released(event, hall, client):
    own, known, bo = person("Ada"), make_person("Ada Lark"), person("Bo")
    talk = make_talk(event, own)
    SessionSpeaker.objects.create(session=talk, person=bo, position=1)
    place(talk, hall, 0, 30)
    release(event)
    place(talk, hall, 30, 60)
    first = release(event, "1.1")

    merging.merge(by=None, kept=known, gone=own)

    first.refresh_from_db()
    assert first.programme["sessions"][0]["speakers"] == [known.pk, bo.pk]
    assert first.changes["sessions"][0]["before"]["speakers"] == [known.pk, bo.pk]
    assert actions.plan(event).changes["sessions"] == [], "nobody is told of other speakers"
    page = client.get(f"{event.get_absolute_url()}schedule/v/1.0/").content.decode()
    assert "Ada Lark, Bo" in page


def test_of_what_is_over_nobody_is_told(event, hall):
    place(make_talk(event, person("Ada")), hall, 0, 30)

    assert told(release(event, now=event.ends_at)) == {}


def test_a_letter_says_what_changed_for_its_reader(event, hall):
    ada, fan = person("Ada Lark"), person("Fan")
    talk = make_talk(event, ada, title="Roots")
    keep(talk, fan)
    place(talk, hall, 0, 30)
    release(event)
    place(talk, None, 60, 90)
    Job.objects.all().delete()
    with time_machine.travel(NOW, tick=False):
        release(event, "1.1")
        outbox.sweep(NOW)
        outbox.sweep(NOW)

    told = [letter for letter in mail.outbox if not letter.subject.startswith("Your ticket")]
    letters = {letter.to[0]: letter for letter in told}
    assert set(letters) == {ada.user.email, fan.user.email} and len(told) == 2
    body = letters[fan.user.email].body
    assert letters[fan.user.email].subject == "The schedule of Oak summit has changed"
    assert "Roots (another time, another room)" in body
    assert "was: Sat 27 March, 09:00–09:30, Hall" in body and "Sat 27 March, 10:00–10:30\n" in body
    assert "this changed where you speak" in letters[ada.user.email].body


def test_letters_are_written_in_a_constant_number_of_statements(event, hall, django_assert_max_num_queries):
    talks = [make_talk(event, person(f"Speaker {n}")) for n in range(3)]
    for n, talk in enumerate(talks):
        place(talk, hall, n * 30, n * 30 + 30)
    release(event)
    for n, talk in enumerate(talks):
        place(talk, hall, n * 30 + 120, n * 30 + 150)
    keep(talks[0], *(person(f"Fan {n}") for n in range(20)))

    with django_assert_max_num_queries(40):
        assert len(told(release(event, "1.1"))) == 23
