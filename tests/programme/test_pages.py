"""The programme as people read it."""

import datetime as dt
import gzip
import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import answers
from events.models import Event
from events.programme.actions.importing import import_schedule
from events.programme.models import Session
from events.programme.rules.schedule_file import read_schedule
from people.models import Organisation, Person
from tests.calendars.rows import CHANGED, a_room, a_session, a_track, an_event

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[1] / "samples" / "schedules"


@pytest.fixture
def summit() -> Event:
    return an_event(
        slug="s",
        kind="summit",
        title="Summit",
        accent="#aa2255",
        ends_at=dt.datetime(2026, 6, 4, tzinfo=dt.UTC),
    )


@pytest.fixture
def talk(summit) -> Session:
    return a_session(
        summit,
        "Ada Example",
        code="AAAAAA",
        title="A talk </script> about <b>tags</b>",
        abstract="It is *fine*. [x](javascript:alert(1))",
        room=a_room(summit, "Hall"),
        track=a_track(summit, "Ops"),
        video_url="https://video.example/1",
    )


def page(client, url, status=200) -> str:
    response = client.get(url)
    assert response.status_code == status
    text = response.content.decode()
    assert 'style="' not in text and "</script> about" not in text and "<b>tags" not in text
    assert not response.cookies
    return text


def test_schedule_shows_rooms_times_and_talks_in_the_events_zone(client, summit, talk):
    a_session(summit, title="Lunch", kind="break", starts_at=summit.starts_at + dt.timedelta(minutes=30))
    a_session(summit, title="Not yet", status="draft")

    text = page(client, "/events/s/schedule/")

    assert "A talk &lt;/script&gt; about" in text and "Ada Example" in text and "Hall" in text
    assert "19:00" in text and "Tuesday 2 June 2026" in text and "Europe/Berlin" in text
    assert 'href="/events/s/schedule/AAAAAA/"' in text
    assert "Not yet" not in text and "/accent/aa2255.css" in text
    assert "at-1 for-6 in-1" in text and "at-7 for-6 in-0" in text


def test_lunch_in_the_foyer_lies_over_all_rooms_and_says_where(client, summit, talk):
    lunch_at = summit.starts_at + dt.timedelta(hours=1)
    end = lunch_at + dt.timedelta(hours=1)
    a_session(
        summit, title="Lunch", kind="break", starts_at=lunch_at, ends_at=end, room=a_room(summit, "Foyer")
    )

    text = page(client, "/events/s/schedule/")

    slot = text.split("Lunch")[0].rpartition("<li")[2]
    assert "for-12 in-0 is-break" in slot
    assert '<span class="timetable-in">Foyer</span>' in text.split("Lunch")[1].split("</li>")[0]
    assert "in-1 over-1" in text and text.count("timetable-room in-") == 1


def test_schedule_is_narrowed_to_a_track(client, summit, talk):
    a_session(summit, title="Beside the track")

    assert "Beside the track" not in page(client, "/events/s/schedule/?track=ops")
    assert "A talk" in page(client, "/events/s/schedule/?track=ops")
    page(client, "/events/s/schedule/?track=nothing", 422)


def test_schedule_without_talks_says_so(client, summit):
    assert "There is no schedule yet" in page(client, "/events/s/schedule/")
    assert "Nobody is announced yet" in page(client, "/events/s/speakers/")


def test_a_version_that_was_never_released_is_not_there(client, summit, talk):
    page(client, "/events/s/schedule/v/1.0/", 404)


def test_session_page(client, summit, talk):
    text = page(client, "/events/s/schedule/AAAAAA/")

    assert "<em>fine</em>" in text and 'href="javascript:' not in text
    assert "Ada Example" in text and "https://video.example/1" in text
    assert page(client, "/events/s/schedule/aaaaaa/")
    page(client, "/events/s/schedule/ZZZZZZ/", 404)


def test_cancelled_session_is_marked(client, summit, talk):
    talk.status = "cancelled"
    talk.save()

    assert "This session is cancelled" in page(client, "/events/s/schedule/AAAAAA/")
    assert "is-off" in page(client, "/events/s/schedule/")


def test_speakers_and_what_they_speak_about(client, summit, talk):
    assert "Ada Example" in page(client, "/events/s/speakers/")
    text = page(client, "/events/s/speakers/ada-example/")
    assert "A talk" in text and "/events/s/schedule.ics?speaker=ada-example" in text
    page(client, "/events/s/speakers/nobody/", 404)


def test_speaker_who_hides_the_profile_is_named_without_it(client, summit, talk):
    Person.objects.update(is_public=False, biography="Private words")

    text = page(client, "/events/s/speakers/ada-example/")

    assert "Ada Example" in text and "Private words" not in text
    assert "Private words" not in client.get("/events/s/schedule.json").content.decode()


@pytest.mark.parametrize("path", ["speakers/", "speakers/ada-example/", "schedule/AAAAAA/"])
def test_speaker_who_hides_the_profile_has_a_name_and_nothing_else(client, summit, talk, path):
    works = Organisation.objects.create(slug="works", name="Karst Works")
    Person.objects.update(is_public=True, headline="Whispers", organisation=works)
    assert "Whispers" in page(client, f"/events/s/{path}?then")

    Person.objects.update(is_public=False)

    text = page(client, f"/events/s/{path}?now")
    assert "Ada Example" in text and "Whispers" not in text and "Karst Works" not in text


