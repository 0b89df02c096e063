"""From what somebody wants to the calendar that holds it: for their programs, and for the preview of the builder."""

import datetime as dt

from events.booking.models import Registration
from events.calendars.agenda import sessions_of
from events.calendars.feeds import PAST_STAYS, deadline_entries, entries_of, event_entries
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import OWN, Wanted, wanted
from events.filters import narrowed
from events.ical_entries import absolute, uid_domain
from events.models import Event
from events.programme.ical_entries import session_entry
from events.programme.models import Session
from events.rules.ical import CANCELLED_STAYS, Entry, Feed
from people.models import Person


def of_person(feed: PrivateFeed, *, now: dt.datetime) -> Feed:
    """What the owner wants in it. What was cancelled stays for a while and says so, as in public calendars."""
    found = entries(wanted(feed.wants), person=feed.person, now=now, since=now - PAST_STAYS)
    return Feed(feed.name, found, url=absolute("/me/agenda/"))


def entries(
    wants: Wanted, *, person: Person | None, now: dt.datetime, since: dt.datetime
) -> tuple[Entry, ...]:
    """All that is not over at `since`, each once, in a constant number of queries."""
    found: dict[str, Entry] = {}
    scope = narrowed(Event.objects.filter(ends_at__gt=since), wants.question)
    if "events" in wants.kinds:
        found |= {entry.uid: entry for entry in event_entries(scope, now)}
    if "deadlines" in wants.kinds:
        found |= {entry.uid: entry for entry in deadline_entries(scope, now)}
    if person is not None and wants.kinds & set(OWN):
        found |= {entry.uid: entry for entry in _own(wants.kinds, person, now, since)}
    return tuple(found.values())


def _own(kinds: frozenset[str], person: Person, now: dt.datetime, since: dt.datetime) -> list[Entry]:
    edge = now - CANCELLED_STAYS
    rows = sessions_of(person, kinds).exclude(starts_at=None).filter(starts_at__gt=since)
    rows = rows.exclude(status=Session.Status.CANCELLED, shown_changed_at__lte=edge)
    rows = rows.exclude(event__status=Event.Status.CANCELLED, event__shown_changed_at__lte=edge)
    domain = uid_domain()
    found = [
        session_entry(session, session.event, uid_domain=domain)
        for session in rows.order_by("starts_at", "pk")
    ]
    if "registrations" in kinds:
        going = Registration.objects.admissions().standing().filter(person=person).values("event")
        events = Event.objects.public().filter(pk__in=going, ends_at__gt=since)
        events = events.exclude(status=Event.Status.CANCELLED, shown_changed_at__lte=edge)
        found += entries_of(events.for_cards().select_related("series").order_by("starts_at", "pk"))
    return found
