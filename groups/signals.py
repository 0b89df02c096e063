"""What the floors above hear of groups, sent within the transaction of the change: what follows commits with it."""

from django.dispatch import Signal

group_changed = Signal()
"""Arguments: group, changed (names of facts), now."""
