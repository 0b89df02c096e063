"""Which groups a filter finds, and what the list shows with each."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
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
    """`next_event` of each group by one query."""
    groups = list(groups)
    following = next_events([group.pk for group in groups], now)
    for group in groups:
        group.next_event = following.get(group.pk)


def next_events(groups: Iterable[int] | QuerySet[Any], now: dt.datetime) -> dict[int, Any]:
    """What a card and the map say of the first event to come of each; events lie above, so they are reached by the
    reverse relation."""
    event_model: Any = UserGroup._meta.get_field("events").related_model
    place = Window(RowNumber(), partition_by="group_id", order_by=("starts_at", "pk"))
    coming = event_model.objects.public().taking_place().upcoming(now).filter(group__in=groups)
    first = coming.alias(place=place).filter(place=1)
    return {
        event.group_id: event
        for event in first.only("group", "title", "slug", "starts_at", "timezone", "source", "source_url")
    }
