"""Finding, showing and founding groups, and the organizers' desk of one."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_countries import countries
from geopy.distance import geodesic
from wagtail.search.backends import get_search_backend

from core.access import can, needs, public, signed_in
from core.answers import shows
from core.clock import now
from core.finding import by_name
from core.places.lookup import Place, attribution
from groups.actions import group as group_actions
from groups.actions import membership as member_actions
from groups.forms import USUAL_KM, ChangeGroupForm, FilterForm, GroupForm
from groups.models import GroupPage, Membership, UserGroup
from people.models import Person

A_PAGE = 24
MOST_FOUND = 500
MOST_PAST = 12
UNREADABLE = 422
"""The status of a page whose filter or form could not be read: it says why beside the field."""


# -- the list and the map ----------------------------------------------------------------------------


@public
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """Map and list, of the same groups in the same order. A filter that cannot be read is left out and said so."""
    shows(request, "groups", "events")
    form = _filter_form(request.GET)
    readable = form.is_valid()
    found = _found(form)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    _sort_by_geodesic(page, form.place)
    _add_next_events(page.object_list)
    query = _query(form)
    context = {
        "form": form,
        "page": page,
        "groups": page.object_list,
        "place": form.place,
        "within": _within(form),
        "map_url": reverse("groups_geojson") + (f"?{query.urlencode()}" if query else ""),
        "found_words": _found_words(page.paginator.count, form.place, _within(form)),
        "clear_url": reverse("groups") if request.GET else "",
        "wider_url": _wider_url(form),
        "tiles_url": settings.MAP_TILES_URL,
        "tiles_attribution": settings.MAP_TILES_ATTRIBUTION,
        "attribution": attribution(),
    }
    return render(request, "groups/list.html", context, status=200 if readable else UNREADABLE)


@public
@require_safe
def groups_geojson(request: HttpRequest) -> HttpResponse:
    """The groups of the list that have a place, in its order: no more of each than the map shows."""
    shows(request, "groups")
    form = _filter_form(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(
            form.errors.as_json(), content_type="application/json", status=UNREADABLE
        )
    rows = _found(form).exclude(latitude=None).exclude(is_virtual=True)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(longitude, 4), round(latitude, 4)]},
            "properties": {"slug": slug, "name": name, **({"city": city} if city else {})},
        }
        for slug, name, city, latitude, longitude in rows.values_list(
            "slug", "name", "city", "latitude", "longitude"
        )
    ]
    collection = {"type": "FeatureCollection", "features": features}
    body = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/geo+json")


def _filter_form(data: QueryDict) -> FilterForm:
    codes = UserGroup.objects.open().exclude(country="").values_list("country", flat=True).order_by("country")
    names = sorted(((str(code), countries.name(code)) for code in codes.distinct()), key=lambda pair: pair[1])
    return FilterForm(data, present=names)


def _within(form: FilterForm) -> float:
    return form.cleaned_data.get("within") or USUAL_KM


def _found(form: FilterForm) -> QuerySet[UserGroup]:
    """By name, or nearest first."""
    rows = UserGroup.objects.open()
    data = form.cleaned_data
    if country := data.get("country"):
        rows = rows.filter(country=country)
    if words := data.get("q"):
        hits = get_search_backend().autocomplete(words, UserGroup.objects.all())[:MOST_FOUND]
        rows = rows.filter(
            Q(pk__in=[hit.pk for hit in hits]) | Q(name__icontains=words) | Q(city__icontains=words)
        )
    if form.place:
        rows = rows.near(form.place.latitude, form.place.longitude, _within(form))
    return rows


def _sort_by_geodesic(page: Page, place: Place | None) -> None:
    """The database sorts on a sphere; what is shown is measured and sorted on the ellipsoid."""
    if place is None:
        return
    rows = list(page.object_list)
    for row in rows:
        row.km = geodesic((place.latitude, place.longitude), (row.latitude, row.longitude)).km
    page.object_list = sorted(rows, key=lambda row: (row.km, row.pk))


def _add_next_events(groups: Iterable[Any]) -> None:
    """`next_event` of each group by one query; events lie above, so they are reached by the reverse relation."""
    groups = list(groups)
    event_model: Any = UserGroup._meta.get_field("events").related_model
    coming = (
        event_model.objects.public().taking_place().upcoming(now()).filter(group__in=[g.pk for g in groups])
    )
    following: dict[int, Any] = {}
    for event in coming:
        following.setdefault(event.group_id, event)
    for group in groups:
        group.next_event = following.get(group.pk)


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
    query["within"] = f"{min(_within(form) * 5, 20_000):g}"
    return f"{reverse('groups')}?{query.urlencode()}"


def _found_words(count: int, place: Place | None, within: float) -> str:
    if place:
        return ngettext(
            "%(count)d group within %(km)s km of %(place)s",
            "%(count)d groups within %(km)s km of %(place)s",
            count,
        ) % {"count": count, "km": f"{within:g}", "place": place.name}
    return ngettext("%(count)d group", "%(count)d groups", count) % {"count": count}


# -- one group -----------------------------------------------------------------------------------------


@public
@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Facts, and the words of the group's page where there is a live one."""
    row = by_name(UserGroup.objects.all(), slug)
    if row.slug != slug:
        return redirect(row.get_absolute_url(), permanent=True)
    words = getattr(request, "preview_words", None) or _words_of(row)
    shows(request, row, "events", *([words] if words and words.pk else []))
    events = row.events.public().for_cards()  # type: ignore[attr-defined]  # the reverse relation
    at = now()
    organizers = row.memberships.filter(role=Membership.Role.ORGANIZER, person__is_public=True)
    context = {
        "group": row,
        "words": words,
        "upcoming": list(events.upcoming(at)[:MOST_PAST]),
        "past": list(events.past(at)[:MOST_PAST]),
        "organizers": [m.person for m in organizers.select_related("person__photo")],
        "members": row.memberships.count(),
        "facts": _facts_of(row),
        "feed_url": f"{settings.SITE_URL}/groups/{row.slug}/calendar.ics",
        "parents": [{"title": _("Groups"), "url": reverse("groups")}],
        "linked_data": _linked_data(row),
    }
    return render(request, "groups/group.html", context)


