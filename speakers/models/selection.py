"""What the chairs choose, and what speakers are told of it when it is released."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("accept")
    ALTERNATE = "alternate", _("alternate")
    DECLINE = "decline", _("decline")


class Choice(models.Model):
    """A proposal's place in an ordered list: that of its track's chairs, or that of the whole team."""

    class Whose(models.TextChoices):
        CHAIRS = "chairs", _("the chairs' list")
        TEAM = "team", _("the team's list")

    proposal = models.ForeignKey("speakers.Proposal", on_delete=models.CASCADE, related_name="choices")
    whose = models.CharField(max_length=10, choices=Whose.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "whose"], name="a_proposal_stands_once_in_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_verdict_display()}"


class Decision(models.Model):
    """What was decided of a proposal. Nobody but the team knows before `released_at`, when its letter goes out and the
    proposal takes the status."""

    proposal = models.OneToOneField("speakers.Proposal", on_delete=models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    position = models.PositiveIntegerField(default=0, help_text="The order in which alternates move up.")
    decided_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_verdict_display()}"


class CallLetter(models.Model):
    """The words in which a decision is told, by language; where there is none, the site's own words are used.

    {name}, {title}, {event}, {track}, {confirm_by} and {comments} stand for what they say.
    """

    class About(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        ALTERNATE = "alternate", _("alternate")
        DECLINE = "decline", _("declined")
        MOVED_UP = "moved_up", _("an alternate moves up")

    call = models.ForeignKey("speakers.CallForProposals", on_delete=models.CASCADE, related_name="letters")
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("words"), max_length=10_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "about", "language"], name="one_letter_about_it_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.subject
