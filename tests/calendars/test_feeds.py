"""What subscribers get: the right entries, the same bytes until something changes, and every change."""

import datetime as dt
import gzip
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import answers
from core.models import Community, FormerName
from events.models import Event, Series, Venue
from events.programme.models import Session
from people.models import User
from tests.calendars.rows import CHANGED, NOW, STARTS, a_group, a_room, a_session, a_track, an_event, read

pytestmark = pytest.mark.django_db


def test_group_feed_holds_its_public_events_and_no_others(client):
    group = a_group(name="Köln; upstairs")
    an_event(group=group, title="Ours")
    an_event(group=group, title="Draft", status=Event.Status.DRAFT)
    an_event(title="Theirs", group=a_group())

    response = client.get(f"/groups/{group.slug}/calendar.ics")

    assert set(read(response)) == {"Ours"}
    assert "NAME:Köln\\; upstairs" in response.content.decode()


def test_entry_says_all_that_is_known(client):
    venue = Venue.objects.create(
        name="Forum", address="Weg 1", city="Köln", country="DE", latitude=50.9, longitude=6.9
    )
    group = a_group(name="Kölner Kreis")
    event = an_event(
        group=group,
        venue=venue,
        title="Meetup",
        summary="Two talks, one pizza",
        tags=["python", "ops"],
        attendance=Event.Attendance.HYBRID,
        online_url="https://meet.example/x",
        takes_registrations=False,
        sequence=3,
        series=Series.objects.create(group=group, title="Monthly"),
    )

    entry = read(client.get(f"/events/{event.slug}/calendar.ics"))["Meetup"]

    domain = Community.current().uid_domain
    assert entry["UID"] == f"event-{event.uuid}@{domain}"
    assert entry["RELATED-TO"] == f"series-{event.series.uuid}@{domain}"
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (event.starts_at, event.ends_at)
    assert entry["DTSTAMP"].dt == entry["LAST-MODIFIED"].dt == CHANGED
    assert (int(entry["SEQUENCE"]), str(entry["STATUS"])) == (3, "CONFIRMED")
    assert str(entry["LOCATION"]) == "Forum, Weg 1, Köln, Germany"
    assert str(entry["URL"]) == f"{settings.SITE_URL}/events/{event.slug}/"
    assert str(entry["CONFERENCE"]) == "https://meet.example/x"
    assert entry["CATEGORIES"].cats == ["meetup", "python", "ops"]
    assert entry["GEO"].to_ical() == "50.9;6.9"
    words = str(entry["DESCRIPTION"])
    assert "2026-06-02 19:00–21:00 (Europe/Berlin, UTC+02:00)" in words
    assert "Two talks, one pizza" in words and "Kölner Kreis" in words


def test_event_of_which_only_the_days_are_known_is_written_as_days(client):
    berlin = dt.timezone(dt.timedelta(hours=2))
    event = an_event(
        title="Summit",
        is_all_day=True,
        starts_at=dt.datetime(2026, 6, 5, tzinfo=berlin),
        ends_at=dt.datetime(2026, 6, 8, tzinfo=berlin),
    )

    entry = read(client.get(f"/events/{event.slug}/calendar.ics"))["Summit"]

    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (dt.date(2026, 6, 5), dt.date(2026, 6, 8))


