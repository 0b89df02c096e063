"""What each room holds of a person, and what becomes of it: gone where nobody else needs it, nameless where others do.

Registered here because this is the one room that sees all others; a new model with somebody's data gets its entry here
(tests/home/test_personal_data.py is red until it has one).
"""

from home.held import people, talks, tickets

__all__ = ["people", "talks", "tickets"]
