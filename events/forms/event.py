"""What an organizer fills in to publish or change an event."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import (
    CleanCharField,
    CleanTextField,
    CleanURLField,
    WallTimeField,
    WallTimesForm,
    choose_among,
)
from core.places.lookup import Place as KnownPlace
from core.places.lookup import find_place
from core.zones import validate_zone
from events.actions.event import Facts, Place
from events.models import Cycle, Event
from events.models.event import MOST_SEATS
from groups.models import UserGroup

LONGEST_MEETUP = dt.timedelta(days=7)
LONGEST_SUMMIT = dt.timedelta(days=31)
USUAL_LENGTH = dt.timedelta(hours=2)


class WhenWhereForm(WallTimesForm):
    """Title, when and where: what meetups and summits have in common. `facts()` once it is valid."""

    longest = LONGEST_MEETUP

    title = CleanCharField(label=_("Title"), max_length=200)
    starts_at = WallTimeField(label=_("Starts"), help_text=_("As the clock on the wall shows it there."))
    ends_at = WallTimeField(label=_("Ends"), required=False, help_text=_("Two hours later when empty."))
    timezone = CleanCharField(
        label=_("Time zone"), max_length=64, validators=[validate_zone], help_text=_("Like Europe/Berlin.")
    )
    venue_name = CleanCharField(label=_("Venue"), max_length=160, required=False)
    address = CleanCharField(label=_("Address"), max_length=300, required=False)
    city = CleanCharField(label=_("City"), max_length=100, required=False)
    online_url = CleanURLField(
        label=_("Link to join online"),
        max_length=500,
        required=False,
        help_text=_("Only registered people see it."),
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Empty: as many as come."),
    )
    description = CleanTextField(
        label=_("Description"),
        max_length=20_000,
        required=False,
        help_text=_("Markdown: **bold**, [a link](https://…), - a list."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        self.fields["timezone"].widget.attrs["list"] = "zones"
        self.fields["description"].widget.attrs["rows"] = 8

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        zone, start, end = cleaned.get("timezone"), cleaned.get("starts_at"), cleaned.get("ends_at")
        if zone and start:
            begins = cleaned["starts_at_instant"] = self.instant_of("starts_at", start, zone)
            if end is not None:
                cleaned["ends_at_instant"] = self.instant_of("ends_at", end, zone)
            elif begins and "ends_at" not in self.errors:
                cleaned["ends_at_instant"] = begins + USUAL_LENGTH
        begins, ends = cleaned.get("starts_at_instant"), cleaned.get("ends_at_instant")
        if begins and ends:
            if ends <= begins:
                self.add_error("ends_at", _("The end is before the start."))
            elif ends - begins > self.longest:
                self.add_error(
                    "ends_at", _("That is longer than %(days)s days.") % {"days": self.longest.days}
                )
        if not (cleaned.get("venue_name") or cleaned.get("online_url")) and not (
            {"venue_name", "online_url"} & set(self.errors)
        ):
            self.add_error("venue_name", _("Where is it? Give a venue, a link to join online, or both."))
        return cleaned

    def place(self, group: UserGroup | None) -> Place | None:
        """The venue, put on the map through its city or the group's own place, as far as that is known now."""
        cleaned = self.cleaned_data
        if not cleaned["venue_name"]:
            return None
        city, country, point = cleaned["city"], "", (None, None)
        if not city and group:
            city, country, point = group.city, str(group.country), (group.latitude, group.longitude)
        elif city and isinstance(found := find_place(city), KnownPlace):
            country, point = found.country, (found.latitude, found.longitude)
        return Place(
            name=cleaned["venue_name"],
            address=cleaned["address"],
            city=city,
            country=country,
            latitude=point[0],
            longitude=point[1],
        )


class MeetupForm(WhenWhereForm):
    """One page, four needed fields: title, when, where (or a link) and the group."""

    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=UserGroup.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a group"),
    )
    language = CleanCharField(
        label=_("Language"), max_length=10, required=False, help_text=_("Like en or pt-br.")
    )
    field_order = [
        "title",
        "group",
        "starts_at",
        "ends_at",
        "timezone",
        "venue_name",
        "address",
        "city",
        "online_url",
        "capacity",
        "description",
        "language",
        "key",
    ]

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "group", groups)

    def facts(self, event: Event | None = None) -> Facts:
        """Raises nothing: only for a valid form. What the page does not ask stays as `event` has it."""
        cleaned = self.cleaned_data
        group = cleaned["group"]
        return Facts(
            title=cleaned["title"],
            starts_at=cleaned["starts_at_instant"],
            ends_at=cleaned["ends_at_instant"],
            timezone=cleaned["timezone"],
            group=group,
            place=self.place(group),
            online_url=cleaned["online_url"],
            capacity=cleaned["capacity"],
            description=cleaned["description"],
            language=cleaned["language"].lower(),
            **kept(event),
        )


