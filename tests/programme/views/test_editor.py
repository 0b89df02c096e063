"""The timetable editor: one page, and a drop at a time."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.programme.models import Availability, Hours, Move, Placement, Room, Session, Timetable, Track
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk

pytestmark = pytest.mark.django_db
NINE = dt.datetime(2027, 5, 14, 7, tzinfo=dt.UTC)  # in Berlin
JSON = {"HTTP_ACCEPT": "application/json"}


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit", starts_at=NINE, ends_at=at(2 * 24 * 60))


@pytest.fixture
def hall(event):
    return Room.objects.create(event=event, name="Hall", slug="hall", capacity=20)


def chair_of(event, name="Cy Chair"):
    user = make_user(name=name)
    make_crew(event, user.person, "chair")
    return user


@pytest.fixture
def chair(client, event):
    client.force_login(chair_of(event))
    return client


@pytest.fixture
def talk(event):
    return make_talk(event, make_person("Ada Lark"), title="Roots")


def place_url(session):
    return reverse("desk_session_place", args=[session.event.slug, session.code])


def desk(name, event):
    return reverse(name, args=[event.slug])


def drop(client, session, room, minutes, *, seen, length=30):
    fields = {
        "instant": f"{at(minutes):%Y-%m-%dT%H:%M:%SZ}",
        "minutes": length,
        "room": room.pk if room else "",
        "seen": seen,
    }
    return client.post(place_url(session), fields, **JSON)


def test_only_the_makers_of_the_programme_come_in(client, event, talk):
    names = "desk_schedule desk_sessions desk_hours desk_rooms desk_tracks desk_release".split()
    urls = [*(desk(name, event) for name in names), place_url(talk)]
    for url in urls:
        assert client.get(url)["Location"].startswith("/accounts/login/")
    door = make_user(name="Ed Ash")
    make_crew(event, door.person, "door")
    client.force_login(door)
    for url in [*urls, desk("desk_schedule_undo", event)]:
        assert client.post(url).status_code == 403
    for url in urls:
        assert client.get(url).status_code == 403
    client.force_login(chair_of(event))
    assert [client.get(url).status_code for url in urls] == [200] * 7


def test_the_editor_shows_the_draft_and_what_has_no_time(chair, event, hall, talk):
    other = make_talk(event, make_person("Bo Reed"), title="<b>Stems</b>")
    drop(chair, talk, hall, 60, seen=0)

    answer = chair.get(desk("desk_schedule", event))

    page = answer.content.decode()
    assert [one["session"] for one in answer.context["pool"]] == [other]
    assert [one["session"] for day in answer.context["days"] for one in day["sessions"]] == [talk]
    assert "10:00–10:30" in page and "Not released yet: 1" in page
    assert "<b>Stems" not in page
    assert answer.context["board"]["number"] == 1


def test_a_day_has_air_before_its_hours_or_what_stands_before_them(chair, event, hall, talk):
    def begins():
        days = chair.get(desk("desk_schedule", event)).context["days"]
        return [f"{day['from'].astimezone(event.zone):%H:%M}" for day in days[:2]]

    assert begins() == ["08:00", "08:00"]
    drop(chair, talk, hall, 5 * 60, seen=0)
    Hours.objects.create(event=event, opens_at=at(24 * 60 + 75), closes_at=at(24 * 60 + 600))
    assert begins() == ["08:00", "09:00"]
    drop(chair, talk, hall, 24 * 60 - 30, seen=1)
    assert begins() == ["08:00", "07:30"]
    # The air ends where the night before does: no time stands on two days.
    drop(chair, talk, hall, 24 * 60 - 270, seen=2)
    assert begins() == ["08:00", "04:00"]


def test_days_tell_the_clock_on_the_wall(chair, talk, event):
    """By which a session goes to the same time of another day, also where clocks change in between."""
    event.starts_at = dt.datetime(2027, 10, 30, 7, tzinfo=dt.UTC)
    event.ends_at = dt.datetime(2027, 10, 31, 17, tzinfo=dt.UTC)
    event.save()

    board = chair.get(desk("desk_schedule", event)).context["board"]

    first, second = board["days"]
    assert (first["clock"], second["clock"]) == (8 * 60, 8 * 60)
    assert second["start"] - first["start"] == 25 * 60
    assert board["air"] == 60


def test_a_drop_answers_with_its_number_and_what_is_wrong_with_it(chair, event, hall, talk):
    other = make_talk(
        event, make_person("Bo Reed"), title="Stems", room=hall, starts_at=at(0), ends_at=at(30)
    )

    answer = drop(chair, talk, hall, 15, seen=0)

    assert answer.status_code == 200
    told = answer.json()
    assert (told["number"], told["ahead"], told["others"]) == (1, 1, [])
    start = int(at(15).timestamp() // 60)
    assert told["sessions"] == [
        {"code": talk.code, "room": hall.pk, "start": start, "end": start + 30, "ahead": True}
    ]
    assert [(one["kind"], one["codes"]) for one in told["warnings"]] == [("room", [talk.code, other.code])]
    assert told["warnings"][0]["text"] == "In the way of “Stems”, in Hall."


def test_keynotes_follow_one_another_without_a_warning(chair, event, hall, talk):
    other = make_talk(event, make_person("Bo Reed"), room=hall, starts_at=at(0), ends_at=at(30))

    assert [one["kind"] for one in drop(chair, talk, hall, 30, seen=0).json()["warnings"]] == ["turn_over"]
    for one in (talk, other):
        one.kind = "keynote"
        one.save()
    assert drop(chair, talk, hall, 31, seen=1).json()["warnings"] == []


def test_who_saw_an_older_draft_is_told_what_changed(client, event, hall, talk):
    ann, bo = chair_of(event, "Ann Ash"), chair_of(event, "Bo Birch")
    client.force_login(ann)
    drop(client, talk, hall, 0, seen=0)
    client.force_login(bo)

    answer = drop(client, talk, None, 60, seen=0)

    assert answer.status_code == 409
    told = answer.json()
    assert told["number"] == 1
    assert [one["text"] for one in told["changed"]] == [
        "Ann Ash put “Roots” here: Fri 14 May, 09:00–09:30, Hall."
    ]
    assert [one["room"] for one in told["sessions"]] == [hall.pk]
    assert Placement.objects.get().room == hall
    assert drop(client, talk, None, 60, seen=1).status_code == 200


def test_anothers_moves_elsewhere_are_sent_along(client, event, hall, talk):
    other = make_talk(event, make_person())
    client.force_login(chair_of(event, "Ann Ash"))
    drop(client, other, hall, 0, seen=0)
    client.force_login(chair_of(event, "Bo Birch"))

    told = drop(client, talk, hall, 60, seen=0).json()

    assert told["number"] == 2
    assert {one["code"] for one in told["sessions"]} == {talk.code, other.code}
    assert len(told["others"]) == 1


def test_what_cannot_be_is_told_and_changes_nothing(chair, event, hall, talk):
    foreign = Room.objects.create(event=make_event(), name="Else", slug="else")
    for answer in (
        drop(chair, talk, foreign, 0, seen=0),
        drop(chair, talk, hall, 0, seen=0, length=0),
        drop(chair, talk, hall, 0, seen="x"),
        drop(chair, talk, hall, 9000, seen=0),
        chair.post(place_url(talk), {"instant": "soon", "minutes": 30, "seen": 0}, **JSON),
    ):
        assert answer.status_code == 422
        assert answer.json()["error"]
    assert not Move.objects.exists()


class TestWithoutScript:
    def form(self, chair, session):
        form = chair.get(place_url(session)).context["form"]
        return {name: "" if (value := form[name].value()) is None else value for name in form.fields}

    def test_the_form_does_the_same_move(self, chair, event, hall, talk):
        sent = {
            **self.form(chair, talk),
            "day": "2027-05-14",
            "time": "11:00",
            "minutes": 45,
            "room": hall.pk,
        }

        answer = chair.post(place_url(talk), sent)

        assert answer["Location"] == desk("desk_schedule", event)
        assert (Placement.objects.get().starts_at, Placement.objects.get().ends_at) == (at(120), at(165))
        again = self.form(chair, talk)
        assert (again["day"], f"{again['time']:%H:%M}", again["minutes"]) == ("2027-05-14", "11:00", 45)
        chair.post(place_url(talk), {**again, "day": ""})
        assert not Placement.objects.exists()

    def test_what_was_moved_meanwhile_is_shown_and_meant_when_sent_again(self, chair, event, hall, talk):
        sent = {**self.form(chair, talk), "day": "2027-05-14", "time": "11:00", "room": hall.pk}
        drop(chair, talk, None, 0, seen=0)

        answer = chair.post(place_url(talk), sent)

        assert answer.status_code == 409
        assert "put “Roots” here: Fri 14 May, 09:00–09:30, all rooms" in answer.content.decode()
        form = answer.context["form"]
        again = {name: form[name].value() or "" for name in form.fields}
        assert chair.post(place_url(talk), again).status_code == 302
        assert Placement.objects.get().room == hall

    def test_a_day_without_a_time_is_asked_for(self, chair, talk):
        sent = {**self.form(chair, talk), "day": "2027-05-14", "time": ""}

        answer = chair.post(place_url(talk), sent)

        assert answer.status_code == 422
        assert "Say at what time it starts." in answer.content.decode()

    def test_undo(self, chair, event, hall, talk):
        drop(chair, talk, hall, 0, seen=0)

        answer = chair.post(desk("desk_schedule_undo", event), {"seen": 1}, follow=True)

        assert "Taken back: Roots." in answer.content.decode()
        assert not Placement.objects.exists()
        answer = chair.post(desk("desk_schedule_undo", event), {"seen": "no"}, follow=True)
        assert "You have moved nothing" in answer.content.decode()


def test_undo_by_script(chair, event, hall, talk):
    drop(chair, talk, hall, 0, seen=0)

    told = chair.post(desk("desk_schedule_undo", event), {"seen": 1}, **JSON).json()

    assert (told["number"], told["ahead"]) == (2, 0)
    assert told["sessions"][0]["start"] is None
    assert chair.post(desk("desk_schedule_undo", event), {"seen": 2}, **JSON).status_code == 409


def fill(event, hall, number):
    for n in range(number):
        talk = make_talk(event, make_person(), room=hall, starts_at=at(n * 5), ends_at=at(n * 5 + 30))
        Availability.objects.create(
            event=event, person=talk.speakers.get(), starts_at=at(0), ends_at=at(n + 10)
        )


def test_neither_page_nor_drop_asks_more_for_more_sessions(chair, event, hall, talk):
    Hours.objects.create(event=event, opens_at=at(0), closes_at=at(600))
    counts = []
    for number in (1, 29):
        fill(event, hall, number)
        seen = getattr(Timetable.objects.filter(event=event).first(), "edits", 0)
        with CaptureQueriesContext(
            connection,
        ) as page:
            assert chair.get(desk("desk_schedule", event)).status_code == 200
        with CaptureQueriesContext(connection) as dropped:
            assert drop(chair, talk, hall, number, seen=seen).status_code == 200
        with CaptureQueriesContext(connection) as released:
            assert chair.get(desk("desk_release", event)).status_code == 200
        counts.append((len(page), len(dropped), len(released)))

    assert counts[0][0] == counts[1][0] <= 45
    # the first drop makes the timetable and the placement, the second only changes them
    assert counts[1][1] <= counts[0][1] <= 40
    assert counts[0][2] == counts[1][2]


class TestHouse:
    def rows(self, client, url, **more):
        formset = client.get(url).context["rows"]
        sent = {}
        for form in formset:
            for name in form.fields:
                value = form[name].value()
                sent[form.add_prefix(name)] = "" if value in (None, False) else str(value)
        management = formset.management_form
        return {
            **{management.add_prefix(n): management[n].value() for n in management.fields},
            **sent,
            **more,
        }

    def test_rooms_are_added_renamed_ordered_and_taken_away(self, chair, event, hall):
        url = desk("desk_rooms", event)
        more = {
            "form-0-name": "Great hall",
            "form-0-position": "5",
            "form-1-name": "Loft",
            "form-1-capacity": "30",
        }
        assert chair.post(url, self.rows(chair, url, **more)).status_code == 302
        assert list(event.rooms.values_list("name", "slug", "capacity")) == [
            ("Loft", "loft", 30),
            ("Great hall", "hall", 20),
        ]

        assert chair.post(url, self.rows(chair, url, **{"form-0-gone": "on"})).status_code == 302

        assert list(event.rooms.values_list("name", flat=True)) == ["Great hall"]

    def test_a_room_that_is_used_stays(self, chair, event, hall, talk):
        drop(chair, talk, hall, 0, seen=0)
        url = desk("desk_rooms", event)

        answer = chair.post(url, self.rows(chair, url, **{"form-0-gone": "on"}))

        assert answer.status_code == 409
        assert "“Hall” still has sessions" in answer.content.decode()
        assert event.rooms.count() == 1

    def test_two_rooms_of_one_name_are_refused_and_nothing_is_lost(self, chair, event, hall):
        url = desk("desk_rooms", event)

        answer = chair.post(url, self.rows(chair, url, **{"form-1-name": "hall"}))

        assert answer.status_code == 409
        assert 'value="hall"' in answer.content.decode()
        assert event.rooms.count() == 1

    def test_another_events_room_is_not_touched(self, chair, event):
        foreign = Room.objects.create(event=make_event(), name="Else", slug="else")
        url = desk("desk_rooms", event)

        chair.post(url, self.rows(chair, url, **{"form-0-pk": foreign.pk, "form-0-name": "Mine"}))

        foreign.refresh_from_db()
        assert foreign.name == "Else"
        assert not event.rooms.exists()

    def test_tracks(self, chair, event):
        url = desk("desk_tracks", event)
        more = {"form-0-name": "Storage", "form-0-color": "#0b6e4f", "form-0-slots": "12"}

        assert chair.post(url, self.rows(chair, url, **more)).status_code == 302

        assert list(Track.objects.values_list("name", "color", "slots")) == [("Storage", "#0b6e4f", 12)]
        answer = chair.post(url, self.rows(chair, url, **{"form-0-color": "red"}))
        assert answer.status_code == 422

    def test_hours(self, chair, event, hall):
        url = desk("desk_hours", event)
        more = {
            "form-0-day": "2027-05-14", "form-0-opens": "09:00", "form-0-closes": "18:00",
            "form-1-day": "2027-05-14", "form-1-room": hall.pk, "form-1-opens": "20:00", "form-1-closes": "01:00",
            "turn_over": "10", "walk": "3",
        }  # fmt: skip
        assert chair.post(url, self.rows(chair, url, **more)).status_code == 302

        assert list(event.hours.values_list("room", "opens_at", "closes_at")) == [
            (None, at(0), at(540)),
            (hall.pk, at(660), at(960)),
        ]
        assert (event.timetable.turn_over, event.timetable.walk) == (10, 3)
        same = self.rows(chair, url, turn_over="10", walk="3")
        assert chair.post(url, same).status_code == 302
        assert event.hours.count() == 2
        missing = {"form-2-day": "2027-05-15", "form-2-opens": "09:00", "turn_over": "10", "walk": "3"}
        assert chair.post(url, self.rows(chair, url, **missing)).status_code == 422


class TestRelease:
    def test_it_is_released_and_kept_for_everybody(self, chair, client, event, hall, talk):
        drop(chair, talk, hall, 0, seen=0)
        assert (
            "The first release: one session with a time."
            in chair.get(desk("desk_release", event)).content.decode()
        )
        chair.post(desk("desk_release", event), {"version": "1.0", "note": "Here it is."})
        drop(chair, talk, None, 60, seen=1)
        look = chair.get(desk("desk_release", event)).content.decode()
        assert "another time" in look and 'value="1.1"' in look
        answer = chair.post(desk("desk_release", event), {"version": "1.1"})
        assert answer.status_code == 302
        talk.title = "Renamed"
        talk.save()
        client.logout()

        old = client.get(f"/events/{event.slug}/schedule/v/1.0/").content.decode()
        new = client.get(f"/events/{event.slug}/schedule/v/1.1/").content.decode()
        log = client.get(f"/events/{event.slug}/schedule/changelog/").content.decode()

        assert "09:00" in old and "Hall" in old and "Roots" in old and "Renamed" not in old
        assert "There is a newer one" in old and "There is a newer one" not in new
        assert "Ada Lark" in old
        assert log.index("Version 1.1") < log.index("Version 1.0") and "Here it is." in log
        assert "Fri 14 May, 09:00–09:30, Hall" in log
        for unknown in ("2.0", "1.0.", "<b>"):
            assert client.get(f"/events/{event.slug}/schedule/v/{unknown}/").status_code == 404

    def test_a_version_twice_is_told_beside_the_field(self, chair, event, hall, talk):
        drop(chair, talk, hall, 0, seen=0)
        chair.post(desk("desk_release", event), {"version": "1.0"})

        answer = chair.post(desk("desk_release", event), {"version": "1.0", "note": "Mine"})

        assert answer.status_code == 422
        assert answer.context["form"].errors["version"]
        assert "Mine" in answer.content.decode()

    def test_without_a_time_it_is_refused(self, chair, event):
        answer = chair.post(desk("desk_release", event), {"version": "1.0"})

        assert answer.status_code == 409
        assert "Nothing has a time yet." in answer.content.decode()

    def test_files_and_feed_tell_the_newest_release(self, chair, client, event, hall, talk):
        drop(chair, talk, hall, 0, seen=0)
        chair.post(desk("desk_release", event), {"version": "1.0"})
        chair.post(desk("desk_release", event), {"version": "1.1", "note": "Second."})
        client.logout()
        here = f"/events/{event.slug}/"

        assert json.loads(client.get(f"{here}schedule.json").content)["schedule"]["version"] == "1.1"
        assert b"<version>1.1</version>" in client.get(f"{here}schedule.xml").content
        feed = client.get(f"{here}feed.atom").content.decode()
        assert "Schedule 1.1" in feed and "Second." in feed and f"{here}schedule/v/1.0/" in feed
        assert f"{here}schedule/changelog/" in client.get(f"{here}schedule/").content.decode()

    def test_the_pages_ask_no_more_for_more_releases(self, chair, client, event, hall, talk):
        drop(chair, talk, hall, 0, seen=0)
        chair.post(desk("desk_release", event), {"version": "1.0"})
        client.logout()
        url = f"/events/{event.slug}/schedule/changelog/"
        client.get(url)
        counts = []
        for number in (1, 9):
            fill(event, hall, number)
            client.force_login(chair_of(event, f"Chair {number}"))
            for n in range(number):
                client.post(desk("desk_release", event), {"version": f"2.{number}.{n}"})
            client.logout()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counts.append(len(asked))

        assert counts[0] == counts[1]


def test_a_session_is_not_shown_anew_before_the_release(chair, client, event, hall):
    talk = make_talk(event, make_person(), room=hall, starts_at=at(0), ends_at=at(30))
    before = client.get(f"/events/{event.slug}/schedule.json").content
    drop(chair, talk, hall, 60, seen=0)

    assert client.get(f"/events/{event.slug}/schedule.json").content == before
    assert Session.objects.get().starts_at == at(0)
