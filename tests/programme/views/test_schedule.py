"""The schedule as its readers use it: found in, seen as a list, kept without a network, quick when it is long."""

import datetime as dt
import gzip
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import answers
from events.models import Event
from events.programme.actions.release import release
from events.programme.models import Room, Session, SessionSpeaker, Track
from events.programme.views import speakers
from people.models import Person
from tests.calendars.rows import CHANGED, a_room, a_session, a_track, an_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def summit() -> Event:
    return an_event(slug="s", kind="summit", title="Summit", ends_at=dt.datetime(2026, 6, 4, tzinfo=dt.UTC))


def text_of(client, url) -> str:
    answer = client.get(url)
    assert answer.status_code == 200 and not answer.cookies
    return answer.content.decode()


def test_words_are_found_in_titles_names_and_rooms_without_marks_and_case(client, summit):
    a_session(summit, "Zoë Müller", title="Deep roots", room=a_room(summit, "Große Halle"))
    a_session(summit, "Bo Reed", title="Knots", track=a_track(summit, "Ops"))

    for words, found in [
        ("ZOE", "Deep roots"),
        ("roots deep", "Deep roots"),
        ("halle", "Deep roots"),
        ("ops", "Knots"),
    ]:
        text = text_of(client, f"/events/s/schedule/?q={words}")
        assert found in text and text.count('class="timetable-slot') == 1, words
        assert "1 session" in text and "Clear filters" in text
    assert "Nothing is found" in text_of(client, "/events/s/schedule/?q=wolves")
    assert client.get("/events/s/schedule/?q=" + "x" * 101).status_code == 422


def test_grid_and_list_are_links_that_keep_what_was_asked(client, summit):
    a_session(summit, title="Knots")

    grid, as_list = (text_of(client, f"/events/s/schedule/?q=knots{more}") for more in ("", "&view=list"))

    assert 'href="?q=knots&amp;view=list"' in grid and "is-list" not in grid
    assert "timetable-day is-list" in as_list and 'name="view" value="list"' in as_list


def test_every_time_says_its_instant(client, summit):
    a_session(summit, title="Knots")

    text = text_of(client, "/events/s/schedule/")

    assert '<time datetime="2026-06-02T19:00+02:00">19:00</time>' in text
    assert '<time datetime="2026-06-02T19:30+02:00">19:30</time>' in text
    assert 'aria-hidden="true"><time datetime="2026-06-02T19:00+02:00">19:00</time>' in text


def test_stream_and_recording_are_linked_where_they_are_safe(client, summit):
    talk = a_session(summit, title="Knots", code="AAAAAA", stream_url="https://live.example/1")
    assert 'data-stream="https://live.example/1"' in text_of(client, "/events/s/schedule/")
    assert "Live stream" in text_of(client, "/events/s/schedule/AAAAAA/")

    talk.video_url = "https://video.example/1"
    talk.save()
    text = text_of(client, "/events/s/schedule/AAAAAA/")
    assert "https://video.example/1" in text and "https://live.example/1" not in text

    Session.objects.update(stream_url="javascript:alert(1)", video_url="javascript:alert(2)")
    answers.shelf.clear()
    for path in ("", "AAAAAA/"):
        assert "javascript:alert" not in text_of(client, f"/events/s/schedule/{path}")


def test_what_people_write_stays_text_in_the_grid_and_in_each_release(client, summit):
    room, track = a_room(summit, "<i>room"), a_track(summit, "<i>track")
    a_session(summit, "<i>who", title="<i>title", room=room, track=track, stream_url='https://x.example/"<i>')
    release(event=summit, version="1.0", note="<i>note", by=None, now=CHANGED)

    for path in ("", "v/1.0/"):
        text = text_of(client, f"/events/s/schedule/{path}")
        assert "<i>" not in text
        assert all(f"&lt;i&gt;{word}" in text for word in ("room", "track", "who", "title")), path


def test_many_speakers_stand_on_pages_and_are_found_by_words(client, summit, monkeypatch):
    monkeypatch.setattr(speakers, "PER_PAGE", 2)
    for name in ("Ada", "Bo", "Cy Müller"):
        a_session(summit, name, title=f"Talk of {name}")
    Person.objects.filter(name="Bo").update(is_public=False, headline="Whispers")

    first, second, third = (
        text_of(client, f"/events/s/speakers/?{asked}") for asked in ("", "page=2", "q=muller")
    )

    assert (
        "Talk of Ada" in first and "Talk of Bo" in first and "Talk of Cy" not in first and 'name="q"' in first
    )
    assert "3 people speak" in first and "Talk of Cy" in second and "Talk of Ada" not in second
    assert "1 speaker" in third and "Talk of Cy" in third and "Talk of Bo" not in third
    assert "Nobody of that name" in text_of(client, "/events/s/speakers/?q=whispers")
    assert client.get("/events/s/speakers/?q=" + "x" * 101).status_code == 422


