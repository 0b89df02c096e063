"""What proposals hear from the floors below."""

import datetime as dt

from django.dispatch import receiver

from events.programme.models import Session
from events.programme.signals import session_cancelled
from speakers.actions import sessions
from speakers.models import Proposal


@receiver(session_cancelled, dispatch_uid="speakers.session_cancelled")
def session_was_cancelled(sender: object, session: Session, now: dt.datetime, **kwargs: object) -> None:
    """Also where an organizer cancels it, and its proposal stays as it is: its place is free."""
    proposal = Proposal.objects.filter(session=session, status__in=sessions.TAKEN).first()
    if proposal is not None:
        sessions.tell_freed(proposal)
