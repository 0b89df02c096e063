"""The timetable editor: one page, and a drop at a time."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.programme.models import Hours, Move, Placement, Room, Timetable
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk
from tests.factories.timetable import JSON, at, chair_of, desk, drop, fill, place_url

pytestmark = pytest.mark.django_db


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
