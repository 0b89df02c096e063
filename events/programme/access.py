"""Who makes the programme."""

from typing import Any

from core.access import rule
from events.access import changes_event, is_crew
from events.models import Crew, Event
from events.programme.models import Session


@rule("change programme", Event)
def changes_programme(who: Any, event: Event) -> bool:
    """Its organizers, its programme chairs, and staff."""
    return changes_event(who, event) or is_crew(who, event, Crew.Role.CHAIR)


@rule("change", Session)
def changes_session(who: Any, session: Session) -> bool:
    return changes_programme(who, session.event)
