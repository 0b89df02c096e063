"""What the floors above hear of events, sent within the transaction of the change: what follows commits with it."""

from django.dispatch import Signal

event_changed = Signal()
"""Arguments: event, before (a dict of the facts as they were), changed (names of facts), by, now."""
