"""Rows as the lists have them, and what becomes of them."""

import datetime as dt

import pytest

from core.places.gazetteer import gazetteer
from groups.rules.reading import read_row

PLACE = ("city", "region", "country", "latitude", "longitude", "located_by")


def read(**row):
    return read_row({"name": "A group", **row}, 2, gazetteer())


def placed(**row):
    facts = read(**row).facts
    return {name: getattr(facts, name) for name in PLACE}


def test_a_good_row_is_kept_as_it_is():
    reading = read(
        name="Berlin.rb", city="Berlin", country="Germany", country_code="DE", lat="52.52", lon="13.405",
        timezone="Europe/Berlin", url="https://berlinrb.org", members="12", founded="2008-02-29", status="monthly",
        source_id="berlinrb", aliases="Ruby Berlin | RUG::B | Berlin.rb",
    )  # fmt: skip

    facts = reading.facts
    assert reading.remarks == () and not reading.refused
    assert (facts.city, facts.country, facts.latitude, facts.longitude) == ("Berlin", "DE", 52.52, 13.405)
    assert (facts.located_by, facts.timezone, facts.status) == ("source", "Europe/Berlin", "active")
    assert (facts.members_elsewhere, facts.founded_on) == (12, dt.date(2008, 2, 29))
    assert facts.aliases == ("Ruby Berlin", "RUG::B")


@pytest.mark.parametrize(
    "row, country",
    [
        ({"city": "Antananarivo", "country": "MDG", "country_code": "MG"}, "MG"),
        ({"city": "Buenos Aires", "country_code": "ARG", "lat": "-34.6", "lon": "-58.38"}, "AR"),
        ({"city": "Atlanta", "country": "GA"}, "US"),
        ({"city": "San Diego", "country": "CA", "country_code": "US"}, "US"),
        ({"city": "Ottawa", "country": "CA"}, "CA"),
        ({"city": "Duque de Caxias", "country": "RJ"}, "BR"),
        ({"city": "Newark", "country": "DE", "lat": "39.68", "lon": "-75.75"}, "US"),
        ({"city": "Bauchi", "country": "NG"}, "NG"),
        ({"city": "CDMX", "country": "M&eacute;xico"}, "MX"),
        ({"city": "Australia", "lat": "-24.77", "lon": "134.75"}, "AU"),
        ({"city": "Ethiopia", "country": "Addis Ababa", "lat": "9.0", "lon": "38.76"}, "ET"),
        ({"name": "User Group Cyprus", "country": "Algeria", "country_code": "DZ"}, "CY"),
        ({"name": "OpenStreetMap Michigan"}, "US"),
        ({"lat": "41.65", "lon": "-0.88", "region": "point"}, "ES"),
        ({"city": "Zurich", "lat": "47.37", "lon": "8.54"}, "CH"),
        ({"name": "CoderDojo 瑞穂", "prefecture": "愛知"}, "JP"),
    ],
)
def test_the_country_is_told_from_all_that_is_said(row, country):
    assert placed(**row)["country"] == country


