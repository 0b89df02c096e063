"""The questions one can ask of a list of events: on `/events/`, of `/calendar.ics`, in the feed builder. All by GET."""

import datetime as dt
import json
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import CharField, Q
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from core.finding import by_names
from core.forms import CleanCharField
from core.places.gazetteer import LONGEST_QUERY, NotOnTheGlobe, parse_coordinates
from core.places.lookup import NOT_FOUND, Missing, find_place
from core.places.nearby import within
from core.words import having
from events.models import Event
from events.models.event import Events
from events.rules.question import DEFAULT_KM, Question
from groups.models import UserGroup

FARTHEST_KM = 20_100  # half way round
EAST, WEST = dt.timedelta(hours=14), dt.timedelta(hours=12)  # how far clocks are from UTC
LONGEST_WORD = 200
MOST_OF_A_KIND = 50
WORDS_IN = ("title", "summary", "group__name", "group__city", "venue__name", "venue__city")


class SeveralInput(forms.TextInput):
    """`?tag=a&tag=b` and `?tag=a,b` ask the same."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value: Any) -> str:
        return ", ".join(parted(value))


class Several(forms.CharField):
    """Names of which one is enough, as a list without doubles."""

    widget = SeveralInput
    longest = LONGEST_WORD

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list, where a CharField gives one text
        return parted(value)

    def prepare_value(self, value: Any) -> list[str]:
        return parted(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_OF_A_KIND:
            raise forms.ValidationError(_("At most %(n)s at once."), params={"n": MOST_OF_A_KIND})

    def run_validators(self, value: Any) -> None:
        for one in value:
            if len(one) > self.longest:
                raise forms.ValidationError(_("This is too long."))
            super().run_validators(one)


def parted(value: Any) -> list[str]:
    words = [value] if isinstance(value, str) else value or []
    parts = (part.strip() for word in words for part in str(word).split(","))
    return list(dict.fromkeys(part for part in parts if part))


class EventFilter(forms.Form):
    """Bound to `request.GET`. When it is valid, `apply(queryset)` narrows; when not, its errors say why, with a 4xx.

    A field that is not sent, or empty, asks nothing. Names that nobody knows are ignored, as in any address.
    """

    unsent: frozenset[str] = frozenset()  # fields that are no part of the list's address

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Summits and meetups")), *Event.Kind.choices]
    )
    q = CleanCharField(label=_("Words"), required=False, max_length=LONGEST_WORD)
    near = CleanCharField(
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
    group = Several(label=_("Group"), required=False)
    online = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[("", _("Anywhere")), ("1", _("One can join online")), ("0", _("One can meet in person"))],
    )
    tag = Several(label=_("Tag"), required=False)
    lang = forms.RegexField(
        r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})?$",
        label=_("Language"),
        required=False,
        error_messages={"invalid": _("Languages are written like en or pt-br.")},
    )
    either = forms.BooleanField(required=False, widget=forms.HiddenInput)

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
        self.order_fields(
            ["q", "kind", "near", "within", "from", "to", "online", "group", "tag", "lang", "either"]
        )
        for field in self.fields.values():
            field.widget.is_localized = False
        self.place: str = ""
        self.point: tuple[float, float] | None = None
        self.found_groups: list[UserGroup] = []

    def clean_near(self) -> str:
        text = self.cleaned_data["near"]
        if not text:
            return ""
        try:
            self.point = parse_coordinates(text)
        except NotOnTheGlobe:
            raise forms.ValidationError(NOT_FOUND[Missing.NOT_ON_THE_GLOBE]) from None
        if self.point:
            self.place = text
            return text
        found = find_place(text)
        if isinstance(found, Missing):
            raise forms.ValidationError(NOT_FOUND[found], params={"place": text[:60]})
        self.point, self.place = (found.latitude, found.longitude), found.name
        return text

    def clean_group(self) -> list[str]:
        slugs = self.cleaned_data["group"]
        if slugs:
            found = by_names(UserGroup.objects.all(), slugs)
            unknown = set(slugs) - found.keys()
            if unknown:
                raise forms.ValidationError(
                    _("There is no group “%(group)s”."), params={"group": sorted(unknown)[0][:100]}
                )
            # Under its present name, whichever an address that somebody follows still has.
            self.found_groups = sorted(set(found.values()), key=lambda group: (group.name, group.pk))
            slugs = list(dict.fromkeys(found[slug].slug for slug in slugs))
        return list(slugs)

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
        return self.question != Question()

    @property
    def names_days(self) -> bool:
        """Whether it says itself from when or until when."""
        return bool(self.cleaned_data.get("from") or self.cleaned_data.get("to"))

    @property
    def question(self) -> Question:
        asked = self.cleaned_data
        return Question(
            kind=asked["kind"],
            words=asked["q"],
            groups=tuple(group.pk for group in self.found_groups),
            place=asked["near"],
            point=self.point,
            km=asked["within"] or DEFAULT_KM,
            either=asked["either"] and bool(self.found_groups and self.point),
            online=asked["online"],
            tags=tuple(asked["tag"]),
            lang=asked["lang"],
            begin=asked.get("from"),
            end=asked.get("to"),
        )

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was asked, in one order and one way of writing, so that one list has one address."""
        said = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if name in self.unsent:
                continue
            if name == "either":
                value = "1" if self.question.either else ""
            elif isinstance(value, list):
                value = ",".join(value)
            if value not in (None, "", False):
                said.append((name, "1" if value is True else str(value)))
        return said

    def apply(self, queryset: Events) -> Events:
        return narrowed(queryset, self.question)


def narrowed(queryset: Events, asked: Question) -> Events:
    """The events of `queryset` that the question leaves."""
    if asked.kind:
        queryset = queryset.filter(kind=asked.kind)
    if asked.online:
        only = Event.Attendance.IN_PERSON if asked.online == "1" else Event.Attendance.ONLINE
        queryset = queryset.exclude(attendance=only)
    if asked.lang:
        queryset = queryset.filter(language__iexact=asked.lang.replace("_", "-"))
    if asked.tags:
        queryset = with_tag(queryset, asked.tags)
    queryset = having(queryset, asked.words, *WORDS_IN)
    if asked.begin:
        queryset = not_over_before(queryset, asked.begin)
    if asked.end:
        queryset = begun_by_the_end_of(queryset, asked.end)
    if asked.point and asked.either:
        around = near(queryset, *asked.point, asked.km).order_by().values("pk")
        return queryset.filter(Q(group__in=asked.groups) | Q(pk__in=around))
    if asked.groups:
        queryset = queryset.filter(group__in=asked.groups)
    if asked.point:
        queryset = near(queryset, *asked.point, asked.km)
    return queryset


def with_tag(queryset: Events, tags: Iterable[str]) -> Events:
    """With one of the tags. SQLite cannot ask whether a JSON list contains a value, so both databases compare its
    text: the tag between quotation marks, with and without escapes, since only one of them keeps letters as they are.
    """
    wanted = Q(pk__in=[])
    for tag in tags:
        wanted |= Q(tags_text__icontains=json.dumps(tag))
        wanted |= Q(tags_text__icontains=json.dumps(tag, ensure_ascii=False))
    return queryset.annotate(tags_text=Cast("tags", CharField())).filter(wanted)


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
