"""What the site hands out is read back as the same schedule."""

import gzip
from pathlib import Path

import pytest
from django.utils import timezone

from events.models import Event
from events.programme.actions.importing import import_schedule
from events.programme.models import Session
from events.programme.rules.schedule import ReadSchedule
from events.programme.rules.schedule_file import read_schedule
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.speakers import make_talk, make_track

pytestmark = pytest.mark.django_db
CAMP = Path(__file__).parents[1] / "samples" / "schedules" / "camp2019-frab.json.gz"


@pytest.fixture
def camp() -> Event:
    """Days that run past midnight, two rooms, seven tracks; one session in no room in particular."""
    read = read_schedule(gzip.decompress(CAMP.read_bytes()))
    import_schedule(read=read, slug="camp", by=None, now=timezone.now())
    event = Event.objects.get(slug="camp")
    Event.objects.filter(pk=event.pk).update(status=Event.Status.PUBLISHED)
    Session.objects.filter(pk=event.sessions.latest("starts_at").pk).update(room=None)
    return event


def whole(read: ReadSchedule) -> list[tuple]:
    return sorted(
        (s.title, s.starts_at, s.ends_at, s.room, s.track, s.persons, s.kind, s.language, s.abstract)
        for s in read.sessions
    )


def stored(event: Event) -> list[tuple]:
    rows = event.sessions.with_speakers()
    return sorted(
        (
            s.title,
            s.starts_at,
            s.ends_at,
            s.room.name if s.room else "",
            s.track.name if s.track else "",
            tuple(person.name for person in s.people),
            s.kind,
            s.language or event.language,
            s.abstract,
        )
        for s in rows
    )


@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_an_export_read_back_is_the_same_schedule(client, camp, name):
    read = read_schedule(client.get(f"/events/camp/{name}").content)

    assert whole(read) == stored(camp)
    assert (read.conference.title, read.conference.zone) == (camp.title, camp.timezone)
    assert {s.guid for s in read.sessions} == {
        str(uuid) for uuid in camp.sessions.values_list("uuid", flat=True)
    }


@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_our_own_words_are_read_as_they_are_meant(client, name):
    """Which kind it is, is guessed in files of others alone; long titles stay whole."""
    event = make_event("Oak", kind="summit")
    at = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    keynotes = make_track(event, "Keynotes")
    for fields in (
        {"title": "T" * 300, "subtitle": "S" * 300},
        {"title": "Coffee and code"},
        {"title": "Dinner", "kind": "other"},
        {"title": "No keynote", "track": keynotes},
    ):
        make_talk(event, make_person(), **at, **fields).session_speakers.all().delete()

    read = read_schedule(client.get(f"/events/{event.slug}/{name}").content)

    told = {(s.title, s.subtitle, s.kind) for s in read.sessions}
    assert told == set(event.sessions.values_list("title", "subtitle", "kind"))


def test_a_calendar_read_back_has_the_same_talks_at_the_same_times(client, camp):
    read = read_schedule(client.get("/events/camp/schedule.ics").content, camp.timezone)

    assert sorted((s.title, s.starts_at, s.ends_at) for s in read.sessions) == sorted(
        camp.sessions.values_list("title", "starts_at", "ends_at")
    )
