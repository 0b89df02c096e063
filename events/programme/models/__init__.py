from events.programme.models.room import Room, Track
from events.programme.models.session import Session, SessionSpeaker

__all__ = ["Room", "Session", "SessionSpeaker", "Track"]
