import datetime as dt
import secrets
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from events.models.event import Counters, Seats

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """Six of [0-9A-Z] without what is mistaken for something else: short enough to say aloud."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


class Sessions(Counters["Session"]):
    def shown(self) -> Self:
        """What the public sees: confirmed, and cancelled ones marked as such."""
        return self.exclude(status=Session.Status.DRAFT)

    def keynotes(self) -> Self:
        """What stands on the event's own page, with or without a time: keynotes, and what its organizers show there."""
        chosen = Q(kind=Session.Kind.KEYNOTE) | Q(is_featured=True)
        return self.shown().filter(chosen).exclude(status=Session.Status.CANCELLED)

    def taking_sign_up(self, now: dt.datetime) -> Self:
        """For which people can take a seat, or a place in the line: they stand and have not begun."""
        return self.filter(
            Q(starts_at=None) | Q(starts_at__gt=now),
            takes_sign_up=True,
            status=Session.Status.CONFIRMED,
        )

    def with_speakers(self) -> Self:
        """With rooms, tracks and speakers: three queries however many sessions there are."""
        return self.select_related("room", "track").prefetch_related(
            models.Prefetch(
                "session_speakers",
                queryset=SessionSpeaker.objects.select_related(
                    "person", "person__photo", "person__organisation"
                ),
            )
        )


class Session(index.Indexed, Seats):
    """One entry of a programme: a talk, a keynote, a break.

    Room and times are those that everybody sees; where an editor wants it next stands in its `Placement`. Its seats
    count only where people sign up for it (`takes_sign_up`).
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        KEYNOTE = "keynote", _("keynote")
        WORKSHOP = "workshop", _("workshop")
        PANEL = "panel", _("panel")
        BREAK = "break", _("break")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, default=new_code, editable=False)
    slug = models.SlugField(max_length=100, blank=True)
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TALK)
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), max_length=20_000, blank=True)
    description = models.TextField(_("description"), max_length=50_000, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    level = models.CharField(_("level"), max_length=20, blank=True)
    track = models.ForeignKey(
        "programme.Track", null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    room = models.ForeignKey(
        "programme.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    is_featured = models.BooleanField(_("shown on the summit's page"), default=False)
    takes_sign_up = models.BooleanField(_("people sign up for a seat"), default=False)
    do_not_record = models.BooleanField(_("must not be recorded"), default=False)
    stream_url = models.URLField(_("live stream"), max_length=500, blank=True)
    video_url = models.URLField(_("recording"), max_length=500, blank=True)
    slides_url = models.URLField(_("slides"), max_length=500, blank=True)
    source_id = models.CharField(max_length=200, blank=True, editable=False)
    source_url = models.URLField(max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    shown_changed_at = models.DateTimeField(editable=False)
    speakers = models.ManyToManyField(
        "people.Person",
        through="programme.SessionSpeaker",
        related_name="sessions",
        verbose_name=_("speakers"),
    )

    objects = Sessions.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("abstract"),
        index.RelatedFields("speakers", [index.SearchField("name")]),
        index.RelatedFields("event", [index.FilterField("status")]),
        index.FilterField("status"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["starts_at", "room__position", "pk"]
        indexes = [models.Index(fields=["event", "starts_at"])]
        constraints = [
            *Seats.Meta.constraints,
            models.UniqueConstraint(fields=["event", "code"], name="a_session_code_stands_once_in_an_event"),
            models.CheckConstraint(condition=~Q(title=""), name="a_session_has_a_title"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="a_session_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["event", "source_id"],
                condition=~Q(source_id=""),
                name="a_sourced_session_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.event.slug, self.code])

    @property
    def is_talk(self) -> bool:
        """Whether somebody speaks: everything but breaks and the like."""
        return self.kind not in {self.Kind.BREAK, self.Kind.OTHER}

    @property
    def people(self) -> list:
        """The speakers in their order, as everybody sees them, from what `with_speakers` fetched."""
        return [row.person.as_shown() for row in self.session_speakers.all()]

    @property
    def local_start(self):
        return self.starts_at and self.starts_at.astimezone(self.event.zone)

    @property
    def local_end(self):
        return self.ends_at and self.ends_at.astimezone(self.event.zone)


class SessionSpeaker(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="session_speakers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="session_speakers")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="a_speaker_stands_once_in_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"
