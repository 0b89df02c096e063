"""Distances on the globe and the boxes that a database can search quickly."""

from dataclasses import dataclass
from math import asin, cos, degrees, isfinite, radians, sin, sqrt

EARTH_KM = 6371.0088
"""The mean radius: a sphere is within 0.5 % of the ellipsoid, enough to cut a list (pages sort by geodesic)."""

HALF_WAY_ROUND_KM = EARTH_KM * 3.141592653589793
_MARGIN_KM = 0.01
"""Boxes are drawn a hair too wide, so that rounding never loses a point that lies on the edge."""


@dataclass(frozen=True, slots=True)
class Box:
    """Latitudes and longitudes in degrees; west is never greater than east (a box does not cross ±180°)."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def is_point(latitude: float | None, longitude: float | None) -> bool:
    """Whether both are finite numbers on the globe."""
    if latitude is None or longitude is None or not (isfinite(latitude) and isfinite(longitude)):
        return False
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def haversine_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, max(0.0, half))))


def bounding_boxes(latitude: float, longitude: float, km: float) -> tuple[Box, ...]:
    """One box, or two where the circle crosses ±180°, that hold every point within km.

    A circle that reaches over a pole takes in all longitudes.
    """
    if not is_point(latitude, longitude):
        raise ValueError("no point on the globe")
    if not km >= 0:
        raise ValueError("a distance is never negative")
    reach = (min(km, HALF_WAY_ROUND_KM) + _MARGIN_KM) / EARTH_KM
    south, north = latitude - degrees(reach), latitude + degrees(reach)
    if south <= -90 or north >= 90:
        return (Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0),)
    # the circle's widest longitude lies a little poleward of its centre
    widest = sin(reach) / cos(radians(latitude))
    if widest >= 1:
        return (Box(south, -180.0, north, 180.0),)
    spread = degrees(asin(widest)) + 1e-9
    west, east = longitude - spread, longitude + spread
    if west < -180:
        return (Box(south, west + 360, north, 180.0), Box(south, -180.0, north, east))
    if east > 180:
        return (Box(south, west, north, 180.0), Box(south, -180.0, north, east - 360))
    return (Box(south, west, north, east),)
