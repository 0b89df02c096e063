"""A feed is the same until something changes, says so of every change, and goes on whatever things are called."""

import datetime as dt

import pytest
import time_machine

from core import answers
from core.models import FormerName
from events.actions import event as events
from events.programme.actions import house
from groups.actions import group as groups
from groups.rules.facts import Facts as GroupFacts
from people.actions import person as people
from people.models import Person, User
from tests.calendars.rows import CHANGED, NOW, a_group, a_room, a_session, a_track, an_event, read

pytestmark = pytest.mark.django_db


def known(client, url):
    """From a process that was asked before: since when it is so is known from the second answer on."""
    answers.shelf.clear()  # kept answers are renewed within minutes; the tests' clock jumps over them
    client.get(url)
    return client.get(url)


def asked_by_date(client, url, before):
    known(client, url)
    return client.get(url, headers={"If-Modified-Since": before["Last-Modified"]})


def assert_off_leaves_after_ninety_days(client, url):
    with time_machine.travel(CHANGED + dt.timedelta(days=89), tick=False):
        before = known(client, url)
    with time_machine.travel(CHANGED + dt.timedelta(days=91), tick=False):
        after = asked_by_date(client, url, before)

    assert set(read(before)) == {"Off", "On"}
    assert set(read(after)) == {"On"}


def test_cancelled_session_leaves_the_schedule_after_ninety_days_and_the_schedule_says_that_it_changed(
    client,
):
    event = an_event(kind="summit", shown_changed_at=CHANGED - dt.timedelta(days=5))
    a_session(event, title="Off", status="cancelled")
    a_session(event, title="On", shown_changed_at=CHANGED - dt.timedelta(days=5))
    assert_off_leaves_after_ninety_days(client, f"/events/{event.slug}/schedule.ics")


def test_program_that_asks_by_date_alone_hears_of_what_left_the_feed_for_another(client):
    here, there = a_group(slug="here"), a_group(slug="there")
    event = an_event(title="B", tags=["python"], group=here)
    an_event(title="A", tags=["python"], group=here, shown_changed_at=NOW)
    track = a_track(event, "Ops")
    session = a_session(event, title="Talk", track=track)
    urls = {
        "/calendar.ics?tag=python": {"A"},
        "/events/feed.atom?tag=python": None,
        "/groups/here/calendar.ics": {"A"},
        "/groups/here/feed.atom": None,
        f"/events/{event.slug}/schedule.ics?track=ops": set(),
    }
    before = {url: known(client, url) for url in urls}
    for url in urls:
        assert asked_by_date(client, url, before[url]).status_code == 304, url

    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=False):
        facts = events.Facts(
            title="B", starts_at=event.starts_at, ends_at=event.ends_at, timezone=event.timezone, group=there
        )
        events.change(event=event, facts=facts, by=None, now=CHANGED)
        session.track = a_track(event, "Web")
        session.save()
        for url, left in urls.items():
            after = asked_by_date(client, url, before[url])
            assert after.status_code == 200, url
            assert left is None or set(read(after)) == left


@pytest.mark.parametrize(
    "what, moves", [("group", True), ("room", True), ("track", False), ("speaker", False)]
)
def test_entry_that_names_what_is_called_otherwise_says_that_it_changed(client, what, moves):
    staff = User.objects.create_user(email="a@moot.example", password="x", is_staff=True)
    group = a_group(name="A", city="Köln")
    event = an_event(title="Event", group=group)
    gone = an_event(
        title="Gone", group=group, status="cancelled", shown_changed_at=NOW - dt.timedelta(days=91)
    )
    room, track = a_room(event, "Hall"), a_track(event, "Ops")
    a_session(event, "Ada Example", title="Talk", room=room, track=track)
    facts = (
        {"capacity": None, "position": 0} if what == "room" else {"color": "", "position": 0, "slots": None}
    )
    title, url = ("Event", "calendar") if what == "group" else ("Talk", "schedule")
    url = f"/events/{event.slug}/{url}.ics"
    before, later = read(known(client, url))[title], NOW + dt.timedelta(hours=1)

    if what == "group":
        groups.change(group=group, facts=GroupFacts(name="B", city="Bonn"), by=staff, now=later)
    elif what == "speaker":
        with time_machine.travel(later, tick=False):
            people.change(by=staff, person=Person.objects.get(slug="ada-example"), name="Ada Lark")
    else:
        row, name = (room, "Aula") if what == "room" else (track, "Web")
        write = house.write_rooms if what == "room" else house.write_tracks
        said = [house.Facts(pk=row.pk, values={"name": name, **facts})]
        write(event=event, **{f"{what}s": said}, by=None, now=later)
    after = read(client.get(url))[title]

    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == later
    assert after.to_ical() != before.to_ical() and int(after["SEQUENCE"]) == moves
    assert (str(after["LOCATION"]) != str(before["LOCATION"])) == moves
    assert "Gone" not in read(client.get(f"/groups/{group.slug}/calendar.ics"))
    gone.refresh_from_db()
    assert gone.shown_changed_at < NOW


