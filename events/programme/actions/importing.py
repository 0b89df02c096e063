"""Writing what was read from a schedule file: rooms, tracks, people, sessions. A second run changes nothing."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from wagtail.search.backends import get_search_backend

from core import answers, audit
from core.slugs import free_slug
from events.models import Event, Venue
from events.programme.actions import speaker_tickets, timetable
from events.programme.actions.session import tell_cancelled
from events.programme.models import Room, Session, SessionSpeaker, Timetable, Track
from events.programme.models.session import new_code
from events.programme.rules.schedule import ReadConference, ReadPerson, ReadSchedule, ReadSession
from people.models import Person, User

Part = TypeVar("Part", Room, Track)

AT_ONCE = 500  # rows in one statement

# What a file may change in a session that is there already; a change of the first ones is one of time, place or status.
_PLACED = ("starts_at", "ends_at", "room_id", "status")
_WORDED = (
    "title", "subtitle", "kind", "abstract", "description", "language", "track_id", "video_url", "slides_url",
    "source_url",
)  # fmt: skip


class EventUnusable(ValueError):
    """The event cannot take this schedule; the message says why."""


@dataclass(slots=True)
class Imported:
    """What became of the sessions. `gone` are those of an earlier file that this one does not have; they are kept."""

    event: Event
    made_event: bool = False
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    new_people: int = 0
    gone: list[str] = field(default_factory=list)


@transaction.atomic
def import_schedule(*, slug: str, read: ReadSchedule, by: User | None, now: dt.datetime) -> Imported:
    """Raises `EventUnusable`. The event is made as a draft summit when nobody has one of this name.

    What a file says of a place stands at once, for everybody and in the editor (docs/decisions/0022).
    """
    there = Event.objects.filter(slug=slug).first()
    event = there or _new_summit(slug, read, now)
    result = Imported(event, made_event=there is None)
    result.skipped = sum(problem.skipped for problem in read.problems)
    has_editors = Timetable.objects.filter(event=event).exists()
    held = timetable.hold(event) if has_editors else None  # before any session is: in the order of a release
    rooms = _rooms(event, read)
    tracks = _tracks(event, read)
    people = _people(event, read, result)
    was = _sessions(event, read, rooms, tracks, people, result, now)
    if held is not None:
        timetable.follow(timetable=held, was=was, by=by, now=now)
    if result.new or result.changed or result.made_event:
        speaker_tickets.keep(event=event, by=by, now=now)
        audit.note(
            by=by,
            verb="imported schedule",
            thing=event,
            new=result.new,
            changed=result.changed,
            skipped=result.skipped,
        )
        answers.touch(event, f"schedule:{event.pk}", "speakers", "people")
    return result


def _new_summit(slug: str, read: ReadSchedule, now: dt.datetime) -> Event:
    about = read.conference
    starts_at = min(session.starts_at for session in read.sessions)
    ends_at = max(session.ends_at or session.starts_at for session in read.sessions)
    venue = None
    if about.venue or about.city:
        venue = Venue.objects.create(name=(about.venue or about.city)[:160], city=about.city[:100])
    event = Event(
        slug=slug,
        kind=Event.Kind.SUMMIT,
        title=about.title[:200],
        summary=about.subtitle[:300],
        timezone=about.zone,
        starts_at=starts_at,
        ends_at=max(ends_at, starts_at + dt.timedelta(minutes=5)),
        status=Event.Status.DRAFT,
        venue=venue,
        takes_registrations=ends_at > now,
        source=about.title[:200],
        source_url=about.url,
        shown_changed_at=now,
    )
    try:
        event.full_clean()
    except ValidationError as error:
        raise EventUnusable(" ".join(error.messages)) from None
    event.save()
    return event


def _rooms(event: Event, read: ReadSchedule) -> dict[str, Room]:
    asked = ((room.name, {"capacity": room.capacity}) for room in read.rooms)
    return _by_name(Room, event, event.rooms.all(), asked)


def _tracks(event: Event, read: ReadSchedule) -> dict[str, Track]:
    asked = ((track.name, {"color": track.color}) for track in read.tracks)
    return _by_name(Track, event, event.tracks.all(), asked)


def _by_name(
    model: type[Part], event: Event, there: Iterable[Part], asked: Iterable[tuple[str, dict[str, Any]]]
) -> dict[str, Part]:
    """The rows of an event by their names; those are made that are `asked` for, with their facts, and not there yet."""
    found = {row.name: row for row in there}
    slugs = {row.slug for row in found.values()}
    made = []
    for name, facts in asked:
        if name not in found:
            slug = free_slug(name, slugs.__contains__, fallback=model.__name__.lower())
            slugs.add(slug)
            found[name] = model(event=event, name=name, slug=slug, position=min(len(found), 30_000), **facts)
            made.append(found[name])
    model._default_manager.bulk_create(made, batch_size=AT_ONCE)
    return found


def series_of(conference: ReadConference) -> str:
    """«FOSDEM 2012» → «FOSDEM»: who spoke in one year and in the next under one name is taken for one person, while two
    conferences may well have two people of one name."""
    return re.sub(r"[\s\-–#(]*(19|20)?\d{2,4}\)?\s*$", "", conference.title).strip() or conference.title


def _people(event: Event, read: ReadSchedule, result: Imported) -> dict[str, Person]:
    source = series_of(read.conference)[:200]
    # Whoever has claimed such a profile since (`user`) is still the one who spoke.
    known = {person.name: person for person in Person.objects.filter(source=source)}
    known |= {
        person.name: person
        for person in Person.objects.filter(session_speakers__session__event=event).distinct()
    }
    slugs = set(Person.objects.values_list("slug", flat=True))
    made = [_person(one, source, read.conference, slugs) for one in read.persons if one.name not in known]
    Person.objects.bulk_create(made, batch_size=AT_ONCE)
    _make_searchable(Person, made)
    result.new_people = len(made)
    return known | {person.name: person for person in made}


def _person(one: ReadPerson, source: str, about: ReadConference, slugs: set[str]) -> Person:
    slug = free_slug(one.name, slugs.__contains__, fallback="speaker")
    slugs.add(slug)
    return Person(
        slug=slug,
        name=one.name,
        biography=one.biography[:5000],
        website=one.url[:300] if len(one.url) <= 300 else "",
        is_public=True,
        source=source,
        source_url=about.url if len(about.url) <= 300 else "",
    )


def _sessions(
    event: Event,
    read: ReadSchedule,
    rooms: dict[str, Room],
    tracks: dict[str, Track],
    people: dict[str, Person],
    result: Imported,
    now: dt.datetime,
) -> dict[Session, timetable.Place]:
    """Returns the sessions that it put elsewhere, with where each stood."""
    was: dict[Session, timetable.Place] = {}
    there = {session.source_id: session for session in event.sessions.exclude(source_id="")}
    codes = set(event.sessions.values_list("code", flat=True))
    made: list[Session] = []
    changed: list[Session] = []
    cancelled: list[Session] = []
    by_key: dict[str, Session] = {}
    for one in read.sessions:
        facts = _facts(one, rooms, tracks)
        session = there.get(one.key)
        if session is None:
            session = Session(
                event=event,
                source_id=one.key,
                code=_code(one.code, codes),
                slug=slugify(one.title)[:100].strip("-"),
                is_featured=one.kind == "keynote",
                shown_changed_at=now,
                **facts,
            )
            made.append(session)
        elif different := [name for name, value in facts.items() if getattr(session, name) != value]:
            if not {"room_id", "starts_at", "ends_at"}.isdisjoint(different):
                was[session] = timetable.Place.of(session)
            for name in different:
                setattr(session, name, facts[name])
            if "status" in different and session.status == Session.Status.CANCELLED:
                cancelled.append(session)
            session.sequence += any(name in _PLACED for name in different)
            session.shown_changed_at = now
            changed.append(session)
        by_key[one.key] = session
    Session.objects.bulk_create(made, batch_size=AT_ONCE)
    Session.objects.bulk_update(changed, [*_PLACED, *_WORDED, "sequence", "shown_changed_at"], batch_size=100)
    if cancelled:
        tell_cancelled(cancelled, now)
    respoken = _speakers(event, read, by_key, people, {session.pk for session in made}, now)
    touched = {session.pk for session in changed} | respoken
    _make_searchable(Session, [*made, *(session for session in by_key.values() if session.pk in touched)])
    result.new, result.changed = len(made), len(touched)
    result.unchanged = len(read.sessions) - result.new - result.changed
    result.gone = [session.title for key, session in there.items() if key not in by_key]
    return was


def _facts(one: ReadSession, rooms: dict[str, Room], tracks: dict[str, Track]) -> dict[str, Any]:
    return {
        "title": one.title,
        "subtitle": one.subtitle,
        "kind": one.kind,
        "abstract": one.abstract[:20_000],
        "description": one.description[:50_000],
        "language": one.language[:10],
        "track_id": tracks[one.track].pk if one.track else None,
        "room_id": rooms[one.room].pk if one.room else None,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "status": Session.Status.CANCELLED if one.cancelled else Session.Status.CONFIRMED,
        "video_url": one.video_url,
        "slides_url": one.slides_url,
        "source_url": one.url,
    }


def _code(wanted: str, taken: set[str]) -> str:
    code = wanted if wanted and wanted not in taken else new_code()
    while code in taken:
        code = new_code()
    taken.add(code)
    return code


def _speakers(
    event: Event,
    read: ReadSchedule,
    by_key: dict[str, Session],
    people: dict[str, Person],
    new: set[int],
    now: dt.datetime,
) -> set[int]:
    """Writes who speaks; returns the sessions, not new, in which that changed."""
    spoke: dict[int, list[int]] = {}
    for session_id, person_id in (
        SessionSpeaker.objects.filter(session__event=event)
        .order_by("position", "pk")
        .values_list("session_id", "person_id")
    ):
        spoke.setdefault(session_id, []).append(person_id)
    rows: list[SessionSpeaker] = []
    changed: set[int] = set()
    for one in read.sessions:
        session = by_key[one.key]
        speakers = [people[name].pk for name in one.persons]
        if speakers == spoke.get(session.pk, []):
            continue
        if session.pk not in new:
            changed.add(session.pk)
        rows.extend(
            SessionSpeaker(session=session, person_id=pk, position=n) for n, pk in enumerate(speakers)
        )
    SessionSpeaker.objects.filter(session_id__in=changed).delete()
    Session.objects.filter(pk__in=changed).update(shown_changed_at=now)
    SessionSpeaker.objects.bulk_create(rows, batch_size=AT_ONCE)
    return changed


def _make_searchable(model: type[Person] | type[Session], rows: list[Any]) -> None:
    """Bulk statements send no signals, by which Wagtail's search would learn of the rows."""
    ids = [row.pk for row in rows]

    def index() -> None:
        for start in range(0, len(ids), AT_ONCE):
            found: models.QuerySet = model._default_manager.filter(pk__in=ids[start : start + AT_ONCE])
            if model is Session:
                found = found.select_related("event").prefetch_related("speakers")
            get_search_backend().add_bulk(model, list(found))

    if ids:
        transaction.on_commit(index)


def read_zone(slug: str) -> str | None:
    """The zone of the event of this name: what a file means that names none."""
    event = Event.objects.filter(slug=slug).only("timezone").first()
    return event.timezone if event else None
