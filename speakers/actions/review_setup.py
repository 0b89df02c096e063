"""Who reviews, in what phases, by what criteria: the only writers of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit
from core.access import must
from events.programme.models import Track
from people.models import Person
from speakers.models import Assignment, CallForProposals, Criterion, Phase, Review, Reviewer


class HasNoAccount(Exception):
    """Somebody who could not come in."""


@transaction.atomic
def add_reviewer(
    *,
    call: CallForProposals,
    person: Person,
    by: Any,
    now: dt.datetime,
    tracks: Iterable[Track] = (),
    is_chair: bool = False,
    most: int | None = None,
) -> Reviewer:
    """Asks somebody among the reviewers; who stands there already gets these tracks."""
    _may(by, call)
    if person.user_id is None:
        raise HasNoAccount
    reviewer, _new = Reviewer.objects.get_or_create(call=call, person=person)
    return _write(reviewer, tracks=tracks, is_chair=is_chair, most=most, by=by, verb="add reviewer")


@transaction.atomic
def change_reviewer(
    *,
    reviewer: Reviewer,
    tracks: Iterable[Track],
    is_chair: bool,
    most: int | None,
    by: Any,
    now: dt.datetime,
) -> Reviewer:
    _may(by, reviewer.call)
    return _write(reviewer, tracks=tracks, is_chair=is_chair, most=most, by=by, verb="change reviewer")


@transaction.atomic
def remove_reviewer(*, reviewer: Reviewer, by: Any, now: dt.datetime) -> None:
    """What they wrote stays; what they were asked to read and have not is free for others."""
    _may(by, reviewer.call)
    done = Review.objects.filter(person=reviewer.person_id).values("proposal")
    asked = Assignment.objects.filter(person=reviewer.person_id, proposal__call=reviewer.call_id)
    asked.exclude(proposal__in=done).delete()
    audit.note(by=by, verb="remove reviewer", thing=reviewer.call, person=reviewer.person.slug)
    reviewer.delete()


@transaction.atomic
def save_phase(
    *, call: CallForProposals, by: Any, now: dt.datetime, phase: Phase | None = None, **facts: Any
) -> Phase:
    """A new one, or `phase` written anew. They may overlap: then the one that began later counts."""
    _may(by, call)
    verb = "change phase" if phase else "add phase"
    phase = phase or Phase(call=call)
    for name, value in facts.items():
        setattr(phase, name, value)
    phase.full_clean()
    phase.save()
    audit.note(
        by=by,
        verb=verb,
        thing=call,
        phase=phase.name,
        starts_at=phase.starts_at.isoformat(),
        ends_at=phase.ends_at.isoformat(),
        shows_names=phase.shows_names,
    )
    return phase


@transaction.atomic
def remove_phase(*, phase: Phase, by: Any, now: dt.datetime) -> None:
    _may(by, phase.call)
    audit.note(by=by, verb="remove phase", thing=phase.call, phase=phase.name)
    phase.delete()


@transaction.atomic
def save_criterion(
    *, call: CallForProposals, by: Any, now: dt.datetime, criterion: Criterion | None = None, **facts: Any
) -> Criterion:
    _may(by, call)
    verb = "change criterion" if criterion else "add criterion"
    if criterion is None:
        last = Criterion.objects.filter(call=call).order_by("-position").first()
        criterion = Criterion(call=call, position=last.position + 1 if last else 0)
    for name, value in facts.items():
        setattr(criterion, name, value)
    criterion.full_clean()
    criterion.save()
    audit.note(by=by, verb=verb, thing=call, criterion=criterion.name, weight=criterion.weight)
    return criterion


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: Any, now: dt.datetime) -> None:
    """With every score that was given by it."""
    _may(by, criterion.call)
    audit.note(by=by, verb="remove criterion", thing=criterion.call, criterion=criterion.name)
    criterion.delete()


def _write(
    reviewer: Reviewer, *, tracks: Iterable[Track], is_chair: bool, most: int | None, by: Any, verb: str
) -> Reviewer:
    tracks = list(tracks)
    reviewer.is_chair, reviewer.most = is_chair, most
    reviewer.save()
    reviewer.tracks.set(tracks)
    audit.note(
        by=by,
        verb=verb,
        thing=reviewer.call,
        person=reviewer.person.slug,
        tracks=[track.slug for track in tracks],
        is_chair=is_chair,
    )
    return reviewer


def _may(by: Any, call: CallForProposals) -> None:
    if by is not None:
        must(by, "decide proposals", call.event)
