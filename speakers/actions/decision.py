"""From the team's list to what speakers are told.

Decisions stand unsent until they are released: then each proposal takes its status and its letter goes into the outbox,
one transaction a proposal. What was released is never released again.

Locks are taken in this order: the call, a decision, its proposal.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from core import answers, audit, outbox
from core.access import must
from events.programme.models import Session, Track
from speakers.actions import outcome
from speakers.actions.selection import CHOOSABLE, Status, Whose, hold, orders_of, rewrite
from speakers.actions.sessions import TAKEN
from speakers.models import CallForProposals, CallLetter, Choice, Decision, Proposal, Verdict
from speakers.rules.selection import Fill, moved, next_alternate

AT_ONCE = 40
"""So many are released while somebody waits for the page; the worker does the others."""
SAYS = {
    Verdict.ACCEPT: Status.ACCEPTED,
    Verdict.ALTERNATE: Status.ALTERNATE,
    Verdict.DECLINE: Status.DECLINED,
}
KNOWS = {status.value: verdict.value for verdict, status in SAYS.items()}
"""What a speaker was told, by the status."""


@dataclass(frozen=True)
class Decided:
    """What a `decide` changed in the outbox."""

    new: int = 0
    changed: int = 0
    dropped: int = 0


@dataclass(frozen=True)
class Released:
    """How many were told what, and how many the worker still has to tell."""

    told: Counter[str] = field(default_factory=Counter)
    left: int = 0


def waiting(
    call: CallForProposals,
    verdicts: Collection[str] | None = None,
    tracks: Collection[int | None] | None = None,
) -> "QuerySet[Decision]":
    """Decisions that nobody was told of; None means all verdicts, or all tracks."""
    rows = Decision.objects.filter(proposal__call=call, released_at=None)
    if verdicts is not None:
        rows = rows.filter(verdict__in=verdicts)
    return rows if tracks is None else rows.filter(_in_tracks(tracks))


def was_released(call: CallForProposals) -> bool:
    return Decision.objects.filter(proposal__call=call, released_at__isnull=False).exists()


@transaction.atomic
def decide(
    *, call: CallForProposals, by: Any, now: dt.datetime, tracks: Collection[int | None] | None = None
) -> Decided:
    """Takes the team's list into the outbox, unsent; what left the list before it was released leaves the outbox.

    Done again it follows the list; where that goes back to what the speaker knows there is nothing to tell. Who was
    told otherwise by hand, outside the lists, is left alone.
    """
    if by is not None:
        must(by, "decide proposals", call.event)
    call = hold(call)
    choices = Choice.objects.filter(proposal__call=call, whose=Whose.TEAM, proposal__status__in=CHOOSABLE)
    known = Decision.objects.filter(proposal__call=call)
    if tracks is not None:
        choices, known = choices.filter(_in_tracks(tracks)), known.filter(_in_tracks(tracks))
    known = known.select_related("proposal").select_for_update(of=("self",)).order_by("pk")
    rows = {row.proposal_id: row for row in known}
    new, other, shifted = [], [], []
    listed = set()
    for choice in choices.select_related("proposal"):
        listed.add(choice.proposal_id)
        row = rows.get(choice.proposal_id)
        if row is None:
            if choice.proposal.status == Status.SUBMITTED:
                new.append(
                    Decision(
                        proposal=choice.proposal,
                        verdict=choice.verdict,
                        position=choice.position,
                        decided_at=now,
                        by=by,
                    )
                )
            continue
        if row.position != choice.position:
            row.position = choice.position
            shifted.append(row)
        if row.verdict != choice.verdict:
            row.verdict, row.decided_at, row.by = choice.verdict, now, by
            knows = KNOWS.get(row.proposal.status) == choice.verdict
            row.released_at = (row.proposal.decided_at or now) if knows else None
            other.append(row)
    gone = []
    for row in rows.values():
        if row.released_at is not None or row.proposal_id in listed:
            continue
        if told := KNOWS.get(row.proposal.status):  # what the speaker knows stands
            row.verdict, row.decided_at, row.by = told, now, by
            row.released_at = row.proposal.decided_at or now
            other.append(row)
        else:
            gone.append(row.pk)
    Decision.objects.bulk_create(new)
    Decision.objects.bulk_update(shifted, ["position"], batch_size=500)
    Decision.objects.bulk_update(other, ["verdict", "decided_at", "by", "released_at"], batch_size=500)
    Decision.objects.filter(pk__in=gone).delete()
    done = Decided(len(new), len(other), len(gone))
    if done != Decided():
        audit.note(by=by, verb="decide", thing=call, new=len(new), changed=len(other), dropped=len(gone))
    return done


def release(
    *,
    call: CallForProposals,
    by: Any,
    now: dt.datetime,
    verdicts: Collection[str] | None = None,
    tracks: Collection[int | None] | None = None,
    until: dt.datetime | None = None,
    most: int | None = None,
) -> Released:
    """Tells speakers what was decided until `until` (now): status, session and letter, one transaction a proposal.

    With `most` the worker goes on where that many are done. Pressed twice, or by two, each is told once.
    """
    if by is not None:
        must(by, "decide proposals", call.event)
    until = until or now
    rows = waiting(call, verdicts, tracks).filter(decided_at__lte=until).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    told: Counter[str] = Counter()
    for key in keys[:most]:
        told.update(_release(key, by=by, now=now))
    if told:  # the schedule's page leads to how it was chosen
        answers.touch(f"schedule:{call.event_id}")
    rest = keys[most:] if most is not None else []
    if rest:
        payload = {
            "call": call.pk,
            "by": by.pk if by is not None else None,
            "verdicts": None if verdicts is None else sorted(verdicts),
            "tracks": None if tracks is None else list(tracks),
            "until": until.isoformat(),
        }
        outbox.put("speakers.release", payload, key=f"speakers.release:{rest[0]}:{until.timestamp()}")
    return Released(told, len(rest))


@transaction.atomic
def move_up(*, freed: Proposal, by: Any, now: dt.datetime) -> Proposal | None:
    """The first alternate of the track in which `freed` stood gets its place and is told. None where nobody waits,
    where more were chosen than fit, or where the place was given already: one withdrawal moves one up."""
    call = hold(freed.call)
    if by is not None:
        must(by, "decide proposals", call.event)
    if not call.event.takes_place or now >= call.event.starts_at:
        return None
    if not fill_of(call, freed.track).takes_one:
        return None
    rows = Decision.objects.filter(
        proposal__call=call,
        proposal__track=freed.track,
        verdict=Verdict.ALTERNATE,
        released_at__isnull=False,
        proposal__status=Status.ALTERNATE,
    )
    waits = {row.proposal_id: row for row in rows.order_by("position", "pk")}
    key = next_alternate(waits, waits)
    if key is None:
        return None
    letter = {"proposal": key, "about": CallLetter.About.MOVED_UP.value}
    if outbox.put("speakers.letter", letter, key=f"speakers.letter:for:{freed.pk}:{freed.version}") is None:
        return None
    proposal = outcome.accept(proposal=waits[key].proposal, by=by, now=now, tells=False)
    row = waits[key]
    row.verdict, row.decided_at, row.released_at, row.by = Verdict.ACCEPT, now, now, by
    row.save(update_fields=["verdict", "decided_at", "released_at", "by"])
    rewrite(
        call, Whose.TEAM, freed.track, moved(orders_of(call, Whose.TEAM, freed.track), key, Verdict.ACCEPT)
    )
    answers.touch(subject_of(call))
    return proposal


def fill_of(call: CallForProposals, track: Track | None) -> Fill:
    """How full a track is with whom it was told, and with whom it is decided to tell."""
    of_track = Proposal.objects.filter(call=call, track=track)
    cancelled = Q(session__status=Session.Status.CANCELLED)
    taken = of_track.filter(status__in=TAKEN).exclude(cancelled).count()
    taken += of_track.filter(
        status__in=CHOOSABLE, decision__verdict=Verdict.ACCEPT, decision__released_at=None
    ).count()
    return Fill(taken, track.slots if track else None)


def subject_of(call: CallForProposals) -> str:
    """The name under which answers say that they show how was chosen."""
    return f"selection:{call.event_id}"


@transaction.atomic
def _release(key: int, *, by: Any, now: dt.datetime) -> list[str]:
    """What was told: the verdict, or nothing where it was told before or the speaker has withdrawn."""
    rows = Decision.objects.select_for_update(of=("self",)).filter(pk=key, released_at=None)
    row = rows.select_related("proposal__call__event").first()
    if row is None:
        return []
    proposal = (
        Proposal.objects.select_for_update(of=("self",)).select_related("call__event").get(pk=row.proposal_id)
    )
    if proposal.status not in CHOOSABLE:
        row.delete()  # withdrawn, or accepted by hand meanwhile: that stands
        return []
    tells = proposal.status != SAYS[Verdict(row.verdict)]
    if row.verdict == Verdict.ALTERNATE:
        outcome.let_wait(proposal=proposal, by=by, now=now)
    else:
        act = outcome.accept if row.verdict == Verdict.ACCEPT else outcome.decline
        act(proposal=proposal, by=by, now=now, tells=False)
    row.released_at = now
    row.save(update_fields=["released_at"])
    answers.touch(subject_of(proposal.call))
    if not tells:
        return []
    letter = {"proposal": proposal.pk, "about": row.verdict}
    outbox.put("speakers.letter", letter, key=f"speakers.letter:{row.pk}:{row.decided_at.timestamp()}")
    return [row.verdict]


def _in_tracks(tracks: Collection[int | None]) -> Q:
    chosen = Q(proposal__track__in=[key for key in tracks if key is not None])
    return chosen | Q(proposal__track=None) if None in tracks else chosen
