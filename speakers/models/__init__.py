from speakers.models.call import CallForProposals
from speakers.models.proposal import Proposal

__all__ = ["CallForProposals", "Proposal"]
