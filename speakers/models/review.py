"""Who reads proposals, in what phase they see what, and what they say."""

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Reviewer(models.Model):
    """Somebody who reads and scores proposals of a call: of their tracks, or of all where they have none.

    A chair moreover assigns, orders and agrees to moves between tracks, for those tracks.
    """

    call = models.ForeignKey("speakers.CallForProposals", on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="reviewing")
    is_chair = models.BooleanField(_("chair"), default=False)
    tracks = models.ManyToManyField("programme.Track", blank=True, related_name="reviewers")
    most = models.PositiveSmallIntegerField(
        _("reads at most"), null=True, blank=True, help_text=_("Empty: a fair share.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="a_reviewer_stands_once_in_a_call")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.call}"


class Phases(models.QuerySet["Phase"]):
    def at(self, now: dt.datetime) -> Self:
        """Those that run at `now`, the one that began last first."""
        return self.filter(starts_at__lte=now, ends_at__gt=now).order_by("-starts_at", "-pk")


class Phase(models.Model):
    """A part of the way from the call to the programme, and what may be done and seen in it."""

    class Scores(models.TextChoices):
        NEVER = "never", _("their own only")
        AFTER = "after", _("those of others once they have given one")
        ALWAYS = "always", _("all")

    call = models.ForeignKey("speakers.CallForProposals", on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(_("name"), max_length=80)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    takes_reviews = models.BooleanField(_("reviewers score"), default=True)
    takes_votes = models.BooleanField(_("the community votes"), default=False)
    shows_names = models.BooleanField(
        _("reviewers see who proposes"),
        default=False,
        help_text=_("If not: no name, organisation, co-speaker or history anywhere."),
    )
    shows_scores = models.CharField(
        _("reviewers see"), max_length=10, choices=Scores.choices, default=Scores.AFTER
    )

    objects = Phases.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_phase_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What is scored: from 0 to `most`, with words for each step. `weight` is its share beside the others."""

    call = models.ForeignKey("speakers.CallForProposals", on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    help = models.CharField(_("explanation"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    labels = models.JSONField(
        _("steps"), default=list, help_text=_("What each step is called, the lowest first.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.name

    @property
    def most(self) -> int:
        return max(1, len(self.labels) - 1)


class Assignment(models.Model):
    """That somebody is asked to review a proposal. Others of the track may do so as well."""

    proposal = models.ForeignKey("speakers.Proposal", on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="assigned_proposals")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="a_proposal_is_assigned_once_to_one")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"


class Conflict(models.Model):
    """A reviewer's own word that they are too near to a proposal. The same organisation needs none."""

    proposal = models.ForeignKey("speakers.Proposal", on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="conflicts")
    because = models.CharField(_("why"), max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], name="a_conflict_of_interest_is_named_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"


class Review(models.Model):
    """What one reviewer thinks of one proposal. Without scores it is an abstention."""

    proposal = models.ForeignKey("speakers.Proposal", on_delete=models.CASCADE, related_name="reviews")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="reviews")
    private = models.TextField(_("for the chairs and reviewers"), max_length=5000, blank=True)
    to_speaker = models.TextField(_("for the speaker"), max_length=5000, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_review_a_reviewer_and_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"


class Score(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_a_criterion_and_review"),
            models.CheckConstraint(condition=Q(value__lte=20), name="a_score_is_at_most_twenty"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class TrackChange(models.Model):
    """The wish that a proposal belongs to another track: done when the chairs of both have agreed."""

    proposal = models.ForeignKey("speakers.Proposal", on_delete=models.CASCADE, related_name="track_changes")
    to_track = models.ForeignKey("programme.Track", on_delete=models.CASCADE, related_name="+")
    because = models.CharField(_("why"), max_length=500, blank=True)
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    given_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(ended_at=None),
                name="one_change_of_track_is_asked_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} → {self.to_track}"


class Vote(models.Model):
    """One of the community says how much they want to hear it: 1 rather not, 2 gladly, 3 must not miss it."""

    proposal = models.ForeignKey("speakers.Proposal", on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="votes")
    value = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_vote_a_person_and_proposal"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=3), name="a_vote_is_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.value}"