def test_public_feed_goes_on_under_a_former_name_of_its_group_or_speaker(client):
    group, summit = a_group(slug="cologne"), an_event(kind="summit", title="Summit")
    an_event(title="Ours", group=group)
    a_session(summit, "Ada Example", title="Talk")
    kept = Person.objects.get(slug="ada-example")
    FormerName.objects.create(kind="groups.usergroup", slug="koeln", thing_id=group.pk)
    FormerName.objects.create(kind="people.person", slug="ada-e", thing_id=kept.pk)

    schedule = f"/events/{summit.slug}/schedule.ics"
    for old, new, titles in [
        ("/calendar.ics?group=koeln", "/calendar.ics?group=cologne", {"Ours"}),
        ("/calendar.ics?group=koeln,cologne", "/calendar.ics?group=cologne", {"Ours"}),
        (f"{schedule}?speaker=ada-e", f"{schedule}?speaker=ada-example", {"Talk"}),
    ]:
        assert set(read(client.get(old))) == titles
        assert client.get(old).content == client.get(new).content
    assert client.get("/calendar.ics?group=nowhere").status_code == 422
    assert client.get(f"{schedule}?speaker=nobody").status_code == 422


def test_cancelled_event_leaves_the_feed_after_ninety_days_and_the_feed_says_that_it_changed(client):
    group = a_group()
    an_event(group=group, title="Off", status="cancelled")
    an_event(group=group, title="On", shown_changed_at=CHANGED - dt.timedelta(days=5))
    assert_off_leaves_after_ninety_days(client, f"/groups/{group.slug}/calendar.ics")


def test_what_falls_out_of_the_calendar_of_everything_changes_it(client):
    an_event(title="Old", starts_at=NOW - dt.timedelta(days=365))
    an_event(title="Coming")
    before, atom = known(client, "/calendar.ics"), known(client, "/events/feed.atom")

    with time_machine.travel(NOW + dt.timedelta(hours=3), tick=False):
        after = asked_by_date(client, "/calendar.ics", before)
        assert asked_by_date(client, "/events/feed.atom", atom).status_code == 200

    assert set(read(before)) == {"Old", "Coming"} and set(read(after)) == {"Coming"}


def test_feed_is_the_same_until_something_changes_and_answers_304(client):
    event = an_event(title="Before")
    first, second = client.get("/calendar.ics"), client.get("/calendar.ics")
    assert first.content == second.content and first["ETag"] == second["ETag"]

    asked = client.get("/calendar.ics", headers={"If-None-Match": first["ETag"]})
    dated = client.get("/calendar.ics", headers={"If-Modified-Since": second["Last-Modified"]})
    assert asked.status_code == dated.status_code == 304 and not asked.content

    with time_machine.travel(NOW + dt.timedelta(seconds=1), tick=False):
        event.title, event.shown_changed_at = "After", NOW
        event.save()

    changed = client.get("/calendar.ics", headers={"If-None-Match": first["ETag"]})
    assert set(read(changed)) == {"After"} and changed["ETag"] != first["ETag"]
    dated = client.get("/calendar.ics", headers={"If-Modified-Since": second["Last-Modified"]})
    assert dated.status_code == 200
