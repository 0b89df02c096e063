"""Groups for programs."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from core.answers import shows
from core.api.answering import LIST, ONE, Addressed, Country, WebLinks, Words, by_name
from core.api.asking import Paging, Refused, clean
from core.api.pages import Listing, listing
from core.links import absolute
from core.places.lookup import Place, find_place
from core.words import having
from groups.models import UserGroup

FARTHEST_KM = 20_100

router = Router(tags=["groups"])


class GroupOut(Addressed):
    calendar_url: str
    name: str
    aliases: Words
    city: str
    region: str
    country: Country
    latitude: float | None
    longitude: float | None
    km: float | None = Field(None, description="Distance from the place asked for")
    timezone: str
    is_virtual: bool
    status: str
    description: str = Field(description="Markdown")
    website: str
    links: WebLinks
    founded_on: dt.date | None
    source: str
    source_url: str
    changed_at: dt.datetime

    @staticmethod
    def resolve_calendar_url(row: UserGroup) -> str:
        return f"{absolute(row.get_absolute_url())}calendar.ics"

    @staticmethod
    def resolve_km(row: UserGroup) -> float | None:
        km = getattr(row, "km", None)
        return None if km is None else round(km, 1)

    @staticmethod
    def resolve_changed_at(row: UserGroup) -> dt.datetime:
        return row.updated_at


class GroupQuestions(Paging):
    q: str = Field("", max_length=200)
    country: str = Field("", description="Two letters (ISO 3166)", pattern="^([A-Za-z]{2})?$")
    near: str = Field("", max_length=200)
    within: float = Field(500, gt=0, le=FARTHEST_KM)


@router.get("", response={200: Listing[GroupOut], **LIST})
def list_groups(request: HttpRequest, asked: Query[GroupQuestions]) -> dict[str, Any]:
    """Groups by name, or the nearest first where a place is given."""
    groups = having(UserGroup.objects.open(), asked.q, "name", "city")
    order = ("name", "pk")
    if asked.country:
        groups = groups.filter(country=asked.country.upper())
    if near := clean(asked.near).strip():
        place = find_place(near)
        if not isinstance(place, Place):
            raise Refused(422, {"near": [f"We know no place called “{near[:60]}”."]})
        groups, order = groups.near(place.latitude, place.longitude, asked.within), ("km", "pk")
    shows(request, "groups")
    return listing(request, groups, asked, *order)


@router.get("/{slug}", response={200: GroupOut, **ONE})
def show_group(request: HttpRequest, slug: str) -> UserGroup:
    group = by_name(UserGroup.objects.all(), slug)
    shows(request, group)
    return group
