"""/groups/ and /groups.geojson: the same groups in the same order, and clear words for what cannot be read."""

import datetime as dt
import json

import pytest

from core.clock import now
from groups.models import UserGroup
from groups.rules.slugs import slug_of
from tests.factories.events import make_event
from tests.factories.groups import make_group

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CITIES = [("Köln", 50.94, 6.96), ("Bonn", 50.73, 7.1), ("Berlin", 52.52, 13.4)]


@pytest.fixture
def groups():
    return [
        make_group(f"{city} Cloud", slug=slug_of(f"{city} Cloud"), city=city, latitude=lat, longitude=lon)
        for city, lat, lon in CITIES
    ]


def names(answer):
    return [group.name for group in answer.context["groups"]]


def features(client, query=""):
    answer = client.get(f"/groups.geojson{query}")
    assert answer["Content-Type"].startswith("application/geo+json")
    return [feature["properties"]["name"] for feature in json.loads(answer.content)["features"]]


def coming_on_map(client):
    found = json.loads(client.get("/groups.geojson").content)["features"]
    return {
        one["properties"]["name"]: one["properties"]["next"] for one in found if "next" in one["properties"]
    }


def test_an_empty_site_says_what_to_do(client):
    answer = client.get("/groups/")

    assert answer.status_code == 200
    assert "No group yet." in answer.content.decode()
    assert features(client) == []


def test_list_and_map_show_the_same_groups_in_the_same_order(client, groups):
    for query in ("", "?near=Bonn&within=800", "?q=cloud&country=DE", "?near=50.9,7.0"):
        answer = client.get(f"/groups/{query}")

        assert answer.status_code == 200
        assert names(answer) == features(client, query), query


def test_the_nearest_comes_first_with_its_distance(client, groups):
    answer = client.get("/groups/?near=koln&within=1000")

    assert names(answer) == ["Köln Cloud", "Bonn Cloud", "Berlin Cloud"]
    assert [round(group.km) for group in answer.context["groups"]] == [1, 25, 479]


def test_within_cuts(client, groups):
    assert names(client.get("/groups/?near=Köln&within=20")) == ["Köln Cloud"]
    assert names(client.get("/groups/?near=Köln")) == ["Köln Cloud", "Bonn Cloud"]


def test_near_wraps_around_the_date_line(client):
    make_group("Suva", latitude=-18.1, longitude=178.4, country="FJ")
    make_group("Apia", latitude=-13.8, longitude=-171.8, country="WS")
    make_group("Accra", latitude=5.6, longitude=-0.2, country="GH")

    assert names(client.get("/groups/?near=-16,-179.9&within=1200")) == ["Suva", "Apia"]


def test_words_find_without_accents(client, groups):
    make_group("東京クラウド", city="Tokyo", country="JP", latitude=35.68, longitude=139.69)

    assert names(client.get("/groups/?q=koln")) == ["Köln Cloud"]
    assert names(client.get("/groups/?q=東京")) == ["東京クラウド"]
    assert names(client.get("/groups/?q=nothing-like-it")) == []


def test_closed_groups_are_not_listed(client, groups):
    UserGroup.objects.filter(slug="berlin-cloud").update(status="closed")

    assert "Berlin Cloud" not in names(client.get("/groups/"))
    assert "Berlin Cloud" not in features(client)


@pytest.mark.parametrize(
    "query, words",
    [
        ("near=Nowhereville", "We do not know “Nowhereville”"),
        ("near=91,0", "are no coordinates"),
        ("near=1,2&within=-5", "From 1 to"),
        ("near=1,2&within=nan", "number"),
        ("near=1,2&within=1e999", ""),
        ("near=Bonn&within=far", "number"),
        ("country=XX", "valid choice"),
        ("near=" + "x" * 10_000, "at most 120"),
        ("q=" + "x" * 10_000, "at most 100"),
        ("near=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E", "We do not know"),
        ("near=%00", ""),
    ],
)
def test_a_filter_that_cannot_be_read_is_said_beside_its_field(client, groups, query, words):
    answer = client.get(f"/groups/?{query}")
    page = answer.content.decode()

    if words:
        assert answer.status_code == 422
        assert "field-errors" in page and words in page
        assert client.get(f"/groups.geojson?{query}").status_code == 422
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in page


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "1e9"])
def test_a_page_that_is_none_shows_one_that_is(client, groups, number):
    assert client.get(f"/groups/?page={number}").status_code == 200


