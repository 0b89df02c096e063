"""Rooms, tracks and hours, as lists that are written whole."""

import pytest

from events.programme.models import Room, Track
from tests.factories.events import make_event
from tests.factories.timetable import at, desk, drop

pytestmark = pytest.mark.django_db


def rows(client, url, **more):
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


def test_rooms_are_added_renamed_ordered_and_taken_away(chair, event, hall):
    url = desk("desk_rooms", event)
    more = {
        "form-0-name": "Great hall",
        "form-0-position": "5",
        "form-1-name": "Loft",
        "form-1-capacity": "30",
    }
    assert chair.post(url, rows(chair, url, **more)).status_code == 302
    assert list(event.rooms.values_list("name", "slug", "capacity")) == [
        ("Loft", "loft", 30),
        ("Great hall", "hall", 20),
    ]

    assert chair.post(url, rows(chair, url, **{"form-0-gone": "on"})).status_code == 302

    assert list(event.rooms.values_list("name", flat=True)) == ["Great hall"]


def test_a_room_that_is_used_stays(chair, event, hall, talk):
    drop(chair, talk, hall, 0, seen=0)
    url = desk("desk_rooms", event)

    answer = chair.post(url, rows(chair, url, **{"form-0-gone": "on"}))

    assert answer.status_code == 409
    assert "“Hall” still has sessions" in answer.content.decode()
    assert event.rooms.count() == 1


def test_two_rooms_of_one_name_are_refused_and_nothing_is_lost(chair, event, hall):
    url = desk("desk_rooms", event)

    answer = chair.post(url, rows(chair, url, **{"form-1-name": "hall"}))

    assert answer.status_code == 409
    assert 'value="hall"' in answer.content.decode()
    assert event.rooms.count() == 1


def test_another_events_room_is_not_touched(chair, event):
    foreign = Room.objects.create(event=make_event(), name="Else", slug="else")
    url = desk("desk_rooms", event)

    chair.post(url, rows(chair, url, **{"form-0-pk": foreign.pk, "form-0-name": "Mine"}))

    foreign.refresh_from_db()
    assert foreign.name == "Else"
    assert not event.rooms.exists()


def test_tracks(chair, event):
    url = desk("desk_tracks", event)
    more = {"form-0-name": "Storage", "form-0-color": "#0b6e4f", "form-0-slots": "12"}

    assert chair.post(url, rows(chair, url, **more)).status_code == 302

    assert list(Track.objects.values_list("name", "color", "slots")) == [("Storage", "#0b6e4f", 12)]
    answer = chair.post(url, rows(chair, url, **{"form-0-color": "red"}))
    assert answer.status_code == 422


def test_hours(chair, event, hall):
    url = desk("desk_hours", event)
    more = {
        "form-0-day": "2027-05-14", "form-0-opens": "09:00", "form-0-closes": "18:00",
        "form-1-day": "2027-05-14", "form-1-room": hall.pk, "form-1-opens": "20:00", "form-1-closes": "01:00",
        "turn_over": "10", "walk": "3",
    }  # fmt: skip
    assert chair.post(url, rows(chair, url, **more)).status_code == 302

    assert list(event.hours.values_list("room", "opens_at", "closes_at")) == [
        (None, at(0), at(540)),
        (hall.pk, at(660), at(960)),
    ]
    assert (event.timetable.turn_over, event.timetable.walk) == (10, 3)
    same = rows(chair, url, turn_over="10", walk="3")
    assert chair.post(url, same).status_code == 302
    assert event.hours.count() == 2
    missing = {"form-2-day": "2027-05-15", "form-2-opens": "09:00", "turn_over": "10", "walk": "3"}
    assert chair.post(url, rows(chair, url, **missing)).status_code == 422
