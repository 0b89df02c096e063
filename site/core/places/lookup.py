"""Where is that? The one question pages, forms and imports ask.

A page is answered at once out of the gazetteer or of earlier answers. With GEOCODER=nominatim a place that neither
knows is asked for by a worker; the page says so, and the next reader gets the answer.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import outbox
from core.clock import now as clock_now
from core.models import Job, PlaceAnswer

from . import gazetteer as cities
from . import nominatim
from .folding import fold
from .pace import hold_off, take_turn

ASK = "places.ask"
MOST_QUESTIONS = 200
"""Open questions at most: strangers type them, and each costs a second of the worker's time."""
LONGEST_QUERY = 120
ASK_ANEW_AFTER = dt.timedelta(days=1)
"""A question that failed in all its attempts (Nominatim was down, or shut to us) is left alone for so long."""


@dataclass(frozen=True, slots=True)
class Place:
    latitude: float
    longitude: float
    name: str
    country: str = ""
    timezone: str = ""
    provider: str = "gazetteer"
    is_vague: bool = False
    """A country or region, placed at its capital."""


class Missing(StrEnum):
    UNKNOWN = "unknown"
    ASKED = "asked"
    NOT_ON_THE_GLOBE = "not on the globe"


NOT_FOUND = {
    Missing.UNKNOWN: _("We know no place called “%(place)s”. Try the nearest larger town."),
    Missing.ASKED: _("We are looking “%(place)s” up. Ask again in a minute."),
    Missing.NOT_ON_THE_GLOBE: _("Latitudes lie between −90 and 90, longitudes between −180 and 180."),
}


class Asks(Protocol):
    def ask(self, query: str, country: str = "") -> nominatim.Answer | None: ...


def place_called(query: str, *, country: str = "") -> Place | None:
    """Out of the gazetteer alone. Raises NotOnTheGlobe for coordinates that are none."""
    found = cities.gazetteer().geocode(" ".join(query.split()), country_codes=country or None)
    return found and Place(
        latitude=found.latitude,
        longitude=found.longitude,
        name=found.address,
        country=found.raw["country_code"],
        timezone=found.raw["timezone"],
        is_vague=found.raw["kind"] in {"country", "region"},
    )


def find_place(query: str, *, country: str = "") -> Place | Missing:
    """What is known now, without any network; a question for the worker where that is set."""
    query = " ".join(query.split())
    try:
        if found := place_called(query, country=country):
            return found
    except cities.NotOnTheGlobe:
        return Missing.NOT_ON_THE_GLOBE
    if settings.GEOCODER != "nominatim" or not 2 <= len(query) <= LONGEST_QUERY or not fold(query):
        return Missing.UNKNOWN
    answer = earlier_answer(query, country)
    if answer:
        return _place(answer) or Missing.UNKNOWN
    if Job.objects.filter(kind=ASK, done_at=None, failed_at=None).count() >= MOST_QUESTIONS:
        return Missing.UNKNOWN
    words = fold(query)[:LONGEST_QUERY]
    key = f"{ASK}:{country}:{words}"
    given_up = Job.objects.filter(key=key).exclude(failed_at=None)
    given_up.filter(failed_at__lt=clock_now() - ASK_ANEW_AFTER).delete()
    if given_up.exists():
        return Missing.UNKNOWN
    outbox.put(ASK, {"query": words, "country": country}, key=key)
    return Missing.ASKED


def earlier_answer(query: str, country: str = "") -> PlaceAnswer | None:
    return PlaceAnswer.objects.filter(query=fold(query)[:LONGEST_QUERY], country_codes=country).first()


def answer_question(
    query: str,
    country: str = "",
    *,
    now: dt.datetime,
    gateway: Asks | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> PlaceAnswer:
    """The kept answer, or Nominatim's, which is then kept for good. For workers: may wait for its turn."""
    if known := earlier_answer(query, country):
        return known
    take_turn(nominatim.PROVIDER, nominatim.EVERY, now=now, wait=wait)
    try:
        found = (gateway or nominatim.NominatimGateway()).ask(query, country)
    except nominatim.TooFast as error:
        hold_off(nominatim.PROVIDER, now + error.peace)
        raise
    values: dict[str, object] = {"found": found is not None, "provider": nominatim.PROVIDER}
    if found:
        values |= {
            "latitude": found.latitude,
            "longitude": found.longitude,
            "display_name": found.display_name,
            "country_code": found.country_code,
            "timezone": cities.timezone_at(found.latitude, found.longitude, found.country_code),
        }
    answer, _made = PlaceAnswer.objects.get_or_create(
        query=fold(query)[:LONGEST_QUERY], country_codes=country, defaults=values
    )
    return answer


def attribution() -> tuple[str, ...]:
    """Whom to thank wherever places are shown."""
    if settings.GEOCODER == "nominatim":
        return cities.ATTRIBUTION, nominatim.ATTRIBUTION
    return (cities.ATTRIBUTION,)


def _place(answer: PlaceAnswer) -> Place | None:
    if not answer.found or answer.latitude is None or answer.longitude is None:
        return None
    return Place(
        latitude=answer.latitude,
        longitude=answer.longitude,
        name=answer.display_name,
        country=answer.country_code,
        timezone=answer.timezone,
        provider=answer.provider,
    )
