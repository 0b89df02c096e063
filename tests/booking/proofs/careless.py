"""The WSGI application of a site whose guard on seats is off: a proof starts it, to be seen to fail."""

from config.wsgi import application
from tests.booking.proofs.sabotage import sell_what_was_free

__all__ = ["application"]

sell_what_was_free(setattr)
