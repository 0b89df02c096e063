"""The list and the map of groups."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_countries import countries

from core.access import public
from core.answers import shows
from core.clock import now
from core.links import host_of
from core.pagination import page_of
from core.places.lookup import Place, attribution
from core.wall_time import words_in
from groups import finding
from groups.forms import FilterForm
from groups.models import UserGroup

A_PAGE = 24


@public
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """Map and list, of the same groups in the same order. A filter that cannot be read is left out and said so."""
    shows(request, "groups", "events")
    form = _filter_form(request.GET)
    readable = form.is_valid()
    found = finding.found(form)
    page = page_of(request, found, A_PAGE)
    page.object_list = finding.measured(page.object_list, form.place)
    finding.add_next_events(page.object_list, now())
    query = _query(form)
    context = {
        "form": form,
        "page": page,
        "groups": page.object_list,
        "place": form.place,
        "within": form.km,
        "map_url": reverse("groups_geojson") + (f"?{query.urlencode()}" if query else ""),
        "found_words": _found_words(page.paginator.count, form.place, form.km),
        "clear_url": reverse("groups") if request.GET else "",
        "wider_url": _wider_url(form),
        "tiles_url": settings.MAP_TILES_URL,
        "tiles_attribution": settings.MAP_TILES_ATTRIBUTION,
        "attribution": attribution(),
    }
    return render(request, "groups/list.html", context, status=200 if readable else 422)


@public
@require_safe
def groups_geojson(request: HttpRequest) -> HttpResponse:
    """The groups of the list that have a place, in its order, each with what comes next: no more than the map shows."""
    shows(request, "groups", "events")
    form = _filter_form(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_json(), content_type="application/json", status=422)
    rows = finding.found(form).exclude(latitude=None).exclude(is_virtual=True)
    following = finding.next_events(rows.order_by().values("pk"), now())
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(longitude, 4), round(latitude, 4)]},
            "properties": {
                "slug": slug,
                "name": name,
                **({"city": city} if city else {}),
                **({"next": _next(following[pk])} if pk in following else {}),
            },
        }
        for pk, slug, name, city, latitude, longitude in rows.values_list(
            "pk", "slug", "name", "city", "latitude", "longitude"
        )
    ]
    collection = {"type": "FeatureCollection", "features": features}
    body = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/geo+json")


def _next(event: Any) -> dict[str, str]:
    """In words, as on the group's card; what lives elsewhere says where."""
    said = {
        "slug": event.slug,
        "title": event.title,
        "when": words_in(event.starts_at, event.timezone, "short"),
    }
    if event.home_url:
        said["from"] = _("from %(host)s") % {"host": host_of(event.home_url)}
    return said


def _filter_form(data: QueryDict) -> FilterForm:
    codes = UserGroup.objects.open().exclude(country="").values_list("country", flat=True).order_by("country")
    names = sorted(((str(code), countries.name(code)) for code in codes.distinct()), key=lambda pair: pair[1])
    return FilterForm(data, present=names)


def _query(form: FilterForm) -> QueryDict:
    """The readable part of the filter, for the map's data."""
    query = QueryDict(mutable=True)
    for name in ("near", "within", "q", "country"):
        value = form.cleaned_data.get(name)
        if value:
            query[name] = f"{value:g}" if isinstance(value, float) else value
    if "near" not in query:
        query.pop("within", None)
    return query


def _wider_url(form: FilterForm) -> str:
    if not form.place:
        return ""
    query = _query(form)
    query["within"] = f"{min(form.km * 5, 20_000):g}"
    return f"{reverse('groups')}?{query.urlencode()}"


def _found_words(count: int, place: Place | None, within: float) -> str:
    if place:
        return ngettext(
            "%(count)d group within %(km)s km of %(place)s",
            "%(count)d groups within %(km)s km of %(place)s",
            count,
        ) % {"count": count, "km": f"{within:g}", "place": place.name}
    return ngettext("%(count)d group", "%(count)d groups", count) % {"count": count}
