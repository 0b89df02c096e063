"""An event as search engines ask for it (schema.org/Event)."""

import datetime as dt
from typing import Any

from core.links import absolute
from events.ical_entries import plain
from events.models import Event

STATUS = {
    Event.Status.PUBLISHED: "EventScheduled",
    Event.Status.CANCELLED: "EventCancelled",
    Event.Status.POSTPONED: "EventPostponed",
    Event.Status.MOVED: "EventRescheduled",
}
MODE = {
    Event.Attendance.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Attendance.ONLINE: "OnlineEventAttendanceMode",
    Event.Attendance.HYBRID: "MixedEventAttendanceMode",
}


def event_json_ld(event: Event, now: dt.datetime) -> dict[str, Any]:
    """The event as JSON; what is not known is left out. Wants group, venue and parent selected along."""
    url = absolute(event.get_absolute_url())
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "eventStatus": f"https://schema.org/{STATUS.get(Event.Status(event.status), 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{MODE[Event.Attendance(event.attendance)]}",
        "isAccessibleForFree": True,
    }
    if words := event.summary or plain(event.description)[:500]:
        said["description"] = words
    if event.status == Event.Status.MOVED and event.previous_starts_at:
        said["previousStartDate"] = event.previous_starts_at.astimezone(event.zone).isoformat()
    if event.language:
        said["inLanguage"] = event.language
    if event.cover:
        said["image"] = absolute(event.cover.file.url)
    if places := _places(event, url):
        said["location"] = places[0] if len(places) == 1 else places
    if event.group:
        said["organizer"] = {
            "@type": "Organization",
            "name": event.group.name,
            "url": absolute(event.group.get_absolute_url()),
        }
    if event.parent and event.parent.is_public:
        said["superEvent"] = {
            "@type": "Event",
            "name": event.parent.title,
            "startDate": event.parent.local_start.isoformat(),
            "url": absolute(event.parent.get_absolute_url()),
        }
    if event.capacity:
        said["maximumAttendeeCapacity"] = event.capacity
    if event.admits(now):
        full = event.seats_word(now) == "waiting"
        said["offers"] = {
            "@type": "Offer",
            "url": f"{url}register/",
            "price": "0",
            "priceCurrency": "EUR",
            "availability": f"https://schema.org/{'SoldOut' if full else 'InStock'}",
            **({"validFrom": event.published_at.isoformat()} if event.published_at else {}),
        }
    return said


def _places(event: Event, url: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.is_in_person and event.venue:
        venue = event.venue
        address = {
            "@type": "PostalAddress",
            "streetAddress": venue.address,
            "addressLocality": venue.city,
            "addressCountry": str(venue.country),
        }
        place: dict[str, Any] = {
            "@type": "Place",
            "name": venue.name,
            "address": {key: value for key, value in address.items() if value},
        }
        if venue.latitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": venue.latitude,
                "longitude": venue.longitude,
            }
        places.append(place)
    if event.is_online:
        # The link to join is for registered people: the public one is the event's own page.
        places.append({"@type": "VirtualLocation", "url": url})
    return places