def _words_of(row: UserGroup) -> GroupPage | None:
    """The live page in the reader's language, else in any."""
    pages = list(GroupPage.objects.live().public().filter(group=row).select_related("locale").order_by("pk"))
    own = [page for page in pages if page.locale.language_code == get_language()]
    return (own or pages or [None])[0]


def _facts_of(row: UserGroup) -> list[dict[str, Any]]:
    """What is known, in words; a link that is no address of the web stays text."""
    vague = _("(more is not known)") if row.located_by in {"country", "region"} else ""
    facts: list[dict[str, Any]] = [
        {"label": _("Where"), "text": row.place, "note": vague},
        {"label": _("Time zone"), "text": row.timezone},
        {"label": _("Also known as"), "text": ", ".join(row.aliases)},
        {"label": _("Members on another platform"), "text": row.members_elsewhere},
    ]
    for service, link in row.links.items():
        address = urlsplit(link)
        text = (address.hostname or "").removeprefix("www.") if address.scheme in {"http", "https"} else link
        facts.append({"label": service.replace("-", " ").capitalize(), "text": text, "url": link})
    facts.append({"label": _("Source of these facts"), "text": row.source, "url": row.source_url})
    return [fact for fact in facts if fact["text"]]


def _linked_data(row: UserGroup) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"urn:uuid:{row.uuid}",
        "name": row.name,
        "url": settings.SITE_URL + row.get_absolute_url(),
    }
    if row.aliases:
        data["alternateName"] = row.aliases
    same = [link for link in (row.website, *row.links.values()) if link.startswith(("http://", "https://"))]
    if same:
        data["sameAs"] = list(dict.fromkeys(same))
    if row.founded_on:
        data["foundingDate"] = row.founded_on.isoformat()
    if row.city or row.country:
        place: dict[str, Any] = {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                **({"addressLocality": row.city} if row.city else {}),
                **({"addressCountry": str(row.country)} if row.country else {}),
            },
        }
        if row.latitude is not None and row.located_by not in {"country", "region"}:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": row.latitude, "longitude": row.longitude}
        data["location"] = place
    return data


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Joining and leaving: a page of its own, so that the group's page is the same for everybody."""
    row = by_name(UserGroup.objects.all(), slug)
    if row.slug != slug:
        return redirect("join_group", slug=row.slug, permanent=True)
    person = Person.objects.filter(user=request.user).first()
    refusal, status = "", 200
    if request.method == "POST":
        refusal = _join_or_leave(request, row, person)
        if not refusal:
            return redirect("join_group", slug=row.slug)
        status = 409
    membership = Membership.objects.filter(group=row, person=person).first() if person else None
    context = {
        "group": row,
        "membership": membership,
        "refusal": refusal,
        "may_join": can(request.user, "join", row),
        "may_change": can(request.user, "change", row),
    }
    return render(request, "groups/join.html", context, status=status)


