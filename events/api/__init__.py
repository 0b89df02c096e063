"""Events for programs: `reading` for everybody, `writing` with a token for the event or its group."""

from events.api import writing
from events.api.reading import router

__all__ = ["router", "writing"]
