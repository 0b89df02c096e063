"""The timetable while it is being made, and what of it was released."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Timetable(models.Model):
    """The draft of an event's schedule. Its row is what two editors wait for, and `edits` is what each of them saw."""

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="timetable")
    edits = models.PositiveIntegerField(default=0, editable=False)
    turn_over = models.PositiveSmallIntegerField(
        _("minutes between two sessions in one room"), default=5, help_text=_("Less is warned of.")
    )
    walk = models.PositiveSmallIntegerField(
        _("minutes from one room to another"),
        default=5,
        help_text=_("A speaker who has less between two sessions is warned of."),
    )

    def __str__(self) -> str:
        return f"{self.event}: {self._meta.verbose_name}"


class Hours(models.Model):
    """From when to when there are sessions: in one room, or in all that have no hours of their own on that day."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="hours")
    room = models.ForeignKey(
        "programme.Room", null=True, blank=True, on_delete=models.CASCADE, related_name="hours"
    )
    opens_at = models.DateTimeField(_("from"))
    closes_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ["opens_at", "pk"]
        verbose_name_plural = _("hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="hours_close_after_they_open"
            ),
            models.UniqueConstraint(fields=["room", "opens_at"], name="hours_of_a_room_stand_once"),
            models.UniqueConstraint(
                fields=["event", "opens_at"], condition=Q(room=None), name="hours_of_all_rooms_stand_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%Y-%m-%d %H:%M}–{self.closes_at:%H:%M}"


class Placement(models.Model):
    """Where a session will stand with the next release, if that is not where everybody sees it now.

    So these rows are the difference between the draft and what is released; a release takes them in and removes them.
    """

    session = models.OneToOneField("programme.Session", on_delete=models.CASCADE, related_name="placement")
    room = models.ForeignKey(
        "programme.Room", null=True, blank=True, on_delete=models.CASCADE, related_name="placements"
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="a_placement_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return str(self.session)


class Move(models.Model):
    """One drop of an editor, numbered without a gap. Undoing one is another that goes back.

    `before` and `after` are {"room": id or null, "starts_at", "ends_at": ISO 8601 or null}.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()
    session = models.ForeignKey("programme.Session", on_delete=models.CASCADE, related_name="moves")
    before = models.JSONField()
    after = models.JSONField()
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "number"], name="moves_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.session}"


class Release(models.Model):
    """What everybody was shown from one instant on.

    `programme` keeps it as it was, `changes` says how it differs from the one before: both as
    `events.programme.rules.release` writes them.
    """

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="releases")
    version = models.CharField(
        _("version"),
        max_length=30,
        validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$", _("Letters, digits, dots and dashes."))],
    )
    note = models.TextField(_("what is new"), max_length=2000, blank=True)
    programme = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "version"], name="a_version_is_released_once")
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.version}"
