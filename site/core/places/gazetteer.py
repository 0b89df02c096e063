"""A geocoder without a network: the world's cities of 15,000 people and more, read once when first asked.

It answers like any geocoder of geopy (`geocode`, `reverse`, Locations with `raw`), so whoever asks need not know
which one it is. `raw` carries: name, country_code, region, timezone, population, kind
(city | region | country | point), and km for a reverse answer.
"""

import gzip
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from .countries import DATA, countries, country_by_name, country_code, country_name
from .folding import fold, fold_umlauts
from .geometry import bounding_boxes, haversine_km, is_point
from .regions import Region, find_region, regions_called

ATTRIBUTION = "© GeoNames (CC BY 4.0)"

LONGEST_QUERY = 200
OTHER_NAME_COUNTS = 20
"""Rome is found as "Roma" before a town that is called so, yet a city's far-fetched name hides no town's own."""
STATE_BEFORE_CITY = 300_000
"""People of a city up to whom a state or province of its name is meant: Florida is not the town in Cuba."""
_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_COORDINATES = re.compile(rf"\s*({_NUMBER})\s*°?\s*[,; ]\s*({_NUMBER})\s*°?\s*")
_LOOKS_LIKE_NUMBERS = re.compile(r"[-+\d.,;°\s]+")
_JAPANESE_ENDINGS = ("市", "区", "町", "村", "都", "府", "県")


class NotOnTheGlobe(ValueError):
    """Numbers were given that are no latitude and longitude."""


@dataclass(frozen=True, slots=True)
class City:
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    timezone: str


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """ "48.1,11.6" → (48.1, 11.6); None when it is no pair of numbers; NotOnTheGlobe when out of range."""
    found = _COORDINATES.fullmatch(text)
    if not found:
        digits = any(c.isdigit() for c in text)
        if digits and _LOOKS_LIKE_NUMBERS.fullmatch(text) and re.search(r"\d\s*[,; ]\s*[-+]?\d", text):
            raise NotOnTheGlobe(text)
        return None
    latitude, longitude = float(found[1]), float(found[2])
    if not is_point(latitude, longitude):
        raise NotOnTheGlobe(text)
    return latitude, longitude


