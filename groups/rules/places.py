"""Where a group is, out of what a list says of it: names, codes and numbers that may contradict each other.

Each country that anything speaks for gets points, and the one with the most is taken; coordinates are believed
when they lie where the city or country is, mirrored or swapped when that puts them there, and otherwise replaced
by the city's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from core.places.countries import country_by_name, country_code, country_name
from core.places.folding import fold
from core.places.gazetteer import City, Gazetteer
from core.places.geometry import haversine_km, is_point
from core.places.regions import Region, find_region, regions_called

FROM_CITY_KM = 150
"""As far as a group may lie from the city that it names (suburbs, campuses, a county)."""
FROM_COUNTRY_KM = 250
MIRRORED_KM = 60
"""How near to the city mirrored or swapped coordinates must come to be taken for a slip of the pen."""
NULL_ISLAND = 0.05

_NOWHERE = frozenset(
    "online remote virtual everywhere worldwide global internet anywhere world 001 internacional".split()
) | {"en espanol", "all over the world"}
_CONTINENTS = {
    "africa": "Africa", "002": "Africa", "asia": "Asia", "142": "Asia", "europe": "Europe", "150": "Europe",
    "americas": "Americas", "019": "Americas", "latin america": "Latin America", "419": "Latin America",
    "south america": "South America", "005": "South America", "north america": "North America",
    "oceania": "Oceania", "009": "Oceania", "antarctica": "Antarctica", "middle east": "Middle East",
    "central america": "Central America", "013": "Central America",
}  # fmt: skip
_JAPANESE_PLACE = re.compile(r"([^\s、，・,（）()で に の]{1,6}?[市町村])|([^\s、，・,（）()]{1,4}?区)")


@dataclass(frozen=True, slots=True)
class Placed:
    city: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    located_by: str = ""
    is_virtual: bool = False
    remarks: tuple[str, ...] = ()


def place(
    *,
    name: str,
    city: str,
    region: str,
    country: str,
    code: str,
    latitude: str,
    longitude: str,
    gazetteer: Gazetteer,
    hints: str = "",
    expected: str = "",
) -> Placed:
    """`hints` is text in which a place may be named; `expected` the country of lists that know only one."""
    remarks: list[str] = []
    point = _read_point(latitude, longitude, remarks)
    said_region, region = region, _region_words(region)
    if _is_nowhere(city, country, said_region):
        if point:
            remarks.append("meets online: its coordinates were left out")
        home = country_code(country) or country_code(code) or ""
        return Placed(country=home, is_virtual=True, remarks=tuple(remarks))
    continent = _CONTINENTS.get(fold(city)) or _CONTINENTS.get(fold(said_region))
    if continent:
        if point:
            remarks.append(f"{continent} is no place on a map: its coordinates were left out")
        return Placed(region=continent, remarks=tuple(remarks))

    said_city = city
    city, more = _split_city(city)
    region = region or more
    chosen, in_region = _choose_country(name, city, region, country, code, point, gazetteer, expected)
    _tell_country(country, code, chosen, in_region, remarks)
    if in_region and not region:
        region = in_region.name if len(country) > 3 else in_region.code
    if (
        country
        and not in_region
        and chosen
        and not country_code(country)
        and gazetteer.cities_called(country, chosen)
    ):
        if country_by_name(city) == chosen:
            city = country  # "Ethiopia, Addis Ababa"
        else:
            region = region or country  # "Zaria, Kaduna"
    city = _without_country(city, chosen, gazetteer, remarks)

    known = in_region or (find_region(region, chosen) if region and chosen else None)
    cities = gazetteer.cities_called(city, chosen, known) if city and chosen else []
    if point:
        point, located_by = _believe(point, city, cities, chosen, gazetteer, remarks)
        if point and not said_city and said_region.lower() in {"", "point"}:
            city = _city_around(point, chosen, gazetteer)
        if point:
            return Placed(city, region, chosen, *point, located_by, remarks=tuple(remarks))
    return _locate(name, hints, city, region, chosen, known, cities, gazetteer, remarks)


# -- what was said ---------------------------------------------------------------------------------


def _read_point(latitude: str, longitude: str, remarks: list[str]) -> tuple[float, float] | None:
    latitude, longitude = latitude.strip(), longitude.strip()
    if not latitude and not longitude:
        return None
    try:
        lat, lon = (float(text.replace(",", ".")) for text in (latitude, longitude))
    except ValueError:
        remarks.append(f"“{latitude[:30]}, {longitude[:30]}” are no coordinates")
        return None
    if isfinite(lat) and isfinite(lon) and 90 < abs(lat) <= 180 and abs(lon) <= 90:
        remarks.append("latitude and longitude were swapped")
        return lon, lat
    if not is_point(lat, lon):
        remarks.append(f"coordinates {lat:g}, {lon:g} are not on the globe and were left out")
        return None
    if abs(lat) < NULL_ISLAND and abs(lon) < NULL_ISLAND:
        remarks.append("coordinates 0, 0 mean that nobody knew them; left out")
        return None
    return round(lat, 6), round(lon, 6)


def _is_nowhere(city: str, country: str, region: str) -> bool:
    return any(fold(text) in _NOWHERE for text in (city, country, region) if text)


def _region_words(text: str) -> str:
    """Regions in words or letters; what only a program understands ("point", "x.geojson", "41") is left out."""
    if (
        "." in text
        or text == "point"
        or any(c.isdigit() for c in text)
        or re.fullmatch("[a-z]{2,3}(-[a-z]+)?", text)
    ):
        return ""
    return text


def _split_city(city: str) -> tuple[str, str]:
    """ "Austin, TX" → city and region."""
    first, _, rest = city.partition(",")
    rest = rest.strip()
    return (first.strip(), rest) if rest and regions_called(rest) else (city, "")


def _without_country(city: str, country: str, gazetteer: Gazetteer, remarks: list[str]) -> str:
    """A country in the column for cities is none, unless it has a city of its name (Singapore)."""
    if not city or not country:
        return city
    last = city.split()[-1]
    is_country = country_by_name(city) == country or (len(last) > 3 and country_by_name(last) == country)
    if is_country and not any(fold(c.name) == fold(city) for c in gazetteer.cities_called(city, country)):
        remarks.append(f"“{city}” is a country, no city")
        return ""
    return city


# -- which country ---------------------------------------------------------------------------------


def _choose_country(
    name: str,
    city: str,
    region: str,
    country: str,
    code: str,
    point: tuple[float, float] | None,
    gazetteer: Gazetteer,
    expected: str,
) -> tuple[str, Region | None]:
    candidates: dict[tuple[str, Region | None], int] = {}

    def speak(candidate: str | None, points: int, region: Region | None = None) -> None:
        if candidate:
            key = (candidate, region)
            candidates[key] = candidates.get(key, 0) + points

    stated = country_code(code) if code else None
    speak(stated, 3)
    speak(expected, 4)
    named = country_by_name(country)
    speak(named, 3)
    if country and not named:
        speak(country_code(country), 2)
        for found in regions_called(country):
            speak(found.country, 2, found)
    if city and (as_country := country_by_name(city)):
        speak(as_country, 7)
    if not city and not point and (last := _country_at_end(name)):
        speak(last, 7)
    near: set[str] = set()
    if point:
        near = {c.country for _, c in gazetteer.cities_within(*point, 60)}
        nearest = gazetteer.reverse(point)
        if nearest and nearest.raw["population"] and (near or not candidates):
            speak(nearest.raw["country_code"], 2)
    if city and not candidates:
        known = gazetteer.cities_called(city)
        speak(known[0].country if known else None, 1)
    if not candidates and not city and not point:
        for found in _regions_at_end(name):
            speak(found.country, 1)
    for key in candidates:
        candidate, part = key
        if part and stated == candidate:
            candidates[key] += 2
        if candidate in near:
            candidates[key] += 1
        if city and gazetteer.cities_called(city, candidate, part):
            candidates[key] += 3 if part else 2
    if not candidates:
        return "", None
    best = max(candidates, key=lambda key: (candidates[key], key[0] == stated, key[1] is not None))
    return best


def _country_at_end(name: str) -> str | None:
    words = re.sub(r"\(.*?\)", " ", name).split()
    for start in range(1, len(words)):
        if found := country_by_name(" ".join(words[start:])):
            return found
    return None


def _regions_at_end(name: str) -> list[Region]:
    words = re.sub(r"\(.*?\)", " ", name).split()
    ends = (" ".join(words[start:]) for start in range(1, len(words)))
    return next((found for end in ends if len(end) > 3 and (found := regions_called(end))), [])


def _tell_country(country: str, code: str, chosen: str, in_region: Region | None, remarks: list[str]) -> None:
    said = country_code(code) if code else None
    if chosen and said and said != chosen:
        remarks.append(f"country is {country_name(chosen)}, not {country_name(said)}")
    elif chosen and code and code.upper() != chosen:
        remarks.append(f"country code “{code}” read as {chosen}")
    elif country and not chosen:
        remarks.append(f"“{country}” is no country that is known")
    if in_region:
        remarks.append(f"“{country}” is a part of {country_name(chosen)}")
    elif country and chosen and not country_by_name(country) and country_code(country) == chosen:
        remarks.append(f"country “{country}” read as {country_name(chosen)}")


# -- whether the coordinates can be true -----------------------------------------------------------


def _slips(lat: float, lon: float) -> Iterator[tuple[float, float, str]]:
    yield -lat, lon, "latitude had the wrong sign"
    yield lat, -lon, "longitude had the wrong sign"
    yield -lat, -lon, "both coordinates had the wrong sign"
    for a, b in ((lon, lat), (-lon, lat), (lon, -lat), (-lon, -lat)):
        yield a, b, "latitude and longitude were swapped"


def _believe(
    point: tuple[float, float],
    city: str,
    cities: list[City],
    country: str,
    gazetteer: Gazetteer,
    remarks: list[str],
) -> tuple[tuple[float, float] | None, str]:
    """The point as it is, set right, or the city's own; (None, "") when nothing is left of it."""
    if cities:
        return _believe_city(point, city, cities, remarks)
    if not country or _lies_in(point, country, gazetteer):
        return point, "source"
    for lat, lon, slip in _slips(*point):
        if is_point(lat, lon) and any(
            c.country == country for _, c in gazetteer.cities_within(lat, lon, 100)
        ):
            remarks.append(f"{slip}: {point[0]:g}, {point[1]:g} is not in {country_name(country)}")
            return (lat, lon), "mended"
    remarks.append(f"{point[0]:g}, {point[1]:g} is not in {country_name(country)}; coordinates left out")
    return None, ""