@pytest.mark.parametrize(
    "status, said",
    [
        ("published", "CONFIRMED"),
        ("moved", "CONFIRMED"),
        ("postponed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_status_of_the_event_is_that_of_its_entry(client, status, said):
    an_event(title="It", status=status, status_note="Storm")

    entry = read(client.get("/calendar.ics"))["It"]

    assert str(entry["STATUS"]) == said
    assert "Storm" in str(entry["DESCRIPTION"])


def test_calendar_of_everything_remembers_a_year_and_older_days_when_asked(client):
    group = a_group()
    year = dt.timedelta(days=365)
    long_ago, just_in, just_out = NOW - 3 * year, NOW - year, NOW - year - dt.timedelta(hours=3)
    for title, starts_at in [("Ancient", long_ago), ("In", just_in), ("Out", just_out), ("Coming", STARTS)]:
        an_event(group=group, title=title, starts_at=starts_at)

    assert set(read(client.get("/calendar.ics"))) == {"In", "Coming"}
    assert set(read(client.get("/calendar.ics?from=2000-01-01"))) == {"Ancient", "Out", "In", "Coming"}
    assert set(read(client.get(f"/calendar.ics?to={long_ago.date()}"))) == {"Ancient"}
    assert set(read(client.get(f"/groups/{group.slug}/calendar.ics"))) == {"Ancient", "Out", "In", "Coming"}


def test_somebody_signed_in_gets_304_as_well(client):
    an_event()
    client.force_login(User.objects.create_user(email="a@moot.example", password="x"))

    first = client.get("/calendar.ics")

    assert client.get("/calendar.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_feed_is_for_every_program(client):
    an_event(description="x" * 2000)

    response = client.get("/calendar.ics", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"BEGIN:VCALENDAR\r\n")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"].startswith("public")
    assert "Content-Disposition" not in response and "Set-Cookie" not in response
    head = client.head("/calendar.ics")
    assert head.status_code == 200 and not head.content and head["ETag"] == response["ETag"]
    assert client.post("/calendar.ics").status_code == 405


def test_uid_does_not_follow_the_host_of_the_request(client):
    event = an_event()

    one = client.get("/calendar.ics", headers={"Host": "localhost"}).content
    other = client.get("/calendar.ics", headers={"Host": "127.0.0.1"}).content

    assert one == other and str(event.uuid) in one.decode()


def test_old_name_leads_to_the_new_feed(client):
    event = an_event(slug="present")
    FormerName.objects.create(kind="events.event", slug="former", thing_id=event.pk)

    response = client.get("/events/former/schedule.ics?track=x")

    assert (response.status_code, response["Location"]) == (301, "/events/present/schedule.ics?track=x")


@pytest.mark.parametrize(
    "path", ["/events/{}/calendar.ics", "/events/{}/schedule.ics", "/events/{}/feed.atom"]
)
def test_draft_and_unknown_have_no_feed(client, path):
    draft = an_event(status="draft")

    assert client.get(path.format(draft.slug)).status_code == 404
    assert client.get(path.format("nobody")).status_code == 404


def test_hostile_title_injects_nothing(client):
    an_event(
        title="a\r\nATTENDEE:mailto:x@y.example\x0bX-A:1\u2028X-B:2</script>", status_note="\r\nEND:VCALENDAR"
    )

    [entry] = read(client.get("/calendar.ics")).values()

    assert "ATTENDEE" not in entry and "X-A" not in entry and "X-B" not in entry


def test_hostile_title_breaks_no_atom_feed(client):
    group = a_group(name="Oak\x0b </title><script>", description="d\ufffe")
    event = an_event(title="Tea\x1b ]]> & </title>", summary="\x07", tags=["a\x08b"], group=group)
    a_session(event, "Ada\x0c Example", title="Keys\x01 &amp; locks")

    for address in (f"/groups/{group.slug}/feed.atom", f"/events/{event.slug}/feed.atom"):
        answer = client.get(address)
        assert answer.status_code == 200
        titles = [element.text for element in ElementTree.fromstring(answer.content).findall(".//{*}title")]
        assert "Tea ]]> & </title>" in titles


def test_day_within_a_summit_stands_in_the_summits_feed_and_names_it(client):
    summit = an_event(kind="summit", title="Summit", accent="#ff0000")
    an_event(parent=summit, title="Operators' day")

    response = client.get(f"/events/{summit.slug}/calendar.ics")

    entries = read(response)
    assert set(entries) == {"Summit", "Operators' day"}
    assert entries["Operators' day"]["RELATED-TO"] == entries["Summit"]["UID"]
    assert b"\r\nCOLOR:red\r\n" in response.content


# The programme


def test_schedule_is_a_calendar_of_sessions(client):
    event = an_event(title="Summit")
    room, track = a_room(event, "Hall"), a_track(event, "Ops")
    talk = a_session(
        event,
        "Ada Example",
        "Bo Example",
        title="Talk",
        room=room,
        track=track,
        abstract="**Bold** [x](https://x.example)",
    )
    a_session(event, title="Elsewhere")
    a_session(event, title="Draft", status=Session.Status.DRAFT)
    a_session(event, title="Off", status=Session.Status.CANCELLED)
    Session.objects.create(event=event, title="No time", status="confirmed", shown_changed_at=CHANGED)
    url = f"/events/{event.slug}/schedule.ics"

    entries = read(client.get(url))

    assert set(entries) == {"Talk", "Elsewhere", "Off"}
    assert str(entries["Off"]["STATUS"]) == "CANCELLED"
    entry = entries["Talk"]
    assert str(entry["UID"]) == f"session-{talk.uuid}@{Community.current().uid_domain}"
    assert str(entry["LOCATION"]) == "Hall"
    assert "Ada Example, Bo Example" in str(entry["DESCRIPTION"]) and "Bold x (https://x.example)" in str(
        entry["DESCRIPTION"]
    )
    for asked in ("track=ops", "room=hall", "speaker=ada-example", "track=ops&speaker=bo-example"):
        assert set(read(client.get(f"{url}?{asked}"))) == {"Talk"}
    assert client.get(f"{url}?track=nothing").status_code == 422


def test_sessions_of_a_cancelled_event_are_cancelled(client):
    event = an_event(status="cancelled")
    a_session(event, title="Talk")

    assert str(read(client.get(f"/events/{event.slug}/schedule.ics"))["Talk"]["STATUS"]) == "CANCELLED"


# As many queries for thirty as for one


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_number_of_queries_does_not_grow(client):

    urls = [
        "/calendar.ics",
        "/groups/g/calendar.ics",
        "/events/e/schedule.ics",
        "/groups/g/feed.atom",
        "/events/e/feed.atom",
        "/calendar/",
    ]
    group = a_group(slug="g")
    event = an_event(slug="e", group=group)

    def more(n: int) -> None:
        for _ in range(n):
            venue = Venue.objects.create(name="V", city="C")
            an_event(
                group=group, venue=venue, series=Series.objects.create(group=group, title="S"), parent=event
            )
            a_session(
                event,
                f"Speaker {venue.pk}",
                room=a_room(event, f"R{venue.pk}"),
                track=a_track(event, f"T{venue.pk}"),
            )

    def ask() -> dict[str, int]:
        answers.shelf.clear()
        return {url: queries(client, url) for url in urls}

    more(1)
    one = ask()
    more(29)

    assert ask() == one


def test_link_to_join_is_told_in_no_public_feed_of_an_event_with_registration(client):
    event = an_event(online_url="https://video.example/secret-room", attendance="online")

    for address in ("/calendar.ics", f"/events/{event.slug}/calendar.ics", f"/events/{event.slug}/feed.atom"):
        assert b"secret-room" not in client.get(address).content

    event.takes_registrations = False  # nobody could be told otherwise
    event.save()
    assert b"secret-room" in client.get("/calendar.ics").content.replace(b"\r\n ", b"")


def test_link_to_join_is_told_in_no_public_feed_of_its_sessions(client):
    event = an_event(online_url="https://video.example/secret-room", attendance="online")
    a_session(event, title="A talk")
    address = f"/events/{event.slug}/schedule.ics"

    feed = client.get(address).content.replace(b"\r\n ", b"")
    assert b"A talk" in feed and b"secret-room" not in feed

    event.takes_registrations = False
    event.save()
    assert b"secret-room" in client.get(address).content.replace(b"\r\n ", b"")
