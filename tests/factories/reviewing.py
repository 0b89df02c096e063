"""Reviewers, phases and criteria of a call as they stand."""

import datetime as dt
from typing import Any

from core.clock import now
from events.programme.models import Track
from people.models import Person
from speakers.models import CallForProposals, Criterion, Phase, Reviewer

STEPS = ["poor", "fair", "good", "very good", "great"]


def make_phase(call: CallForProposals, **fields: Any) -> Phase:
    """Anonymous, for scores, since an hour and for another one."""
    return Phase.objects.create(
        **{
            "call": call,
            "name": "First look",
            "starts_at": now() - dt.timedelta(hours=1),
            "ends_at": now() + dt.timedelta(hours=1),
            **fields,
        }
    )


def make_criterion(call: CallForProposals, name: str = "Useful", **fields: Any) -> Criterion:
    """Five steps, 0 to 4."""
    return Criterion.objects.create(**{"call": call, "name": name, "labels": STEPS, **fields})


def make_reviewer(
    call: CallForProposals, person: Person, *tracks: Track, is_chair: bool = False, **fields: Any
) -> Reviewer:
    reviewer = Reviewer.objects.create(call=call, person=person, is_chair=is_chair, **fields)
    reviewer.tracks.set(tracks)
    return reviewer
