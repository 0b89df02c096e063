"""What the pages of the selection read: a list of a track against its slots, scores, balance. Queries are constant."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.access import can
from events.programme.models import Session, SessionSpeaker, Track
from people.models import Person
from speakers.access import too_near, tracks_chaired
from speakers.actions.blind import Seen, as_line, phase_of
from speakers.actions.selection import CHOOSABLE, Whose
from speakers.actions.sessions import TAKEN
from speakers.actions.tally import NOTHING, Tally, in_order, tallies_of
from speakers.models import CallForProposals, Choice, Decision, Phase, Proposal, Score
from speakers.rules.regions import region_of
from speakers.rules.selection import ACCEPT, ALTERNATE, DECLINE, Balance, Chosen, Fill, balance_of
from speakers.rules.voting import Spread

OPEN = "open"
SECTIONS = (ACCEPT, ALTERNATE, OPEN, DECLINE)
LISTED = (*CHOOSABLE, *TAKEN)


@dataclass(frozen=True)
class Reader:
    """Who looks at the board. `tracks` None: all. Who does not decide sees the chairs' list, anonymously, without what
    they are too near to."""

    decides: bool
    tracks: frozenset[int] | None
    person: Person | None
    near: frozenset[int]

    def may_see(self, track: int | None) -> bool:
        return self.tracks is None or track in self.tracks


@dataclass(frozen=True)
class OfTrack:
    track: Track | None
    came: int
    fill: Fill
    alternates: int
    placed: int

    @property
    def slug(self) -> str:
        return self.track.slug if self.track else NO_TRACK


NO_TRACK = "-"


@dataclass(frozen=True)
class Entry:
    """A row of a list. `at` is its place in its verdict, None where it has none; `up` and `down` are the places that it
    would take, None where there is nowhere to go."""

    line: Seen
    proposal: Proposal | None
    section: str
    at: int | None
    up: int | None
    down: int | None
    tally: Tally | None
    votes: Spread
    is_fixed: bool
    other: str = ""
    unsent: str = ""


def reader_of(user: Any, call: CallForProposals) -> Reader:
    decides = can(user, "decide proposals", call.event)
    return Reader(
        decides,
        tracks_chaired(user, call.event),
        Person.objects.filter(user=user).first(),
        too_near(user, call),
    )


def tracks_of(call: CallForProposals, whose: str, reader: Reader) -> list[OfTrack]:
    """The tracks of the call that the reader may see, and what belongs to none, each with how full it is."""
    rows = Proposal.objects.filter(call=call, status__in=LISTED).order_by()
    came: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for pk, track, status in rows.values_list("pk", "track", "status"):
        came[track].append((pk, status))
    verdicts = _verdicts(call, whose)
    tracks: list[Track | None] = [*Track.objects.filter(event=call.event_id), None]
    found = []
    for row in tracks:
        key: int | None = row.pk if row else None
        if not reader.may_see(key) or (row is None and not came[None]):
            continue
        found.append(
            OfTrack(
                row,
                len(came[key]),
                Fill(
                    sum(status in TAKEN or verdicts.get(pk) == ACCEPT for pk, status in came[key]),
                    row.slots if row else None,
                ),
                sum(verdicts.get(pk) == ALTERNATE and status not in TAKEN for pk, status in came[key]),
                sum(pk in verdicts or status in TAKEN for pk, status in came[key]),
            )
        )
    return found


def entries_of(
    call: CallForProposals, track: Track | None, whose: str, reader: Reader, now: dt.datetime
) -> list[Entry]:
    """The whole list of a track: accepted, alternates, what is open with the best score first, declined."""
    rows = Proposal.objects.filter(call=call, track=track, status__in=LISTED)
    found = rows.select_related("call", "track", "person__organisation").order_by("submitted_at", "pk")
    shown = {row.pk: row for row in found}
    orders: dict[str, list[int]] = {section: [] for section in SECTIONS}
    places = Choice.objects.filter(proposal__call=call, proposal__track=track, whose=whose)
    at: dict[int, int] = {}
    for key, verdict in places.values_list("proposal", "verdict"):
        if key in shown:
            at[key] = len(orders[verdict])
            orders[verdict].append(key)
    open_ones = [key for key in shown if key not in at]
    orders[ACCEPT] += [key for key in open_ones if shown[key].status in TAKEN]
    seen = _scored(call, shown, reader, now)
    said = tallies_of(call, among=rows)
    tallies = {key: tally for key, tally in said.items() if key in seen}
    orders[OPEN] = in_order([key for key in open_ones if shown[key].status not in TAKEN], tallies, "score")
    other = _verdicts(call, Whose.CHAIRS if whose == Whose.TEAM else Whose.TEAM) if reader.decides else {}
    unsent = dict(
        Decision.objects.filter(proposal__call=call, proposal__track=track, released_at=None).values_list(
            "proposal", "verdict"
        )
        if reader.decides
        else ()
    )
    return [
        Entry(
            line=as_line(shown[key]),
            proposal=shown[key] if reader.decides else None,
            section=section,
            at=at.get(key),
            up=_beside(keys, n, -1, at),
            down=_beside(keys, n, +1, at),
            tally=tallies.get(key, NOTHING) if key in seen else None,
            votes=said.get(key, NOTHING).votes,
            is_fixed=shown[key].status in TAKEN,
            other=other.get(key, ""),
            unsent=unsent.get(key, ""),
        )
        for section in SECTIONS
        for keys in [[key for key in orders[section] if key not in reader.near]]
        for n, key in enumerate(keys)
    ]


def balance(call: CallForProposals, whose: str, track: Track | None = None) -> Balance:
    """Of all who are accepted in a list, or of those of one track."""
    verdicts = _verdicts(call, whose)
    rows = Proposal.objects.filter(call=call, status__in=LISTED)
    if track is not None:
        rows = rows.filter(track=track)
    keys = [
        key
        for key, status in rows.order_by().values_list("pk", "status")
        if status in TAKEN or verdicts.get(key) == ACCEPT
    ]
    return balance_of(people_of(call, keys))


def people_of(call: CallForProposals, keys: Iterable[int]) -> list[Chosen]:
    """Who proposed these. New is who stood in no programme of an earlier event."""
    rows = Proposal.objects.filter(pk__in=list(keys)).order_by()
    found = list(rows.values_list("person", "person__country", "person__organisation__name"))
    before = SessionSpeaker.objects.filter(
        person__in=[person for person, _country, _name in found],
        session__status=Session.Status.CONFIRMED,
        session__event__starts_at__lt=call.event.starts_at,
    ).exclude(session__event=call.event_id)
    known = set(before.values_list("person", flat=True))
    return [
        Chosen(person, person not in known, region_of(country or ""), name or "")
        for person, country, name in found
    ]


def _verdicts(call: CallForProposals, whose: str) -> dict[int, str]:
    rows = Choice.objects.filter(proposal__call=call, whose=whose).order_by()
    return dict(rows.values_list("proposal", "verdict"))


def _scored(call: CallForProposals, keys: Iterable[int], reader: Reader, now: dt.datetime) -> frozenset[int]:
    """Of which the reader sees the scores. A chair is a reviewer as well: while reviews are given they see others'
    as the phase says; once review is over, all."""
    if reader.decides:
        return frozenset(keys)
    phase = phase_of(call, now)
    if phase is None or phase.shows_scores == Phase.Scores.ALWAYS:
        return frozenset(keys)
    if phase.shows_scores == Phase.Scores.NEVER:
        return frozenset()
    if not phase.takes_reviews:
        return frozenset(keys)
    own = Score.objects.filter(review__proposal__call=call, review__person=reader.person)
    return frozenset(keys) & set(own.values_list("review__proposal", flat=True))


def _beside(keys: Sequence[int], n: int, step: int, at: dict[int, int]) -> int | None:
    beside = n + step
    if keys[n] not in at or not 0 <= beside < len(keys):
        return None
    return at.get(keys[beside])
