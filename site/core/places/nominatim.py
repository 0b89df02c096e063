"""Nominatim, OpenStreetMap's geocoder, by geopy. The only place that speaks to it; only a worker calls.

Its rules: at most one request a second for the whole site (`pace`), an own user agent, answers kept (`PlaceAnswer`),
the credit shown.
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderRateLimited
from geopy.geocoders import Nominatim

PROVIDER = "nominatim"
ATTRIBUTION = "© OpenStreetMap contributors (ODbL)"
EVERY = dt.timedelta(seconds=1)
TIMEOUT = 10  # seconds
PEACE = dt.timedelta(minutes=1)
"""How long the site is quiet after "too many requests" when the answer says no time of its own."""


@dataclass(frozen=True, slots=True)
class Answer:
    latitude: float
    longitude: float
    display_name: str
    country_code: str


class TooFast(Exception):
    """Nominatim asked for peace for so long."""

    def __init__(self, peace: dt.timedelta) -> None:
        super().__init__(f"asked to wait for {peace.total_seconds():.0f} s")
        self.peace = peace


class NominatimGateway:
    def __init__(self, *, url: str = "", user_agent: str = "", timeout: float = TIMEOUT) -> None:
        parts = urlsplit(url or settings.NOMINATIM_URL)
        self._geocoder = Nominatim(
            user_agent=user_agent or settings.NOMINATIM_USER_AGENT,
            scheme=parts.scheme,
            domain=f"{parts.netloc}{parts.path}".rstrip("/"),
            timeout=timeout,
            # geopy's other adapter asks again by itself, at once: faster than we promised
            adapter_factory=URLLibAdapter,
        )

    def ask(self, query: str, country: str = "") -> Answer | None:
        """None where it knows no such place. Raises TooFast, or geopy's error when it could not be asked."""
        try:
            found = self._geocoder.geocode(
                query, country_codes=country.lower() or None, addressdetails=True, language="en"
            )
        except GeocoderRateLimited as error:
            raise TooFast(dt.timedelta(seconds=error.retry_after) if error.retry_after else PEACE) from error
        if found is None:
            return None
        address = found.raw.get("address") or {}
        return Answer(
            latitude=found.latitude,
            longitude=found.longitude,
            display_name=found.address[:300],
            country_code=str(address.get("country_code", ""))[:2].upper(),
        )
