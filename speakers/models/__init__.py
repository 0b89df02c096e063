from speakers.models.call import AccessCode, CallForProposals, CallQuestion
from speakers.models.nearness import is_near, near_to
from speakers.models.proposal import CoSpeaker, Proposal, ProposalFile
from speakers.models.review import (
    Assignment,
    Conflict,
    Criterion,
    Phase,
    Review,
    Reviewer,
    Score,
    TrackChange,
    Vote,
)
from speakers.models.selection import CallLetter, Choice, Decision, Verdict

__all__ = [
    "AccessCode",
    "Assignment",
    "CallForProposals",
    "CallLetter",
    "CallQuestion",
    "Choice",
    "CoSpeaker",
    "Conflict",
    "Criterion",
    "Decision",
    "Phase",
    "Proposal",
    "ProposalFile",
    "Review",
    "Reviewer",
    "Score",
    "TrackChange",
    "Verdict",
    "Vote",
    "is_near",
    "near_to",
]
