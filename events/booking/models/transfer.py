import datetime as dt

from django.db import models
from django.db.models import Q

from events.booking.models.order import new_secret
from events.booking.models.terms import Terms


class Transfer(models.Model):
    """A seat held out to somebody else by a link. Who takes it gets a ticket of their own; the old one is void."""

    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    registration = models.ForeignKey(
        "booking.Registration", on_delete=models.CASCADE, related_name="transfers"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="a_seat_is_held_out_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="what_was_taken_is_not_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}"

    def ends_at(self, terms: Terms) -> dt.datetime:
        """When the link opens nothing any more: organizers may have set an earlier instant since it was made."""
        return min(self.expires_at, terms.changes_end_at)
