"""Moving a proposal to another track: asked by a reviewer, done when the chairs of both have agreed.

It leaves the lists of the track it came from, and what was decided from them unsent: chairs order what is theirs. So
locks are taken as in `decision`: the call, a decision, its proposal.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit
from core.access import can, must
from events.programme.models import Track
from speakers.access import chairs_in
from speakers.actions.blind import phase_of
from speakers.actions.proposal import person_of
from speakers.actions.selection import hold
from speakers.models import Decision, Proposal, TrackChange


class AskedAlready(Exception):
    """Another move of this proposal waits for its answer."""


class Ended(Exception):
    """It was agreed, refused or overtaken meanwhile."""


@transaction.atomic
def suggest(*, proposal: Proposal, to_track: Track, because: str, by: Any, now: dt.datetime) -> TrackChange:
    """Asks for the move. A chair who asks has agreed for their side; who chairs both has done it with that."""
    proposal = _locked(proposal)
    if not can(by, "chair", proposal):
        must(by, "review", proposal)
        if phase_of(proposal.call, now) is None:
            raise Ended
    if to_track.event_id != proposal.event.pk or to_track.pk == proposal.track_id:
        raise ValueError("not another track of this event")
    if TrackChange.objects.filter(proposal=proposal, ended_at=None).exists():
        raise AskedAlready
    change = TrackChange.objects.create(
        proposal=proposal, to_track=to_track, because=because, asked_by=person_of(by), asked_at=now
    )
    audit.note(by=by, verb="ask for another track", thing=proposal, to=to_track.slug)
    if _sides(change, by):
        _agree(change, by, now)
    return change


@transaction.atomic
def agree(*, change: TrackChange, by: Any, now: dt.datetime) -> TrackChange:
    """For the side or the sides that `by` chairs. The second agreement moves the proposal."""
    change = _open(change)
    if not _sides(change, by):
        raise PermissionDenied
    _agree(change, by, now)
    return change


@transaction.atomic
def refuse(*, change: TrackChange, by: Any, now: dt.datetime) -> TrackChange:
    """The chairs of either side can; the proposal stays where it is."""
    change = _open(change)
    if not _sides(change, by):
        raise PermissionDenied
    change.is_refused, change.ended_at = True, now
    change.save(update_fields=["is_refused", "ended_at"])
    audit.note(by=by, verb="refuse another track", thing=change.proposal, to=change.to_track.slug)
    return change


def _agree(change: TrackChange, by: Any, now: dt.datetime) -> None:
    sides, person, proposal = _sides(change, by), person_of(by), change.proposal
    change.given_by = change.given_by or (person if "given" in sides else None)
    change.taken_by = change.taken_by or (person if "taken" in sides else None)
    audit.note(by=by, verb="agree to another track", thing=proposal, sides=sorted(sides))
    # A proposal of no track is given away by nobody.
    if change.taken_by and (change.given_by or proposal.track_id is None):
        change.ended_at = now
        before = proposal.track.slug if proposal.track else ""
        proposal.track, proposal.changed_at = change.to_track, now
        proposal.save(update_fields=["track", "changed_at"])
        proposal.choices.all().delete()
        if proposal.status == Proposal.Status.SUBMITTED:  # what its speaker knows stands
            Decision.objects.filter(proposal=proposal, released_at=None).delete()
        audit.note(by=by, verb="move to track", thing=proposal, before=before, to=change.to_track.slug)
    change.save(update_fields=["given_by", "taken_by", "ended_at"])


def _sides(change: TrackChange, by: Any) -> frozenset[str]:
    """What of it `by` may agree to: to give it away, to take it, both or nothing."""
    sides = set()
    if can(by, "chair", change.proposal):
        sides.add("given")
    if chairs_in(by, change.proposal, change.to_track_id):
        sides.add("taken")
    return frozenset(sides)


def _open(change: TrackChange) -> TrackChange:
    """Anew, with its proposal locked: two chairs who agree at once see one another."""
    proposal = _locked(change.proposal)
    change = TrackChange.objects.select_related("to_track").get(pk=change.pk)
    if change.ended_at is not None:
        raise Ended
    change.proposal = proposal
    return change


def _locked(proposal: Proposal) -> Proposal:
    hold(proposal.call)
    list(Decision.objects.select_for_update().filter(proposal=proposal))
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("call__event", "track").get(pk=proposal.pk)
