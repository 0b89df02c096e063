"""What the programme shows to everybody."""

from django.db.models import Prefetch, QuerySet

from events.models import Event
from events.programme.models import Session, SessionSpeaker


def shown_sessions(event: Event) -> "QuerySet[Session]":
    """With what a line of a programme shows, without pictures; three queries however many."""
    who = SessionSpeaker.objects.select_related("person__organisation").order_by("position", "pk")
    return (
        event.sessions.shown()
        .select_related("room", "track")
        .prefetch_related(Prefetch("session_speakers", queryset=who))
        .order_by("starts_at", "room__position", "pk")
    )
