import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from core.places.geometry import HALF_WAY_ROUND_KM, bounding_boxes, haversine_km, is_point

latitudes = st.floats(-90, 90, allow_nan=False)
longitudes = st.floats(-180, 180, allow_nan=False)
distances = st.floats(0, 25_000, allow_nan=False)


@given(latitudes, longitudes, latitudes, longitudes)
def test_haversine_is_near_the_geodesic(lat1, lon1, lat2, lon2):
    assert haversine_km(lat1, lon1, lat2, lon2) == pytest.approx(
        geodesic((lat1, lon1), (lat2, lon2)).km, rel=0.006, abs=0.01
    )


@given(latitudes, longitudes, latitudes, longitudes)
def test_haversine_is_the_same_both_ways_and_at_most_half_way_round(lat1, lon1, lat2, lon2):
    there = haversine_km(lat1, lon1, lat2, lon2)

    assert there == pytest.approx(haversine_km(lat2, lon2, lat1, lon1))
    assert 0 <= there <= HALF_WAY_ROUND_KM + 0.001


@given(latitudes, longitudes, distances, latitudes, longitudes)
def test_every_point_within_reach_lies_in_a_box(lat, lon, km, other_lat, other_lon):
    boxes = bounding_boxes(lat, lon, km)

    assert 1 <= len(boxes) <= 2
    if haversine_km(lat, lon, other_lat, other_lon) <= km:
        assert any(box.holds(other_lat, other_lon) for box in boxes)


@given(latitudes, longitudes, st.floats(0, 9_000), st.floats(0, 360))
def test_the_rim_lies_in_a_box(lat, lon, km, bearing):
    rim = geodesic(kilometers=km * 0.99).destination((lat, lon), bearing)

    if haversine_km(lat, lon, rim.latitude, rim.longitude) <= km:
        assert any(box.holds(rim.latitude, rim.longitude) for box in bounding_boxes(lat, lon, km))


@given(latitudes, longitudes, distances)
def test_boxes_are_on_the_globe_and_never_turned_round(lat, lon, km):
    for box in bounding_boxes(lat, lon, km):
        assert -90 <= box.south <= box.north <= 90
        assert -180 <= box.west <= box.east <= 180


def test_a_box_over_the_date_line_is_two():
    boxes = bounding_boxes(-17.8, 178.0, 500)  # Fiji

    assert len(boxes) == 2
    assert any(box.holds(-17.0, -178.5) for box in boxes)
    assert any(box.holds(-17.0, 177.0) for box in boxes)
    assert not any(box.holds(-17.0, 0) for box in boxes)


def test_a_box_over_a_pole_takes_all_longitudes():
    (box,) = bounding_boxes(89.5, 10, 200)

    assert (box.west, box.east, box.north) == (-180, 180, 90)


@pytest.mark.parametrize(
    "lat, lon, km", [(91, 0, 1), (0, 181, 1), (math.nan, 0, 1), (0, 0, -1), (0, 0, math.nan)]
)
def test_what_is_no_circle_is_refused(lat, lon, km):
    with pytest.raises(ValueError, match=r"point|distance"):
        bounding_boxes(lat, lon, km)


@pytest.mark.parametrize("lat, lon", [(None, 1), (1, None), (math.inf, 0), (90.1, 0), (0, -180.1)])
def test_what_is_no_point(lat, lon):
    assert not is_point(lat, lon)