@pytest.mark.parametrize(
    "row, point, how",
    [
        # PyLadies Maputo lies in Egypt
        (
            {"city": "Maputo", "country": "Mozambique", "lat": "25.9692", "lon": "32.5732"},
            (-25.9692, 32.5732),
            "mended",
        ),
        (
            {"city": "Zaria", "country": "Nigeria", "lat": "7.6559", "lon": "11.1517"},
            (11.1517, 7.6559),
            "mended",
        ),
        ({"city": "Panama", "country_code": "LK", "lat": "8.54", "lon": "80.78"}, (8.54, -80.78), "mended"),
        (
            {"city": "Portland", "country": "OR", "lat": "35.77", "lon": "-78.64"},
            (45.5234, -122.6762),
            "gazetteer",
        ),
        (
            {"city": "Brno", "country": "Czech Republic", "lat": "50.08", "lon": "14.43"},
            (49.1952, 16.608),
            "gazetteer",
        ),
        ({"city": "Lyon", "country": "France", "lat": "0", "lon": "0"}, (45.7491, 4.8479), "gazetteer"),
        ({"city": "Lyon", "country": "France", "lat": "north", "lon": "?"}, (45.7491, 4.8479), "gazetteer"),
        ({"city": "Lyon", "country": "France", "lat": "1e9", "lon": "nan"}, (45.7491, 4.8479), "gazetteer"),
        ({"country": "Japan", "lat": "139.7", "lon": "35.6"}, (35.6, 139.7), "source"),
        ({"city": "Austin, TX", "country": "United States"}, (30.2672, -97.7431), "gazetteer"),
        ({"city": "Washington DC", "country": "United States"}, (38.8951, -77.0364), "gazetteer"),
        ({"name": "User Group Connecticut", "country": "United States"}, (41.1792, -73.1894), "region"),
        ({"name": "User Group Nordics", "country": "Norway"}, (59.9127, 10.7461), "country"),
        (
            {"name": "A", "prefecture": "愛知", "description": "名古屋市瑞穂区で月2回開催"},
            (35.1815, 136.9064),
            "gazetteer",
        ),
        ({"name": "A", "prefecture": "徳島"}, (34.0667, 134.5667), "region"),
    ],
)
def test_coordinates_are_believed_mended_or_replaced(row, point, how):
    where = placed(**row)

    assert (where["latitude"], where["longitude"]) == pytest.approx(point, abs=0.001)
    assert where["located_by"] == how


def test_several_groups_may_share_a_point_and_a_wide_country_has_room():
    assert read(country="Australia", lat="-24.5", lon="112.2").facts.located_by == "source"


@pytest.mark.parametrize(
    "row",
    [
        {"city": "Remote", "country": "Everywhere"},
        {"city": "online", "country": "Israel", "timezone": "UTC"},
        {"name": "en Español", "city": "en Espa&ntilde;ol", "country": "Everywhere"},
        {"region": "001"},
    ],
)
def test_groups_of_nowhere_are_virtual(row):
    facts = read(**row).facts

    assert facts.is_virtual and facts.latitude is None and facts.city == ""


def test_a_continent_is_no_point():
    reading = read(city="Europe", lat="54.5", lon="15.2")

    assert (reading.facts.latitude, reading.facts.region, reading.facts.country) == (None, "Europe", "")
    assert any("Europe" in remark for remark in reading.remarks)


@pytest.mark.parametrize(
    "row, words",
    [
        ({"city": "Maputo", "country": "Mozambique", "lat": "25.97", "lon": "32.57"}, "wrong sign"),
        ({"founded": "2019-02-30"}, "is no date"),
        ({"members": "many"}, "is no number"),
        ({"timezone": "Mars/Olympus", "city": "Berlin", "country": "DE"}, "no time zone"),
        ({"country": "Atlantis"}, "no country that is known"),
        ({"status": "sleepwalking"}, "is not known"),
        ({"url": "mailto:person1@example.invalid"}, "somebody's own"),
        ({"name": "  Two   blanks "}, "name cleaned"),
    ],
)
def test_what_was_done_is_remarked(row, words):
    assert any(words in remark for remark in read(**row).remarks)


@pytest.mark.parametrize(
    "row, words",
    [
        ({"name": "", "url": "https://example.org"}, "has no name"),
        ({"name": "x" * 10_000}, "longer than"),
        ({"name": "A", "city": "c" * 500}, "longer than"),
        ({"name": "A", "source_id": "i" * 500}, "longer than"),
        ({"name": "A", None: ["one", "more"]}, "more cells"),
        ({"name": " ", "city": "\t"}, "is empty"),
    ],
)
def test_a_row_that_is_none_is_refused_with_its_reason(row, words):
    reading = read_row(row, 7, gazetteer())

    assert reading.facts is None and words in reading.refused and reading.line == 7


def test_text_of_strangers_stays_text():
    facts = read(name="</script><b>x</b>", description="<script>alert(1)</script>").facts

    assert facts.name == "</script><b>x</b>"


def test_a_status_that_is_a_service_gives_the_link():
    facts = read(name="GeoPhilly", url="GeoPhilly", status="meetup").facts

    assert facts.links == {"meetup": "https://www.meetup.com/GeoPhilly/"} and facts.status == "active"
