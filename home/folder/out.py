"""An event, or a group, as files: path → content. What is read back is JSON; beside it stands what programs read."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models

from core.links import absolute
from events.booking.exports.registrations import Table
from events.booking.models import Registration
from events.booking.rules.tables import csv_lines
from events.ical_entries import event_entry, uid_domain
from events.models import Event
from events.programme import exports
from events.programme.ical_entries import session_entry
from events.rules.ical import Feed, serialise
from groups.models import UserGroup
from home.folder.collected import Collected, counts
from home.folder.kinds import LEFT_OUT, Kind
from home.folder.readme import of_event as readme_of_event
from home.folder.readme import of_group as readme_of_group
from home.folder.rows import written
from home.folder.words import put
from people.models import Person

FORMAT, VERSION = "folkmoot-event", 1
GROUP_FORMAT = "folkmoot-group"
MANIFEST = "manifest.json"
_ENDING = re.compile(r"\.([a-z0-9]{1,5})$")
Files = Iterator[tuple[str, bytes]]


def event_files(event: Event, now: dt.datetime) -> Files:
    """Everything of it, the manifest last. One file at a time, so that slides need not fit in memory together."""
    sums: dict[str, dict[str, Any]] = {}
    held = Collected(event)
    for path, content in _of_event(held):
        sums[path] = checksum(content)
        yield path, content
    about = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": now.isoformat(),
        "site": settings.SITE_URL,
        "event": {"uuid": str(event.uuid), "slug": event.slug, "title": event.title},
        "rows": counts(held.rows),
        "left_out": LEFT_OUT,
        "files": sums,
    }
    yield MANIFEST, as_json(about)


def _of_event(held: Collected) -> Files:
    event = held.event
    yield "README.md", readme_of_event(event).encode()
    for kind, rows in held.rows.items():
        if not rows:
            continue
        said = []
        for row in rows:
            one = written(kind, row, held.names)
            if isinstance(row, Person):
                one["email"] = row.user.email if row.user else ""
            for path, content in _file_of(kind, row, one["id"]):
                one["file"] = path
                yield path, content
            said.append(one)
        yield kind.file, as_json(said)
    if held.pages:
        yield "pages.json", as_json([_page(page, held) for page in held.pages])
    yield from _for_programs(held)


def _page(page: dict[str, Any], held: Collected) -> dict[str, Any]:
    from_picture = next(kind.model for kind in held.rows if kind.file == "pictures.json")
    return put(
        page,
        held.names.swap(Event, page["event"]),
        lambda pk: held.names.swap(from_picture, pk),
    )


def _file_of(kind: Kind, row: models.Model, called: Any) -> Files:
    """The row's file, if it has one; called by the row's number, since names of strangers' files are only words."""
    one = next((f for f in kind.model._meta.concrete_fields if isinstance(f, models.FileField)), None)
    stored = getattr(row, one.name) if one is not None else None
    if not stored:
        return
    try:
        with stored.open("rb") as file:
            content = file.read()
    except OSError:  # it was taken away by hand: the row says so by having none
        return
    ending = _ENDING.search(stored.name.lower())
    folder = kind.file.removesuffix(".json")
    yield f"files/{folder}/{called}{ending[0] if ending else ''}", content


def _for_programs(held: Collected) -> Files:
    """The same in the formats that calendars, spreadsheets and conference programs read."""
    domain = uid_domain()
    events = list(
        Event.objects.filter(pk__in=[one.pk for one in held.events]).for_cards().select_related("series")
    )
    entries = tuple(event_entry(one, uid_domain=domain) for one in events)
    yield "event.ics", serialise(Feed(held.event.title, entries, url=absolute(held.event.get_absolute_url())))
    for one in events:
        before = "" if one.pk == held.event.pk else f"{one.slug}/"
        timed = one.sessions.shown().exclude(starts_at=None).with_speakers().prefetch_related("files")
        sessions = list(timed.order_by("starts_at", "pk"))
        if sessions:
            programme = exports.Programme(one, [s for s in sessions if s.status != "cancelled"], "export")
            yield f"{before}schedule.xml", exports.schedule_xml(programme)
            yield f"{before}schedule.json", exports.schedule_json(programme)
            talks = tuple(session_entry(s, one, uid_domain=domain) for s in sessions)
            yield f"{before}schedule.ics", serialise(Feed(one.title, talks))
        rows = Registration.objects.filter(event=one).order_by("created_at", "pk")
        if rows.exists():
            yield f"{before}registrations.csv", registrations_csv(one)


