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


@rule("speak", Session)
def speaks(who: Any, session: Session) -> bool:
    """Its speakers, and who makes the programme: they see to slides, recording and the like."""
    if not who.is_authenticated:
        return False
    return session.session_speakers.filter(person__user=who).exists() or changes_session(who, session)
