from events.programme.models.attending import Feedback, SignUp, Star
from events.programme.models.room import Room, Track
from events.programme.models.session import Session, SessionSpeaker
from events.programme.models.speaking import Availability, SessionFile, StoredFile
from events.programme.models.timetable import Hours, Move, Placement, Release, Timetable

__all__ = [
    "Availability",
    "Feedback",
    "Hours",
    "Move",
    "Placement",
    "Release",
    "Room",
    "Session",
    "SessionFile",
    "SessionSpeaker",
    "SignUp",
    "Star",
    "StoredFile",
    "Timetable",
    "Track",
]