def registrations_csv(event: Event) -> bytes:
    """As at the event's desk, without what touches health or the like, and without codes, which open doors."""
    rows = Registration.objects.filter(event=event).order_by("created_at", "pk")
    lines = iter(Table(event, rows, sensitive=False).lines())
    header = next(lines)
    dropped = {header.index("code"), header.index("number")}
    kept = [[cell for n, cell in enumerate(line) if n not in dropped] for line in (header, *lines)]
    return "".join(csv_lines(kept)).encode()


def group_files(group: UserGroup, now: dt.datetime, *, whole: bool) -> Files:
    """Facts, members and events. `whole` is for the command line: each event with everything, and the members'
    addresses; organizers at the desk get what they see there."""
    sums: dict[str, dict[str, Any]] = {}
    for path, content in _of_group(group, now, whole=whole):
        sums[path] = checksum(content)
        yield path, content
    about = {
        "format": GROUP_FORMAT,
        "version": VERSION,
        "exported_at": now.isoformat(),
        "site": settings.SITE_URL,
        "group": {"uuid": str(group.uuid), "slug": group.slug, "name": group.name},
        "files": sums,
    }
    yield MANIFEST, as_json(about)


GROUP_FACTS = (
    "uuid", "slug", "name", "aliases", "city", "region", "country", "latitude", "longitude", "timezone", "is_virtual",
    "status", "language", "description", "website", "links", "founded_on",
)  # fmt: skip
EVENT_FACTS = (
    "uuid", "slug", "kind", "title", "summary", "description", "timezone", "starts_at", "ends_at", "is_all_day",
    "attendance", "status", "status_note", "online_url", "external_url", "language", "tags", "capacity",
)  # fmt: skip


def _of_group(group: UserGroup, now: dt.datetime, *, whole: bool) -> Files:
    yield "README.md", readme_of_group(group, whole=whole).encode()
    yield "group.json", as_json({name: _told(group, name) for name in GROUP_FACTS})
    members = []
    for row in group.memberships.select_related("person__user").order_by("joined_at", "pk"):
        member = {"name": row.person.name, "role": row.role, "joined_at": row.joined_at.isoformat()}
        member["profile"] = absolute(row.person.get_absolute_url()) if row.person.is_public else ""
        if whole:
            member["email"] = row.person.user.email if row.person.user else ""
        members.append(member)
    yield "members.json", as_json(members)
    if members:
        yield (
            "members.csv",
            "".join(csv_lines([list(members[0]), *(one.values() for one in members)])).encode(),
        )
    held = Event.objects.filter(group=group)
    events = list(held.for_cards().select_related("series").order_by("starts_at", "pk"))
    domain = uid_domain()
    entries = tuple(event_entry(one, uid_domain=domain) for one in events if one.is_public)
    yield "calendar.ics", serialise(Feed(group.name, entries, url=absolute(group.get_absolute_url())))
    told = [
        {**{name: _told(one, name) for name in EVENT_FACTS}, "place": one.venue.line if one.venue else ""}
        for one in events
    ]
    yield "events.json", as_json(told)
    for one in events:
        if whole:
            for path, content in event_files(one, now):
                yield f"events/{one.slug}/{path}", content
        elif one.registrations.exists():
            yield f"events/{one.slug}/registrations.csv", registrations_csv(one)


def _told(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | list | dict | None) else str(value)


def as_json(thing: Any) -> bytes:
    return (json.dumps(thing, ensure_ascii=False, indent=1) + "\n").encode()


def checksum(content: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
