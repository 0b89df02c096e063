"""What people who come do with a session: keep it, sign up for it, say how it was."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Star(models.Model):
    """That somebody wants to see a session. Nobody else sees whose it is; how many there are, organizers do."""

    session = models.ForeignKey("programme.Session", on_delete=models.CASCADE, related_name="stars")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="stars")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="a_session_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"


class SignUps(models.QuerySet["SignUp"]):
    def seated(self) -> Self:
        return self.filter(waits_since=None)

    def in_line(self) -> Self:
        """Who waits, the longest first."""
        return self.exclude(waits_since=None).order_by("waits_since", "pk")


class SignUp(models.Model):
    """A place in a session whose seats are counted (`Session.takes_sign_up`), or one in its line."""

    session = models.ForeignKey("programme.Session", on_delete=models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="sign_ups")
    waits_since = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    objects = SignUps.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_place_a_person_and_session")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"


class Feedback(models.Model):
    """How somebody found a session. Shown to its speakers and organizers from five answers on, without names."""

    session = models.ForeignKey("programme.Session", on_delete=models.CASCADE, related_name="feedback")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="feedback")
    stars = models.PositiveSmallIntegerField(
        _("how was it?"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.TextField(_("in words"), max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_feedback_a_person_and_session"),
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="feedback_has_one_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.stars}"
