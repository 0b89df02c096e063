"""Rows near a point, by SQL that is the same on both databases."""

from typing import TypeVar

from django.db.models import F, FloatField, Model, Q, QuerySet, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from core.places.geometry import EARTH_KM, bounding_boxes

Rows = TypeVar("Rows", bound="QuerySet[Model]")


def within(rows: Rows, latitude: float, longitude: float, km: float, *, columns: tuple[str, str]) -> Rows:
    """Those of `rows` within `km` of a point, with `.km` (great circle). Their order stays.

    `columns` are the names of their latitude and longitude in degrees. A box that wraps at ±180° cuts first, by index.
    """
    north, east = columns
    boxes = Q()
    for box in bounding_boxes(latitude, longitude, km):
        boxes |= Q(**{f"{north}__range": (box.south, box.north), f"{east}__range": (box.west, box.east)})
    half = Power(Sin(Radians(F(north) - Value(latitude)) / 2), 2) + Cos(Radians(Value(latitude))) * Cos(
        Radians(F(north))
    ) * Power(Sin(Radians(F(east) - Value(longitude)) / 2), 2)
    distance = ASin(Sqrt(Least(Value(1.0), half)), output_field=FloatField()) * (2 * EARTH_KM)
    return rows.filter(boxes).annotate(km=distance).filter(km__lte=km)
