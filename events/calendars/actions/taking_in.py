"""Writing what was read from a foreign calendar as events of a group. A second run changes nothing.

What the group itself has here, by whatever way it came, is not made a second time.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backend

from core import answers, audit
from core.forms import clean_line, clean_text, without_controls
from core.models import Community, FormerName
from core.slugs import free_slug
from core.zones import is_zone
from events.calendars.rules.foreign.lines import Remark
from events.calendars.rules.foreign.reading import Occurrence, ReadCalendar
from events.calendars.rules.taking_in import (
    day_of,
    ends_of,
    id_of,
    is_unread,
    name_of,
    our_uuid,
    plain,
    private_remark,
    renamed,
    same_title,
    where,
)
from events.models import Event, Venue
from events.models.event import Events
from groups.models import UserGroup

AT_ONCE = 200
_PLACED = ("starts_at", "ends_at", "timezone", "is_all_day", "venue_id", "online_url", "attendance")
_WORDED = ("title", "description", "tags", "source_url", "external_url")
_ALL = (
    *_PLACED,
    *_WORDED,
    "status",
    "status_note",
    "source",
    "source_id",
    "sequence",
    "shown_changed_at",
    "previous_starts_at",
    "moved_online_at",
)


@dataclass(slots=True)
class Taken:
    """What became of the occurrences. `gone` are events that the calendar does not know any more, `private` tells of
    entries that are not for everybody: whoever gives the secret address of a calendar did not mean to publish them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    ended: int = 0
    gone: list[Event] = field(default_factory=list)
    doubles: list[tuple[Occurrence, Event]] = field(default_factory=list)
    private: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where the events of a calendar come from, and what follows from it."""

    source: str
    claimed_source: str = ""
    imported_source: str = ""
    """Of what was imported once out of the same calendar: it follows its home from now on, and stands once."""
    url: str = ""  # of an event that names no address of its own
    ends_what_is_gone: bool = False


@transaction.atomic
def take_in(
    *, group: UserGroup, read: ReadCalendar, home: Home, until: dt.datetime, by: Any, now: dt.datetime
) -> Taken:
    """Makes, changes, ends and brings back the events of `group` that come from `home`, whose calendar was read up to
    `until`."""
    taken = Taken()
    found = {id_of(one): one for one in read.occurrences if not one.entry.is_private}
    private = {id_of(one): one.entry for one in (*read.occurrences, *read.beyond) if one.entry.is_private}
    taken.private = [private_remark(one) for one in {id(one): one for one in private.values()}.values()]
    # Locked: who claims one of them meanwhile waits, and is not written over.
    rows = Event.objects.filter(source__in=filter(None, (home.imported_source, home.source)))
    rows = rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
    there = {row.source_id: row for row in rows if row.source != home.source and row.source_id in found}
    there |= {row.source_id: row for row in rows if row.source == home.source}
    found |= {key: one for one in read.beyond if (key := id_of(one)) in there and key not in private}
    claimed = _claimed(home)
    for key, row in _renamed(found, there | claimed, group, now).items():
        of = claimed if row.source_id in claimed else there
        del of[row.source_id]
        of[key] = row
        if of is claimed:  # that name alone is its home's to say
            Event.objects.filter(pk=row.pk).update(source_id=key)
    gone = {key: row for key, row in there.items() if key not in found}
    twins = _twins(group, home, found, {row.pk for row in there.values()}) | {
        key: row for key, row in claimed.items() if key in found
    }
    writer = _Writer(group, home, read.zone, now)
    for key, one in found.items():
        known = there.get(key)
        if twin := twins.get(key):
            taken.doubles.append((one, twin))
            if known is not None:
                writer.hide(known)
        elif known is None:
            writer.make(key, one)
        elif writer.change(known, key, one):
            taken.changed += 1
        else:
            taken.unchanged += 1
    unread = {name_of(uid) for uid in read.unread}
    for key, row in gone.items():
        if key in private:
            writer.hide(row)
            continue
        if is_unread(key, read, unread):
            continue  # it is there still, though nobody can read it just now
        taken.gone.append(row)
        if home.ends_what_is_gone and row.ends_at > now and row.starts_at < until:
            taken.ended += writer.end(row)
    writer.save()
    taken.new, taken.moved = len(writer.made), writer.moved
    if writer.made or writer.changed:
        audit.note(
            by=by,
            verb="took in calendar",
            thing=group,
            new=taken.new,
            changed=taken.changed,
            ended=taken.ended,
        )
        answers.touch(group, "events", *writer.changed)
        _make_searchable([*writer.made, *writer.changed])
    return taken


class _Writer:
    def __init__(self, group: UserGroup, home: Home, zone: str, now: dt.datetime) -> None:
        self.group, self.home, self.now = group, home, now
        self.zone = zone or group.timezone
        self.made: list[Event] = []
        self.changed: list[Event] = []
        self.moved = 0
        self._venues: dict[tuple[str, ...], Venue] = {}

    def make(self, key: str, one: Occurrence) -> None:
        self.made.append(
            Event(
                kind=Event.Kind.MEETUP,
                group=self.group,
                language=self.group.language,
                source=self.home.source,
                source_id=key,
                takes_registrations=False,
                published_at=self.now,
                shown_changed_at=self.now,
                **self._facts(one),
            )
        )

    def change(self, row: Event, key: str, one: Occurrence) -> bool:
        facts = self._facts(one)
        if facts["status"] == Event.Status.PUBLISHED and row.status == Event.Status.MOVED:
            facts["status"] = row.status
        if row.starts_at != facts["starts_at"]:
            facts["previous_starts_at"] = row.starts_at
            if facts["status"] == Event.Status.PUBLISHED and row.starts_at > self.now:
                facts["status"] = Event.Status.MOVED
            self.moved += 1
        if facts["attendance"] != Event.Attendance.ONLINE:
            facts["moved_online_at"] = None
        elif row.attendance != Event.Attendance.ONLINE:
            facts["moved_online_at"] = self.now
        return self._set(row, {**facts, "source": self.home.source, "source_id": key})

    def hide(self, row: Event) -> None:
        """It stands here in another row: one of the two is enough."""
        self._set(row, {"status": Event.Status.DRAFT})

    def end(self, row: Event) -> bool:
        if not row.is_public or row.status == Event.Status.CANCELLED:
            return False
        why = _("It is gone from the calendar it came from.")
        return self._set(row, {"status": Event.Status.CANCELLED, "status_note": why})

    def save(self) -> None:
        _name(self.made, self.group)
        Event.objects.bulk_create(self.made, batch_size=AT_ONCE)
        Event.objects.bulk_update(self.changed, _ALL, batch_size=AT_ONCE)

    def _set(self, row: Event, facts: dict[str, Any]) -> bool:
        different = {name for name, value in facts.items() if getattr(row, name) != value}
        if not different:
            return False
        for name in different:
            setattr(row, name, facts[name])
        if different - {"source_id"}:
            row.shown_changed_at = self.now
        row.sequence += bool(different & {*_PLACED, "status"})
        self.changed.append(row)
        return True

    def _facts(self, one: Occurrence) -> dict[str, Any]:
        entry = one.entry
        said = where(entry.location)
        join_url = entry.conference or said.join_url
        venue = self._venue(said.name, said.address, entry.geo) if said.name else None
        if venue is not None:
            attendance = Event.Attendance.HYBRID if join_url else Event.Attendance.IN_PERSON
        else:
            attendance = (
                Event.Attendance.ONLINE if join_url or self.group.is_virtual else Event.Attendance.IN_PERSON
            )
        return {
            "title": _line(entry.summary)[:200] or self.group.name,
            "description": without_controls(clean_text(plain(entry.description)))[:20_000],
            "starts_at": one.starts_at,
            "ends_at": ends_of(one),
            "timezone": _known(entry.zone) or _known(self.zone) or self.group.timezone,
            "is_all_day": entry.is_all_day,
            "status": Event.Status.CANCELLED if entry.status == "cancelled" else Event.Status.PUBLISHED,
            "status_note": "",
            "venue_id": venue.pk if venue is not None else None,
            "online_url": join_url,
            "attendance": attendance,
            "tags": [tag for tag in map(_line, entry.categories) if tag],
            "source_url": entry.url or self.home.url,
            "external_url": entry.url,
        }

    def _venue(self, name: str, address: str, geo: tuple[float, float] | None) -> Venue:
        words: dict[str, Any] = {"name": _line(name), "address": _line(address)}
        if self.group.city and self.group.city.casefold() in f"{name} {address}".casefold():
            words |= {"city": self.group.city, "country": str(self.group.country or "")}
            if words["address"] == self.group.city:
                words["address"] = ""
        if geo is not None:
            words |= {"latitude": geo[0], "longitude": geo[1]}
        key = tuple(map(str, words.values()))
        if key not in self._venues:
            self._venues[key] = Venue.objects.filter(**words).order_by("pk").first() or Venue.objects.create(
                **words
            )
        return self._venues[key]


def _twins(group: UserGroup, home: Home, found: dict[str, Occurrence], own: Set[int]) -> dict[str, Event]:
    """Those of the occurrences that stand here already, not by way of this calendar."""
    domain = Community.current().uid_domain
    uuids = {uuid: key for key, one in found.items() if (uuid := our_uuid(one.entry.uid, domain))}
    twins = {uuids[str(row.uuid)]: row for row in Event.objects.public().filter(uuid__in=uuids)}
    others = Event.objects.public().exclude(source=home.source)
    pairs = list(found.items())
    for begin in range(0, len(pairs), AT_ONCE):
        part = pairs[begin : begin + AT_ONCE]
        addresses = {one.entry.url for _key, one in part if one.entry.url}
        # The same meetup begins at the same instant: by that the database finds the few rows that may be it.
        near = others.filter(starts_at__in={one.starts_at for _key, one in part}).filter(
            Q(group=group)
            | Q(source_url__in=addresses)
            | Q(external_url__in=addresses)
            | Q(source_id__in=[key for key, _one in part])
        )
        by_start: dict[dt.datetime, list[Event]] = {}
        for row in near.order_by("pk"):
            by_start.setdefault(row.starts_at, []).append(row)
        for key, one in part:
            for row in by_start.get(one.starts_at, ()):
                if row.pk not in own and _is_same(row, key, one, group):
                    twins.setdefault(key, row)
    return twins


def _is_same(row: Event, key: str, one: Occurrence, group: UserGroup) -> bool:
    """Two of three say so: it is this group's, called so, and at that address, which may be one of many events or
    groups. Or another group gives the same calendar, of which whoever came first shows it."""
    said = (
        row.group_id == group.pk,
        same_title(row.title, one.entry.summary),
        bool(one.entry.url) and one.entry.url in {row.source_url, row.external_url},
    )
    return sum(said) >= 2 or row.source_id == key


def _claimed(home: Home) -> dict[str, Event]:
    """What was taken over keeps its name, whatever became of its time."""
    if not home.claimed_source:
        return {}
    return {row.source_id: row for row in Event.objects.filter(source=home.claimed_source)}


def _renamed(
    found: dict[str, Occurrence], known: dict[str, Event], group: UserGroup, now: dt.datetime
) -> dict[str, Event]:
    """Rows of a repeating entry whose rule has changed, by the name that each has now."""
    zone = zoneinfo.ZoneInfo(group.timezone)
    new = {key: day_of(key, found[key].starts_at, zone) for key in found.keys() - known.keys()}
    lost = {key: day_of(key, row.starts_at, zone) for key, row in known.items() if key not in found}
    ended = {key for key in lost if known[key].is_mirrored and known[key].status == Event.Status.CANCELLED}
    names = renamed(new, lost, ended=ended, today=now.astimezone(zone).date())
    return {key: known[old] for key, old in names.items()}


def _in_parts(rows: Events, name: str, values: Iterable[Any]) -> Iterator[Event]:
    """Rows whose field has one of many values, some thousand of which a database takes at once."""
    wanted = list(values)
    for start in range(0, len(wanted), 5000):
        yield from rows.filter(**{f"{name}__in": wanted[start : start + 5000]})


def _name(rows: list[Event], group: UserGroup) -> None:
    """Gives each its address, with one question to the database for the first choice of all."""
    wanted = {free_slug(f"{row.title} {group.city}", lambda slug: False, fallback="meetup") for row in rows}
    kind = Event._meta.label_lower
    taken = {row.slug for row in _in_parts(Event.objects.only("slug"), "slug", wanted)}
    taken |= set(FormerName.objects.filter(kind=kind).values_list("slug", flat=True))
    own: set[str] = set()

    def is_taken(slug: str) -> bool:
        if slug in wanted or slug in own:
            return slug in taken or slug in own
        return (
            Event.objects.filter(slug=slug).exists()
            or FormerName.objects.filter(kind=kind, slug=slug).exists()
        )

    for row in rows:
        words = f"{row.title} {group.city}"
        if (first := free_slug(words, lambda slug: False, fallback="meetup")) in taken | own:
            # Meetups often have one title: the day tells them apart, where counting would ask for each number.
            words = f"{first[:60]} {row.local_start:%Y-%m-%d}"
        row.slug = free_slug(words, is_taken, fallback="meetup")
        own.add(row.slug)


def _make_searchable(rows: Iterable[Event]) -> None:
    """Bulk statements send no signals, by which Wagtail's search would learn of the rows."""
    ids = [row.pk for row in rows]

    def index() -> None:
        for start in range(0, len(ids), AT_ONCE):
            found = Event.objects.filter(pk__in=ids[start : start + AT_ONCE]).select_related("venue", "group")
            get_search_backend().add_bulk(Event, list(found))

    transaction.on_commit(index)


def _line(text: str) -> str:
    return without_controls(clean_line(text))


def _known(zone: str) -> str:
    return zone if is_zone(zone) else ""
