from events.calendars.models.private_feed import PrivateFeed

__all__ = ["PrivateFeed"]
