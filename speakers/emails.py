"""What a speaker is told by mail."""

from typing import Any

from allauth.account.models import EmailAddress
from django.urls import reverse

from core import mail
from core.links import absolute
from core.models import Community
from events.programme.models import Session
from people.models import Person
from speakers.models import CoSpeaker, Proposal, Reviewer

MOST_TITLES = 20


def send(proposal: Proposal, about: str) -> None:
    """`about` is "submitted", "accepted", "reminder", "given_up", "confirmed", "declined", "alternate" or "moved_up".
    Who has no account cannot be reached, and is not."""
    user = proposal.person.user
    if user is None or not user.is_active:
        return
    mail.send(
        to=user.email, template=f"speakers_{about}", language=user.language, context=context_of(proposal)
    )


def context_of(proposal: Proposal) -> dict[str, Any]:
    """What letters about a proposal are made from."""
    user, session = proposal.person.user, proposal.session
    is_shown = session is not None and session.status != Session.Status.DRAFT
    waits = proposal.status == Proposal.Status.ACCEPTED and proposal.confirm_by is not None
    return {
        "proposal": proposal,
        "event": proposal.event,
        "call": proposal.call,
        "name": proposal.person.name,
        "zone": (user and user.timezone) or proposal.event.timezone,
        "confirm_by": proposal.confirm_by if waits else None,
        "proposal_url": absolute(proposal.get_absolute_url()),
        "session_url": absolute(session.get_absolute_url()) if session and is_shown else "",
    }


def send_to_co_speaker(proposal: Proposal, person: Person) -> None:
    """Somebody else named them: they are told, and how to say that it is not so."""
    user, session = person.user, proposal.session
    if user is None or not user.is_active or session is None:
        return
    addresses = set(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
    known = {address.lower() for address in addresses}
    row = next((row for row in proposal.named.all() if row.email.lower() in known), None)
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
            "answer_url": answer_url(row) if row else "",
        },
    )


def ask_along(row: CoSpeaker, proposal: Proposal) -> None:
    """Who is named by address is asked there. The site knows nothing else of them, perhaps not even a language: then
    they are written to in the event's."""
    known = EmailAddress.objects.filter(email__iexact=row.email, verified=True).select_related("user").first()
    mail.send(
        to=row.email,
        template="speakers_asked",
        language=known.user.language if known else proposal.event.language,
        reply_to=Community.current().contact_email,
        context={"proposal": proposal, "event": proposal.event, "answer_url": answer_url(row)},
    )


def answer_url(row: CoSpeaker) -> str:
    return absolute(reverse("co_speaker", args=[row.secret]))


def send_assigned(reviewer: Reviewer, proposals: list[Proposal]) -> None:
    """Titles alone, in every phase: a mail stays where it is when a later phase is anonymous."""
    user, event = reviewer.person.user, reviewer.call.event
    if user is None or not user.is_active or not proposals:
        return
    mail.send(
        to=user.email,
        template="speakers_assigned",
        language=user.language,
        context={
            "titles": [proposal.title for proposal in proposals[:MOST_TITLES]],
            "number": len(proposals),
            "more": max(0, len(proposals) - MOST_TITLES),
            "event": event,
            "name": reviewer.person.name,
            "review_url": absolute(reverse("review", args=[event.slug])),
        },
    )
