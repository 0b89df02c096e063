"""Real calendar programs read every kind of feed over HTTP, and hear of a change, a move and a cancellation."""

import datetime as dt
import urllib.request
from dataclasses import dataclass

import icalendar
import pytest
from django.urls import reverse

from events.actions import event as events
from events.calendars.actions import deadline, private_feed
from events.calendars.models import Deadline
from events.calendars.rules.wanted import KINDS, Wanted
from events.models import Event, Venue
from events.programme.models import Session, Star
from events.rules.question import Question
from tests.calendars.programs import Khal, NodePrograms
from tests.calendars.rows import NOW, STARTS, a_group, a_room, a_session, a_track, an_event
from tests.factories.booking import make_registration
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# No "\\" before an "n": node-ical takes the two for a line's end.
TITLE = "Straßentreffen; mit Käse, und \\ Brot: 一二三四五六七八九十"
Seen = set[tuple[str, str, bool]]


@dataclass
class Scene:
    """A meetup and a talk that are changed, moved and called off, and a summit that stays."""

    meetup: Event
    talk: Session
    feeds: dict[str, str]
    beside: dict[str, Seen]

    def expects(self, name: str) -> Seen:
        meetup = seen(self.meetup.title, self.meetup.starts_at, self.meetup.status == "cancelled")
        return self.beside[name] | (
            {meetup} if name not in {"schedule", "track", "room", "speaker"} else set()
        )


def seen(title: str, starts_at: dt.datetime, off: bool = False) -> tuple[str, str, bool]:
    return " ".join(title.split()), starts_at.astimezone(dt.UTC).isoformat(), off


@pytest.fixture
def scene() -> Scene:
    group = a_group(name="Kölner Kreis", slug="koeln", latitude=50.94, longitude=6.96)
    hall = Venue.objects.create(name="Forum", city="Köln", latitude=50.9, longitude=6.9)
    meetup = an_event(title=TITLE, slug="m", group=group, venue=hall, tags=["größe"], language="de")
    summit = an_event(title="Summit", slug="s", kind="summit", starts_at=STARTS + DAY)
    an_event(title="Draft", group=group, status=Event.Status.DRAFT)
    closes = STARTS - 20 * DAY
    deadline.keep(of=meetup, kind=Deadline.Kind.CALL, found={"": closes}, now=NOW)
    room, track = a_room(summit, "Hall"), a_track(summit, "Ops")
    talk = a_session(summit, "Ada Example", title="Talk", room=room, track=track)
    a_session(summit, title="Off", status="cancelled")
    user = make_user(name="Ada Lark")
    Star.objects.create(person=user.person, session=talk, at=NOW)
    ticket = make_registration(meetup, person=user.person)
    wants = Wanted(kinds=frozenset(KINDS) - {"deadlines"}, question=Question(groups=(group.pk,)))
    own = private_feed.make(person=user.person, name="Mine", wants=wants, by=user, now=NOW)
    talks, its_talk = (
        {seen("Talk", talk.starts_at), seen("Off", summit.starts_at, True)},
        seen("Talk", talk.starts_at),
    )
    whole = {seen("Summit", summit.starts_at)}
    feeds: dict[str, tuple[str, Seen]] = {
        "everything": ("/calendar.ics", whole),
        "near": ("/calendar.ics?near=50.94,6.96&within=20", set()),
        "kind": ("/calendar.ics?kind=meetup", set()),
        "topic": ("/calendar.ics?tag=gr%C3%B6%C3%9Fe&lang=de", set()),
        "group": ("/groups/koeln/calendar.ics", set()),
        "event": ("/events/m/calendar.ics", set()),
        "deadlines": ("/groups/koeln/calendar.ics?deadlines=1", {seen("!", closes)}),
        "schedule": ("/events/s/schedule.ics", talks),
        "track": ("/events/s/schedule.ics?track=ops", {its_talk}),
        "room": ("/events/s/schedule.ics?room=hall", {its_talk}),
        "speaker": ("/events/s/schedule.ics?speaker=ada-example", {its_talk}),
        "own": (own.get_absolute_url(), {its_talk}),
        "ticket": (reverse("registration_calendar", args=[ticket.secret]), set()),
    }
    return Scene(
        meetup,
        talk,
        {name: path for name, (path, _seen) in feeds.items()},
        {name: beside for name, (_path, beside) in feeds.items()},
    )


def by_icalendar(url: str) -> Seen:
    with urllib.request.urlopen(url) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    return {
        seen(str(entry["SUMMARY"]), entry["DTSTART"].dt, str(entry["STATUS"]) == "CANCELLED")
        for entry in calendar.walk("VEVENT")
    }


def by_node(programs: NodePrograms, url: str) -> dict[str, Seen]:
    return {
        program: {
            seen(entry["summary"], dt.datetime.fromisoformat(entry["starts"]), entry["status"] == "CANCELLED")
            for entry in entries
        }
        for program, entries in programs.ask(url=url).items()
    }


def named(found: Seen, scene: Scene) -> Seen:
    """A deadline bears the title of its event: written shortly, so that one expectation holds through all changes."""
    name = " ".join(f"{scene.meetup.title}: Call for proposals closes".split())
    return {("!" if title == name else title, begins, off) for title, begins, off in found}


def test_every_program_reads_every_feed_and_hears_of_what_happens(
    live_server, tmp_path, scene, node_programs
):
    urls = {name: f"{live_server.url}{path}" for name, path in scene.feeds.items()}
    khal = Khal(tmp_path, urls, (NOW - DAY).date(), 90)

    def all_have_heard() -> None:
        by_khal = khal.read()
        for name, url in urls.items():
            expected = scene.expects(name)
            heard = {"khal": by_khal[name], "icalendar": by_icalendar(url), **by_node(node_programs, url)}
            assert {program: named(found, scene) for program, found in heard.items()} == dict.fromkeys(
                heard, expected
            ), name

    def changed(**facts: object) -> None:
        known = {
            name: getattr(scene.meetup, name)
            for name in ("title", "starts_at", "ends_at", "timezone", "group")
        }
        place = events.Place(name="Forum", city="Köln", latitude=50.9, longitude=6.9)
        said = events.Facts(**{**known, "place": place, "tags": ("größe",), "language": "de", **facts})
        scene.meetup = events.change(event=scene.meetup, facts=said, by=None, now=NOW + HOUR)

    def talk_becomes(**facts: object) -> None:
        talk, before = scene.talk, seen(scene.talk.title, scene.talk.starts_at)
        for name, value in facts.items():
            setattr(talk, name, value)
        talk.sequence, talk.shown_changed_at = talk.sequence + 1, NOW + HOUR
        talk.save()
        after = seen(talk.title, talk.starts_at, talk.status == Session.Status.CANCELLED)
        for name, beside in scene.beside.items():
            scene.beside[name] = {after if entry == before else entry for entry in beside}

    all_have_heard()

    talk_becomes(
        title="Another talk", starts_at=scene.talk.starts_at + HOUR, ends_at=scene.talk.ends_at + HOUR
    )
    changed(title="Another title", starts_at=STARTS + 2 * HOUR + DAY, ends_at=STARTS + 4 * HOUR + DAY)
    all_have_heard()

    talk_becomes(status=Session.Status.CANCELLED)
    scene.meetup = events.cancel(event=scene.meetup, why="Storm", by=None, now=NOW + 2 * HOUR)
    for name in scene.beside:  # what is closed with it
        scene.beside[name] = {(title, at, off or title == "!") for title, at, off in scene.beside[name]}
    all_have_heard()
