"""What the programme shows to everybody."""

from django.db.models import Prefetch, QuerySet

from events.models import Event
from events.programme.models import Session, SessionSpeaker

# A line of a schedule needs few of the columns, and there are hundreds of lines.
_OF_A_LINE = (
    "event", "code", "title", "subtitle", "kind", "status", "starts_at", "ends_at", "stream_url",
    "room__name", "room__position", "track__name", "track__slug",
)  # fmt: skip


def schedule_lines(event: Event) -> "QuerySet[Session]":
    """The same with what the schedule shows of each, and no more."""
    who = SessionSpeaker.objects.select_related("person").order_by("position", "pk")
    names = who.only("session", "position", "person__name", "person__is_public")
    return (
        event.sessions.shown()
        .select_related("room", "track")
        .only(*_OF_A_LINE)
        .prefetch_related(Prefetch("session_speakers", queryset=names))
        .order_by("starts_at", "room__position", "pk")
    )


def shown_sessions(event: Event) -> "QuerySet[Session]":
    """With what a line of a programme shows, without pictures; three queries however many."""
    who = SessionSpeaker.objects.select_related("person__organisation").order_by("position", "pk")
    return (
        event.sessions.shown()
        .select_related("room", "track")
        .prefetch_related(Prefetch("session_speakers", queryset=who))
        .order_by("starts_at", "room__position", "pk")
    )
