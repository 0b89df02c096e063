import gzip
import zoneinfo

import pytest

from core.places.countries import DATA, countries, country_by_name, country_code
from core.places.folding import fold, fold_umlauts
from core.places.gazetteer import NotOnTheGlobe, gazetteer, parse_coordinates, timezone_at
from core.places.regions import find_region, regions_called


@pytest.mark.parametrize(
    "query, name, country",
    [
        ("Köln", "Köln", "DE"),
        ("koln", "Köln", "DE"),
        ("KOELN", "Köln", "DE"),
        ("Cologne", "Köln", "DE"),
        ("東京", "Tokyo", "JP"),
        ("東京都", "Tokyo", "JP"),
        ("名古屋市", "Nagoya", "JP"),
        ("パリ", "Paris", "FR"),
        ("München, Germany", "Munich", "DE"),
        ("Muenchen DE", "Munich", "DE"),
        ("Munich, Deutschland", "Munich", "DE"),
        ("Paris", "Paris", "FR"),
        ("Paris, Texas", "Paris", "US"),
        ("Paris, TX, USA", "Paris", "US"),
        ("paris texas", "Paris", "US"),
        ("Springfield, US", "Springfield", "US"),
        ("Newark, DE", "Newark", "US"),
        ("Washington DC", "Washington", "US"),
        ("CDMX", "Mexico City", "MX"),
        ("New York", "New York City", "US"),
        ("St Petersburg", "Saint Petersburg", "RU"),
        ("Москва", "Moscow", "RU"),
        ("  Bangalore ,  IND ", "Bengaluru", "IN"),
        ("Roma", "Rome", "IT"),
        ("Florida", "Florida", "US"),
        ("Minas Gerais", "Minas Gerais", "BR"),
        ("Germany", "Germany", "DE"),
        ("DEU", "Germany", "DE"),
        ("Singapore", "Singapore", "SG"),
    ],
)
def test_what_people_type_is_found(query, name, country):
    found = gazetteer().geocode(query)

    assert found is not None
    assert (found.raw["name"], found.raw["country_code"]) == (name, country)


@pytest.mark.parametrize(
    "query", ["", "   ", "Nowhereville", "Paris, Nowhereland", "\x00", ",,,", "x" * 10_000, "'; --"]
)
def test_what_nobody_knows_is_none(query):
    assert gazetteer().geocode(query) is None


def test_several_of_one_name_come_by_people():
    found = gazetteer().geocode("Springfield", exactly_one=False)

    people = [place.raw["population"] for place in found]
    assert len(found) > 3
    assert people == sorted(people, reverse=True)


def test_country_codes_narrow():
    assert gazetteer().geocode("Paris", country_codes="us").raw["country_code"] == "US"
    assert gazetteer().geocode("Köln", country_codes=["fr", "US"]) is None


@pytest.mark.parametrize(
    "text, point",
    [
        ("48.1,11.6", (48.1, 11.6)),
        (" -25.9 , 32.5 ", (-25.9, 32.5)),
        ("0, 0", (0.0, 0.0)),
        ("48.1° 11.6°", (48.1, 11.6)),
    ],
)
def test_coordinates_are_read(text, point):
    assert parse_coordinates(text) == point
    assert gazetteer().geocode(text).point[:2] == point


@pytest.mark.parametrize("text", ["91,0", "48.1,200", "999 999", "-90.5, 3", "12345,1"])
def test_numbers_off_the_globe_are_told_apart_from_names(text):
    with pytest.raises(NotOnTheGlobe):
        parse_coordinates(text)


@pytest.mark.parametrize("text", ["Köln", "1e5,3", "nan,nan", "12,", "48.1", "10115 Berlin"])
def test_what_is_no_pair_of_numbers(text):
    assert parse_coordinates(text) is None


def test_reverse_gives_the_nearest_city():
    found = gazetteer().reverse((50.94, 6.96))

    assert found.raw["country_code"] == "DE"
    assert found.raw["km"] < 10


def test_reverse_works_across_the_date_line_and_gives_up_at_sea():
    assert gazetteer().reverse((-17.7, -179.9), country_codes="FJ") is not None
    assert gazetteer().reverse((-50, -120)) is None
    assert gazetteer().reverse((90, 0)) is None


def test_the_time_zone_of_a_place():
    assert timezone_at(50.94, 6.96) == "Europe/Berlin"
    assert timezone_at(-25.97, 32.57, "MZ") == "Africa/Maputo"
    assert timezone_at(-50, -120) == ""


def test_every_city_has_a_zone_a_country_and_lies_on_the_globe():
    cities = gazetteer()
    cities.geocode("Köln")
    zones, codes = zoneinfo.available_timezones(), set(countries())

    assert len(cities._cities) > 30_000
    for city in cities._cities:
        assert city.timezone in zones
        assert city.country in codes
        assert -90 <= city.latitude <= 90 and -180 <= city.longitude <= 180


def test_the_checked_in_list_is_small_and_credited():
    assert (DATA / "cities.tsv.gz").stat().st_size < 1_500_000
    assert gzip.decompress((DATA / "cities.tsv.gz").read_bytes()).count(b"\n") > 30_000
    assert "Creative Commons Attribution 4.0" in (DATA / "README.md").read_text()


@pytest.mark.parametrize(
    "text, code",
    [
        ("Germany", "DE"), ("DEU", "DE"), ("de", "DE"), ("UK", "GB"), ("the Netherlands", "NL"), ("MDG", "MG"),
        ("ARG", "AR"), ("México", "MX"), ("Türkiye", "TR"), ("Iran (Islamic Republic of)", "IR"), ("日本", "JP"),
        ("PERU", "PE"), ("Viet Nam", "VN"), ("Kosovo", "XK"), ("BiH", "BA"), ("Everywhere", None), ("", None),
    ],
)  # fmt: skip
def test_countries_in_many_words(text, code):
    assert country_code(text) == code


def test_a_code_is_no_name():
    assert country_by_name("DE") is None


def test_regions():
    assert find_region("TX", "US").name == "Texas"
    assert find_region("愛知県", "JP").name == "Aichi"
    assert [region.country for region in regions_called("WA")] == ["US", "AU"]
    assert regions_called("Bavaria") == []


def test_folding():
    assert (
        fold("Łódź") == "lodz" and fold("L'Aquila") == "laquila" and fold("São  Paulo-SP") == "sao paulo sp"
    )
    assert fold("が") != fold("か")
    assert fold_umlauts("München") == "muenchen"