class Gazetteer(Geocoder):
    """Names are compared without accents and case; of several cities of one name the largest comes first."""

    def __init__(self) -> None:
        super().__init__(user_agent="folkmoot-gazetteer")
        self._lock = threading.Lock()
        self._cities: list[City] = []
        self._by_name: dict[str, list[int]] = {}
        self._by_other_name: dict[str, list[int]] = {}
        self._cells: dict[tuple[int, int], list[int]] = {}
        self._ready = False

    # -- asking -----------------------------------------------------------------------------------

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country_codes: str | Iterable[str] | None = None,
        limit: int = 10,
        timeout: float | None = None,
    ) -> Any:
        """A Location, a list of them where not `exactly_one`, or None.

        `timeout` is taken for the sake of the interface; nothing here waits.
        """
        if isinstance(country_codes, str):
            country_codes = [country_codes]
        within = frozenset(code.upper() for code in country_codes or ())
        found = self._places(" ".join(query.split())[:LONGEST_QUERY], within)
        if exactly_one:
            return found[0] if found else None
        return found[:limit] or None

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        country_codes: str | Iterable[str] | None = None,
        timeout: float | None = None,
    ) -> Any:
        """The nearest city; None beyond 800 km of any (mid-ocean, Antarctica)."""
        point = Point(query)
        if isinstance(country_codes, str):
            country_codes = [country_codes]
        within = frozenset(code.upper() for code in country_codes or ())
        for reach in (30, 150, 800):
            best = min(
                (
                    (km, city)
                    for km, city in self.cities_within(point.latitude, point.longitude, reach)
                    if not within or city.country in within
                ),
                key=lambda pair: pair[0],
                default=None,
            )
            if best:
                answer = _city_location(best[1], km=best[0])
                return answer if exactly_one else [answer]
        return None

    def cities_within(self, latitude: float, longitude: float, km: float) -> Iterator[tuple[float, City]]:
        """(distance, city) of every city within km, in no order."""
        self._load()
        for box in bounding_boxes(latitude, longitude, km):
            for row in range(floor(box.south), floor(box.north) + 1):
                for column in range(floor(box.west), floor(box.east) + 1):
                    for index in self._cells.get((row, column), ()):
                        city = self._cities[index]
                        # Most of a cell lies outside the box, and to ask that is cheap.
                        if box.holds(city.latitude, city.longitude):
                            away = haversine_km(latitude, longitude, city.latitude, city.longitude)
                            if away <= km:
                                yield away, city

    def cities_called(self, name: str, country: str = "", region: Region | None = None) -> list[City]:
        """Every city of that name by people; who only also bears it counts for less."""
        self._load()
        ranks: dict[int, float] = {}
        for spellings in _spellings(fold(name)):
            for key in spellings:
                for index in self._by_other_name.get(key, ()):
                    ranks.setdefault(index, self._cities[index].population / OTHER_NAME_COUNTS)
                for index in self._by_name.get(key, ()):
                    ranks[index] = self._cities[index].population
            if ranks:
                break
        cities = [self._cities[index] for index in sorted(ranks, key=lambda index: -ranks[index])]
        if country:
            cities = [city for city in cities if city.country == country]
        if region:
            cities = [c for c in cities if c.country == region.country and c.admin1 == region.admin1]
        return cities

    def capital(self, country: str) -> City | None:
        """The capital, or the largest city where the list has no capital."""
        known = countries().get(country)
        if known is None:
            return None
        named = self.cities_called(known.capital, country) if known.capital else []
        return named[0] if named else self.largest(country)

    def largest(self, country: str, region: Region | None = None) -> City | None:
        self._load()
        cities = (
            c for c in self._cities if c.country == country and (region is None or c.admin1 == region.admin1)
        )
        return max(cities, key=lambda city: city.population, default=None)

    # -- reading a question -----------------------------------------------------------------------

    def _places(self, query: str, within: frozenset[str]) -> list[Location]:
        if not query:
            return []
        numbers = parse_coordinates(query)
        if numbers:
            return [self._point_location(*numbers)]
        parts = [part.strip() for part in re.split("[,、，|]", query) if part.strip()]
        if not parts:
            return []
        if len(parts) > 1:
            found = self._named(parts[0], parts[1:], within)
            if found:
                return found
            return self._named(parts[0] + " " + parts[1], parts[2:], within) if len(parts) > 2 else []
        found = self._named(query, [], within)
        if found:
            return found
        # "Springfield US", "Paris Texas", "Washington DC": the last words may say where
        words = query.split()
        for split in range(len(words) - 1, 0, -1):
            found = self._named(" ".join(words[:split]), [" ".join(words[split:])], within)
            if found:
                return found
        return []

    def _named(self, name: str, where: list[str], within: frozenset[str]) -> list[Location]:
        if where:
            cities = self._narrowed(name, where)
        else:
            as_country = country_by_name(name)
            if as_country and (not within or as_country in within):
                capital = self.capital(as_country)
                if capital:
                    return [_country_location(as_country, capital)]
            cities = self.cities_called(name)
            if (state := self._state(name, within)) and (
                not cities
                or cities[0].population < STATE_BEFORE_CITY
                and (cities[0].admin1 != state.raw["admin1"] or fold(cities[0].name) != fold(name))
            ):
                return [state]
        if within:
            cities = [city for city in cities if city.country in within]
        if cities:
            return [_city_location(city) for city in cities]
        regions = regions_called(name)
        if where:
            regions = [r for r in regions if country_code(where[-1]) == r.country]
        for region in regions:
            if len(name) > 2 and (not within or region.country in within):
                seat = self.largest(region.country, region)
                if seat:
                    return [_region_location(region, seat)]
        if not where and (code := country_code(name)) and (not within or code in within):
            capital = self.capital(code)
            return [_country_location(code, capital)] if capital else []
        return []

    def _state(self, name: str, within: frozenset[str]) -> Location | None:
        """A state of the United States or a province of Canada by its full name."""
        for region in regions_called(name):
            if region.country in {"US", "CA"} and len(name) > 3 and (not within or region.country in within):
                seat = self.largest(region.country, region)
                return _region_location(region, seat) if seat else None
        return None

    def _narrowed(self, name: str, where: list[str]) -> list[City]:
        """Cities of that name in a country, a region, or a region of a country. An unknown "where" finds none."""
        cities = self.cities_called(name)
        country = country_code(where[-1]) or ""
        # "Newark, DE" is Delaware when Germany has no Newark; "Toledo, OH" has no country of that code
        in_country = [city for city in cities if city.country == country] if country else []
        if in_country:
            if len(where) > 1 and (region := find_region(where[-2], country)):
                return [c for c in in_country if c.admin1 == region.admin1]
            return in_country
        for region in regions_called(where[-1]):
            in_region = [c for c in cities if c.country == region.country and c.admin1 == region.admin1]
            if in_region:
                return in_region
        return []

    def _point_location(self, latitude: float, longitude: float) -> Location:
        nearest = self.reverse((latitude, longitude))
        raw = {"kind": "point", "name": f"{latitude:g}, {longitude:g}", "country_code": "", "timezone": ""}
        if nearest:
            raw |= {key: nearest.raw[key] for key in ("country_code", "timezone", "region")}
        return Location(raw["name"], Point(latitude, longitude), raw)

    # -- reading the list -------------------------------------------------------------------------

    def _load(self) -> None:
        if self._ready:
            return
        with self._lock:
            if self._ready:
                return
            zones: dict[str, str] = {}
            by_name: dict[str, list[int]] = {}
            by_other: dict[str, list[int]] = {}
            text = gzip.decompress((DATA / "cities.tsv.gz").read_bytes()).decode()
            cities, others = [], []
            for line in text.split("\n"):
                name, country, admin1, latitude, longitude, people, zone, more = line.split("\t")
                cities.append(
                    City(
                        name, country, admin1, float(latitude), float(longitude), int(people),
                        zones.setdefault(zone, zone),
                    )
                )  # fmt: skip
                others.append(more)
            # in order of people, so that every list of one name is in that order too
            order = sorted(range(len(cities)), key=lambda i: -cities[i].population)
            self._cities = [cities[i] for i in order]
            for index, old in enumerate(order):
                name = cities[old].name
                keys = {fold(name), fold_umlauts(name)}
                for key in keys:
                    by_name.setdefault(key, []).append(index)
                if others[old]:
                    for key in {fold(other) for other in others[old].split("|")} - keys:
                        by_other.setdefault(key, []).append(index)
                city = self._cities[index]
                self._cells.setdefault((floor(city.latitude), floor(city.longitude)), []).append(index)
            self._by_name, self._by_other_name = by_name, by_other
            self._ready = True


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process."""
    return Gazetteer()


def timezone_at(latitude: float, longitude: float, country: str = "") -> str:
    """The time zone of the nearest city, within the country when it is given; "" in the middle of nowhere."""
    found = gazetteer().reverse((latitude, longitude), country_codes=country or None)
    if found is None and country:
        found = gazetteer().reverse((latitude, longitude))
    return found.raw["timezone"] if found else ""


def _spellings(key: str) -> Iterator[tuple[str, ...]]:
    """The key as it is with what is another way to write it, then what people leave out or add."""
    if key.startswith("st "):
        yield key, "saint " + key[3:], "sankt " + key[3:]
    elif key.startswith("saint "):
        yield key, "st " + key[6:]
    else:
        yield (key,)
    if key.endswith(_JAPANESE_ENDINGS):
        yield (key[:-1],)
    if key.startswith("al "):
        yield (key.removeprefix("al "),)
    if " " in key:
        yield (key.replace(" ", ""),)
    yield (key.removesuffix(" city") if key.endswith(" city") else key + " city",)


def _city_location(city: City, **more: object) -> Location:
    region = next(
        (r.name for r in regions_called(city.admin1) if r.country == city.country and city.country == "US"),
        "",
    )
    raw = {
        "kind": "city",
        "name": city.name,
        "country_code": city.country,
        "region": region,
        "admin1": city.admin1,
        "timezone": city.timezone,
        "population": city.population,
    } | more
    named = ", ".join(filter(None, [city.name, region, country_name(city.country)]))
    return Location(named, Point(city.latitude, city.longitude), raw)


def _region_location(region: Region, seat: City) -> Location:
    """A region answers with its largest city."""
    raw = _city_location(seat).raw | {"kind": "region", "name": region.name, "region": region.name}
    named = f"{region.name}, {country_name(region.country)}"
    return Location(named, Point(seat.latitude, seat.longitude), raw)


def _country_location(code: str, capital: City) -> Location:
    """A country answers with its capital: a place where people are, which its middle often is not."""
    raw = _city_location(capital).raw | {"kind": "country", "name": country_name(code), "region": ""}
    return Location(country_name(code), Point(capital.latitude, capital.longitude), raw)
