"""The lists of the chairs and of the team: who stands where, not what anybody is told."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core import audit
from core.access import must
from events.programme.models import Track
from speakers.models import CallForProposals, Choice, Proposal
from speakers.rules.selection import VERDICTS, Orders, moved, taken_over

Whose = Choice.Whose
Status = Proposal.Status
CHOOSABLE = frozenset({Status.SUBMITTED, Status.ALTERNATE, Status.DECLINED})
"""Who is accepted knows it: a list cannot take that back. Who waits or was declined may be chosen after all."""


class NotToChoose(Exception):
    """Withdrawn, never handed in, or accepted already."""


def hold(call: CallForProposals) -> CallForProposals:
    """Locks the call's row: lists and decisions of one call change one after the other. Taken before any proposal's."""
    return (
        CallForProposals.objects.select_for_update(no_key=True, of=("self",))
        .select_related("event")
        .get(pk=call.pk)
    )


def listed(call: CallForProposals, whose: str, track: Track | None) -> "QuerySet[Choice]":
    """The places in a track's list as they count: nobody who withdrew stands in it."""
    rows = Choice.objects.filter(proposal__call=call, proposal__track=track, whose=whose)
    return rows.exclude(proposal__status__in=[Status.DRAFT, Status.WITHDRAWN])


def orders_of(call: CallForProposals, whose: str, track: Track | None) -> dict[str, list[int]]:
    orders: dict[str, list[int]] = {verdict: [] for verdict in VERDICTS}
    for verdict, key in listed(call, whose, track).values_list("verdict", "proposal"):
        orders[verdict].append(key)
    return orders


@transaction.atomic
def place(
    *, proposal: Proposal, whose: str, verdict: str, position: int | None = None, by: Any, now: dt.datetime
) -> dict[str, list[int]]:
    """Puts it at `position` (from 0; None: last) of a verdict of its track's list; without a verdict it is open again.

    Chairs order the chairs' list of their tracks, but for what they are too near to; who decides orders both.
    """
    call = hold(proposal.call)
    proposal = Proposal.objects.select_related("call__event", "track", "person").get(pk=proposal.pk)
    if by is not None:
        may_place(by, proposal, whose)
    if proposal.status not in CHOOSABLE:
        raise NotToChoose
    before = orders_of(call, whose, proposal.track)
    after = moved(before, proposal.pk, verdict, position)
    if after != before:
        rewrite(call, whose, proposal.track, after)
        audit.note(by=by, verb="place", thing=proposal, whose=whose, verdict=verdict, at=now.isoformat())
    return after


@transaction.atomic
def take_over(
    *, call: CallForProposals, track: Track | None, by: Any, now: dt.datetime
) -> dict[str, list[int]]:
    """The chairs' list of a track (None: of those of no track) becomes the team's."""
    if by is not None:
        must(by, "decide proposals", call.event)
    call = hold(call)
    before = orders_of(call, Whose.TEAM, track)
    after = taken_over(orders_of(call, Whose.CHAIRS, track), before)
    if after != before:
        rewrite(call, Whose.TEAM, track, after)
        name = track.slug if track else ""
        audit.note(by=by, verb="take over the chairs' list", thing=call, track=name, at=now.isoformat())
    return after


def may_place(by: Any, proposal: Proposal, whose: str) -> None:
    must(by, "decide" if whose == Whose.TEAM else "chair", proposal)


def rewrite(call: CallForProposals, whose: str, track: Track | None, orders: Orders) -> None:
    """Anew and without a gap, in three statements however long the list is."""
    Choice.objects.filter(proposal__call=call, proposal__track=track, whose=whose).delete()
    rows: Iterable[Choice] = (
        Choice(proposal_id=key, whose=whose, verdict=verdict, position=position)
        for verdict in VERDICTS
        for position, key in enumerate(orders[verdict])
    )
    Choice.objects.bulk_create(rows)
