"""From rows to feeds: which entries a calendar holds. The number of queries does not depend on how many."""

import datetime as dt

from django.conf import settings
from django.db.models import Max, Q

from events.calendars.ical_entries import deadline_entry
from events.calendars.models import Deadline
from events.filters import EventFilter
from events.ical_entries import absolute, event_entry, uid_domain
from events.models import Event
from events.models.event import Events
from events.programme.ical_entries import session_entry
from events.programme.models import Room, Session, Track
from events.programme.models.session import Sessions
from events.rules.ical import CANCELLED_STAYS, Entry, Feed
from groups.models import UserGroup
from people.models import Person

PAST_STAYS = dt.timedelta(days=365)
"""So long the calendar of everything remembers, where no days are asked for (docs/decisions/0018)."""


def everything(
    asked: EventFilter, *, name: str, query: str, now: dt.datetime, deadlines: bool = False
) -> tuple[Feed, dt.datetime | None]:
    """The public events that `asked` leaves: those of the past year and all that come, or the days it names."""
    scope = asked.apply(Event.objects.all())
    url = absolute("/events/" + (f"?{query}" if query else ""))
    if asked.names_days:
        return Feed(name, _entries(scope, now, deadlines), url=url), _last_change(scope, now, deadlines)
    since = now - PAST_STAYS
    remembered = scope.filter(ends_at__gt=since)
    left = scope.public().filter(ends_at__lte=since).order_by().aggregate(last=Max("ends_at"))["last"]
    changes = [_last_change(remembered, now, deadlines), left + PAST_STAYS if left else None]
    return Feed(name, _entries(remembered, now, deadlines), url=url), max(filter(None, changes), default=None)


def of_group(
    group: UserGroup, *, now: dt.datetime, deadlines: bool = False
) -> tuple[Feed, dt.datetime | None]:
    scope = Event.objects.filter(group=group)
    feed = Feed(
        group.name,
        _entries(scope, now, deadlines),
        url=absolute(group.get_absolute_url()),
        description=group.place,
    )
    return feed, _last_change(scope, now, deadlines)


def of_event(event: Event, *, now: dt.datetime, deadlines: bool = False) -> tuple[Feed, dt.datetime | None]:
    """The event and the days within it. It is asked for by name, so a cancelled one stays while it has an address."""
    scope = Event.objects.filter(Q(pk=event.pk) | Q(parent=event))
    days = event_entries(scope.exclude(pk=event.pk), now)
    own = event_entry(event, uid_domain=uid_domain())
    last = deadline_entries(scope, now) if deadlines else ()
    feed = Feed(event.title, (own, *days, *last), url=own.url, color=event.accent, description=event.summary)
    return feed, _last_change(scope, now, deadlines)


def of_schedule(
    event: Event,
    *,
    name: str,
    now: dt.datetime,
    track: Track | None = None,
    room: Room | None = None,
    speaker: Person | None = None,
) -> tuple[Feed, dt.datetime | None]:
    """The sessions of an event, each an entry of its own."""
    scope = event.sessions.exclude(starts_at=None)
    if track:
        scope = scope.filter(track=track)
    if room:
        scope = scope.filter(room=room)
    if speaker:
        scope = scope.filter(speakers=speaker)
    shown = scope.shown().exclude(
        status=Session.Status.CANCELLED, shown_changed_at__lte=now - CANCELLED_STAYS
    )
    domain = uid_domain()
    entries = tuple(
        session_entry(session, event, uid_domain=domain)
        for session in shown.with_speakers().order_by("starts_at", "pk")
    )
    feed = Feed(
        name,
        entries,
        url=absolute(f"{event.get_absolute_url()}schedule/"),
        color=event.accent,
        description=event.summary,
    )
    return feed, max(filter(None, [_last_turn(scope, now), event.shown_changed_at]))


def _entries(scope: Events, now: dt.datetime, deadlines: bool) -> tuple[Entry, ...]:
    return event_entries(scope, now) + (deadline_entries(scope, now) if deadlines else ())


def event_entries(scope: Events, now: dt.datetime) -> tuple[Entry, ...]:
    rows = scope.public().exclude(status=Event.Status.CANCELLED, shown_changed_at__lte=now - CANCELLED_STAYS)
    events = rows.for_cards().select_related("series").order_by("starts_at", "pk")
    domain, base_url = uid_domain(), settings.SITE_URL
    return tuple(event_entry(event, uid_domain=domain, base_url=base_url) for event in events)


def deadline_entries(scope: Events, now: dt.datetime) -> tuple[Entry, ...]:
    """The last moments at these events, in one query."""
    rows = Deadline.objects.shown(now).filter(event__in=scope.order_by().values("pk"))
    rows = rows.exclude(
        event__status=Event.Status.CANCELLED, event__shown_changed_at__lte=now - CANCELLED_STAYS
    )
    domain = uid_domain()
    return tuple(
        deadline_entry(row, row.event, uid_domain=domain)
        for row in rows.select_related("event").order_by("at", "pk")
    )


def _last_change(scope: Events, now: dt.datetime, deadlines: bool) -> dt.datetime | None:
    """When what is in the feed last changed, or went from it with time; `core.answers` knows of what left otherwise."""
    edge = now - CANCELLED_STAYS
    changes = [_last_turn(scope, now)]
    if deadlines:
        rows = Deadline.objects.filter(event__in=scope.order_by().values("pk"))
        last = rows.aggregate(
            last=Max("changed_at"), went=Max("withdrawn_at", filter=Q(withdrawn_at__lte=edge))
        )
        changes += [last["last"], last["went"] and last["went"] + CANCELLED_STAYS]
    return max(filter(None, changes), default=None)


def _last_turn(rows: Events | Sessions, now: dt.datetime) -> dt.datetime | None:
    """When one of the events, or sessions, changed or had been cancelled for so long that it went."""
    went = Q(status="cancelled", shown_changed_at__lte=now - CANCELLED_STAYS)
    found = rows.order_by().aggregate(last=Max("shown_changed_at"), went=Max("shown_changed_at", filter=went))
    return max(filter(None, [found["last"], found["went"] and found["went"] + CANCELLED_STAYS]), default=None)
