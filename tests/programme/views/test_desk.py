"""The makers of a programme add, move, call off."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.programme.actions import timetable
from events.programme.models import Room, Session
from people.models import Person
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk, make_track

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture
def event():
    """Three days over the night on which the clocks go forward in Berlin: 2027-03-28, 2:00 to 3:00."""
    return make_event(
        "Oak summit",
        kind="summit",
        starts_at=dt.datetime(2027, 3, 27, 8, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 3, 29, 15, tzinfo=dt.UTC),
    )


@pytest.fixture
def chair(client, event):
    user = make_user(name="Cy Chair")
    make_crew(event, user.person, "chair")
    client.force_login(user)
    return client


@pytest.fixture
def new(event):
    return reverse("desk_session_new", args=[event.slug])


def fields(**more):
    return {
        "title": "Roots",
        "kind": "keynote",
        "status": "confirmed",
        "starts_at": "2027-03-28T10:00",
        "ends_at": "2027-03-28T10:45",
        "room": "Hall",
        **more,
    }


def test_only_the_makers_of_the_programme_come_in(client, event, new):
    session = make_talk(event, make_person(), status="draft")
    urls = [
        reverse("desk_sessions", args=[event.slug]),
        new,
        *(
            reverse(name, args=[event.slug, session.code])
            for name in ("desk_session", "desk_session_cancel", "desk_session_delete")
        ),
    ]
    for url in urls:
        assert client.get(url)["Location"].startswith("/accounts/login/")
    door, elsewhere = make_user(name="Ed Ash"), make_user(name="Flo Birch")
    make_crew(event, door.person, "door")
    make_crew(make_event(), elsewhere.person)
    for user in (make_user(name="Bo Reed"), door, elsewhere):
        client.force_login(user)
        for url in urls:
            assert client.get(url).status_code == 403
            assert client.post(url).status_code == 403
    assert Session.objects.get() == session
    for user in (make_user(name="Ann", is_staff=True), make_user(name="Olu")):
        make_crew(event, user.person) if not user.is_staff else None
        client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [200] * 5


def test_a_session_is_added_and_stands_in_the_public_programme(chair, event, new):
    known = make_person("Ada Lark", is_public=True)
    assert chair.get(new).status_code == 200

    answer = chair.post(
        new,
        fields(
            speaker_0=f"Ada Lark ({known.slug})", speaker_1="Bo Reed", speaker_2="bo reed", is_featured="on"
        ),
    )

    session = Session.objects.get()
    assert answer["Location"] == reverse("desk_schedule", args=[event.slug])
    assert session.starts_at == dt.datetime(2027, 3, 28, 8, tzinfo=dt.UTC)
    assert (session.kind, session.status, session.is_featured) == ("keynote", "confirmed", True)
    assert [person.name for person in session.people] == ["Ada Lark", "Bo Reed"]
    assert Room.objects.get().name == "Hall"
    public = chair.get(f"/events/{event.slug}/schedule/").content.decode()
    assert "Roots" in public and "Bo Reed" in public
    listed = chair.get(reverse("desk_sessions", args=[event.slug])).content.decode()
    assert "Sunday 28 March 2027" in listed and "10:00" in listed


def test_what_is_shown_is_sent_back_unchanged(chair, event, new):
    chair.post(new, fields(speaker_0="Bo Reed", track="Soil", abstract="Why.\n\nAnd how."))
    session = Session.objects.get()
    url = reverse("desk_session", args=[event.slug, session.code])
    form = chair.get(url).context["form"]

    sent = {name: form[name].value() for name in form.fields}
    sent = {
        name: value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, dt.datetime) else value
        for name, value in sent.items()
        if value not in (None, "", False)
    }
    assert chair.post(url, sent).status_code == 302

    after = Session.objects.get()
    assert (after.sequence, after.shown_changed_at) == (0, session.shown_changed_at)


def test_a_session_is_moved_cancelled_and_a_draft_deleted(chair, event, new):
    chair.post(new, fields())
    session = Session.objects.get()
    url = reverse("desk_session", args=[event.slug, session.code])

    assert chair.post(url, fields(room="Cellar", starts_at="", ends_at="")).status_code == 302
    session.refresh_from_db()
    assert (session.sequence, session.room.name, session.starts_at) == (1, "Cellar", None)
    refused = chair.post(url, fields(status="draft"))
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["status"]
    assert chair.post(reverse("desk_session_delete", args=[event.slug, session.code])).status_code == 409
    cancel = reverse("desk_session_cancel", args=[event.slug, session.code])
    assert "Roots" in chair.get(cancel).content.decode()
    assert chair.post(cancel).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.sequence) == ("cancelled", 2)
    chair.post(new, fields(title="Draft", status="draft"))
    draft = Session.objects.get(title="Draft")
    assert chair.post(reverse("desk_session_delete", args=[event.slug, draft.code])).status_code == 302
    assert not Session.objects.filter(title="Draft").exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"title": "Bell\x07"}, "title"),
        ({"kind": "opera"}, "kind"),
        ({"status": "gone"}, "status"),
        ({"starts_at": "2027-03-28T02:30"}, "starts_at"),  # the clocks go forward over it
        ({"starts_at": "2027-02-30T10:00"}, "starts_at"),
        ({"starts_at": ""}, "starts_at"),
        ({"ends_at": ""}, "ends_at"),
        ({"ends_at": "2027-03-28T10:00"}, "ends_at"),
        ({"ends_at": "2027-03-28T09:00"}, "ends_at"),
        ({"starts_at": "2027-03-25T10:00"}, "starts_at"),  # two days before
        ({"ends_at": "2027-03-31T10:00"}, "ends_at"),
        ({"room": "x" * 121}, "room"),
        ({"track": "\x00"}, "track"),
        ({"abstract": "x" * 20_001}, "abstract"),
        ({"speaker_0": "x" * 261}, "speaker_0"),
        ({"speaker_0": "…"}, "speaker_0"),
        ({"speaker_0": "n" * 121}, "speaker_0"),
        ({"speaker_1": "Nobody (no-such-person)"}, "speaker_1"),
        ({"speaker_1": "Quiet (quiet)"}, "speaker_1"),  # not public, and nothing to do with this event
        ({"speaker_2": "Twin Lark"}, "speaker_2"),
        ({"key": "no key"}, "key"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_written(chair, new, sent, field):
    make_person("Quiet", slug="quiet")
    make_person("Twin Lark", is_public=True)
    make_person("Twin Lark", is_public=True)
    people = Person.objects.count()

    answer = chair.post(new, fields(**sent))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Session.objects.exists() and not Room.objects.exists() and Person.objects.count() == people


def test_hostile_text_stays_text(chair, event, new):
    answer = chair.post(
        new, fields(title=HOSTILE, room=HOSTILE, track=HOSTILE, abstract=HOSTILE, speaker_0=HOSTILE)
    )

    assert answer.status_code == 302
    session = Session.objects.get()
    for url in (
        reverse("desk_sessions", args=[event.slug]),
        reverse("desk_session", args=[event.slug, session.code]),
        reverse("desk_session_cancel", args=[event.slug, session.code]),
    ):
        assert "<script>alert" not in chair.get(url).content.decode()


def test_a_form_sent_twice_makes_one_session(chair, new):
    key = "3f0f6c1e-95a0-4d38-8f4e-3f0a57a4f6a1"

    for _ in range(2):
        assert chair.post(new, fields(key=key)).status_code == 302

    assert Session.objects.count() == 1


def test_an_hour_that_comes_twice_stays_the_one_that_it_was(chair, new):
    event = make_event(
        starts_at=dt.datetime(2026, 10, 24, 8, tzinfo=dt.UTC),
        ends_at=dt.datetime(2026, 10, 25, 15, tzinfo=dt.UTC),
    )
    make_crew(event, Person.objects.get(name="Cy Chair"), "chair")
    second = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)  # 2:30 for the second time
    talk = make_talk(event, make_person(), starts_at=second, ends_at=second + dt.timedelta(hours=1))

    answer = chair.post(
        reverse("desk_session", args=[event.slug, talk.code]),
        fields(title="Renamed", kind="talk", starts_at="2026-10-25T02:30", ends_at="2026-10-25T03:30"),
    )

    assert answer.status_code == 302
    talk.refresh_from_db()
    assert (talk.title, talk.starts_at) == ("Renamed", second)


def test_what_has_no_time_stands_first_and_lists_can_be_searched(chair, event):
    ada = make_person("Ada Lark", is_public=True)
    make_talk(event, ada, title="Later", starts_at=event.starts_at, ends_at=event.ends_at)
    make_talk(event, make_person("Bo Reed"), title="Open", status="draft", track=make_track(event))
    url = reverse("desk_sessions", args=[event.slug])

    days = chair.get(url).context["days"]
    assert [[session.title for session in rows] for _, rows in days] == [["Open"], ["Later"]]
    assert [s.title for s in chair.get(url, {"q": "lark"}).context["page"]] == ["Later"]
    assert [s.title for s in chair.get(url, {"status": "draft"}).context["page"]] == ["Open"]
    assert chair.get(url, {"status": "gone"}).status_code == 422
    assert chair.get(url, {"q": "\x00"}).status_code == 422


def test_thirty_sessions_cost_what_one_costs(chair, event):
    ada = make_person("Ada Lark", is_public=True)
    make_talk(event, ada, starts_at=event.starts_at, ends_at=event.ends_at, track=make_track(event))
    url = reverse("desk_sessions", args=[event.slug])
    chair.get(url)
    with CaptureQueriesContext(connection) as one:
        chair.get(url)
    for n in range(30):
        talk = make_talk(event, ada, starts_at=event.starts_at, ends_at=event.ends_at)
        talk.session_speakers.create(person=make_person(f"Speaker {n}", is_public=True))

    with CaptureQueriesContext(connection) as thirty:
        assert len(chair.get(url).context["page"]) == 31

    assert len(one) == len(thirty)


def test_a_session_of_another_event_is_not_found(chair, event):
    other = make_talk(make_event(), make_person())

    assert chair.get(reverse("desk_session", args=[event.slug, other.code])).status_code == 404


def test_what_was_moved_after_the_look_is_not_released_unseen(chair, event):
    def drop(hour):
        starts_at = event.starts_at + dt.timedelta(hours=hour)
        ends_at = starts_at + dt.timedelta(hours=1)
        now = event.starts_at - dt.timedelta(days=9)
        timetable.move(
            session=talk, room=None, starts_at=starts_at, ends_at=ends_at, seen=9999, by=None, now=now
        )

    talk, url = make_talk(event, make_person(), title="Roots"), reverse("desk_release", args=[event.slug])
    drop(0)
    seen = chair.get(url).context["form"]["seen"].value()
    drop(2)

    answer = chair.post(url, {"version": "1.0", "note": "Mine", "seen": seen})

    assert answer.status_code == 409 and not event.releases.exists()
    text = answer.content.decode()
    assert "changed meanwhile" in text and "put “Roots” here" in text and "Mine" in text
    chair.post(url, {"version": "1.0", "seen": answer.context["form"]["seen"].value()})
    assert event.releases.exists()
