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
from events.rules.question import Question
from groups.models import UserGroup
from people.models import Person

NONE = Q(pk__in=[])
PAST_STAYS = dt.timedelta(days=365)
"""So long the calendar of everything remembers, where no days are asked for (docs/decisions/0018)."""


def everything(
    asked: EventFilter, *, name: str, query: str, now: dt.datetime, deadlines: bool = False
) -> tuple[Feed, dt.datetime | None]:
    """The public events that `asked` leaves: those of the past year and all that come, or the days it names."""
    scope = asked.apply(Event.objects.all())
    url = absolute("/events/" + (f"?{query}" if query else ""))
    since = None if asked.names_days else now - PAST_STAYS
    besides = of_all(asked.question, since) if deadlines else NONE
    if since is None:
        feed = Feed(name, _entries(scope, now, deadlines, besides), url=url)
        return feed, _last_change(scope, now, deadlines, besides)
    remembered = scope.filter(ends_at__gt=since)
    left = scope.public().filter(ends_at__lte=since).order_by().aggregate(last=Max("ends_at"))["last"]
    gone = (
        Deadline.objects.filter(event=None, at__lte=since).aggregate(last=Max("at"))["last"]
        if deadlines
        else None
    )
    changes = [
        _last_change(remembered, now, deadlines, besides),
        *(at + PAST_STAYS for at in (left, gone) if at),
    ]
    feed = Feed(name, _entries(remembered, now, deadlines, besides), url=url)
    return feed, max(filter(None, changes), default=None)


def of_community(*, name: str, now: dt.datetime) -> tuple[Feed, dt.datetime | None]:
    """The deadlines of the community as a whole, and no event."""
    nothing, all_of_it = Event.objects.none(), Q(event=None)
    feed = Feed(name, deadline_entries(nothing, now, all_of_it), url=absolute("/"))
    return feed, _last_change(nothing, now, True, all_of_it)


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


def of_all(asked: Question, since: dt.datetime | None) -> Q:
    """Which deadlines of the community as a whole: they concern everybody, whatever events are asked for, and only days
    narrow them. The community is at no one place, so days are those of UTC."""
    wanted = Q(event=None)
    if since is not None:
        wanted &= Q(at__gt=since)
    if asked.begin:
        wanted &= Q(at__gte=dt.datetime.combine(asked.begin, dt.time(), dt.UTC))
    if asked.end:
        wanted &= Q(at__lt=dt.datetime.combine(asked.end + dt.timedelta(days=1), dt.time(), dt.UTC))
    return wanted


def _entries(scope: Events, now: dt.datetime, deadlines: bool, besides: Q = NONE) -> tuple[Entry, ...]:
    return event_entries(scope, now) + (deadline_entries(scope, now, besides) if deadlines else ())


def event_entries(scope: Events, now: dt.datetime) -> tuple[Entry, ...]:
    rows = scope.public().exclude(status=Event.Status.CANCELLED, shown_changed_at__lte=now - CANCELLED_STAYS)
    events = rows.for_cards().select_related("series").order_by("starts_at", "pk")
    domain, base_url = uid_domain(), settings.SITE_URL
    return tuple(event_entry(event, uid_domain=domain, base_url=base_url) for event in events)


def deadline_entries(scope: Events, now: dt.datetime, besides: Q = NONE) -> tuple[Entry, ...]:
    """The last moments at these events, and those `besides`, in one query."""
    rows = Deadline.objects.shown(now).filter(Q(event__in=scope.order_by().values("pk")) | besides)
    rows = rows.exclude(
        event__status=Event.Status.CANCELLED, event__shown_changed_at__lte=now - CANCELLED_STAYS
    )
    domain = uid_domain()
    return tuple(
        deadline_entry(row, uid_domain=domain) for row in rows.select_related("event").order_by("at", "pk")
    )


def _last_change(scope: Events, now: dt.datetime, deadlines: bool, besides: Q = NONE) -> dt.datetime | None:
    """When what is in the feed last changed, or went from it with time; `core.answers` knows of what left otherwise."""
    edge = now - CANCELLED_STAYS
    changes = [_last_turn(scope, now)]
    if deadlines:
        rows = Deadline.objects.filter(Q(event__in=scope.order_by().values("pk")) | besides)
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
