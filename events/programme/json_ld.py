"""A session as search engines ask for it: an event within its event."""

from typing import Any

from core.links import absolute
from events.ical_entries import plain
from events.json_ld import MODE, SCHEMA, WORDS, named, performers, places_of
from events.models import Event
from events.programme.ical_entries import session_path
from events.programme.models import Session


def session_json_ld(session: Session, event: Event, *, picture: str = "") -> dict[str, Any] | None:
    """Wants room and speakers fetched along. None for what has no time: that is no event to a search engine."""
    if session.starts_at is None:
        return None
    url = absolute(session_path(session, event))
    said: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": session.title,
        "startDate": session.starts_at.astimezone(event.zone).isoformat(),
        "eventStatus": f"{SCHEMA}/{_status(session, event)}",
        "eventAttendanceMode": f"{SCHEMA}/{MODE[Event.Attendance(event.attendance)]}",
        "superEvent": named(event),
    }
    if session.ends_at:
        said["endDate"] = session.ends_at.astimezone(event.zone).isoformat()
    if picture:
        said["image"] = [picture]
    if words := plain(session.abstract or session.description)[:WORDS]:
        said["description"] = words
    if language := session.language or event.language:
        said["inLanguage"] = language
    if people := performers(session.people):
        said["performer"] = people
    places = places_of(event)
    if session.room:
        for place in places:
            if place["@type"] == "Place":
                place["name"] = ", ".join(part for part in (session.room.name, place["name"]) if part)
    if places:
        said["location"] = places[0] if len(places) == 1 else places
    if session.takes_sign_up and session.capacity:
        said["maximumAttendeeCapacity"] = session.capacity
    return said


def _status(session: Session, event: Event) -> str:
    """What befell the whole event befell its sessions; when a session was moved is not kept, so it is not said."""
    if session.status == Session.Status.CANCELLED or event.status == Event.Status.CANCELLED:
        return "EventCancelled"
    if event.status == Event.Status.POSTPONED:
        return "EventPostponed"
    return "EventMovedOnline" if event.moved_online_at else "EventScheduled"
