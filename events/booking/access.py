"""Who may see and do what with registrations."""

from typing import Any

from core.access import rule
from events.access import changes_event, is_crew
from events.booking.models import Code, Letter, Question, Quota, Registration, TicketType
from events.models import Crew, Event


@rule("see registrations", Event)
def sees_registrations(who: Any, event: Event) -> bool:
    """Organizers and treasurers; the door sees its own list."""
    return changes_event(who, event) or is_crew(who, event, Crew.Role.TREASURER)


@rule("change", Registration)
def changes_registration(who: Any, registration: Registration) -> bool:
    """The attendee, signed in; the event's organizers. (Who has the ticket's address needs no account.)"""
    person = registration.person
    own = person is not None and who.is_authenticated and person.user_id == who.pk
    return own or changes_event(who, registration.event)


@rule("check in", Event)
def checks_in(who: Any, event: Event) -> bool:
    """The door, organizers and staff."""
    return changes_event(who, event) or is_crew(who, event, Crew.Role.DOOR)


@rule("change", TicketType)
@rule("change", Quota)
@rule("change", Question)
@rule("change", Code)
@rule("change", Letter)
def changes_what_is_sold_and_asked(who: Any, thing: Any) -> bool:
    return changes_event(who, thing.event)


@rule("see registrations", Registration)
def sees_registration(who: Any, registration: Registration) -> bool:
    return sees_registrations(who, registration.event)


@rule("manage", Registration)
def manages_registration(who: Any, registration: Registration) -> bool:
    """To cancel, rename or seat somebody is the organizers' alone."""
    return changes_event(who, registration.event)


@rule("see sensitive answers", Event)
def sees_sensitive_answers(who: Any, event: Event) -> bool:
    """Diet and the like are told to those who cook: organizers, and nobody who only counts the money."""
    return changes_event(who, event)
