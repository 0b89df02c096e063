"""What the floors above hear of events, sent within the transaction of the change: what follows commits with it."""

from django.dispatch import Signal

event_changed = Signal()
"""Arguments: event, before (a dict of the facts as they were), changed (names of facts), by, now."""

sale_changed = Signal()
"""What is sold at an event, or under what terms, is other than it was. Arguments: event, by, now."""

sponsorship_changed = Signal()
"""Arguments: event, organisation, tickets (how many the sponsor may give away; 0 after the end), by, now."""
