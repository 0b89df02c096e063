"""What the floors above hear of people, sent within the transaction of the change: what follows commits with it."""

from django.dispatch import Signal

people_merging = Signal()
"""Two rows are about to become one; all still points at either. Arguments: kept, gone, by."""
