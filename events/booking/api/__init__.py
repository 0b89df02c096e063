"""Registrations for programs: of an event for who runs it, and one's own."""

from events.booking.api.mine import mine
from events.booking.api.registrations import of_event

__all__ = ["mine", "of_event"]
