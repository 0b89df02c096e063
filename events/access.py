"""Who may do what with events."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from core.access import rule
from core.answers import name_of
from core.often import often
from events.models import Crew, Event, Sponsorship
from groups.models import Membership, UserGroup

_GROUPS_ORGANIZER = "organizer of its group"


def know_roles(who: Any, events: Iterable[Event]) -> None:
    """Notes on each event what `who` is to it, so that a list asks its permissions with two queries, not two a row.

    For events that live as long as the answer they are read for: the note does not see what changes afterwards.
    """
    events = list(events)
    if not who.is_authenticated:
        return
    crews: dict[int, set[str]] = {}
    around = {event.pk for event in events} | {event.parent_id for event in events if event.parent_id}
    for event_id, role in Crew.objects.filter(event__in=around, person__user=who).values_list(
        "event", "role"
    ):
        crews.setdefault(event_id, set()).add(role)
    groups = set(
        Membership.objects.filter(
            group__in={event.group_id for event in events if event.group_id},
            person__user=who,
            role=Membership.Role.ORGANIZER,
        ).values_list("group", flat=True)
    )
    for event in events:
        roles = crews.get(event.pk, set()) | crews.get(event.parent_id or 0, set())
        if event.group_id in groups:
            roles = roles | {_GROUPS_ORGANIZER}
        event.known_roles = (who.pk, frozenset(roles))


def _known(who: Any, event: Event) -> frozenset[str] | None:
    whose, roles = event.known_roles or (None, None)
    return roles if whose is not None and whose == who.pk else None


def is_crew(who: Any, event: Event, *roles: str) -> bool:
    """Whether `who` stands in the crew of the event, or of the one it is part of, in one of these roles."""
    if not who.is_authenticated:
        return False
    if (known := _known(who, event)) is not None:
        return not known.isdisjoint(roles)
    return bool(_stands_in_crew({event.pk, event.parent_id or event.pk}, who.pk, roles))


@often
def _stands_in_crew(events: set[int], who: int, roles: tuple[str, ...]) -> QuerySet[Crew, tuple[int]]:
    crew = Crew.objects.filter(event__pk__in=events, person__user=who, role__in=roles)
    return crew.order_by().values_list("pk")[:1]


def organizes_group_of(who: Any, event: Event) -> bool:
    if (known := _known(who, event)) is not None:
        return _GROUPS_ORGANIZER in known
    return organizes_group(who, event.group_id)


def organizes_group(who: Any, group_id: int | None) -> bool:
    return (
        group_id is not None
        and who.is_authenticated
        and Membership.objects.filter(
            group=group_id, person__user=who, role=Membership.Role.ORGANIZER
        ).exists()
    )


def is_staff(who: Any) -> bool:
    return who.is_authenticated and who.is_staff


def reaches(event: Event) -> frozenset[str]:
    """What a token may be bound to that reaches this event: itself, what it is a part of, its group."""
    return frozenset(name_of(thing) for thing in (event, event.parent, event.group) if thing is not None)


@rule("see", Event)
def sees_event(who: Any, event: Event) -> bool:
    return event.is_public or changes_event(who, event) or works_at_event(who, event)


@rule("change", Event)
def changes_event(who: Any, event: Event) -> bool:
    return is_staff(who) or is_crew(who, event, Crew.Role.ORGANIZER) or organizes_group_of(who, event)


@rule("change", Crew)
def changes_crew(who: Any, member: Crew) -> bool:
    return changes_event(who, member.event)


@rule("change", Sponsorship)
def changes_sponsorship(who: Any, sponsorship: Sponsorship) -> bool:
    return changes_event(who, sponsorship.event)


@rule("work at", Event)
def works_at_event(who: Any, event: Event) -> bool:
    """Anybody of the crew: may open the event's desk."""
    return changes_event(who, event) or is_crew(who, event, *Crew.Role.values)


@rule("publish summit")
def publishes_summits(who: Any, thing: None) -> bool:
    return is_staff(who)


@rule("publish meetup", UserGroup)
def publishes_meetups(who: Any, group: UserGroup) -> bool:
    """The group's organizers, and staff."""
    return is_staff(who) or organizes_group(who, group.pk)
