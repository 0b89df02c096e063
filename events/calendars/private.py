"""From what somebody wants to the calendar that holds it: for their programs, and for the preview of the builder."""

import datetime as dt

from django.conf import settings

from events.booking.ical_entries import registration_entry
from events.booking.models import Registration
from events.calendars.agenda import sessions_of
from events.calendars.feeds import PAST_STAYS, deadline_entries, event_entries, of_all
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
        found |= {entry.uid: entry for entry in deadline_entries(scope, now, of_all(wants.question, since))}
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
        found += _booked(person, since, edge)
    return found


def _booked(person: Person, since: dt.datetime, edge: dt.datetime) -> list[Entry]:
    """What they are registered for, each as it is for them. A seat stands before a place in line."""
    going = Registration.objects.admissions().standing().filter(person=person, event__ends_at__gt=since)
    rows = sorted(going, key=lambda row: row.status == Registration.Status.CONFIRMED)
    seats = {row.event_id: row for row in rows}
    events = Event.objects.public().filter(pk__in=seats)
    events = events.exclude(status=Event.Status.CANCELLED, shown_changed_at__lte=edge)
    domain, found = uid_domain(), []
    for event in events.for_cards().select_related("series").order_by("starts_at", "pk"):
        seats[event.pk].event = event
        found.append(registration_entry(seats[event.pk], uid_domain=domain, base_url=settings.SITE_URL))
    return found
