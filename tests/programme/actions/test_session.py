import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from core.clock import now
from core.models import AuditEntry
from events.actions.event import NotNow
from events.programme.actions import session as actions
from events.programme.actions.session import Facts
from events.programme.models import Room, Session, Track
from people.models import Person
from tests.factories.events import make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_call, make_proposal, make_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit")


@pytest.fixture
def timed(event):
    return Facts(
        title="Roots",
        status="confirmed",
        room="Hall",
        track="Soil",
        starts_at=event.starts_at,
        ends_at=event.starts_at + dt.timedelta(minutes=30),
    )


def make(event, facts, **more):
    return actions.make(event=event, facts=facts, by=None, now=now(), **more)


def test_room_track_and_speaker_are_made_once(event, timed):
    ada = make_person("Ada Lark")

    one = make(event, replace(timed, speakers=(ada, "Bo Reed", ada)))
    two = make(event, replace(timed, room="hall", track="SOIL"))

    assert (one.room, one.track) == (two.room, two.track)
    assert (Room.objects.count(), Track.objects.count()) == (1, 1)
    assert [row.person.name for row in one.session_speakers.all()] == ["Ada Lark", "Bo Reed"]
    bo = Person.objects.get(name="Bo Reed")
    assert (bo.user, bo.is_public, bo.source) == (None, True, "Oak summit")


def test_one_form_makes_one_session_and_takes_no_other_events(event, timed):
    key = uuid.uuid4()

    first, again = make(event, timed, key=key), make(event, timed, key=key)
    elsewhere = make(make_event(), timed, key=key)

    assert first == again and elsewhere != first
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "rises"),
    [
        ({"title": "Deep roots"}, False),
        ({"abstract": "More."}, False),
        ({"track": "Water"}, False),
        ({"speakers": ("Bo Reed",)}, False),
        ({"room": "Cellar"}, True),
        ({"status": "cancelled"}, True),
        ({"starts_at": None, "ends_at": None}, True),
    ],
)
def test_the_sequence_rises_with_time_room_and_status_alone(event, timed, change, rises):
    session = make(event, timed)
    then = now() + dt.timedelta(hours=1)

    after = actions.change(session=session, facts=replace(timed, **change), by=None, now=then)

    assert after.sequence == session.sequence + rises
    assert after.shown_changed_at == then
    assert AuditEntry.objects.filter(verb="change").count() == 1


def test_what_changes_nothing_is_no_change(event, timed):
    session = make(event, replace(timed, speakers=("Bo Reed",)))
    bo = Person.objects.get(name="Bo Reed")

    after = actions.change(
        session=session,
        facts=replace(timed, speakers=(bo,)),
        by=None,
        now=now() + dt.timedelta(hours=1),
    )

    assert (after.sequence, after.shown_changed_at) == (session.sequence, session.shown_changed_at)
    assert not AuditEntry.objects.filter(verb="change").exists()


def test_speakers_change_their_order_and_go(event, timed):
    ada, bo, cal = make_person("Ada"), make_person("Bo"), make_person("Cal")
    session = make(event, replace(timed, speakers=(ada, bo)))

    actions.change(session=session, facts=replace(timed, speakers=(cal, bo)), by=None, now=now())

    assert [row.person for row in session.session_speakers.all()] == [cal, bo]


def test_what_everybody_saw_is_cancelled_and_never_a_draft_again(event, timed):
    session = make(event, timed)

    with pytest.raises(NotNow):
        actions.change(session=session, facts=replace(timed, status="draft"), by=None, now=now())
    with pytest.raises(NotNow):
        actions.delete_draft(session=session, by=None, now=now())
    cancelled = actions.cancel(session=session, by=None, now=now())
    again = actions.cancel(session=session, by=None, now=now())

    assert cancelled.status == "cancelled" and again.sequence == cancelled.sequence == 1
    assert "CANCELLED" in calendar_of(event)


def calendar_of(event):
    from django.test import Client

    return Client().get(f"/events/{event.slug}/schedule.ics").content.decode()


def test_a_draft_is_deleted_and_not_cancelled(event, timed):
    draft = make(event, replace(timed, status="draft"))

    with pytest.raises(NotNow):
        actions.cancel(session=draft, by=None, now=now())
    actions.delete_draft(session=draft, by=None, now=now())

    assert not Session.objects.exists()


def test_what_came_out_of_a_proposal_is_not_deleted(event):
    ada = make_user(name="Ada Lark").person
    draft = make_talk(event, ada, status="draft")
    proposal = make_proposal(make_call(event), ada)
    proposal.session = draft
    proposal.save()

    with pytest.raises(NotNow):
        actions.delete_draft(session=draft, by=None, now=now())

    assert Session.objects.get() == draft


@pytest.mark.parametrize("wrong", [{"title": ""}, {"ends_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)}])
def test_the_database_refuses_what_must_not_be(event, wrong):
    good = {"title": "Roots", "starts_at": event.starts_at, "ends_at": event.ends_at}

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(event=event, shown_changed_at=now(), **{**good, **wrong})


def test_the_database_refuses_one_code_twice(event, timed):
    code = make(event, timed).code

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(event=event, title="Other", code=code, shown_changed_at=now())
