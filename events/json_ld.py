"""An event as search engines ask for it (schema.org/Event)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from core.links import absolute
from core.models import Community
from events.ical_entries import plain
from events.models import Event
from people.models import Person

SCHEMA = "https://schema.org"
MODE = {
    Event.Attendance.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Attendance.ONLINE: "OnlineEventAttendanceMode",
    Event.Attendance.HYBRID: "MixedEventAttendanceMode",
}
MOST_PERFORMERS = 50
WORDS = 500


def event_json_ld(
    event: Event,
    now: dt.datetime,
    *,
    parts: Iterable[Event] = (),
    sessions: Iterable[Any] = (),
    picture: str = "",
) -> dict[str, Any]:
    """The event as JSON; what is not known is left out. Wants group, venue and parent selected along.

    `parts` are the public events within it, `sessions` those of its programme that are named on its page,
    `picture` the address of the one that is drawn for sharing it.
    """
    url = absolute(event.get_absolute_url())
    said: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "startDate": _start(event),
        "endDate": _end(event),
        "eventStatus": status_of(event),
        "eventAttendanceMode": f"{SCHEMA}/{MODE[Event.Attendance(event.attendance)]}",
        "organizer": _organizer(event),
    }
    if words := event.summary or plain(event.description)[:WORDS]:
        said["description"] = words
    if previous := _previous_start(event):
        said["previousStartDate"] = previous.astimezone(event.zone).isoformat()
    if event.language:
        said["inLanguage"] = event.language
    images = [absolute(event.cover.file.url)] if event.cover else []
    if picture:
        images.append(picture)
    if images:
        said["image"] = images
    if places := places_of(event):
        said["location"] = places[0] if len(places) == 1 else places
    if event.parent and event.parent.is_public:
        said["superEvent"] = named(event.parent)
    within = [named(part) for part in parts]
    within += [
        {
            "@type": "Event",
            "name": row.title,
            "url": f"{url}schedule/{row.code}/",
            "startDate": row.starts_at.astimezone(event.zone).isoformat(),
            **({"endDate": row.ends_at.astimezone(event.zone).isoformat()} if row.ends_at else {}),
        }
        for row in sessions
        if row.starts_at
    ]
    if within:
        said["subEvent"] = within
    # A summit's hundred speakers stand on their own page; its keynotes here.
    speakers = (
        [person for row in sessions for person in row.people]
        if event.is_summit
        else Person.objects.filter(pk__in=_speakers(event)).order_by("name", "pk")
    )
    if people := performers(speakers):
        said["performer"] = people
    offers = _offers(event, now, f"{url}register/")
    if (free := _is_free(event, offers)) is not None:
        said["isAccessibleForFree"] = free
    if offers:
        said["offers"] = offers if len(offers) > 1 else offers[0]
    return {**said, **_capacity(event, now)}


def named(event: Event) -> dict[str, Any]:
    """Another event as one names it."""
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": _start(event),
        "endDate": _end(event),
        "url": absolute(event.get_absolute_url()),
    }


def performers(people: Iterable[Person]) -> list[dict[str, Any]]:
    """Who speaks. Whoever shows no profile has a name there, and nothing else."""
    return [
        {
            "@type": "Person",
            "name": person.name,
            **({"url": absolute(person.get_absolute_url())} if person.is_public else {}),
        }
        for person in list(people)[:MOST_PERFORMERS]
    ]


def status_of(event: Event) -> str | list[str]:
    """Moved online and moved in time can both be so; then both are said."""
    if event.status == Event.Status.CANCELLED:
        return f"{SCHEMA}/EventCancelled"
    if event.status == Event.Status.POSTPONED:
        return f"{SCHEMA}/EventPostponed"
    words = []
    if event.moved_online_at:
        words.append(f"{SCHEMA}/EventMovedOnline")
    if _previous_start(event):
        words.append(f"{SCHEMA}/EventRescheduled")
    return words if len(words) > 1 else (words or [f"{SCHEMA}/EventScheduled"])[0]


def places_of(event: Event) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.is_in_person:
        venue, group = event.venue, event.group
        where = venue or group
        address = {
            "@type": "PostalAddress",
            "streetAddress": venue.address if venue else "",
            "addressLocality": where.city if where else "",
            "addressCountry": str(where.country) if where else "",
        }
        known = {key: value for key, value in address.items() if value}
        if venue or len(known) > 1:
            place: dict[str, Any] = {"@type": "Place", "name": venue.name if venue else event.place}
            if len(known) > 1:
                place["address"] = known
            if venue and venue.latitude is not None:
                place["geo"] = {
                    "@type": "GeoCoordinates",
                    "latitude": venue.latitude,
                    "longitude": venue.longitude,
                }
            places.append(place)
    if event.is_online:
        # The link to join is for registered people: the public one is the event's own page.
        places.append({"@type": "VirtualLocation", "url": absolute(event.get_absolute_url())})
    return places


def _start(event: Event) -> str:
    return event.local_start.date().isoformat() if event.is_all_day else event.local_start.isoformat()


def _end(event: Event) -> str:
    if not event.is_all_day:
        return event.local_end.isoformat()
    return (event.local_end - dt.timedelta(microseconds=1)).date().isoformat()


def _previous_start(event: Event) -> dt.datetime | None:
    moved = event.takes_place and event.previous_starts_at and event.previous_starts_at != event.starts_at
    return event.previous_starts_at if moved else None


def _organizer(event: Event) -> dict[str, Any]:
    if event.group:
        return {
            "@type": "Organization",
            "name": event.group.name,
            "url": absolute(event.group.get_absolute_url()),
        }
    return {"@type": "Organization", "name": Community.current().name, "url": absolute("/")}


def _speakers(event: Event) -> Any:
    return event.sessions.shown().exclude(status="cancelled").exclude(speakers=None).values("speakers")


def _offers(event: Event, now: dt.datetime, url: str) -> list[dict[str, Any]]:
    """One for each way in; one that is free where the event sells none. Nothing where nobody can register any more."""
    is_early = bool(event.registration_opens_at and event.registration_opens_at > now)
    if not (event.admits(now) or (is_early and event.takes_place and event.takes_registrations)):
        return []
    since = event.registration_opens_at or event.published_at
    kinds = event.ticket_types.offers(event, now)
    if not kinds:
        full = event.seats_word(now) == "waiting"
        return [_offer(url, "0", "EUR", since, early=is_early, full=full)]
    return [
        {
            "name": kind.name,
            **_offer(
                url,
                kind.amount,
                kind.currency,
                max(filter(None, [kind.opens_at, since]), default=None),
                early=is_early or not kind.is_open,
                full=kind.is_full,
            ),
            **({"validThrough": kind.closes_at.isoformat()} if kind.closes_at else {}),
        }
        for kind in kinds
    ]


def _is_free(event: Event, offers: list[dict[str, Any]]) -> bool | None:
    """Also when nobody can register any more: what it cost. None where another site says what it costs."""
    if offers:
        return all(offer["price"] == "0" for offer in offers)
    if event.external_url:
        return None
    kinds = event.ticket_types.admissions().filter(is_withdrawn=False, is_hidden=False)
    return not any(kinds.values_list("price_cents", flat=True))


def _offer(
    url: str, price: str, currency: str, since: dt.datetime | None, *, early: bool, full: bool
) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": url,
        "price": price,
        "priceCurrency": currency,
        "availability": f"{SCHEMA}/{'SoldOut' if full else 'PreOrder' if early else 'InStock'}",
        **({"validFrom": since.isoformat()} if since else {}),
    }


def _capacity(event: Event, now: dt.datetime) -> dict[str, int]:
    """All seats, and those left. A kept page is rebuilt when the word for them changes, so “none” is always true."""
    if not event.capacity:
        return {}
    left = 0 if event.seats_word(now) == "waiting" else event.free or 0
    return {"maximumAttendeeCapacity": event.capacity, "remainingAttendeeCapacity": left}
