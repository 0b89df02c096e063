"""What the worker does about events."""

import datetime as dt
from typing import Any

from core.outbox import handles
from core.places.lookup import answer_question
from events.actions.venue import LOCATE, place_at
from events.models import Venue


@handles(LOCATE)
def locate(payload: dict[str, Any], now: dt.datetime) -> None:
    """Asks where a venue's city lies, once the gazetteer did not know."""
    venue = Venue.objects.filter(pk=payload["venue"], latitude=None).exclude(city="").first()
    if venue is not None:
        place_at(venue=venue, answer=answer_question(venue.city, str(venue.country or ""), now=now), now=now)
