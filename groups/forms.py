"""Finding, founding and changing groups."""

import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.forms import CleanCharField, CleanTextField, CleanURLField, choose_among, clean_line
from core.places.gazetteer import NotOnTheGlobe, parse_coordinates
from core.places.gazetteer import timezone_at as zone_of
from core.places.lookup import Missing, Place, find_place
from core.slugs import validate_free_slug
from core.zones import validate_zone
from groups.models import UserGroup
from groups.rules.facts import Facts
from groups.rules.links import read_links

USUAL_KM = 100
MOST_KM = 20_040
"""Half way round."""

NOT_FOUND = {
    Missing.UNKNOWN: _(
        "We do not know “%(place)s”. Try a larger town nearby, add the country, or give coordinates."
    ),
    Missing.ASKED: _("We do not know “%(place)s” yet and are asking for it. Try again in a minute."),
    Missing.NOT_ON_THE_GLOBE: _(
        "“%(place)s” are no coordinates: latitude from -90 to 90, then longitude from -180 to 180."
    ),
}


def country_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((code, name) for code, name in countries)]


def point_of(group: UserGroup) -> str:
    """The coordinates as they stand in the form's field."""
    return f"{group.latitude:.6f}, {group.longitude:.6f}"


class FilterForm(forms.Form):
    """What stands in the address of the list: a plain GET form."""

    near = CleanCharField(
        label=_("Nearest to"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("Town, or 48.1, 11.6")}),
    )
    within = forms.FloatField(
        label=_("Within (km)"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_KM, "step": 1}),
    )
    q = CleanCharField(label=_("Name"), required=False, max_length=100)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, present: list[tuple[str, str]], **kwargs: Any) -> None:
        """`present` are the countries that have groups."""
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        asked = self.data.get("country", "")
        if asked in dict(countries) and asked not in dict(present):  # a country, only none of ours is there
            present = [*present, (asked, countries.name(asked))]
        choose_among(self, "country", [("", _("Everywhere")), *present])
        self.place: Place | None = None

    def clean_within(self) -> float | None:
        within = self.cleaned_data["within"]
        if within is None:
            return None
        if not math.isfinite(within) or not 0 < within <= MOST_KM:
            raise ValidationError(_("From 1 to %(most)s km."), params={"most": MOST_KM})
        return float(within)

    def clean_near(self) -> str:
        text: str = self.cleaned_data["near"]
        if text:
            found = find_place(text)
            if isinstance(found, Missing):
                raise ValidationError(NOT_FOUND[found], params={"place": text}, code=found.name.lower())
            self.place = found
        return text

    @property
    def km(self) -> float:
        """How far around the place, in kilometres, once the form was read."""
        return self.cleaned_data.get("within") or USUAL_KM


