"""Every feed of the demo community, read over HTTP by every program."""

import datetime as dt
import urllib.request

import icalendar
import pytest
from django.urls import reverse

from events.calendars.models import PrivateFeed
from events.models import Event
from events.rules import ical
from groups.models import UserGroup
from tests.calendars.programs import Khal, NodePrograms

FOR_KHAL = 12
"""Feeds that the slowest of them reads; the first of each kind are among these."""


@pytest.fixture(autouse=True)
def _at_a_fixed_time():
    """Not here: the demo lives by the real clock."""


def feeds_of_the_site() -> dict[str, str]:
    found = {
        "everything": reverse("calendar_feed"),
        "deadlines": f"{reverse('calendar_feed')}?deadlines=1",
        "ballots": reverse("deadlines_feed"),
        "summits": f"{reverse('calendar_feed')}?kind=summit&from=1990-01-01",
        "online": f"{reverse('calendar_feed')}?online=1",
    }
    for feed in PrivateFeed.objects.standing():
        found[f"own{feed.pk}"] = feed.get_absolute_url()
    for event in Event.objects.public().filter(sessions__isnull=False).distinct():
        found[f"schedule{event.pk}"] = schedule = reverse("event_schedule_feed", args=[event.slug])
        found |= {f"track{row.pk}": f"{schedule}?track={row.slug}" for row in event.tracks.all()}
        found |= {f"room{row.pk}": f"{schedule}?room={row.slug}" for row in event.rooms.all()}
    for group in UserGroup.objects.filter(events__isnull=False).distinct():
        found[f"group{group.pk}"] = reverse("group_calendar", args=[group.slug])
    for event in Event.objects.public().upcoming(dt.datetime.now(dt.UTC)):
        found[f"event{event.pk}"] = reverse("event_calendar", args=[event.slug])
    return found


def moment(value: dt.date) -> str:
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else value.isoformat()


@pytest.mark.heavy(sabotage=["local-times"])
def test_every_program_reads_every_feed_of_the_demo_alike(
    demo, live_server, tmp_path, node_programs: NodePrograms, sabotage, monkeypatch
):
    if sabotage == "local-times":
        utc = ical._instant
        monkeypatch.setattr(ical, "_instant", lambda value: utc(value).removesuffix("Z"))
    feeds = {name: f"{live_server.url}{path}" for name, path in feeds_of_the_site().items()}
    assert len(feeds) > 50
    entries = {}

    for name, url in feeds.items():
        with urllib.request.urlopen(url) as answer:
            events = icalendar.Calendar.from_ical(answer.read()).walk("VEVENT")
        entries[name] = {str(entry["UID"]): entry for entry in events}
        expected = {uid: (str(e["SUMMARY"]), moment(e["DTSTART"].dt)) for uid, e in entries[name].items()}
        for program, told in node_programs.ask(url=url).items():
            heard = {one["uid"]: (one["summary"], begins(one["starts"])) for one in told}
            assert heard == expected, (name, program)

    assert sum(map(len, entries.values())) > 500
    coming = {name: url for name, url in feeds.items() if entries[name] and not name.startswith("summits")}
    some = dict(list(coming.items())[:FOR_KHAL])
    first = dt.datetime.now(dt.UTC).date()
    by_khal = Khal(tmp_path, some, first, 200).read()
    for name in some:
        soon = {
            (" ".join(str(entry["SUMMARY"]).split()), moment(entry["DTSTART"].dt))
            for entry in entries[name].values()
            if isinstance(entry["DTSTART"].dt, dt.datetime)
            and dt.timedelta(days=2) < entry["DTSTART"].dt - dt.datetime.now(dt.UTC) < dt.timedelta(days=190)
        }
        assert soon <= {(title, at) for title, at, _off in by_khal.get(name, set())}, name


def begins(told: str) -> str:
    return told if len(told) == 10 else dt.datetime.fromisoformat(told).isoformat()