def test_page_says_who_is_signed_in_only_to_them(client, summit, django_user_model):
    a_session(summit, title="Knots")
    assert "data-signed-in" not in text_of(client, "/events/s/schedule/")

    client.force_login(django_user_model.objects.create_user("ada@people.example", "x"))
    answer = client.get("/events/s/schedule/")
    assert "data-signed-in" in answer.content.decode() and "private" in answer["Cache-Control"]


def test_worker_reaches_only_the_schedule_and_keeps_only_what_is_for_all(client, summit):
    answer = client.get("/events/s/schedule/worker.js")

    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer
    text = answer.content.decode()
    assert '"page": "/events/s/schedule/"' in text and "js/programme" in text
    assert 'credentials: "omit"' in text and "public" in text

    Event.objects.update(status="draft")
    assert client.get("/events/s/schedule/worker.js?then").status_code == 404


def test_featured_sessions_stand_on_the_summits_page_before_anything_has_a_time(client, summit):
    a_session(summit, "Ada Invited", title="Opening", kind="keynote")
    a_session(summit, "Bo Shown", title="A chosen talk", is_featured=True)
    a_session(summit, "Cy Plain", title="A talk")
    a_session(summit, "Di Draft", title="A draft", is_featured=True, status="draft")
    Session.objects.update(starts_at=None, ends_at=None)

    text = text_of(client, "/events/s/")

    assert "Ada Invited" in text and "Bo Shown" in text
    assert "Cy Plain" not in text and "Di Draft" not in text

    person = Person.objects.get(name="Bo Shown")
    person.name = "Bo Renamed"
    person.save()
    assert "Bo Renamed" in text_of(client, "/events/s/")


def fill(event: Event, number: int) -> None:
    """So many talks of one or two speakers, in eight rooms over two days."""
    rooms = Room.objects.bulk_create(
        Room(event=event, name=f"Room {n}", slug=f"room-{n}", position=n) for n in range(8)
    )
    tracks = Track.objects.bulk_create(
        Track(event=event, name=f"Track number {n}", slug=f"track-{n}") for n in range(17)
    )
    people = Person.objects.bulk_create(
        Person(slug=f"speaker-{n}", name=f"Given{n} Family{n * 7}", is_public=True) for n in range(number)
    )
    hour, half = dt.timedelta(hours=1), dt.timedelta(minutes=30)
    sessions = []
    for n in range(number):
        day, slot = divmod(n // 8, 25)
        start = event.starts_at.replace(hour=6, minute=0) + day * 24 * hour + slot * half
        sessions.append(
            Session(
                event=event,
                code=f"C{n:05}",
                title=f"How {n * 37} machines of kind {n} were moved without {n * 11} people seeing it",
                abstract=f"What we learnt in {n} years. " * 20,
                status="confirmed",
                room=rooms[n % 8],
                track=tracks[n % 17],
                starts_at=start,
                ends_at=start + half,
                shown_changed_at=CHANGED,
            )
        )
    sessions = Session.objects.bulk_create(sessions)
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=one, person=people[(n + k * 5) % number], position=k)
        for n, one in enumerate(sessions)
        for k in range(1 + n % 2)
    )


PATHS = (
    "schedule/",
    "schedule/C00001/",
    "speakers/",
    "speakers/speaker-1/",
    "schedule.xml",
    "schedule.json",
    "schedule.ics",
)


@pytest.mark.parametrize(
    "number", [pytest.param(40, id="small"), pytest.param(400, marks=pytest.mark.heavy, id="400 talks")]
)
def test_a_long_programme_is_quick_light_and_kept(client, summit, number):
    fill(summit, number)
    zipped = {"Accept-Encoding": "gzip"}

    for path in PATHS:
        url = f"/events/s/{path}"
        with CaptureQueriesContext(connection) as caught:
            first = client.get(url, headers=zipped)
        assert first.status_code == 200 and len(caught) < 30, path
        assert len(first.content) < 200_000, path
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            again = client.get(url, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, len(caught)) == (304, 1), path

    assert (
        gzip.decompress(client.get("/events/s/schedule/", headers=zipped).content).count(
            b'class="timetable-slot'
        )
        == number
    )
    took = []
    for _ in range(5):
        answers.shelf.clear()
        start = time.process_time()
        client.get("/events/s/schedule/")
        took.append(time.process_time() - start)
    assert min(took) < 0.3


@pytest.mark.parametrize("path", PATHS)
def test_queries_are_as_many_for_one_talk_as_for_forty(client, path):
    def queries(slug: str, number: int) -> int:
        summit = an_event(slug=slug, kind="summit", ends_at=dt.datetime(2026, 6, 4, tzinfo=dt.UTC))
        fill(summit, number)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/events/{slug}/{path}").status_code == 200
        return len(caught)

    few = queries("few", 2)
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(slug=f"old-{person.slug}")
    assert queries("many", 40) == few
