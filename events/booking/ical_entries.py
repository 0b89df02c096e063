"""What an attendee's own calendar says of the event."""

from dataclasses import replace

from events.booking.models import Registration
from events.ical_entries import event_entry
from events.rules.ical import Entry


def registration_entry(registration: Registration, *, uid_domain: str, base_url: str = "") -> Entry:
    """Where this person comes: the venue, or the link to join once the seat is theirs. Wants the event with all that
    its entry shows."""
    entry = event_entry(
        registration.event,
        uid_domain=uid_domain,
        base_url=base_url,
        joins=registration.status == Registration.Status.CONFIRMED,
        side=registration.side,
    )
    turns = [
        entry.changed_at,
        registration.confirmed_at,
        registration.changed_at,
        registration.cancelled_at,
    ]
    status = entry.status
    if registration.status == Registration.Status.CANCELLED:
        status = "CANCELLED"
    elif registration.status != Registration.Status.CONFIRMED and status == "CONFIRMED":
        status = "TENTATIVE"  # it takes place, but whether they have a seat is not said yet
    return replace(
        entry,
        status=status,
        # A seat that changed sides or was given back is a later turn than the event's own last change.
        sequence=entry.sequence + registration.sequence,
        changed_at=max(filter(None, turns)),
    )
