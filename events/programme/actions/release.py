"""Showing everybody the timetable that was drafted, in one step (docs/decisions/0022)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import answers, audit
from core.models import Job
from events.actions.event import NotNow
from events.models import Event
from events.programme import draft
from events.programme.actions import session as sessions_actions
from events.programme.actions import speaker_tickets, timetable
from events.programme.models import Placement, Release, Session, SignUp, Star
from events.programme.rules import release as rules
from people.models import Person

LETTER = "programme.release_letter"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release would show, and how that differs from the one before. `confirms` are drafts that become public,
    `unsure` such as are placed while their speaker has not said yes."""

    programme: rules.Programme
    changes: dict[str, Any]
    confirms: list[draft.Drafted]
    unsure: list[draft.Drafted]
    ahead: list[draft.Drafted]


def plan(event: Event) -> Plan:
    """What a release at this moment would do; nothing is written."""
    drafted = draft.drafted(event)
    placed = [
        one for one in drafted if one.session.status == Session.Status.DRAFT and one.starts_at is not None
    ]
    willing = set(
        Session.objects.filter(pk__in=[one.session.pk for one in placed])
        .filter(
            # Made by hand, or out of a proposal whose speaker said yes; some calls ask for no such word.
            Q(proposal=None)
            | Q(proposal__status="confirmed")
            | Q(proposal__status="accepted", proposal__call__confirm_days=None)
        )
        .values_list("pk", flat=True)
    )
    shown = [
        one for one in drafted if one.session.status != Session.Status.DRAFT or one.session.pk in willing
    ]
    programme = rules.snapshot(
        zone=event.timezone,
        rooms=event.rooms.values_list("pk", "name"),
        tracks=event.tracks.values_list("pk", "name", "color"),
        entries=[_entry(one) for one in shown],
    )
    last = event.releases.first()
    return Plan(
        programme,
        rules.differences(last.programme if last else None, programme),
        confirms=[one for one in placed if one.session.pk in willing],
        unsure=[one for one in placed if one.session.pk not in willing],
        ahead=[one for one in drafted if one.is_ahead],
    )


def _entry(one: draft.Drafted) -> rules.Entry:
    session = one.session
    return rules.Entry(
        id=session.pk,
        uuid=str(session.uuid),
        code=session.code,
        title=session.title,
        subtitle=session.subtitle,
        kind=session.kind,
        cancelled=session.status == Session.Status.CANCELLED,
        language=session.language,
        room=one.room_id,
        track=session.track_id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        speakers=tuple(person for person, _name in one.speakers),
    )


def next_version(event: Event) -> str:
    """After 0.9 comes 0.10: what stands behind the last dot is counted up."""
    last = event.releases.first()
    if last is None:
        return "1.0"
    head, dot, tail = last.version.rpartition(".")
    version = f"{head}{dot}{int(tail) + 1}" if tail.isascii() and tail.isdigit() else f"{last.version}.1"
    return version[:30] if not event.releases.filter(version=version[:30]).exists() else ""


