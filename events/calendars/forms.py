"""What somebody says of a calendar: in the address of a public one, in the builder, of their group's elsewhere."""

import datetime as dt
from collections import Counter
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, choose_among
from core.words import having
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import OWN, Wanted, wanted
from events.filters import EventFilter, Several
from events.models import Event
from groups.models import UserGroup
from people.models import Person

WORDS = {
    "events": _("summits and meetups that fit"),
    "deadlines": _("their deadlines and the community's ballots, with a reminder"),
    "registrations": _("events that I go to"),
    "stars": _("sessions that I keep"),
    "sign_ups": _("sessions in which I have a seat"),
    "speaking": _("sessions in which I speak"),
}
MOST_OFFERED = 12
YEAR = dt.timedelta(days=365)


class FeedFilter(EventFilter):
    """The questions of `/calendar.ics`: those of `/events/`, and whether deadlines are wanted too."""

    deadlines = forms.BooleanField(
        label=_("Deadlines too"),
        required=False,
        help_text=_(
            "When calls for proposals close and lower prices end, and the community's ballots, with a reminder a week "
            "and a day before."
        ),
    )

    @property
    def wanted(self) -> Wanted:
        kinds = {"events", "deadlines"} if self.cleaned_data["deadlines"] else {"events"}
        return Wanted(kinds=frozenset(kinds), question=self.question)


class CalendarForm(FeedFilter):
    """The builder for everybody: groups and topics are ticked instead of written."""

    unsent = frozenset({"find"})
    find = CleanCharField(
        label=_("Find more groups"), required=False, max_length=100, help_text=_("By name or city.")
    )
    group = Several(label=_("Groups"), required=False, widget=forms.CheckboxSelectMultiple)
    tag = Several(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    either = forms.BooleanField(
        label=_("One is enough: of these groups, or near the place"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.person = person
        for name in ("from", "to"):
            self.fields[name].widget = forms.HiddenInput()

    def offer(self, now: dt.datetime) -> None:
        """What can be ticked. Asks for what was said already, so it is called on a form that was looked through."""
        groups = self._groups(now)
        if self.found_groups:  # ticked also where the address calls one by its former name
            self.data = self.data.copy()
            self.data.setlist("group", [group.slug for group in self.found_groups])
        choose_among(self, "group", [(group.slug, group.name) for group in groups])
        ticked = self.cleaned_data.get("tag") or []
        rows = Event.objects.public().filter(ends_at__gt=now - YEAR).values_list("tags", flat=True)
        often = Counter(str(tag) for tags in rows for tag in tags if tag and "," not in str(tag))
        most = [tag for tag, _n in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))][:MOST_OFFERED]
        tags = dict.fromkeys([*ticked, *sorted(most, key=str.casefold)])
        choose_among(self, "tag", [(tag, tag) for tag in tags])

    def _groups(self, now: dt.datetime) -> list[UserGroup]:
        """Those that are ticked, my own, those that are searched for, those near the place, and the busiest."""
        open_ones = UserGroup.objects.open()
        found = {group.pk: group for group in self.found_groups}
        ways = []
        if self.person is not None:
            ways.append(open_ones.filter(memberships__person=self.person))
        if words := self.cleaned_data.get("find"):
            ways.append(having(open_ones, words, "name", "city"))
        if self.point:
            ways.append(open_ones.near(*self.point, self.cleaned_data.get("within") or 50))
        coming = Count("events", filter=Q(events__ends_at__gt=now))
        ways.append(open_ones.annotate(coming=coming).order_by("-coming", "name", "pk"))
        for rows in ways:
            room = MOST_OFFERED - len(found) if rows is ways[-1] else MOST_OFFERED
            for group in rows[: max(room, 0)]:
                found.setdefault(group.pk, group)
        return list(found.values())


class OwnCalendarForm(CalendarForm):
    """The builder for somebody who is signed in: the calendar has a name, and may hold what is theirs."""

    unsent = frozenset({"find", "name", "wants"})
    name = CleanCharField(
        label=_("Name"), required=False, max_length=100, help_text=_("As your calendar shows it.")
    )
    wants = forms.MultipleChoiceField(
        label=_("What is in it"),
        choices=list(WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick something: an empty calendar helps nobody.")},
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for name in ("deadlines", "from", "to"):
            del self.fields[name]

    @property
    def wanted(self) -> Wanted:
        return Wanted(kinds=frozenset(self.cleaned_data["wants"]), question=self.question)

    @property
    def told_name(self) -> str:
        return self.cleaned_data["name"] or str(_("My calendar"))


def beginning(asked: MultiValueDict[str, str], person: Person) -> MultiValueDict[str, str]:
    """What the form of somebody who is signed in starts with: what the address asks, else their groups and all that
    is theirs."""
    data = asked.copy()
    if not asked:
        slugs = UserGroup.objects.open().filter(memberships__person=person).values_list("slug", flat=True)
        data.setlist("group", list(slugs))
        data["either"] = "1"
    if not asked.getlist("wants"):
        more = ["deadlines"] if asked.get("deadlines") else []
        data.setlist("wants", ["events", *more, *([] if asked else OWN)])
    return data


def data_of(feed: PrivateFeed) -> MultiValueDict[str, str]:
    """The form as it was when the calendar was saved."""
    wants = wanted(feed.wants)
    asked = wants.question
    slugs = UserGroup.objects.filter(pk__in=asked.groups).values_list("slug", flat=True)
    kinds = wants.kinds
    if asked.groups and not slugs and not (asked.either and asked.place):
        kinds -= {
            "events",
            "deadlines",
        }  # of groups that are no more: without them every event would be meant
    data: dict[str, list[str]] = {
        "name": [feed.name],
        "wants": sorted(kinds),
        "group": list(slugs),
        "tag": list(asked.tags),
        "kind": [asked.kind],
        "q": [asked.words],
        "near": [asked.place],
        "within": [str(asked.km)] if asked.place else [""],
        "online": [asked.online],
        "lang": [asked.lang],
        "either": ["1"] if asked.either or not (asked.groups and asked.place) else [],
    }
    return MultiValueDict(data)


class MirrorForm(forms.Form):
    url = CleanCharField(
        label=_("Address of your calendar"),
        max_length=500,
        widget=forms.URLInput,
        help_text=_(
            "Where your group lives now, this is called “subscribe” or “export”; it often ends in .ics."
        ),
    )
