"""Where venues are."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from core import audit, outbox
from core.models import PlaceAnswer
from events.models import Event, Venue

LOCATE = "events.locate"


def ask_where(venue: Venue) -> None:
    """Has the worker ask for the city of a venue that the gazetteer could not place."""
    if settings.GEOCODER == "nominatim" and venue.city and venue.latitude is None:
        outbox.put(LOCATE, {"venue": venue.pk})


@transaction.atomic
def place_at(*, venue: Venue, answer: PlaceAnswer, now: dt.datetime) -> bool:
    """Puts a venue without a place where a geocoder found its city. False where it has one, or is elsewhere."""
    if not answer.found or venue.latitude is not None:
        return False
    if venue.country and answer.country_code and venue.country != answer.country_code:
        return False
    venue.latitude, venue.longitude = answer.latitude, answer.longitude
    venue.country = venue.country or answer.country_code
    venue.save()
    Event.objects.filter(venue=venue).update(shown_changed_at=now)  # calendars say where it is
    audit.note(by=None, verb="placed", thing=venue, provider=answer.provider)
    return True
