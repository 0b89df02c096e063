import datetime as dt

import pytest

from core.clock import now
from home.near import place_in_zone
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/Berlin", "Berlin"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("Asia/Tokyo", "Tokyo"),
        ("Asia/Calcutta", "Kolkata"),
        ("Pacific/Auckland", "Auckland"),
    ],
)
def test_a_zone_has_a_largest_city(zone, city):
    assert place_in_zone(zone).name.startswith(city)


@pytest.mark.parametrize("zone", ["", "UTC", "Etc/GMT+5", "../../etc/passwd", "Nowhere/City", "x" * 5000])
def test_what_is_no_zone_of_a_place_has_none(zone):
    assert place_in_zone(zone) is None


def test_three_groups_and_three_meetups_nearest_and_next_first(client):
    for number, (latitude, longitude) in enumerate(
        [(50.94, 6.96), (50.73, 7.1), (52.5, 13.4), (-33.9, 151.2)]
    ):
        make_group(f"Group {number}.", latitude=latitude, longitude=longitude)
    soon = now() + dt.timedelta(days=1)
    forum = make_venue(latitude=50.95, longitude=6.9)
    for number in range(4):
        make_event(f"Meetup {number}.", venue=forum, starts_at=soon + dt.timedelta(days=number))
    make_event("Sydney soon", venue=make_venue(latitude=-33.9, longitude=151.2), starts_at=soon)

    found = client.get("/near.json?near=koln").json()

    assert found["place"].startswith("Köln") or found["place"].startswith("Cologne")
    assert found["guessed"] is False
    assert [found["groups"].find(f"Group {n}.") > 0 for n in range(4)] == [True, True, True, False]
    assert found["groups"].index("Group 0.") < found["groups"].index("Group 1.")
    assert [found["meetups"].find(f"Meetup {n}.") > 0 for n in range(4)] == [True, True, True, False]
    assert "Sydney soon" not in found["meetups"]


def test_a_meetup_without_a_place_on_the_map_is_near_its_group(client):
    make_event("At the group's", group=make_group())
    make_event("Elsewhere", group=make_group(latitude=-33.9, longitude=151.2))

    found = client.get("/near.json?zone=Europe/Berlin").json()

    assert "At the group&#x27;s" in found["meetups"] and "Elsewhere" not in found["meetups"]
    assert found["guessed"] is True


def test_the_antimeridian_is_no_wall(client):
    make_event("Across the line", venue=make_venue(latitude=-17.7, longitude=-179.5))

    assert "Across the line" in client.get("/near.json?near=-17.7,179.5").json()["meetups"]


def test_far_from_everything_the_next_ones_anywhere_are_shown(client):
    make_event("In Berlin", venue=make_venue(latitude=52.5, longitude=13.4))

    assert "In Berlin" in client.get("/near.json?near=-80,0").json()["meetups"]


@pytest.mark.parametrize("near", ["nosuchplaceatall", "91,0", "\x00", "<script>", "x" * 10_000])
def test_an_unknown_place_is_answered_with_words(client, near):
    answer = client.get("/near.json", {"near": near})

    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert answer.json()["message"]


def test_what_people_wrote_stays_text(client):
    make_group("<img src=x onerror=alert(1)>")

    assert "<img src=x" not in client.get("/near.json?near=koln").json()["groups"]


def test_it_can_be_kept_and_follows_a_change(client):
    for _turn in range(3):
        answer = client.get("/near.json?near=koln")
    make_event("Brand new", group=make_group())

    assert answer["ETag"] and "public" in answer["Cache-Control"] and not answer.cookies
    assert "Brand new" in client.get("/near.json?near=koln").json()["meetups"]
