"""What an organizer says of one session."""

import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField, CleanURLField, WallTimeField, instant_in
from events.models import Event
from events.models.event import MOST_SEATS
from events.programme.actions.session import Facts
from events.programme.models import Session
from people.models import Person
from people.rules import naming

MOST_SPEAKERS = 20
FEWEST_FIELDS = 3
AROUND = dt.timedelta(days=1)  # set-up the day before, a night that ends the day after
_ADDRESS = re.compile(r"(?:.*\(|.*/people/)([-a-zA-Z0-9_]+)(?:\)|/)")
_AS_THEY_ARE = (
    "title",
    "abstract",
    "is_featured",
    "takes_sign_up",
    "capacity",
    "stream_url",
    "video_url",
    "slides_url",
)
_SPEAKER = re.compile(r"speaker_(\d{1,2})")


def eligible(event: Event) -> QuerySet[Person]:
    """Whom the organizers of an event may name as speakers: public people, and whoever speaks here already."""
    here = Person.objects.filter(session_speakers__session__event=event).values("pk")
    return Person.objects.filter(Q(is_public=True) | Q(pk__in=here))


def called(person: Person) -> str:
    """As the form shows and understands it: of several people of one name the address tells who is meant."""
    return f"{person.name} ({person.slug})"


def _words(label: Any) -> CleanCharField:
    wanted = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"})
    return CleanCharField(label=label, required=False, max_length=100, widget=wanted)


class SpeakersFilter(forms.Form):
    q = _words(_("Name or organisation"))


