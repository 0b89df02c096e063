"""The questions one can ask of a list of events: on `/events/`, of `/calendar.ics`, in the feed builder. All by GET."""

import datetime as dt
import json
import zoneinfo
from typing import Any

from django import forms
from django.db.models import CharField, Q
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from geopy.location import Location

from core.places.gazetteer import LONGEST_QUERY, NotOnTheGlobe, gazetteer, parse_coordinates
from core.places.nearby import within
from core.words import having
from events.models import Event
from events.models.event import Events
from groups.models import UserGroup

DEFAULT_KM = 50
FARTHEST_KM = 20_100  # half way round
EAST, WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)  # how far clocks are from UTC
LONGEST_WORD = 200
WORDS_IN = ("title", "summary", "group__name", "group__city", "venue__name", "venue__city")


class EventFilter(forms.Form):
    """Bound to `request.GET`. When it is valid, `apply(queryset)` narrows; when not, its errors say why, with a 4xx.

    A field that is not sent, or empty, asks nothing. Names that nobody knows are ignored, as in any address.
    """

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Summits and meetups")), *Event.Kind.choices]
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_WORD)
    near = forms.CharField(
        label=_("Near"),
        required=False,
        max_length=LONGEST_QUERY,
        help_text=_("A place, or a latitude and a longitude: Köln, or 50.94,6.96."),
    )
    within = forms.IntegerField(
        label=_("Within (km)"),
        required=False,
        min_value=1,
        max_value=FARTHEST_KM,
        help_text=_("50 when empty."),
    )
    group = forms.SlugField(label=_("Group"), required=False, max_length=100, allow_unicode=True)
    online = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[("", _("Anywhere")), ("1", _("One can join online")), ("0", _("One can meet in person"))],
    )
    tag = forms.CharField(label=_("Tag"), required=False, max_length=60)
    lang = forms.RegexField(
        r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})?$",
        label=_("Language"),
        required=False,
        error_messages={"invalid": _("Languages are written like en or pt-br.")},
    )

    def __init__(self, data=None, *args, **kwargs):
        if data is not None and data.get("online") in {"on", "true", "yes"}:
            data = data.copy()
            data["online"] = "1"
        super().__init__(data, *args, **kwargs)
        # «from» is a word of Python, so these two cannot be attributes of the class.
        self.fields["from"] = forms.DateField(
            label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        )
        self.fields["to"] = forms.DateField(
            label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        )
        self.order_fields(["q", "kind", "near", "within", "from", "to", "online", "group", "tag", "lang"])
        for field in self.fields.values():
            field.widget.is_localized = False
        self.place: str = ""
        self.point: tuple[float, float] | None = None
        self.found_group: UserGroup | None = None

    def clean_near(self) -> str:
        text = self.cleaned_data["near"]
        if not text:
            return ""
        try:
            self.point = parse_coordinates(text)
        except NotOnTheGlobe:
            raise forms.ValidationError(
                _("Latitudes lie between −90 and 90, longitudes between −180 and 180.")
            ) from None
        if self.point:
            self.place = text
            return text
        found = gazetteer().geocode(text)
        if not isinstance(found, Location):
            raise forms.ValidationError(
                _("We know no place called “%(place)s”."), params={"place": text[:60]}
            )
        self.point, self.place = (found.latitude, found.longitude), found.address
        return text

    def clean_group(self) -> str:
        slug = self.cleaned_data["group"]
        if slug:
            self.found_group = UserGroup.objects.filter(slug=slug).first()
            if self.found_group is None:
                raise forms.ValidationError(_("There is no group “%(group)s”."), params={"group": slug})
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begin, end = cleaned.get("from"), cleaned.get("to")
        for name in ("from", "to"):
            day = cleaned.get(name)
            if day and not 1970 <= day.year <= 2200:
                self.add_error(name, _("This year cannot be meant."))
        if begin and end and end < begin:
            self.add_error("to", _("The last day is before the first."))
        if cleaned.get("within") and not cleaned.get("near") and "near" not in self.errors:
            self.add_error("near", _("Within so many kilometres of which place?"))
        return cleaned

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return any(value not in (None, "") for value in self.cleaned_data.values())

    @property
    def names_days(self) -> bool:
        """Whether it says itself from when or until when."""
        return bool(self.cleaned_data["from"] or self.cleaned_data["to"])

    def apply(self, queryset: Events) -> Events:
        asked = self.cleaned_data
        if asked["kind"]:
            queryset = queryset.filter(kind=asked["kind"])
        if self.found_group is not None:
            queryset = queryset.filter(group=self.found_group)
        if asked["online"]:
            only = Event.Attendance.IN_PERSON if asked["online"] == "1" else Event.Attendance.ONLINE
            queryset = queryset.exclude(attendance=only)
        if asked["lang"]:
            queryset = queryset.filter(language__iexact=asked["lang"].replace("_", "-"))
        if asked["tag"]:
            queryset = with_tag(queryset, asked["tag"])
        queryset = having(queryset, asked["q"], *WORDS_IN)
        if asked["from"]:
            queryset = not_over_before(queryset, asked["from"])
        if asked["to"]:
            queryset = begun_by_the_end_of(queryset, asked["to"])
        if self.point:
            queryset = near(queryset, *self.point, asked["within"] or DEFAULT_KM)
        return queryset


def with_tag(queryset: Events, tag: str) -> Events:
    """SQLite cannot ask whether a JSON list contains a value, so both databases compare its text: the tag between
    quotation marks, with and without escapes, since only one of them keeps letters as they are."""
    text = queryset.annotate(tags_text=Cast("tags", CharField()))
    return text.filter(
        Q(tags_text__icontains=json.dumps(tag)) | Q(tags_text__icontains=json.dumps(tag, ensure_ascii=False))
    )


def near(queryset: Events, latitude: float, longitude: float, km: float) -> Events:
    """Events within `km` of a point, with `.km`: where the venue is, else where the group is. The order stays."""
    placed = queryset.annotate(
        at_latitude=Coalesce("venue__latitude", "group__latitude"),
        at_longitude=Coalesce("venue__longitude", "group__longitude"),
    )
    return within(placed, latitude, longitude, km, columns=("at_latitude", "at_longitude"))


def not_over_before(queryset: Events, day: dt.date) -> Events:
    """Those that are still on when `day` begins, by the clock of each event's own place."""
    bound = dt.datetime.combine(day, dt.time(), dt.UTC)
    edge = queryset.filter(ends_at__gt=bound - EAST, ends_at__lte=bound + WEST).values_list(
        "pk", "timezone", "ends_at"
    )
    over = [pk for pk, zone, ends_at in edge if ends_at <= _midnight(day, zone)]
    return queryset.filter(ends_at__gt=bound - EAST).exclude(pk__in=over)


def begun_by_the_end_of(queryset: Events, day: dt.date) -> Events:
    """Those that begin on `day` or before it, by the clock of each event's own place."""
    next_day = day + dt.timedelta(days=1)
    bound = dt.datetime.combine(next_day, dt.time(), dt.UTC)
    edge = queryset.filter(starts_at__gte=bound - EAST, starts_at__lt=bound + WEST).values_list(
        "pk", "timezone", "starts_at"
    )
    later = [pk for pk, zone, starts_at in edge if starts_at >= _midnight(next_day, zone)]
    return queryset.filter(starts_at__lt=bound + WEST).exclude(pk__in=later)


def _midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zoneinfo.ZoneInfo(zone))