class SummitForm(WhenWhereForm):
    """The facts of a summit, or of a part of one (an operators' day)."""

    longest = LONGEST_SUMMIT

    summary = CleanCharField(label=_("In one sentence"), max_length=300, required=False)
    cycle = forms.ModelChoiceField(
        label=_("Cycle"),
        queryset=Cycle.objects.all(),
        required=False,
        empty_label=_("The one that spans its first day"),
    )
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Event.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("None"),
    )
    accent = forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$",
        label=_("Colour"),
        required=False,
        error_messages={"invalid": _("Colours are written like #0b6e4f.")},
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    registration_closes_at = WallTimeField(label=_("Registration closes"), required=False)
    field_order = [
        "title",
        "summary",
        "starts_at",
        "ends_at",
        "timezone",
        "venue_name",
        "address",
        "city",
        "online_url",
        "capacity",
        "registration_closes_at",
        "cycle",
        "parent",
        "accent",
        "description",
        "key",
    ]

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "parent", parents)

    def clean_parent(self) -> Event | None:
        parent = self.cleaned_data["parent"]
        if parent is not None and parent.parent_id:
            raise ValidationError(_("That is a part of another summit itself."))
        return parent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        closes, zone = cleaned.get("registration_closes_at"), cleaned.get("timezone")
        cleaned["closes_instant"] = (
            self.instant_of("registration_closes_at", closes, zone) if closes and zone else None
        )
        if not cleaned.get("cycle") and not self.errors:
            cleaned["cycle"] = self._cycle(cleaned["parent"], cleaned["starts_at"].date())
        return cleaned

    def _cycle(self, parent: Event | None, day: dt.date) -> Cycle | None:
        """Each summit belongs to one, where the community has any: a part to its summit's, else to that of its day."""
        found = (parent and parent.cycle) or Cycle.objects.filter(starts_on__lte=day, ends_on__gte=day).last()
        if found is None and Cycle.objects.exists():
            self.add_error("cycle", _("No cycle spans that day: choose the one that it belongs to."))
        return found

    def facts(self, event: Event | None = None) -> Facts:
        cleaned = self.cleaned_data
        return Facts(
            title=cleaned["title"],
            summary=cleaned["summary"],
            starts_at=cleaned["starts_at_instant"],
            ends_at=cleaned["ends_at_instant"],
            timezone=cleaned["timezone"],
            place=self.place(None),
            online_url=cleaned["online_url"],
            capacity=cleaned["capacity"],
            description=cleaned["description"],
            cycle=cleaned["cycle"],
            parent=cleaned["parent"],
            accent=cleaned["accent"].lower(),
            **{**kept(event), "registration_closes_at": cleaned["closes_instant"]},
        )


def kept(event: Event | None) -> dict[str, Any]:
    """What no form asks for yet: it stays as it is when the rest is changed."""
    if event is None:
        return {}
    return {
        "tags": tuple(event.tags),
        "external_url": event.external_url,
        "takes_registrations": event.takes_registrations,
        "registration_opens_at": event.registration_opens_at,
        "registration_closes_at": event.registration_closes_at,
        **(
            {"summary": event.summary, "accent": event.accent, "cycle": event.cycle, "parent": event.parent}
            if event.kind == Event.Kind.MEETUP
            else {"language": event.language, "group": event.group}
        ),
    }


def initial_of(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    venue = event.venue
    return {
        "title": event.title,
        "summary": event.summary,
        "starts_at": event.local_start,
        "ends_at": event.local_end,
        "timezone": event.timezone,
        "group": event.group.slug if event.group else None,
        "venue_name": venue.name if venue else "",
        "address": venue.address if venue else "",
        "city": venue.city if venue else "",
        "online_url": event.online_url,
        "capacity": event.capacity,
        "description": event.description,
        "language": event.language,
        "cycle": event.cycle_id,
        "parent": event.parent.slug if event.parent else None,
        "accent": event.accent,
        "registration_closes_at": event.registration_closes_at
        and event.registration_closes_at.astimezone(event.zone),
    }


def next_of(group: UserGroup, now: dt.datetime) -> dict[str, Any]:
    """What the group's next meetup will probably look like: as its last one, some weeks on, same day and hour."""
    last = group.events.select_related("venue").filter(kind=Event.Kind.MEETUP).order_by("-starts_at").first()
    if last is None:
        return {"group": group.slug, "timezone": group.timezone}
    start, length = last.local_start.replace(tzinfo=None), last.ends_at - last.starts_at
    today = now.astimezone(last.zone).replace(tzinfo=None)
    while start <= today:
        start += dt.timedelta(weeks=4)
    return {
        **initial_of(last),
        "title": "",
        "description": "",
        "starts_at": start,
        "ends_at": start + length if length <= LONGEST_MEETUP else None,
        "group": group.slug,
    }


class CallOffForm(forms.Form):
    """Why an event is cancelled or put off: it stands on the page and in the mail to everybody registered."""

    why = CleanCharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Everybody registered is told.")
    )


class AddressForm(forms.Form):
    slug = CleanCharField(
        label=_("Address"), max_length=80, help_text=_("The old address will lead to the new one.")
    )