def _believe_city(
    point: tuple[float, float], city: str, cities: list[City], remarks: list[str]
) -> tuple[tuple[float, float], str]:
    def away(lat: float, lon: float) -> float:
        return min(haversine_km(lat, lon, c.latitude, c.longitude) for c in cities)

    distance = away(*point)
    if distance <= FROM_CITY_KM:
        return point, "source"
    for lat, lon, slip in _slips(*point):
        if is_point(lat, lon) and away(lat, lon) <= MIRRORED_KM:
            remarks.append(f"{slip}: {point[0]:g}, {point[1]:g} lies {distance:,.0f} km from {city}")
            return (lat, lon), "mended"
    own = [c for c in cities if fold(c.name) == fold(city)]
    if own:
        remarks.append(f"{point[0]:g}, {point[1]:g} lies {distance:,.0f} km from {city}: moved to the city")
        return (own[0].latitude, own[0].longitude), "gazetteer"
    remarks.append(f"lies {distance:,.0f} km from {city}; kept as it is")
    return point, "source"


def _lies_in(point: tuple[float, float], country: str, gazetteer: Gazetteer) -> bool:
    """Whether a city of the country is near, or no city of any: deserts and seas prove nothing."""
    nowhere = True
    for _, city in gazetteer.cities_within(*point, FROM_COUNTRY_KM):
        if city.country == country:
            return True
        nowhere = False
    return nowhere


