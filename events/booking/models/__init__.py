from events.booking.models.order import Order
from events.booking.models.registration import Registration

__all__ = ["Order", "Registration"]
