"""The community's votes: who may, one each, and what they come to."""

import datetime as dt
from collections import defaultdict
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from core import audit
from events.booking.models import Registration
from people.models import Person, Standing
from speakers.actions.blind import phase_of
from speakers.actions.proposal import person_of
from speakers.models import CallForProposals, CoSpeaker, Phase, Proposal, Vote
from speakers.rules.completeness import addresses_in
from speakers.rules.voting import Answer, Cast, Spread, Voter, in_own_order, may_vote, spread_of

VALUES = (1, 2, 3)


class MayNotVote(Exception):
    """`answer` says what is missing."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


class NoSuchProposal(LookupError):
    """It was withdrawn or decided, or it is the voter's own."""


def running_vote(call: CallForProposals, now: dt.datetime) -> Phase | None:
    phase = phase_of(call, now)
    return phase if phase is not None and phase.takes_votes else None


def asked(*, call: CallForProposals, user: Any, now: dt.datetime) -> Answer:
    """May this account vote at `now`? What the rule of the call asks for is looked up, and nothing else."""
    is_running = call.event.is_public and running_vote(call, now) is not None
    if not is_running or not user.is_authenticated:
        return may_vote(Voter(), call.voters, is_running=is_running)
    voter = Voter(
        has_account=True,
        has_ticket=call.voters == CallForProposals.Voters.HOLDERS and _has_ticket(call, user),
        has_standing=call.voters == CallForProposals.Voters.STANDING
        and Standing.objects.filter(person__user=user, kind=Standing.Kind.ACTIVE_USER)
        .on(now.astimezone(call.event.zone).date())
        .exists(),
    )
    return may_vote(voter, call.voters, is_running=True)


def ballot(*, call: CallForProposals, person: Person) -> list[int]:
    """The proposals to vote on, in this voter's own order; without those they speak in."""
    rows = Proposal.objects.filter(call=call, status=Proposal.Status.SUBMITTED).exclude(person=person)
    mine = set(
        CoSpeaker.objects.filter(proposal__call=call, person=person).values_list("proposal", flat=True)
    )
    addresses = set(
        EmailAddress.objects.filter(user=person.user_id, verified=True)
        .annotate(lower=Lower("email"))
        .values_list("lower", flat=True)
    )
    keys = [
        pk
        for pk, named in rows.order_by().values_list("pk", "co_speakers")
        if pk not in mine and not addresses.intersection(part.lower() for part in addresses_in(named))
    ]
    return in_own_order(keys, voter=person.pk, call=call.pk)


@transaction.atomic
def give(*, proposal: Proposal, value: int, by: Any, now: dt.datetime) -> Vote:
    """One vote of one person for one proposal; a later one takes its place while voting is open."""
    call = proposal.call
    if (answer := asked(call=call, user=by, now=now)) is not Answer.YES:
        raise MayNotVote(answer)
    if value not in VALUES:
        raise ValueError(value)
    person = person_of(by)
    # The voter's row is what two votes of theirs wait for: the second finds the first and writes over it.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if proposal.pk not in ballot(call=call, person=person):
        raise NoSuchProposal
    vote = Vote.objects.filter(proposal=proposal, person=person).first()
    if vote is not None and vote.value == value:
        return vote
    verb = "change" if vote else "give"
    vote = vote or Vote(proposal=proposal, person=person)
    vote.value, vote.at = value, now
    vote.save()
    audit.note(by=by, verb=verb, thing=vote)
    return vote


@transaction.atomic
def take_back(*, proposal: Proposal, by: Any, now: dt.datetime) -> None:
    """The voter has no opinion after all."""
    if (answer := asked(call=proposal.call, user=by, now=now)) is not Answer.YES:
        raise MayNotVote(answer)
    vote = Vote.objects.filter(proposal=proposal, person__user=by).first()
    if vote is not None:
        audit.note(by=by, verb="take back", thing=vote)
        vote.delete()


def counted(call: CallForProposals) -> "QuerySet[Vote]":
    """The votes that count: of accounts that stand, for talks of others, and where ticket holders vote, of who still
    holds one. A ticket that goes from hand to hand brings no second vote. A standing counts as it was on its day."""
    rows = Vote.objects.filter(proposal__call=call).exclude(person__user__is_active=False)
    speaks = CoSpeaker.objects.filter(proposal=OuterRef("proposal"), person=OuterRef("person"))
    rows = rows.exclude(Exists(speaks))
    if call.voters != CallForProposals.Voters.HOLDERS:
        return rows
    tickets = _tickets(call)
    known = EmailAddress.objects.annotate(lower=Lower("email")).filter(
        user=OuterRef("person__user"),
        verified=True,
        lower__in=tickets.annotate(lower=Lower("email")).values("lower"),
    )
    return rows.filter(Exists(tickets.filter(person=OuterRef("person"))) | Exists(known))


def spreads(
    call: CallForProposals, proposal: Proposal | None = None, *, among: "QuerySet[Proposal] | None" = None
) -> dict[int, Spread]:
    """Proposal → where its votes come from, in one query; with `proposal` of that one alone, or of those `among`.
    Of the votes that count."""
    casts: dict[int, list[Cast]] = defaultdict(list)
    rows = counted(call)
    if proposal is not None:
        rows = rows.filter(proposal=proposal)
    if among is not None:
        rows = rows.filter(proposal__in=among.order_by().values("pk"))
    for key, value, organisation in rows.values_list("proposal", "value", "person__organisation__name"):
        casts[key].append(Cast(value, organisation or ""))
    return {key: spread_of(votes) for key, votes in casts.items()}


def _has_ticket(call: CallForProposals, user: Any) -> bool:
    mine = Q(person__user=user)
    for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True):
        mine |= Q(email__iexact=address)
    return _tickets(call).filter(mine).exists()


def _tickets(call: CallForProposals) -> "QuerySet[Registration]":
    return Registration.objects.admissions().confirmed().filter(event=call.event_id).order_by()