@transaction.atomic
def release(
    *, event: Event, version: str, note: str, by: Any, now: dt.datetime, seen: int | None = None
) -> Release:
    """Raises NotNow, and ValidationError by field for a version that was released already or has no proper form.

    `seen` is the number of the timetable that was looked at: ChangedMeanwhile where there is another now.
    """
    held = timetable.hold(event)
    if seen is not None and seen != held.edits:
        raise timetable.ChangedMeanwhile(held.edits, *[timetable.moves_since(held, seen)] * 2)
    # Who cancels one at this moment comes before or after, never in between.
    list(event.sessions.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    if not event.is_public:
        raise NotNow(_("Nobody can see the event yet. Publish it first, then its schedule."))
    made = Release(
        event=event,
        version=version,
        note=note,
        by=by if by is not None and by.pk else None,
        released_at=now,
    )
    made.full_clean(exclude=["programme", "changes"], validate_constraints=False)
    if event.releases.filter(version=version).exists():
        raise ValidationError({"version": _("This version was released already. Choose another one.")})
    planned = plan(event)
    if not any(one["starts_at"] for one in planned.programme["sessions"]):
        raise NotNow(_("Nothing has a time yet."))
    made.programme, made.changes = planned.programme, planned.changes
    made.save()
    confirmed = _take_in(event, planned, now)
    letters = _letters(made, now)
    audit.note(
        by=by,
        verb="release schedule",
        thing=made,
        version=version,
        changes=len(made.changes["sessions"]),
        letters=letters,
    )
    if confirmed:
        speaker_tickets.keep(event=event, by=by, now=now)
        people = {person for one in planned.confirms for person, _name in one.speakers}
        answers.touch(*(f"people.person:{pk}" for pk in people))
    answers.touch(event, f"schedule:{event.pk}", "speakers", *planned_subjects(planned))
    return made


def planned_subjects(planned: Plan) -> list[Session]:
    return [one.session for one in planned.ahead]


def _take_in(event: Event, planned: Plan, now: dt.datetime) -> list[Session]:
    """Writes the places into the sessions and takes the placements away. Returns those that became public."""
    written: dict[int, Session] = {}
    for one in planned.ahead:
        session = one.session
        session.room_id, session.starts_at, session.ends_at = one.room_id, one.starts_at, one.ends_at
        written[session.pk] = session
    confirmed = [one.session for one in planned.confirms]
    for session in confirmed:
        session.status = Session.Status.CONFIRMED
        written[session.pk] = session
    for session in written.values():
        session.sequence += 1
        session.shown_changed_at = now
    fields = ["room", "starts_at", "ends_at", "status", "sequence", "shown_changed_at"]
    Session.objects.bulk_update(written.values(), fields, batch_size=100)
    Placement.objects.filter(session__event=event).delete()
    sessions_actions.make_all_searchable([session.pk for session in confirmed])
    return confirmed


@dataclass(slots=True)
class Touched:
    """What one reader is told of: ids of sessions in which they speak, and of such as they keep."""

    speaks: list[int]
    keeps: list[int]


def touched(released: Release) -> dict[int, Touched]:
    """By person: whoever speaks in a session that the release touches, keeps it or signed up for it."""
    found = {
        person: Touched(list(sessions), [])
        for person, sessions in rules.speakers_touched(released.changes, released.programme).items()
    }
    ids = rules.sessions_touched(released.changes)
    for model in (Star, SignUp):
        rows: models.QuerySet[Any] = model._default_manager.filter(session__in=ids)
        for person, session in rows.values_list("person_id", "session_id"):
            one = found.setdefault(person, Touched([], []))
            if session not in one.speaks and session not in one.keeps:
                one.keeps.append(session)
    return found


def _letters(released: Release, now: dt.datetime) -> int:
    """A letter for each whom it touches, all in one statement. Of what is over nobody is told."""
    if released.event.ends_at <= now:
        return 0
    told = touched(released)
    people = reachable(told).values_list("pk", flat=True)
    jobs = [
        Job(
            kind=LETTER,
            payload={"release": released.pk, "person": pk, **_as_json(told[pk])},
            key=f"{LETTER}:{released.pk}:{pk}",
            due_at=now,
        )
        for pk in people
    ]
    Job.objects.bulk_create(jobs, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(jobs)


def call_one(*, kept: Person, gone: Person) -> None:
    """Two turn out to be one: what was released says so, too, so that it keeps their name and no release takes them
    for somebody new. Within the caller's transaction."""
    for released in Release.objects.order_by("pk").iterator(chunk_size=10):
        sides = [
            side for one in released.changes["sessions"] for side in (one["before"], one["after"]) if side
        ]
        touched = [one for one in (*released.programme["sessions"], *sides) if gone.pk in one["speakers"]]
        for one in touched:
            there = (kept.pk if pk == gone.pk else pk for pk in one["speakers"])
            one["speakers"] = list(dict.fromkeys(there))
        if touched:
            released.save(update_fields=["programme", "changes"])


def reachable(people: Iterable[int]) -> "models.QuerySet[Person]":
    return Person.objects.filter(pk__in=list(people), user__is_active=True)


def _as_json(one: Touched) -> Mapping[str, list[int]]:
    return {"speaks": one.speaks, "keeps": one.keeps}
