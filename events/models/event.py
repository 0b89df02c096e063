import datetime as dt
import uuid
import zoneinfo
from typing import Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import connection, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.slugs import validate_free_slug
from core.zones import validate_zone

MOST_SEATS = 1_000_000
LAST_SEATS = 10
"""From so many free seats on, the page says “last seats”."""

MIRRORED, CLAIMED, CALENDAR = "mirror:", "claimed:", "calendar:"
"""How `source` begins for an event that lives elsewhere, for one that did, and for one out of its group's calendar."""
OF_THE_SITE = (MIRRORED, CLAIMED, CALENDAR)


_Counter = TypeVar("_Counter", bound=models.Model, covariant=True)


class Counters(models.QuerySet[_Counter]):
    """Rows with `Seats`. These statements are the only ones that change what is taken and who waits.

    They hold the rows until the transaction ends. The law by which they are used stands in
    `events.booking.actions.seats` and, for sessions, in `events.programme.actions.sign_up`.
    """

    def claim(self, pk: int, places: int = 1) -> tuple[int | None, int, int] | None:
        """Takes so many places of one row where they are free and nobody waits for them: in one statement, so that of
        two who come at once for the last place one gets it.

        Returns how the row stands then (capacity, taken, waiting); None where it had not so many free.
        """
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET taken = taken + %s"  # noqa: S608  our own table
                " WHERE id = %s AND waiting = 0 AND (capacity IS NULL OR capacity >= taken + %s)"
                " RETURNING capacity, taken, waiting",
                [places, pk, places],
            )
            row: tuple[int | None, int, int] | None = cursor.fetchone()
        return row

    def give_back(self, places: int = 1) -> None:
        self.update(taken=F("taken") - places)

    def join_line(self, places: int = 1) -> None:
        self.update(waiting=F("waiting") + places)

    def leave_line(self, places: int = 1) -> None:
        self.update(waiting=F("waiting") - places)

    def seat_from_line(self, places: int = 1) -> None:
        self.update(taken=F("taken") + places, waiting=F("waiting") - places)


class Seats(models.Model):
    """What can be full: so many places, so many taken, so many people waiting in line.

    `taken` counts held and confirmed places, `waiting` those in line. They change only by the statements of `Counters`;
    the constraints are the last word.
    """

    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("Empty: as many as come."),
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")),
                name="%(class)s_never_holds_more_than_its_seats",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1, capacity__lte=MOST_SEATS),
                name="%(class)s_seats_are_from_one_to_a_million",
            ),
        ]

    @property
    def free(self) -> int | None:
        """Seats that are free; None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whoever comes now waits in line."""
        return bool(self.waiting) or self.free == 0


