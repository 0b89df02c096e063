"""Who may do what with calls and proposals."""

from typing import Any

from core.access import can, rule
from events.access import is_crew
from events.models import Crew, Event
from speakers.models import AccessCode, CallForProposals, CallQuestion, Proposal


@rule("decide proposals", Event)
def decides(who: Any, event: Event) -> bool:
    """Its organizers, its programme chairs, and staff: they open the call, read what comes in, and choose."""
    return who.is_authenticated and (can(who, "change", event) or is_crew(who, event, Crew.Role.CHAIR))


@rule("propose", CallForProposals)
def proposes(who: Any, call: CallForProposals) -> bool:
    return who.is_authenticated and call.event.is_public


@rule("change", Proposal)
def changes(who: Any, proposal: Proposal) -> bool:
    """Whoever handed it in, and nobody else: organizers decide, they do not rewrite."""
    return who.is_authenticated and proposal.person.user_id == who.pk


@rule("see", Proposal)
def sees(who: Any, proposal: Proposal) -> bool:
    return changes(who, proposal) or (proposal.submitted_at is not None and decides(who, proposal.event))


@rule("decide", Proposal)
def decides_on(who: Any, proposal: Proposal) -> bool:
    return decides(who, proposal.event)


@rule("change", CallQuestion)
def changes_question(who: Any, question: CallQuestion) -> bool:
    return decides(who, question.call.event)


@rule("change", AccessCode)
def changes_access_code(who: Any, code: AccessCode) -> bool:
    return decides(who, code.call.event)
