"""What the people in the programme bring: when they can, and the files that go with their session."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Availability(models.Model):
    """A span in which a speaker can stand in the programme. Who has none at an event can always."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="availabilities")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="availabilities")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name_plural = _("availabilities")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_availability_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts_at:%Y-%m-%d %H:%M}–{self.ends_at:%H:%M}"


class StoredFile(models.Model):
    """A file that somebody gave, kept under a name of our own; `title` is what it is called. Its type is told by its
    content (`core.attachments`), and it is served as a download in a sandbox."""

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class SessionFile(StoredFile):
    """Slides and the like of a session: for everybody."""

    session = models.ForeignKey("programme.Session", on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="sessions/%Y/", max_length=200)
