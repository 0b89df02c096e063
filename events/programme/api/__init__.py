"""The programme for programs: sessions and speakers as everybody sees them, and written with a token for it."""

from events.programme.api.making import of_event
from events.programme.api.sessions import sessions
from events.programme.api.speakers import speakers

__all__ = ["of_event", "sessions", "speakers"]