@pytest.mark.parametrize(
    "path",
    ["schedule/", "schedule/AAAAAA/", "speakers/", "speakers/ada-example/", "schedule.xml", "schedule.json"],
)
def test_draft_event_shows_nothing(client, summit, talk, path):
    Event.objects.update(status="draft")

    assert client.get(f"/events/s/{path}").status_code == 404


def test_change_is_seen_at_once_and_nothing_else_builds_the_page_anew(client, summit, talk):
    for _ in range(2):
        page(client, "/events/s/schedule/")
    with CaptureQueriesContext(connection) as caught:
        page(client, "/events/s/schedule/")
    assert len(caught) == 1

    talk.title = "Renamed"
    talk.save()
    assert "Renamed" in page(client, "/events/s/schedule/")

    person = Person.objects.get()
    person.name = "Ada Changed"
    person.save()
    assert "Ada Changed" in page(client, "/events/s/schedule/")


@pytest.mark.parametrize(
    "path",
    ["schedule/", "schedule/AAAAAA/", "speakers/", "speakers/ada-example/", "schedule.xml", "schedule.json"],
)
def test_number_of_queries_does_not_grow(client, summit, talk, path):
    def queries() -> int:
        answers.shelf.clear()
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/events/s/{path}").status_code == 200
        return len(caught)

    one = queries()
    for n in range(29):
        a_session(
            summit, "Ada Example", f"Person {n}", room=a_room(summit, f"R{n}"), track=a_track(summit, f"T{n}")
        )

    assert queries() == one


def test_schedule_xml_is_what_frab_readers_want(client, summit, talk):
    a_session(summit, title="After midnight", starts_at=dt.datetime(2026, 6, 2, 22, 30, tzinfo=dt.UTC))
    a_session(summit, title="Off", status="cancelled")

    response = client.get("/events/s/schedule.xml")

    assert response["Content-Type"].startswith("application/vnd.c3voc.schedule+xml")
    assert response["Access-Control-Allow-Origin"] == "*"
    root = ElementTree.fromstring(response.content)
    assert root.findtext("conference/time_zone_name") == "Europe/Berlin"
    assert [day.get("date") for day in root.findall("day")] == ["2026-06-02"]
    assert root.find("day").get("start") == "2026-06-02T04:00:00+02:00"
    first = root.find("day/room/event")
    assert first.attrib == {"guid": str(talk.uuid), "id": str(talk.pk), "code": "AAAAAA"}
    said = {child.tag: child.text for child in first}
    assert (said["date"], said["start"], said["duration"]) == ("2026-06-02T19:00:00+02:00", "19:00", "00:30")
    assert (said["room"], said["track"], said["type"]) == ("Hall", "Ops", "talk")
    assert first.findtext("persons/person") == "Ada Example"
    assert "Off" not in response.content.decode()


def test_schedule_json_has_the_same(client, summit, talk):
    tree = json.loads(client.get("/events/s/schedule.json").content)

    assert tree["$schema"] == "https://c3voc.de/schedule/schema.json"
    conference = tree["schedule"]["conference"]
    assert (conference["daysCount"], conference["time_zone_name"]) == (1, "Europe/Berlin")
    [event] = conference["days"][0]["rooms"]["Hall"]
    assert (event["guid"], event["code"], event["id"]) == (str(talk.uuid), "AAAAAA", talk.pk)
    assert event["persons"][0]["public_name"] == "Ada Example"
    assert client.get("/events/s/schedule.json")["ETag"] == client.get("/events/s/schedule.json")["ETag"]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_what_we_publish_we_can_read(client, form):
    before = read_schedule(gzip.decompress((SAMPLES / "camp2019-frab.json.gz").read_bytes()))
    import_schedule(slug="camp", read=before, by=None, now=CHANGED)
    Event.objects.update(status="published")

    after = read_schedule(client.get(f"/events/camp/schedule.{form}").content)

    def facts(read):
        return Counter(
            (s.title, s.starts_at, s.ends_at, s.room, s.track, s.persons, s.day) for s in read.sessions
        )

    assert facts(after) == facts(before)
    assert after.conference.zone == before.conference.zone
    assert not [problem for problem in after.problems if problem.skipped]


def test_control_characters_do_not_break_the_exports(client, summit):
    a_session(summit, "Ada\x08 Example", title="Bell\x07 and \x0c feed")

    ElementTree.fromstring(client.get("/events/s/schedule.xml").content)
    json.loads(client.get("/events/s/schedule.json").content)
    ElementTree.fromstring(client.get("/events/s/feed.atom").content)
    page(client, "/events/s/schedule/")


def test_schedule_of_four_hundred_talks_is_light(client):
    read = read_schedule(gzip.decompress((SAMPLES / "fosdem-2012.xml.gz").read_bytes()), "Europe/Brussels")
    import_schedule(slug="big", read=read, by=None, now=CHANGED)
    Event.objects.update(status="published")

    with CaptureQueriesContext(connection) as caught:
        response = client.get("/events/big/schedule/", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 100_000
    assert len(caught) < 25
