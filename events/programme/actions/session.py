"""Sessions as the desk makes them: their only writers, beside the import of whole schedules."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from core import audit
from core.slugs import free_slug
from events.actions.event import NotNow
from events.models import Event
from events.programme.actions import sign_up, speaker_tickets, timetable
from events.programme.models import Room, Session, SessionSpeaker, Track
from events.programme.signals import session_cancelled
from people.actions import person as people
from people.models import Person

# A change of one of these is one of a calendar's entry: SEQUENCE rises.
PLACED = frozenset({"starts_at", "ends_at", "room", "status"})
PLACE = ("room", "starts_at", "ends_at")
MOST_POSITION = 30_000
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organizer says of a session. A speaker who is only a name is somebody new; so is a room or track that
    the event does not have. Both times are given, or none."""

    title: str
    kind: str = Session.Kind.TALK
    status: str = Session.Status.DRAFT
    abstract: str = ""
    speakers: tuple[Person | str, ...] = ()
    room: str = ""
    track: str = ""
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    is_featured: bool = False
    takes_sign_up: bool = False
    capacity: int | None = None
    stream_url: str = ""
    video_url: str = ""
    slides_url: str = ""


class TooFewSeats(NotNow):
    """More people have a seat than there would be."""


@transaction.atomic
def make(*, event: Event, facts: Facts, by: Any, now: dt.datetime, key: uuid.UUID | None = None) -> Session:
    """`key` makes a form that is sent twice one session: it becomes the session's uuid."""
    if key and (known := Session.objects.filter(uuid=key).first()):
        if known.event_id == event.pk:
            return known
        key = None
    row = _row(event, facts)
    # While there is a draft, a place is drafted (docs/decisions/0022).
    place = _taken_out(row) if timetable.is_drafted(event) else timetable.Place()
    session = new(event=event, now=now, uuid=key or uuid.uuid4(), **row)
    if place != timetable.Place():
        timetable.drop(session=session, place=place, seen=None, by=by, now=now)
    speak(session, facts.speakers, by)
    audit.note(by=by, verb="make", thing=session, title=session.title)
    speaker_tickets.keep(event=event, by=by, now=now)
    make_searchable(session)
    return session


@transaction.atomic
def change(*, session: Session, facts: Facts, by: Any, now: dt.datetime, seen: int | None = None) -> Session:
    """Raises NotNow where what everybody has seen would become a draft: calendars must be told that it is cancelled.

    Once there is a draft of the timetable a new place is drafted, too; `seen` is the number of the timetable at which
    the form was shown. Raises timetable.ChangedMeanwhile.
    """
    drafted = timetable.is_drafted(session.event)
    if drafted:
        timetable.hold(session.event)  # before any session is: in the order of a release
    session = _locked(session)
    if facts.status == Session.Status.DRAFT and session.status != facts.status and session.event.is_public:
        raise NotNow(_("Everybody can see it already. Cancel it instead: then calendars say so, too."))
    row = _row(session.event, facts)
    if facts.capacity is not None and facts.capacity < session.taken:
        raise TooFewSeats(_("%(n)s people have a seat already.") % {"n": session.taken})
    if drafted:
        place = _taken_out(row)
        if session.status != Session.Status.CANCELLED:
            timetable.drop(session=session, place=place, seen=seen, by=by, now=now)
    changed = {name for name, value in row.items() if getattr(session, name) != value}
    for name in changed:
        setattr(session, name, row[name])
    if speak(session, facts.speakers, by):
        changed.add("speakers")
    if changed:
        _save(session, now, moved=bool(changed & PLACED))
        audit.note(by=by, verb="change", thing=session, changed=sorted(changed))
        if changed & {"speakers", "status"}:
            speaker_tickets.keep(event=session.event, by=by, now=now)
        if "status" in changed and session.status == Session.Status.CANCELLED:
            tell_cancelled([session], now)
        if changed & {"capacity", "takes_sign_up", "status", "starts_at"}:
            sign_up.serve(session=session, now=now)
        make_searchable(session)
    return session


@transaction.atomic
def cancel(*, session: Session, by: Any, now: dt.datetime) -> Session:
    """It stays and is shown as cancelled, so that whoever had it in a calendar is told. Raises NotNow for a draft."""
    session = _locked(session)
    if session.status == Session.Status.CANCELLED:
        return session
    if session.status == Session.Status.DRAFT:
        raise NotNow(_("Nobody has seen this draft. Delete it instead."))
    session.status = Session.Status.CANCELLED
    _save(session, now, moved=True)
    audit.note(by=by, verb="cancel", thing=session)
    tell_cancelled([session], now)
    speaker_tickets.keep(event=session.event, by=by, now=now)
    return session


