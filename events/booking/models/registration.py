import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.booking.models.order import new_secret


class Registrations(models.QuerySet["Registration"]):
    def standing(self) -> Self:
        """All that still count: held, waiting or confirmed."""
        return self.filter(status__in=Registration.STANDING)

    def seated(self) -> Self:
        """Those for whom a seat is counted."""
        return self.filter(status__in=[Registration.Status.HELD, Registration.Status.CONFIRMED])

    def confirmed(self) -> Self:
        return self.filter(status=Registration.Status.CONFIRMED)

    def in_line(self) -> Self:
        """The waiting list, first come first."""
        return self.filter(status=Registration.Status.WAITING).order_by("waiting_since", "pk")


class Registration(models.Model):
    """One attendee of one event."""

    class Status(models.TextChoices):
        HELD = "held", _("not yet confirmed")
        WAITING = "waiting", _("on the waiting list")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("not confirmed in time")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody")
        ATTENDEES = "attendees", _("other attendees")
        ORGANIZERS = "organizers", _("organizers only")

    STANDING = (Status.HELD, Status.WAITING, Status.CONFIRMED)

    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    order = models.ForeignKey("booking.Order", on_delete=models.CASCADE, related_name="registrations")
    event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="registrations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    status = models.CharField(max_length=10, choices=Status.choices)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(help_text="When they agreed to the code of conduct.")
    visibility = models.CharField(
        _("who may see that I come"), max_length=10, choices=Visibility.choices, default=Visibility.ORGANIZERS
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    objects = Registrations.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["event", "status", "waiting_since"]),
            models.Index(fields=["held_until"], condition=Q(status="held"), name="held_by_held_until"),
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(status__in=["held", "waiting", "confirmed"]),
                name="one_standing_registration_an_email_and_event",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="who_waits_has_a_place_in_line",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(held_until__isnull=False),
                name="what_is_held_is_held_until_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | Q(confirmed_at__isnull=False, email_confirmed_at__isnull=False),
                name="what_is_confirmed_was_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("registration", args=[self.secret])

    def is_held_at(self, now: dt.datetime) -> bool:
        return self.status == self.Status.HELD and self.held_until is not None and self.held_until > now
