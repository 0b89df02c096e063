"""Who may see and do what with registrations."""

from typing import Any

from core.access import rule
from events.access import changes_event, is_crew
from events.booking.models import (
    Attention,
    Code,
    Invoice,
    Letter,
    Order,
    Payment,
    Question,
    Quota,
    Refund,
    Registration,
    TicketType,
)
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


@rule("handle money", Event)
def handles_money(who: Any, event: Event) -> bool:
    """Treasurers, organizers and staff: see payments and invoices, record money, send it back."""
    return changes_event(who, event) or is_crew(who, event, Crew.Role.TREASURER)


@rule("handle money", Order)
@rule("handle money", Attention)
def handles_money_of(who: Any, thing: Any) -> bool:
    return handles_money(who, thing.event)


@rule("handle money", Invoice)
def handles_invoice(who: Any, invoice: Invoice) -> bool:
    return handles_money(who, invoice.order.event)


@rule("handle money", Payment)
def handles_payment(who: Any, payment: Payment) -> bool:
    return handles_money(who, payment.order.event)


@rule("handle money", Refund)
def handles_refund(who: Any, refund: Refund) -> bool:
    return handles_money(who, refund.payment.order.event)


@rule("take at the door", Order)
def takes_at_the_door(who: Any, order: Order) -> bool:
    """Who handles money; and helpers at the door what is to be paid there."""
    may = handles_money(who, order.event)
    return may or (order.pays_by == Payment.Method.DOOR and checks_in(who, order.event))


@rule("check in", Event)
def checks_in(who: Any, event: Event) -> bool:
    """The door, organizers and staff."""
    return is_crew(who, event, Crew.Role.DOOR) or changes_event(who, event)


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
