"""The groups and meetups next to a place, from the neighbourhood outwards until there is something to show."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from core.places.gazetteer import City, gazetteer
from core.places.geometry import bounding_boxes
from core.places.lookup import Place
from core.zones import is_zone
from events.models import Event
from groups.models import UserGroup

EACH = 3
VAGUE = ("country", "region")
RINGS_KM = (150, 1000)
"""A train ride, then a journey; behind that, distance says nothing and the next ones anywhere are shown."""
AROUND_THE_WORLD_KM = 20_100


@dataclass(frozen=True)
class Found:
    groups: list[UserGroup]
    meetups: list[Event]


def far_enough(place: Place | None, now: dt.datetime) -> Found:
    return Found(_groups(place), _meetups(place, now))


def _groups(place: Place | None) -> list[UserGroup]:
    # Of some groups no more than the country is known: on the map they lie in its capital, which is near nobody.
    groups = UserGroup.objects.filter(status=UserGroup.Status.ACTIVE).exclude(located_by__in=VAGUE)
    if place is None:
        return []
    for km in (RINGS_KM[1], AROUND_THE_WORLD_KM):
        found = list(groups.near(place.latitude, place.longitude, km)[:EACH])
        if len(found) == EACH:
            return found
    return found


def _meetups(place: Place | None, now: dt.datetime) -> list[Event]:
    upcoming = Event.objects.public().taking_place().meetups().upcoming(now).for_cards()
    if place is None:
        return list(upcoming[:EACH])
    for km in RINGS_KM:
        inside = Q()
        for box in bounding_boxes(place.latitude, place.longitude, km):
            south_to_north, west_to_east = (box.south, box.north), (box.west, box.east)
            inside |= Q(venue__latitude__range=south_to_north, venue__longitude__range=west_to_east)
            inside |= Q(
                venue__latitude=None,
                group__latitude__range=south_to_north,
                group__longitude__range=west_to_east,
            )
        if found := list(upcoming.filter(inside)[:EACH]):
            return found
    return list(upcoming[:EACH])


def place_in_zone(zone: str) -> Place | None:
    """The largest city of a time zone: where somebody might be whose browser says nothing but that."""
    if not is_zone(zone):
        return None
    city = _largest_city(zone)
    if city is None:
        return None
    return Place(
        latitude=city.latitude,
        longitude=city.longitude,
        name=city.name,
        country=city.country,
        timezone=city.timezone,
    )


@lru_cache(maxsize=600)  # there are some six hundred names
def _largest_city(zone: str) -> City | None:
    """Browsers know zones by old names as well (Asia/Calcutta), which the gazetteer finds as names of the city."""
    called = gazetteer().cities_called(zone.rsplit("/", 1)[-1].replace("_", " "))
    same = [city for city in called if city.timezone == zone]
    if not same:
        same = [
            city
            for _km, city in gazetteer().cities_within(0, 0, AROUND_THE_WORLD_KM)
            if city.timezone == zone
        ]
    if not same and "/" in zone:
        same = called
    return max(same, key=lambda city: city.population, default=None)