class GroupForm(forms.Form):
    """A group as its organizer writes it."""

    name = CleanCharField(label=_("Name"), max_length=160)
    city = CleanCharField(
        label=_("City"),
        required=False,
        max_length=100,
        help_text=_("Leave it empty if you meet online only."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=country_choices)
    is_virtual = forms.BooleanField(label=_("We meet online only"), required=False)
    coordinates = CleanCharField(
        label=_("Coordinates"),
        required=False,
        max_length=60,
        help_text=_("Only if the city is not found: latitude, longitude, like 48.14, 11.58."),
    )
    timezone = CleanCharField(
        label=_("Time zone"),
        required=False,
        max_length=64,
        help_text=_("Like Europe/Berlin. Empty: that of the place."),
    )
    website = CleanURLField(label=_("Website"), required=False, max_length=300)
    description = CleanTextField(
        label=_("What you do"),
        required=False,
        max_length=5000,
        help_text=_("Markdown. Two sentences are a good start."),
    )

    def __init__(self, *args: Any, group: UserGroup | None = None, **kwargs: Any) -> None:
        self.group = group
        super().__init__(*args, **kwargs)

    def clean_timezone(self) -> str:
        zone: str = self.cleaned_data["timezone"]
        if zone:
            validate_zone(zone)
        return zone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["place"] = None
        if data.get("is_virtual"):
            data["place"] = (None, None, "")
        elif data.get("coordinates"):
            data["place"] = self._coordinates(data["coordinates"])
        elif "city" in self.cleaned_data and "country" in self.cleaned_data:
            data["place"] = self._city(data["city"], data["country"])
        if data["place"] and not data.get("timezone") and "timezone" not in self.errors:
            latitude, longitude, _by = data["place"]
            zone = zone_of(latitude, longitude, data.get("country", "")) if latitude is not None else ""
            if not zone and data.get("is_virtual"):
                zone = self.group.timezone if self.group else "UTC"
            if not zone and not self.errors:
                self.add_error("timezone", _("Say in which time zone you meet, like Europe/Berlin."))
            data["timezone"] = zone
        return data

    def _coordinates(self, text: str) -> tuple[float, float, str] | None:
        group = self.group
        if group and group.latitude is not None and group.longitude is not None and text == point_of(group):
            return group.latitude, group.longitude, group.located_by
        try:
            point = parse_coordinates(text)
        except NotOnTheGlobe:
            point = None
        if point is None:
            self.add_error("coordinates", _("Latitude from -90 to 90, a comma, longitude from -180 to 180."))
            return None
        return (*point, "organizer")

    def _city(self, city: str, country: str) -> tuple[float | None, float | None, str] | None:
        if not city:
            self.add_error("city", _("Say where you meet, or that you meet online only."))
            return None
        group = self.group
        if group and group.latitude is not None and (city, country) == (group.city, str(group.country or "")):
            return group.latitude, group.longitude, group.located_by
        found = find_place(city, country=country)
        if found is Missing.ASKED:
            return None, None, ""  # the worker puts it on the map
        if isinstance(found, Missing):
            self.add_error("city", ValidationError(NOT_FOUND[found], params={"place": city}))
            return None
        return found.latitude, found.longitude, found.provider

    def facts(self) -> Facts:
        data = self.cleaned_data
        latitude, longitude, located_by = data["place"]
        group = self.group
        return Facts(
            name=data["name"],
            city="" if data["is_virtual"] else data["city"],
            region=group.region if group and group.city == data["city"] else "",
            country=data["country"],
            latitude=latitude,
            longitude=longitude,
            located_by=located_by,
            timezone=data["timezone"],
            is_virtual=data["is_virtual"],
            description=data["description"],
            website=data["website"],
            **self._more(),
        )

    def _more(self) -> dict[str, Any]:
        return {}


class ChangeGroupForm(GroupForm):
    """All facts of a group that stands already."""

    status = forms.ChoiceField(label=_("Status"), choices=UserGroup.Status.choices)
    slug = forms.CharField(
        label=_("Address"),
        max_length=100,
        validators=[validate_free_slug],
        help_text=_("The last part of the group's address. The old one will lead to the new one."),
    )
    aliases = CleanTextField(
        label=_("Other names"), required=False, max_length=2000, help_text=_("One a line.")
    )
    links = CleanTextField(
        label=_("Links"),
        required=False,
        max_length=4000,
        help_text=_("One a line, like matrix=https://matrix.to/#/#us:example.org"),
    )

    field_order = [
        "name", "city", "country", "is_virtual", "coordinates", "timezone", "website", "description", "status",
    ]  # fmt: skip

    @classmethod
    def start(cls, group: UserGroup) -> dict[str, Any]:
        """What stands in the fields at first."""
        by_hand = group.located_by in {"organizer", "source", "mended"} and group.latitude is not None
        return {
            "name": group.name,
            "city": group.city,
            "country": str(group.country or ""),
            "is_virtual": group.is_virtual,
            "coordinates": point_of(group) if by_hand else "",
            "timezone": group.timezone,
            "website": group.website,
            "description": group.description,
            "status": group.status,
            "slug": group.slug,
            "aliases": "\n".join(group.aliases),
            "links": "\n".join(f"{service}={link}" for service, link in group.links.items()),
        }

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = UserGroup.objects.filter(slug=slug)
        if self.group:
            others = others.exclude(pk=self.group.pk)
        if others.exists():
            raise ValidationError(_("Another group has this address."))
        return slug

    def clean_aliases(self) -> tuple[str, ...]:
        names = [clean_line(line) for line in self.cleaned_data["aliases"].splitlines()]
        if any(len(name) > 160 for name in names):
            raise ValidationError(_("A name has at most 160 characters."))
        return tuple(dict.fromkeys(filter(None, names)))

    def clean_links(self) -> dict[str, str]:
        links: dict[str, str] = {}
        for line in self.cleaned_data["links"].splitlines():
            if not line.strip():
                continue
            read, emails = read_links(line)
            if emails:
                raise ValidationError(
                    _("“%(line)s” is an e-mail address; it would be shown to everybody."),
                    params={"line": line},
                )
            if not read:
                raise ValidationError(
                    _("“%(line)s” is no link: write service=address."), params={"line": line}
                )
            links |= read
        return links

    def _more(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"status": data["status"], "aliases": data["aliases"], "links": data["links"]}
