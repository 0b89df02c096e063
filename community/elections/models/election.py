import datetime as dt
import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.elections.rules.ballot import Ballot, Stage
from core.slugs import validate_free_slug
from core.zones import validate_zone

MOST_SEATS = 100


class Elections(models.QuerySet["Election"]):
    def public(self) -> Self:
        """All but drafts: the status alone decides."""
        return self.exclude(status=Election.Status.DRAFT)


class Election(models.Model):
    """Seats to fill, and when people vote. `opens_at` and `closes_at` are instants; what the clock on the wall says
    follows from `timezone`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        CALLED_OFF = "called_off", _("called off")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True, validators=[validate_free_slug])
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    timezone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    opens_at = models.DateTimeField(_("ballot opens"))
    closes_at = models.DateTimeField(_("ballot closes"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_note = models.CharField(_("why"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    shown_changed_at = models.DateTimeField(editable=False, help_text="The last change of what is shown.")

    objects = Elections.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_ballot_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS),
                name="an_election_fills_one_to_a_hundred_seats",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="an_election_has_a_title"),
            models.CheckConstraint(
                condition=Q(status="draft", announced_at=None)
                | ~Q(status="draft") & Q(announced_at__isnull=False),
                name="an_election_is_a_draft_until_it_is_announced",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("election", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def is_called_off(self) -> bool:
        return self.status == self.Status.CALLED_OFF

    @property
    def ballot(self) -> Ballot:
        return Ballot(opens_at=self.opens_at, closes_at=self.closes_at, seats=self.seats)

    def is_over(self, now: dt.datetime) -> bool:
        return self.ballot.stage(now) is Stage.CLOSED

    def seconds_to_turn(self, now: dt.datetime) -> int | None:
        """Until the ballot opens or closes: each is shown. None: nothing of it is ahead."""
        ahead = [(turn - now).total_seconds() for turn in (self.opens_at, self.closes_at) if turn > now]
        return max(1, int(min(ahead))) if ahead else None
