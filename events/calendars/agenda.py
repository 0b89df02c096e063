"""What one person keeps, has a seat in and speaks in, across all events."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, Q

from events.models import Event
from events.programme.models import Session, SessionSpeaker, SignUp, Star
from events.programme.models.session import Sessions
from events.programme.rules.agenda import clashes
from people.models import Person

STAYS = dt.timedelta(days=1)


@dataclass
class Line:
    session: Session
    is_kept: bool
    place: SignUp | None
    speaks: bool
    meets: list[Session] = field(default_factory=list)


@dataclass(frozen=True)
class OfEvent:
    event: Event
    days: list[tuple[dt.date | None, list[Line]]]
    clashes: int


def agenda(person: Person, now: dt.datetime) -> list[OfEvent]:
    """By event, the next first; within it by day, by the clock there. In a constant number of queries."""
    rows = sessions_of(person, frozenset({"stars", "sign_ups", "speaking"}))
    sessions = list(
        rows.filter(event__ends_at__gt=now - STAYS).order_by(
            "event__starts_at", "event_id", "starts_at", "room__position", "pk"
        )
    )
    kept = set(Star.objects.filter(person=person).values_list("session_id", flat=True))
    places = {row.session_id: row for row in SignUp.objects.filter(person=person)}
    lines = {
        session.pk: Line(
            session,
            session.pk in kept,
            places.get(session.pk),
            any(row.person_id == person.pk for row in session.session_speakers.all()),
        )
        for session in sessions
    }
    spans = [
        (session.pk, session.starts_at, session.ends_at)
        for session in sessions
        if session.starts_at is not None and session.status == Session.Status.CONFIRMED
    ]
    for key, others in clashes(spans).items():
        lines[key].meets = [lines[other].session for other in others]
    return [
        OfEvent(
            event,
            _days(list(group)),
            sum(bool(line.meets) for line in lines.values() if line.session.event_id == event.pk),
        )
        for event, group in groupby(lines.values(), key=lambda line: line.session.event)
    ]


def _days(lines: list[Line]) -> list[tuple[dt.date | None, list[Line]]]:
    days = groupby(lines, key=lambda line: line.session.local_start and line.session.local_start.date())
    return [(day, list(rows)) for day, rows in days]


def sessions_of(person: Person, kinds: frozenset[str]) -> Sessions:
    """Shown sessions of public events that somebody keeps, has a place in, or speaks in; each once."""
    ways = {
        "stars": Star.objects.filter(person=person).values("session"),
        "sign_ups": SignUp.objects.filter(person=person).values("session"),
        "speaking": SessionSpeaker.objects.filter(person=person).values("session"),
    }
    wants = Q(pk__in=[])
    for kind in kinds & ways.keys():
        wants |= Q(pk__in=ways[kind])
    who = SessionSpeaker.objects.select_related("person").order_by("position", "pk")
    rows: Sessions = Session.objects.shown()
    return (
        rows.filter(wants)
        .exclude(event__status=Event.Status.DRAFT)
        .select_related("event__venue", "room", "track")
        .prefetch_related(Prefetch("session_speakers", queryset=who))
    )