def _city_around(point: tuple[float, float], country: str, gazetteer: Gazetteer) -> str:
    """The city that people would name there: a large one some way off rather than the quarter next door."""
    near = (pair for pair in gazetteer.cities_within(*point, 15) if pair[1].country == country)
    best = max(near, key=lambda pair: pair[1].population / (pair[0] + 4) ** 2, default=None)
    return best[1].name if best else ""


# -- a place for who gave no coordinates -----------------------------------------------------------


def _locate(
    name: str,
    hints: str,
    city: str,
    region: str,
    country: str,
    known: Region | None,
    cities: list[City],
    gazetteer: Gazetteer,
    remarks: list[str],
) -> Placed:
    found: City | None = cities[0] if cities else None
    how = "gazetteer"
    if not found and not city and country:
        found = _city_in_text(name, hints, country, known, gazetteer)
        if found:
            city = found.name
        elif known is None and (known := _region_in_text(name, country)):
            region = region or known.name
    if not found and known and (found := gazetteer.largest(known.country, known)):
        how = "region"
        remarks.append(f"placed at {found.name}, the largest city of {known.name}")
    if not found and country and (found := gazetteer.capital(country)):
        how = "country"
        remarks.append(f"placed at {found.name}, for want of more than its country")
    if not found:
        remarks.append("has no place")
        return Placed(city, region, country, remarks=tuple(remarks))
    return Placed(city, region, country, found.latitude, found.longitude, how, remarks=tuple(remarks))


def _city_in_text(
    name: str, hints: str, country: str, region: Region | None, gazetteer: Gazetteer
) -> City | None:
    """A city that the description or the end of the name speaks of."""
    for text in [m[0] for m in _JAPANESE_PLACE.finditer(hints)]:
        if found := gazetteer.cities_called(text, country, region):
            return found[0]
    words = re.sub(r"\(.*?\)", " ", name).split()
    for start in range(1, len(words)):
        text = " ".join(words[start:]).removesuffix(", " + country_name(country)).strip(" ,")
        if len(text) < 2 or country_by_name(text) or find_region(text, country):
            continue
        if found := gazetteer.cities_called(text, country, region):
            return found[0]
    return None


def _region_in_text(name: str, country: str) -> Region | None:
    words = re.sub(r"\(.*?\)", " ", name).split()
    for start in range(1, len(words)):
        text = " ".join(words[start:])
        if len(text) > 3 and (found := find_region(text, country)):
            return found
    return None
