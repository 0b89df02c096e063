from events.calendars.models.deadline import Deadline
from events.calendars.models.mirror import Mirror
from events.calendars.models.private_feed import PrivateFeed

__all__ = ["Deadline", "Mirror", "PrivateFeed"]
