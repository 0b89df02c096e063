"""Which groups a filter finds, and what the list shows with each."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from geopy.distance import geodesic

from core.places.lookup import Place
from core.words import having
from groups.forms import FilterForm
from groups.models import UserGroup


def found(form: FilterForm) -> QuerySet[UserGroup]:
    """By name, or nearest first."""
    rows = UserGroup.objects.open()
    data = form.cleaned_data
    if country := data.get("country"):
        rows = rows.filter(country=country)
    if words := data.get("q"):
        rows = having(rows, words, "name", "city", "region")
    if form.place:
        rows = rows.near(form.place.latitude, form.place.longitude, form.km)
    return rows


def measured(rows: Iterable[Any], place: Place | None) -> list[Any]:
    """The database sorts on a sphere; what is shown is measured and sorted on the ellipsoid."""
    rows = list(rows)
    if place is None:
        return rows
    for row in rows:
        row.km = geodesic((place.latitude, place.longitude), (row.latitude, row.longitude)).km
    return sorted(rows, key=lambda row: (row.km, row.pk))


def add_next_events(groups: Iterable[Any], now: dt.datetime) -> None:
    """`next_event` of each group by one query; events lie above, so they are reached by the reverse relation."""
    groups = list(groups)
    event_model: Any = UserGroup._meta.get_field("events").related_model
    coming = (
        event_model.objects.public().taking_place().upcoming(now).filter(group__in=[g.pk for g in groups])
    )
    following: dict[int, Any] = {}
    for event in coming:
        following.setdefault(event.group_id, event)
    for group in groups:
        group.next_event = following.get(group.pk)
