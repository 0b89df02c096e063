import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.programme.models import StoredFile

if TYPE_CHECKING:
    from events.models import Event

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


class Proposals(models.QuerySet["Proposal"]):
    def of(self, user: Any) -> Self:
        return self.filter(person__user=user)

    def with_all(self) -> Self:
        """With what a list of them shows: one query however many there are."""
        return self.select_related("call__event", "person__user", "track", "session", "access_code")

    def submitted(self) -> Self:
        """All that the organizers see: everything but drafts and what was withdrawn."""
        return self.exclude(status__in=[Proposal.Status.DRAFT, Proposal.Status.WITHDRAWN])


class Proposal(models.Model):
    """What somebody would like to speak about at an event."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        CONFIRMED = "confirmed", _("confirmed")
        ALTERNATE = "alternate", _("alternate")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Level(models.TextChoices):
        BEGINNER = "beginner", _("for beginners")
        INTERMEDIATE = "intermediate", _("for those who know the basics")
        ADVANCED = "advanced", _("for experts")

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    key = models.CharField(
        max_length=40,
        null=True,
        editable=False,
        help_text="Names the form it came from: sent twice, it is one.",
    )
    call = models.ForeignKey("speakers.CallForProposals", on_delete=models.CASCADE, related_name="proposals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(_("title"), max_length=200)
    abstract = models.TextField(_("abstract"), max_length=1500, blank=True)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    notes = models.TextField(_("notes for the organizers"), max_length=3000, blank=True)
    track = models.ForeignKey(
        "programme.Track", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    format = models.CharField(_("format"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    co_speakers = models.CharField(
        _("co-speakers"), max_length=500, blank=True, help_text=_("E-mail addresses, separated by commas.")
    )
    answers = models.JSONField(
        default=dict,
        blank=True,
        help_text="By the id of the question, as a string: a string, a list, a bool.",
    )
    equipment = models.TextField(_("what you need on stage"), max_length=1000, blank=True)
    do_not_record = models.BooleanField(_("do not record me"), default=False)
    given_before = models.ForeignKey(
        "programme.Session",
        verbose_name=_("given before"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposed_again",
    )
    access_code = models.ForeignKey(
        "speakers.AccessCode", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    confirm_by = models.DateTimeField(
        null=True, blank=True, help_text="Until then the speaker of an accepted one says whether they come."
    )
    session = models.OneToOneField(
        "programme.Session", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal"
    )

    objects = Proposals.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(fields=["call", "person", "key"], name="one_form_makes_one_proposal"),
            models.CheckConstraint(
                condition=~Q(status__in=["submitted", "accepted", "confirmed", "alternate", "declined"])
                | Q(submitted_at__isnull=False),
                name="what_is_decided_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted") | (~Q(title="") & ~Q(abstract="")),
                name="a_submitted_proposal_has_title_and_abstract",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.code])

    @property
    def version(self) -> str:
        """Another one after each change: a form says which it saw."""
        return f"{self.changed_at.astimezone(dt.UTC):%Y%m%d%H%M%S%f}"

    @property
    def event(self) -> "Event":
        return self.call.event

    @property
    def is_given_up(self) -> bool:
        """Its speaker did not say in time whether they come. Who withdraws leaves no `confirm_by`."""
        return self.status == self.Status.WITHDRAWN and self.confirm_by is not None

    @property
    def comments(self) -> str:
        """What reviewers wrote for the speaker, without saying who. To be told with the decision, not before."""
        return "\n\n".join(
            self.reviews.exclude(to_speaker="").order_by("pk").values_list("to_speaker", flat=True)
        )

    @property
    def has_place(self) -> bool:
        """Whether a slot of the programme is its own: accepted, and its session is not cancelled."""
        is_taken = self.status in {self.Status.ACCEPTED, self.Status.CONFIRMED}
        return is_taken and (self.session is None or self.session.status != "cancelled")

    def is_given(self, now: dt.datetime) -> bool:
        """Whether its talk has begun, before people."""
        session = self.session
        if session is None or session.status != "confirmed" or session.starts_at is None:
            return False
        return bool(session.starts_at <= now)

    @property
    def is_handed_in_anew(self) -> bool:
        """Since it was last decided: its speaker had taken it back, and may name others now."""
        if self.submitted_at is None or self.decided_at is None:
            return False
        return self.submitted_at > self.decided_at

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it may be written to: while its call is open, and after that by a code that is still valid."""
        if self.call.is_open(now):
            return True
        code = self.access_code
        return (
            code is not None
            and self.call.event.takes_place
            and now >= self.call.closes_at
            and (code.valid_until is None or now < code.valid_until)
        )

    @property
    def minutes(self) -> int | None:
        """The length of its format, as the call says."""
        return next(
            (form.get("minutes") for form in self.call.formats if form.get("name") == self.format), None
        )


class CoSpeaker(models.Model):
    """Somebody named by address as speaking along. They answer by the link they are mailed; nobody waits for them."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="named")
    email = models.EmailField()
    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="named_in"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    is_willing = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), "proposal", name="a_co_speaker_is_named_once")]

    def __str__(self) -> str:
        return str(self.person or self.email)


class ProposalFile(StoredFile):
    """What a speaker hands in with a proposal: for those who decide; with the talk it becomes a `SessionFile`."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="proposals/%Y/", max_length=200)