def test_pages_keep_the_filter(client):
    for n in range(30):
        make_group(f"Group {n:02}")

    first, second = client.get("/groups/?country=DE"), client.get("/groups/?country=DE&page=2")

    assert len(names(first)) + len(names(second)) == 30 and not set(names(first)) & set(names(second))
    assert "country=DE&amp;page=2" in first.content.decode()


def test_nothing_near_offers_to_look_further(client, groups):
    answer = client.get("/groups/?near=Tokyo")

    assert "No group so near." in answer.content.decode()
    assert "within=500" in answer.context["wider_url"]


def test_the_next_meetup_stands_on_the_card(client, groups):
    start = now() + dt.timedelta(days=3)
    make_event("Cloud evening", group=groups[0], starts_at=start, ends_at=start + dt.timedelta(hours=2))

    assert "Cloud evening" in client.get("/groups/").content.decode()


def test_the_map_says_what_comes_next_and_where_it_lives(client, groups):
    koln, bonn, _berlin = groups
    for days, title in ((30, "Later"), (3, "Cloud evening"), (1, "Off")):
        start = now() + days * DAY
        make_event(title, group=koln, starts_at=start, status="cancelled" if title == "Off" else "published")
    make_event("Over", group=bonn, starts_at=now() - DAY)
    start = now() + DAY
    far = make_event(
        "Dojo", group=bonn, starts_at=start, source="mirror:1", source_url="https://dojo.example/1"
    )

    said = coming_on_map(client)

    assert {name: one["title"] for name, one in said.items()} == {
        "Köln Cloud": "Cloud evening",
        "Bonn Cloud": "Dojo",
    }
    assert said["Bonn Cloud"]["from"] == "from dojo.example" and "from" not in said["Köln Cloud"]
    assert client.get(f"/events/{said['Bonn Cloud']['slug']}/").context["event"] == far
    assert said["Bonn Cloud"]["when"] in client.get("/groups/").content.decode()


def test_queries_do_not_grow_with_rows(client, django_assert_max_num_queries):
    def count(query, address="/groups/"):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"{address}{query}").status_code == 200
        return len(caught)

    make_group()
    few = [count(query) for query in ("?a=1", "?near=Bonn&a=1", "?q=group&a=1")]
    on_map = count("", "/groups.geojson?a=1")
    for _ in range(30):
        start = now() + dt.timedelta(days=3)
        make_event(group=make_group(), starts_at=start, ends_at=start + dt.timedelta(hours=1))
    many = [count(query) for query in ("?a=2", "?near=Bonn&a=2", "?q=group&a=2")]

    assert max(m - f for m, f in zip(many, few, strict=True)) <= 0
    assert max(many) <= 16
    assert count("", "/groups.geojson?a=2") == on_map


def test_the_page_is_the_same_for_all_and_kept(client, groups):
    for address in ("/groups/", "/groups.geojson", "/groups/koln-cloud/"):
        client.get(address)
        answer = client.get(address)

        assert not answer.cookies and "ETag" in answer and "public" in answer["Cache-Control"], address
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304


def test_a_change_is_seen_at_once(client, groups):
    for _ in range(3):
        client.get("/groups/")
    groups[0].name = "Rhein Cloud"
    groups[0].save()

    assert "Rhein Cloud" in client.get("/groups/").content.decode()
    assert "Rhein Cloud" in features(client)
    assert coming_on_map(client) == {}
    make_event("Cloud evening", group=groups[0], starts_at=now() + DAY, ends_at=now() + 2 * DAY)
    assert set(coming_on_map(client)) == {"Rhein Cloud"}


def test_the_map_of_all_groups_is_small(client):
    import gzip

    UserGroup.objects.bulk_create(
        UserGroup(slug=f"some-group-of-{n}", name=f"Some Group of Place {n}", city=f"Place {n}",
                  latitude=(n * 0.0971) % 170 - 85, longitude=(n * 0.2137) % 360 - 180)
        for n in range(1800)
    )  # fmt: skip

    body = client.get("/groups.geojson").content

    assert len(gzip.compress(body)) < 60_000
