"""What a speaker is told by mail."""

from core import mail
from core.links import absolute
from speakers.models import Proposal


def send(proposal: Proposal, about: str) -> None:
    """`about` is "submitted", "accepted" or "declined". Who has no account cannot be reached, and is not."""
    user = proposal.person.user
    if user is None or not user.is_active:
        return
    session = proposal.session
    mail.send(
        to=user.email,
        template=f"speakers_{about}",
        language=user.language,
        context={
            "proposal": proposal,
            "event": proposal.event,
            "call": proposal.call,
            "name": proposal.person.name,
            "zone": user.timezone or proposal.event.timezone,
            "proposal_url": absolute(proposal.get_absolute_url()),
            "session_url": absolute(session.get_absolute_url()) if session else "",
        },
    )