def _join_or_leave(request: HttpRequest, row: UserGroup, person: Person | None) -> str:
    """Does it and says so; gives back why it could not be done."""
    if person is None:
        return _("Your account has no profile yet. Fill in your profile first.")
    if request.POST.get("do") == "leave":
        try:
            member_actions.leave(group=row, person=person, by=request.user, now=now())
        except member_actions.LastOrganizer:
            return _("You are the only organizer. Make another member organizer first.")
        messages.success(request, _("You left %(group)s.") % {"group": row.name})
        return ""
    if not can(request.user, "join", row):
        return _("This group is closed.")
    member_actions.join(group=row, person=person, by=request.user, now=now())
    messages.success(request, _("You are a member of %(group)s.") % {"group": row.name})
    return ""


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: HttpRequest) -> HttpResponse:
    """Anybody whose e-mail is verified founds a group; it is open at once."""
    may = can(request.user, "found group")
    form = GroupForm(request.POST or None)
    status = 200 if may else 403
    if request.method == "POST" and may:
        if form.is_valid():
            try:
                row = group_actions.found(facts=form.facts(), by=request.user, now=now())
            except group_actions.TooManyFounded:
                form.add_error(None, _("You founded several groups today. Try again tomorrow."))
                return render(request, "groups/new.html", {"form": form, "may": may}, status=429)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(
                    request, _("%(group)s is open. You are its organizer.") % {"group": row.name}
                )
                return redirect(row)
        status = UNREADABLE
    return render(request, "groups/new.html", {"form": form, "may": may}, status=status)


# -- the organizers' desk ------------------------------------------------------------------------------


def _called(slug: str) -> UserGroup:
    return by_name(UserGroup.objects.all(), slug)


def _desk(row: UserGroup, active: str) -> dict[str, Any]:
    tabs = [
        {"title": title, "url": reverse(name, args=[row.slug]), "active": name == active}
        for name, title in (("desk_group", _("Facts")), ("desk_group_members", _("Members")))
    ]
    shown = {"title": _("Show the group"), "url": row.get_absolute_url(), "active": False}
    return {"group": row, "desk_title": row.name, "desk_nav": [*tabs, shown]}


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_group(request: HttpRequest, row: UserGroup) -> HttpResponse:
    """The facts of a group."""
    if request.method != "POST":
        form = ChangeGroupForm(initial=ChangeGroupForm.start(row), group=row)
        return render(request, "groups/desk_facts.html", {**_desk(row, "desk_group"), "form": form})
    form = ChangeGroupForm(request.POST, group=row)
    if form.is_valid():
        try:
            row = group_actions.change(
                group=row, facts=form.facts(), slug=form.cleaned_data["slug"], by=request.user, now=now()
            )
        except ValidationError as error:
            known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
            form.add_error(None, error if known else ValidationError(error.messages))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_group", slug=row.slug)
    row.refresh_from_db()
    return render(
        request, "groups/desk_facts.html", {**_desk(row, "desk_group"), "form": form}, status=UNREADABLE
    )


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_members(request: HttpRequest, row: UserGroup) -> HttpResponse:
    """Who is in the group, and who organizes it."""
    status, refusal = 200, ""
    if request.method == "POST":
        refusal = _change_member(request, row)
        if not refusal:
            return redirect("desk_group_members", slug=row.slug)
        status = 409
    rows = row.memberships.select_related("person__photo").order_by("-role", "joined_at", "pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {**_desk(row, "desk_group_members"), "page": page, "refusal": refusal}
    return render(request, "groups/desk_members.html", context, status=status)


def _change_member(request: HttpRequest, row: UserGroup) -> str:
    """One button of one line; gives back why it could not be done."""
    number = request.POST.get("member", "")
    membership = (
        row.memberships.filter(pk=number).select_related("person").first() if number.isdecimal() else None
    )
    if membership is None:
        return _("This person is no member any more.")
    act = {
        "organizer": member_actions.make_organizer,
        "member": member_actions.make_member,
        "remove": member_actions.leave,
    }.get(request.POST.get("do", ""))
    if act is None:
        return _("Choose what to do.")
    try:
        act(group=row, person=membership.person, by=request.user, now=now())
    except member_actions.LastOrganizer:
        return _("A group keeps at least one organizer. Make another member organizer first.")
    messages.success(request, _("Saved."))
    return ""
