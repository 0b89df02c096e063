"""A release: what everybody sees from then on, and can look up later."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.programme.models import Session
from tests.factories.people import make_person
from tests.factories.speakers import make_talk
from tests.factories.timetable import at, chair_of, desk, drop, fill

pytestmark = pytest.mark.django_db


def test_it_is_released_and_kept_for_everybody(chair, client, event, hall, talk):
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


def test_a_version_twice_is_told_beside_the_field(chair, event, hall, talk):
    drop(chair, talk, hall, 0, seen=0)
    chair.post(desk("desk_release", event), {"version": "1.0"})

    answer = chair.post(desk("desk_release", event), {"version": "1.0", "note": "Mine"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["version"]
    assert "Mine" in answer.content.decode()


def test_without_a_time_it_is_refused(chair, event):
    answer = chair.post(desk("desk_release", event), {"version": "1.0"})

    assert answer.status_code == 409
    assert "Nothing has a time yet." in answer.content.decode()


def test_files_and_feed_tell_the_newest_release(chair, client, event, hall, talk):
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


def test_the_pages_ask_no_more_for_more_releases(chair, client, event, hall, talk):
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
