"""What really was: summits and cycles, meetups, a conference's programme, and the organisations that told of theirs.

Each row says where its facts come from. Nobody here is made to do anything that the source does not say.
"""

import calendar
import csv
import datetime as dt
import gzip
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command

from demo.load.words import DATA, Days, Slugs, at
from events.models import Cycle, Event, Venue
from groups.models import UserGroup
from people.models import Organisation, Person

ARCHIVE = "rladies/meetup_archive, CC BY 4.0"
NOWHERE = (-8.5211, 179.1962)
"""Coordinates that the archive gives to whatever is online: a point in the Pacific."""
LONGEST_MEETUP = dt.timedelta(hours=12)
USUAL_MEETUP = dt.timedelta(hours=2)


def load(days: Days, *, made: dict[str, int], say: Callable[[str], object]) -> None:
    made["cycles"] = len(add_cycles())
    slugs = Slugs(Event.objects.values_list("slug", flat=True))
    made["past summits"] = len(add_summits(days, slugs))
    made["past meetups"] = len(add_meetups(days, slugs))
    made["organisations"] = len(add_organisations())
    say(f"  programme: {add_programme(days)}")
    made["past summits"] += 1


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# --- cycles and summits ----------------------------------------------------------------------------


def add_cycles() -> list[Cycle]:
    return Cycle.objects.bulk_create(
        Cycle(
            **row,
            source="openstack/releases, Apache-2.0; documentation CC BY 3.0",
            source_url="https://releases.openstack.org/",
        )
        for row in json.loads((DATA / "cycles.json").read_text(encoding="utf-8"))
    )


def add_summits(days: Days, slugs: Slugs) -> list[Event]:
    cycles = list(Cycle.objects.order_by("starts_on"))
    made = []
    for row in rows("summits.csv"):
        first, last, known = span(row)
        online = not row["city"]
        place = "online" if online else row["city"]
        venue = None if online else Venue.objects.create(name="", city=row["city"], country=row["country"])
        # Read by key off our own list: the release that a summit planned is not the one that it celebrated.
        cycle = next(
            (one for one in cycles if row["release_planned"] and row["release_planned"].lower() in one.slug),
            next((one for one in cycles if one.starts_on <= last <= one.ends_on), None),
        )
        made.append(
            Event(
                slug=slugs(row["name"]),
                kind=Event.Kind.SUMMIT,
                title=row["name"],
                summary=f"{known} {'Held online' if online else f'Held in {place}'}. Drawn from public data.",
                description=(
                    "A summit of the OpenStack and Open Infrastructure community, drawn from public data. It is shown "
                    "here as history; the community of this demo is invented and had no part in it.\n\n"
                    f"What is known: {known[0].lower()}{known[1:]} The cycle is the one that was under way."
                ),
                timezone=row["timezone"],
                starts_at=at(first, "00:00", row["timezone"]),
                ends_at=at(last, "23:59", row["timezone"]),
                is_all_day=True,
                attendance=Event.Attendance.ONLINE if online else Event.Attendance.IN_PERSON,
                status=Event.Status.PUBLISHED,
                venue=venue,
                cycle=cycle,
                takes_registrations=False,
                source=f"Evidence: {row['evidence']}"[:200],
                source_id=row["name"],
                source_url=evidence_url(row["evidence"]),
                published_at=days.now,
                shown_changed_at=days.now,
                language="en",
                tags=["history"],
            )
        )
    return Event.objects.bulk_create(made)


def span(row: dict[str, str]) -> tuple[dt.date, dt.date, str]:
    """First day, last day, and in a sentence how much of that the source says."""
    if re.fullmatch(r"\d{4}-\d{2}", row["start"]):
        year, month = map(int, row["start"].split("-"))
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        said = f"{first:%B %Y}"
        if "curator" in row["precision"]:
            return first, last, f"Only the month ({said}) is known, and that not from the source itself."
        return first, last, f"Only the month is known: {said}."
    first = dt.date.fromisoformat(row["start"])
    last = dt.date.fromisoformat(row["end"]) if row["end"] else first
    if row["precision"] == "week":
        return first, last, f"Only the week is known: the one of {first.day} {first:%B %Y}."
    if last == first:
        return first, last, f"One day is known: {first.day} {first:%B %Y}."
    return first, last, f"From {first.day} {first:%B} to {last.day} {last:%B %Y}."


def evidence_url(evidence: str) -> str:
    if "openstack/releases" in evidence:
        return "https://releases.openstack.org/"
    return "https://github.com/OpenStackweb/openstack-org" if "openstack-org" in evidence else ""


# --- meetups -----------------------------------------------------------------------------------------


