"""What a speaker is told by mail."""

from core import mail
from core.links import absolute
from core.models import Community
from people.models import Person
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


def send_to_co_speaker(proposal: Proposal, person: Person) -> None:
    """Somebody else named them: they are told, and whom to answer if it is not so."""
    user, session = person.user, proposal.session
    if user is None or not user.is_active or session is None:
        return
    mail.send(
        to=user.email,
        template="speakers_named",
        language=user.language,
        reply_to=Community.current().contact_email,
        context={
            "proposal": proposal,
            "event": proposal.event,
            "name": person.name,
            "session_url": absolute(session.get_absolute_url()),
        },
    )
