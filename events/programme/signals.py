"""What the programme tells the floors above, which it does not know."""

from django.dispatch import Signal

session_cancelled = Signal()
"""With `session` and `now`; in the same transaction."""