class ProgrammeFilter(forms.Form):
    """What a reader asks of the schedule: words, a track, and whether it is to be a list where a grid would fit."""

    q = _words(_("Find"))
    track = forms.ChoiceField(label=_("Track"), required=False)
    view = forms.ChoiceField(choices=[("", ""), ("list", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks = list(event.tracks.values_list("slug", "name"))
        field = self.fields["track"]
        if not tracks:
            del self.fields["track"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All tracks")), *tracks]


class FeedbackForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("In stars"),
        coerce=int,
        choices=[
            (5, _("5: wonderful")),
            (4, _("4: good")),
            (3, _("3: all right")),
            (2, _("2: not so good")),
            (1, _("1: not for me")),
        ],
        widget=forms.RadioSelect,
    )
    words = CleanTextField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Its speakers and organizers read it once five people have answered, without your name."),
    )


class ScheduleFilter(forms.Form):
    q = CleanCharField(label=_("Title, speaker or room"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *Session.Status.choices]
    )


class SessionForm(forms.Form):
    """Times are by the clock where the event is. `facts()` once it is valid."""

    title = CleanCharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices, initial=Session.Kind.TALK)
    starts_at = WallTimeField(label=_("Starts"), required=False)
    ends_at = WallTimeField(label=_("Ends"), required=False)
    room = CleanCharField(
        label=_("Room"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "rooms", "autocomplete": "off"}),
    )
    track = CleanCharField(
        label=_("Track"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "tracks", "autocomplete": "off"}),
    )
    abstract = CleanTextField(
        label=_("Abstract"),
        max_length=20_000,
        required=False,
        help_text=_("Markdown."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=Session.Status.choices, initial=Session.Status.DRAFT
    )
    is_featured = forms.BooleanField(label=_("Show it on the summit's page"), required=False)
    takes_sign_up = forms.BooleanField(label=_("People sign up for a seat"), required=False)
    capacity = forms.IntegerField(
        label=_("Seats for those who sign up"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Empty: as many as come. Who finds none waits in line."),
    )
    stream_url = CleanURLField(label=_("Live stream"), required=False, max_length=500)
    video_url = CleanURLField(label=_("Recording"), required=False, max_length=500)
    slides_url = CleanURLField(label=_("Slides"), required=False, max_length=500)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, event: Event, session: Session | None = None) -> None:
        self.event, self.session = event, session
        self.placement = getattr(session, "placement", None) if session else None
        super().__init__(data, initial=_start(session) if session else None)
        self.fields["key"].initial = uuid.uuid4
        if not event.is_summit:
            self.fields["is_featured"].label = _("Show it on the event's page")
        self.speaker_names = self._add_speakers()

    def _add_speakers(self) -> list[str]:
        """As many fields as were sent, else one more than there are speakers."""
        sent = [int(found[1]) for name in self.data if (found := _SPEAKER.fullmatch(name))]
        have = sum(name.startswith("speaker_") for name in self.initial)
        number = min(MOST_SPEAKERS, max([FEWEST_FIELDS, have + 1, *(n + 1 for n in sent)]))
        names = [f"speaker_{n}" for n in range(number)]
        for n, name in enumerate(names):
            self.fields[name] = CleanCharField(
                label=_("Speaker %(number)s") % {"number": n + 1},
                max_length=260,
                required=False,
                widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
            )
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_at, ends_at = self._instant("starts_at"), self._instant("ends_at")
        cleaned["starts"], cleaned["ends"] = starts_at, ends_at
        if "starts_at" not in self.errors and "ends_at" not in self.errors:
            if (starts_at is None) != (ends_at is None):
                missing = "starts_at" if starts_at is None else "ends_at"
                self.add_error(missing, _("Give both, start and end, or none of them."))
            elif starts_at and ends_at and ends_at <= starts_at:
                self.add_error("ends_at", _("The end is before the start."))
        cleaned["speakers"] = self._speakers()
        return cleaned

    def _instant(self, name: str) -> dt.datetime | None:
        """An instant within the days of the event; what stands already is kept as it is, wherever it lies."""
        wall = self.cleaned_data.get(name)
        if wall is None:
            return None
        known = getattr(self.placement or self.session, name) if self.session else None
        # Of an hour that comes twice the form cannot say which: an untouched time stays the instant that it was.
        if known and known.astimezone(self.event.zone).replace(tzinfo=None, second=0, microsecond=0) == wall:
            return known
        try:
            at = instant_in(wall, self.event.timezone)
        except ValidationError as wrong:
            self.add_error(name, wrong)
            return None
        first, last = self.event.local_start.date() - AROUND, self.event.local_end.date() + AROUND
        if not first <= wall.date() <= last:
            self.add_error(
                name,
                ValidationError(
                    _("The event is from %(first)s to %(last)s: this is too far from it."),
                    params={
                        "first": f"{self.event.local_start:%Y-%m-%d}",
                        "last": f"{self.event.local_end:%Y-%m-%d}",
                    },
                ),
            )
            return None
        return at

    def _speakers(self) -> tuple[Person | str, ...]:
        found: dict[Any, Person | str] = {}
        for name in self.speaker_names:
            if not (text := self.cleaned_data.get(name)):
                continue
            try:
                one = self._speaker(text)
            except ValidationError as wrong:
                self.add_error(name, wrong)
            else:
                found.setdefault(one.casefold() if isinstance(one, str) else one.pk, one)
        return tuple(found.values())

    def _speaker(self, text: str) -> Person | str:
        """Who is meant: by address, by name, else somebody new of this name."""
        people = eligible(self.event)
        address = _ADDRESS.fullmatch(text)
        if (person := people.filter(slug=address[1] if address else text).first()) is not None:
            return person
        if address:
            raise ValidationError(_("Nobody public has this address. Write the name alone for somebody new."))
        namesakes = list(people.filter(name__iexact=text)[:2])
        if len(namesakes) > 1:
            raise ValidationError(
                _("Several people are called so. Choose one of the list, with the address in brackets.")
            )
        if namesakes:
            return namesakes[0]
        name = naming.clean_name(text)
        if not name or len(text) > naming.LONGEST:
            raise ValidationError(_("That is no name."))
        return name

    def facts(self) -> Facts:
        cleaned = self.cleaned_data
        same = ("kind", "status", "room", "track", "speakers", *_AS_THEY_ARE)
        return Facts(
            **{name: cleaned[name] for name in same}, starts_at=cleaned["starts"], ends_at=cleaned["ends"]
        )


def _start(session: Session) -> dict[str, Any]:
    """A session as its form shows it: where its makers want it, which not everybody sees yet."""
    where = getattr(session, "placement", None) or session
    zone = session.event.zone
    same = ("kind", "status", *_AS_THEY_ARE)
    return {
        **{name: getattr(session, name) for name in same},
        "room": where.room.name if where.room else "",
        "track": session.track.name if session.track else "",
        "starts_at": where.starts_at and where.starts_at.astimezone(zone),
        "ends_at": where.ends_at and where.ends_at.astimezone(zone),
        "seen": getattr(getattr(session.event, "timetable", None), "edits", 0),
        **{f"speaker_{n}": called(person) for n, person in enumerate(session.people[:MOST_SPEAKERS])},
    }