def tell_cancelled(sessions: Collection[Session], now: dt.datetime) -> None:
    """Whoever has a seat in them is told, and who holds the place of a talk. Within the caller's transaction."""
    sign_up.tell_cancelled(sessions)
    for session in sessions:
        session_cancelled.send(Session, session=session, now=now)


@transaction.atomic
def delete_draft(*, session: Session, by: Any, now: dt.datetime) -> None:
    """Raises NotNow for what is no draft, or came out of a proposal."""
    session = _locked(session)
    if session.status != Session.Status.DRAFT:
        raise NotNow(_("Only a draft is deleted. Cancel it instead."))
    if getattr(session, "proposal", None) is not None:
        raise NotNow(_("It came out of a proposal. Decline that instead."))
    audit.note(by=by, verb="delete", thing=session, title=session.title)
    session.delete()


def new(*, event: Event, now: dt.datetime, **facts: Any) -> Session:
    """A session with a code that the event does not have yet."""
    for _attempt in range(5):
        session = Session(
            event=event, slug=slugify(facts["title"])[:100].strip("-"), shown_changed_at=now, **facts
        )
        session.clean_fields()
        try:
            with transaction.atomic():
                session.save()
                return session
        except IntegrityError:  # six letters may come twice
            if Session.objects.filter(uuid=session.uuid).exists():
                raise
    raise RuntimeError("no free code for a session")


def make_searchable(session: Session) -> None:
    """Once more, now that its speakers stand: search learnt of the session when it was saved, without them."""
    transaction.on_commit(lambda: index.insert_or_update_object(Session.objects.get(pk=session.pk)))


def make_all_searchable(ids: list[int]) -> None:
    """The same for rows that bulk statements wrote, which send no signals."""

    def index_them() -> None:
        for start in range(0, len(ids), AT_ONCE):
            found = Session.objects.filter(pk__in=ids[start : start + AT_ONCE])
            get_search_backend().add_bulk(
                Session, list(found.select_related("event").prefetch_related("speakers"))
            )

    if ids:
        transaction.on_commit(index_them)


def _locked(session: Session) -> Session:
    rows = Session.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("event", "room", "track").get(pk=session.pk)


def _save(session: Session, now: dt.datetime, *, moved: bool) -> None:
    session.sequence += moved
    session.shown_changed_at = now
    session.clean_fields()
    session.save()


def _row(event: Event, facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "kind": facts.kind,
        "status": facts.status,
        "abstract": facts.abstract,
        "room": _named(Room, event, facts.room),
        "track": _named(Track, event, facts.track),
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at,
        "is_featured": facts.is_featured,
        "takes_sign_up": facts.takes_sign_up,
        "capacity": facts.capacity,
        "stream_url": facts.stream_url,
        "video_url": facts.video_url,
        "slides_url": facts.slides_url,
    }


def _taken_out(row: dict[str, Any]) -> timetable.Place:
    """The place that `row` tells, which is drafted: the row is left without it."""
    room, starts_at, ends_at = (row.pop(name) for name in PLACE)
    return timetable.Place(room.pk if room else None, starts_at, ends_at)


def _named(model: type[Room] | type[Track], event: Event, name: str) -> Any:
    """The event's room or track of this name, made where there is none."""
    if not name:
        return None
    rows = model._default_manager.filter(event=event)
    for _attempt in range(5):
        if (row := rows.filter(name__iexact=name).first()) is not None:
            return row
        slug = free_slug(name, lambda slug: rows.filter(slug=slug).exists(), fallback=model.__name__)
        position = min(rows.count(), MOST_POSITION)
        try:
            with transaction.atomic():
                return model._default_manager.create(event=event, name=name, slug=slug, position=position)
        except IntegrityError:  # somebody made it at this very moment
            continue
    raise RuntimeError(f"no free address for {name}")


def speak(session: Session, speakers: Iterable[Person | str], by: Any) -> bool:
    """Writes who speaks, in this order; True where that changed. Within the caller's transaction."""
    wanted: dict[int, Person] = {}
    for one in speakers:
        person = one if isinstance(one, Person) else _somebody_new(session.event, one, by)
        wanted.setdefault(person.pk, person)
    rows = {row.person_id: row for row in session.session_speakers.all()}
    if list(wanted) == list(rows):
        return False
    for gone in rows.keys() - wanted.keys():
        rows[gone].delete()
    for position, person in enumerate(wanted.values()):
        row = rows.get(person.pk)
        if row is None:
            SessionSpeaker.objects.create(session=session, person=person, position=position)
        elif row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    return True


def _somebody_new(event: Event, name: str, by: Any) -> Person:
    """A speaker without an account, public as every speaker of a programme, who can claim the profile later."""
    return people.create(by=by, name=name, is_public=True, source=event.title)
