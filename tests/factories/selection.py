"""Places in lists and decisions as they stand."""

from typing import Any

from core.clock import now
from speakers.models import Choice, Decision, Proposal


def make_choice(proposal: Proposal, verdict: str = "accept", position: int = 0, **fields: Any) -> Choice:
    """In the team's list."""
    return Choice.objects.create(
        **{"proposal": proposal, "whose": "team", "verdict": verdict, "position": position, **fields}
    )


def make_decision(proposal: Proposal, verdict: str = "accept", **fields: Any) -> Decision:
    """Nobody was told."""
    return Decision.objects.create(
        **{"proposal": proposal, "verdict": verdict, "decided_at": now(), **fields}
    )