def archive() -> Iterator[dict[str, Any]]:
    with (DATA / "past-meetups.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def add_meetups(days: Days, slugs: Slugs) -> list[Event]:
    groups = {group.source_id: group for group in UserGroup.objects.filter(source="rladies")}
    venues: dict[tuple[Any, ...], Venue] = {}
    made = []
    for row in archive():
        group = groups.get(row["group"])
        starts_at = dt.datetime.fromisoformat(row["dateTime"]).astimezone(dt.UTC)
        if group is None or starts_at >= days.now:
            continue
        place = row["venue"] or {}
        online = place.get("venueType") == "online" or (place.get("lat"), place.get("lon")) == NOWHERE
        venue = None
        if place and not online:
            key = tuple(place.get(part) for part in ("name", "city", "country", "lat", "lon"))
            venue = venues.setdefault(key, new_venue(place))
        made.append(
            Event(
                slug=slugs(f"{group.name} {row['title']}", fallback=f"meetup-{row['id']}"),
                title=row["title"][:200],
                description=row["description"],
                timezone=group.timezone,
                starts_at=starts_at,
                ends_at=starts_at + length(row["duration"]),
                attendance=Event.Attendance.ONLINE if online else Event.Attendance.IN_PERSON,
                status=Event.Status.CANCELLED if row["status"] == "CANCELLED" else Event.Status.PUBLISHED,
                group=group,
                venue=venue,
                takes_registrations=False,
                source=ARCHIVE,
                source_id=row["id"],
                source_url=row["eventUrl"],
                published_at=days.now,
                shown_changed_at=days.now,
                tags=["archive"],
            )
        )
    Venue.objects.bulk_create(venues.values())
    return Event.objects.bulk_create(made, batch_size=200)


def new_venue(place: dict[str, Any]) -> Venue:
    latitude, longitude = place.get("lat"), place.get("lon")
    known = bool(latitude and longitude)
    return Venue(
        name=place.get("name", "")[:160],
        city=place.get("city", "")[:100],
        country=place.get("country", "").upper(),
        latitude=latitude if known else None,
        longitude=longitude if known else None,
    )


def length(duration: str) -> dt.timedelta:
    """ISO 8601, days to minutes. The archive also knows meetups of no time at all, and of nine days."""
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", duration)
    if not found:
        return USUAL_MEETUP
    d, h, m, s = (int(part or 0) for part in found.groups())
    told = dt.timedelta(days=d, hours=h, minutes=m, seconds=s)
    return told if dt.timedelta(0) < told <= LONGEST_MEETUP else USUAL_MEETUP


# --- a programme ---------------------------------------------------------------------------------------


def add_programme(days: Days) -> str:
    """Through the command that organizers use, which makes a draft; then shown under its own name and licence."""
    slug, told = "fosdem-2024", io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{slug}.xml"
        path.write_bytes(gzip.decompress((DATA / f"{slug}.xml.gz").read_bytes()))
        call_command(
            "import_schedule", path, event=slug, timezone="Europe/Brussels", stdout=told, stderr=io.StringIO()
        )
    event = Event.objects.get(slug=slug)
    event.summary = (
        "Part of the published schedule: fifteen of its tracks. Drawn from public data, CC BY 2.0 BE, FOSDEM."
    )
    event.description = (
        "FOSDEM is a yearly meeting of free and open source developers in Brussels. Its schedule is published under "
        "the licence [CC BY 2.0 BE](https://creativecommons.org/licenses/by/2.0/be/); fifteen tracks of 2024 are shown "
        "here as history, with e-mail addresses removed. FOSDEM has nothing to do with this demo."
    )
    event.status = Event.Status.PUBLISHED
    event.accent = "#6c2a87"
    event.language = "en"
    event.tags = ["history"]
    event.source = "FOSDEM 2024 schedule, CC BY 2.0 BE, FOSDEM"
    event.source_url = "https://fosdem.org/2024/"
    event.takes_registrations = False
    event.published_at = event.shown_changed_at = days.now
    event.save()
    Venue.objects.filter(events=event).update(country="BE")
    Person.objects.filter(session_speakers__session__event=event).update(
        headline="Spoke at FOSDEM 2024", source_url="https://fosdem.org/2024/"
    )
    return told.getvalue().strip().splitlines()[-1]


# --- organisations ---------------------------------------------------------------------------------------


def add_organisations() -> list[Organisation]:
    slugs = Slugs(Organisation.objects.values_list("slug", flat=True))
    made = [
        Organisation(
            slug=slugs(row["name"]),
            name=row["name"],
            sector=row["sector"],
            website=row["url"],
            description=f"Stands in the public list of users of Apache Superset, under “{row['sector']}”.",
            source="apache/superset, RESOURCES/INTHEWILD.yaml, Apache-2.0",
            source_url="https://github.com/apache/superset",
        )
        for row in rows("organisations.csv")
    ]
    made += [
        Organisation(
            slug=slugs(row["organisation"]),
            name=row["organisation"],
            description="Told its story as a user of OpenStack on the old website of that project.",
            source="OpenStackweb/openstack-org, Apache-2.0",
            source_url="https://github.com/OpenStackweb/openstack-org",
        )
        for row in rows("user-stories.csv")
    ]
    return Organisation.objects.bulk_create(made)