class Events(Counters["Event"]):
    def public(self) -> Self:
        """All but drafts: the status alone decides."""
        return self.exclude(status=Event.Status.DRAFT)

    def upcoming(self, now: dt.datetime) -> Self:
        """Those that have not ended, next first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: dt.datetime) -> Self:
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def taking_place(self) -> Self:
        """Without those that were cancelled or put off."""
        return self.filter(status__in=[Event.Status.PUBLISHED, Event.Status.MOVED])

    def summits(self) -> Self:
        return self.filter(kind=Event.Kind.SUMMIT)

    def meetups(self) -> Self:
        return self.filter(kind=Event.Kind.MEETUP)

    def for_cards(self) -> Self:
        """With all that a card or a calendar entry shows: one query however many there are."""
        return self.select_related("group", "venue", "parent", "cover")


class Event(index.Indexed, Seats):
    """A summit or a meetup: the facts. `starts_at` and `ends_at` are instants; what the clock on the wall says there
    follows from `timezone`."""

    NAMED_WITH = ("group", "venue", "series", "parent", "cycle")  # see core.answers

    class Kind(models.TextChoices):
        SUMMIT = "summit", _("summit")
        MEETUP = "meetup", _("meetup")

    class Attendance(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")
        POSTPONED = "postponed", _("postponed")
        MOVED = "moved", _("moved")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True, validators=[validate_free_slug])
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.MEETUP)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)
    previous_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_online_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When what had a place was moved online."
    )
    is_all_day = models.BooleanField(_("only the days are known"), default=False)
    attendance = models.CharField(
        _("where"), max_length=10, choices=Attendance.choices, default=Attendance.IN_PERSON
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_note = models.CharField(_("why"), max_length=500, blank=True)
    group = models.ForeignKey(
        "groups.UserGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("group"),
    )
    cycle = models.ForeignKey(
        "events.Cycle",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("cycle"),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("part of"),
    )
    series = models.ForeignKey(
        "events.Series",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        editable=False,
    )
    venue = models.ForeignKey(
        "events.Venue",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("venue"),
    )
    online_url = models.URLField(_("link to join"), max_length=500, blank=True)
    external_url = models.URLField(_("registration elsewhere"), max_length=500, blank=True)
    accent = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Like #0b6e4f."))],
    )
    cover = models.ForeignKey(
        "core.CoreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    takes_registrations = models.BooleanField(_("people register here"), default=True)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text=_("Where these facts come from."))
    source_id = models.CharField(max_length=200, blank=True, editable=False)
    source_url = models.URLField(max_length=500, blank=True)
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="Rises with each change of time, place or status; never falls."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    shown_changed_at = models.DateTimeField(
        help_text="The last change of what is shown: DTSTAMP and Last-Modified.", editable=False
    )

    known_roles: "tuple[int, frozenset[str]] | None" = None
    """Whose roles were read for a whole list (`events.access.know_roles`), and which; None: ask the database."""

    objects = Events.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.SearchField("description"),
        index.RelatedFields("venue", [index.SearchField("name"), index.SearchField("city", boost=2)]),
        index.RelatedFields("group", [index.SearchField("name"), index.SearchField("city")]),
        index.FilterField("status"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["status", "starts_at"]), models.Index(fields=["group", "starts_at"])]
        constraints = [
            *Seats.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="an_event_has_a_title"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="an_event_is_no_part_of_itself"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="a_sourced_event_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def local_start(self) -> dt.datetime:
        """What the clock says where the event is."""
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> dt.datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def is_mirrored(self) -> bool:
        """It lives elsewhere: what its home says of it is written here, and nobody registers here."""
        return self.source.startswith(MIRRORED)

    @property
    def home_url(self) -> str:
        """Where a mirrored event lives; empty for one that lives here."""
        return self.source_url if self.is_mirrored else ""

    @property
    def source_name(self) -> str:
        """Whom its facts come from, for people; empty where `source` is a word of the site's own."""
        return "" if self.source.startswith(OF_THE_SITE) else self.source

    @property
    def is_summit(self) -> bool:
        return self.kind == self.Kind.SUMMIT

    @property
    def is_public(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def takes_place(self) -> bool:
        return self.status in {self.Status.PUBLISHED, self.Status.MOVED}

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_in_person(self) -> bool:
        return self.attendance != self.Attendance.ONLINE

    @property
    def is_online(self) -> bool:
        return self.attendance != self.Attendance.IN_PERSON

    @property
    def place(self) -> str:
        """“Forum, Köln”, “online”, or both."""
        city = ", ".join(p for p in ((self.venue.name, self.venue.city) if self.venue else ()) if p)
        if self.attendance == self.Attendance.ONLINE:
            return str(_("online"))
        return city or (self.group.city if self.group else "")

    def is_past(self, now: dt.datetime) -> bool:
        return self.ends_at <= now

    def admits(self, now: dt.datetime) -> bool:
        """Whether somebody may register at `now` (perhaps for the waiting list)."""
        return (
            self.takes_place
            and self.takes_registrations
            and not self.external_url
            and now < (self.registration_closes_at or self.ends_at)
            and now < self.ends_at
            and (self.registration_opens_at is None or now >= self.registration_opens_at)
        )

    def seconds_to_turn(self, now: dt.datetime) -> int | None:
        """Until it starts, ends, or opens or closes its registration: each is shown. None: nothing of it is ahead."""
        turns = (self.starts_at, self.ends_at, self.registration_opens_at, self.registration_closes_at)
        ahead = [(turn - now).total_seconds() for turn in turns if turn and turn > now]
        return max(1, int(min(ahead))) if ahead else None

    def seats_word(self, now: dt.datetime) -> str:
        """Coarsely, so that a page need not be built anew for each seat: free, few, waiting, closed or none."""
        if not self.takes_registrations or self.external_url:
            return "none"
        if not self.admits(now):
            return "closed"
        if self.capacity is None:
            return "free"
        if self.waiting or self.taken >= self.capacity:
            return "waiting"
        return "few" if self.capacity - self.taken <= min(LAST_SEATS, self.capacity // 2) else "free"
