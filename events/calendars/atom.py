"""Atom feeds: new events and what happened to them, at the whole site, a group, one event; releases of a schedule."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.atom import LONGEST, Feed, uid_within
from core.models import Community
from events.calendars.feeds import PAST_STAYS
from events.filters import EventFilter
from events.ical_entries import plain
from events.models import Event
from events.programme.models import Release, Session
from groups.models import UserGroup

BEFORE_ALL = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def events_feed(asked: EventFilter, *, name: str, query: str, now: dt.datetime) -> tuple[bytes, dt.datetime]:
    """The latest changed of the public events that `asked` leaves and that are not over for a year."""
    scope, left = asked.apply(Event.objects.public()), None
    if not asked.names_days:
        since = now - PAST_STAYS
        left = scope.filter(ends_at__lte=since).order_by().aggregate(last=Max("ends_at"))["last"]
        scope = scope.filter(ends_at__gt=since)
    events = list(scope.for_cards().order_by("-shown_changed_at", "-pk")[:LONGEST])
    changed_at = max([left + PAST_STAYS if left else _born_at(), *(row.shown_changed_at for row in events)])
    asks = f"?{query}" if query else ""
    feed = Feed(
        name, path=reverse("events_atom") + asks, page=reverse("events") + asks, changed_at=changed_at
    )
    _add_events(feed, events)
    return feed.body(), changed_at


def group_feed(group: UserGroup) -> tuple[bytes, dt.datetime]:
    """The newest meetups of a group, by when they were last changed."""
    events = list(group.events.public().for_cards().order_by("-shown_changed_at", "-pk")[:LONGEST])
    changed_at = max([group.updated_at, *(event.shown_changed_at for event in events)])
    feed = Feed(
        group.name,
        path=reverse("group_atom", args=[group.slug]),
        page=group.get_absolute_url(),
        about=plain(group.description)[:500],
        changed_at=changed_at,
        uid=uid_within(group.uuid, "feed.atom"),
    )
    _add_events(feed, events)
    return feed.body(), changed_at


def event_feed(event: Event) -> tuple[bytes, dt.datetime]:
    """The event itself, the days within it, and the latest changes of its programme."""
    parts = list(event.parts.public().for_cards().order_by("-shown_changed_at", "-pk")[:LONGEST])
    sessions = list(event.sessions.shown().with_speakers().order_by("-shown_changed_at", "-pk")[:LONGEST])
    releases = list(event.releases.defer("programme")[:LONGEST])
    changed_at = max(
        [
            *(row.shown_changed_at for row in [event, *parts]),
            *(s.shown_changed_at for s in sessions),
            *(r.released_at for r in releases),
        ]
    )
    feed = Feed(
        event.title,
        path=reverse("event_atom", args=[event.slug]),
        page=event.get_absolute_url(),
        about=event.summary,
        changed_at=changed_at,
        uid=uid_within(event.uuid, "feed.atom"),
    )
    _add_events(feed, [event, *parts])
    for release in releases:
        _add_release(feed, release, event)
    for session in sessions:
        _add_session(feed, session, event)
    return feed.body(), changed_at


def releases_feed(event: Event) -> tuple[bytes, dt.datetime]:
    """Each release of the schedule, with the titles of what it changed; nothing else, for who only waits for that."""
    releases = list(event.releases.defer("programme")[:LONGEST])
    changed_at = max((row.released_at for row in releases), default=event.created_at)
    feed = Feed(
        _("%(event)s: the schedule") % {"event": event.title},
        path=reverse("schedule_atom", args=[event.slug]),
        page=reverse("schedule_changelog", args=[event.slug]),
        about=event.summary,
        changed_at=changed_at,
        uid=uid_within(event.uuid, "schedule.atom"),
    )
    for release in releases:
        _add_release(feed, release, event)
    return feed.body(), changed_at


def _add_events(feed: Feed, events: Iterable[Event]) -> None:
    for event in events:
        when = (
            date_format(event.local_start, "Y-m-d")
            if event.is_all_day
            else f"{date_format(event.local_start, 'Y-m-d H:i')} ({event.timezone})"
        )
        facts = [
            when,
            event.place,
            "" if event.takes_place else str(event.get_status_display()),
            event.status_note,
        ]
        feed.add(
            event.title if event.takes_place else f"{event.title} ({event.get_status_display()})",
            url=event.get_absolute_url(),
            uid=f"urn:uuid:{event.uuid}",
            about="\n\n".join(p for p in (" · ".join(f for f in facts if f), event.summary) if p),
            born_at=event.published_at or event.created_at,
            changed_at=event.shown_changed_at,
            categories=[str(tag) for tag in event.tags],
        )


def _add_release(feed: Feed, release: Release, event: Event) -> None:
    """With the titles of what changed: the words stand behind the link."""
    titles = [change["title"] for change in release.changes["sessions"]]
    feed.add(
        _("Schedule %(version)s") % {"version": release.version},
        url=f"{event.get_absolute_url()}schedule/v/{release.version}/",
        uid=uid_within(event.uuid, f"schedule/v/{release.version}/"),
        about="\n\n".join(part for part in (release.note, " · ".join(titles[:LONGEST])) if part),
        born_at=release.released_at,
        changed_at=release.released_at,
    )


def _add_session(feed: Feed, session: Session, event: Event) -> None:
    when = (
        f"{session.starts_at.astimezone(event.zone):%Y-%m-%d %H:%M} ({event.timezone})"
        if session.starts_at
        else ""
    )
    facts = [
        when,
        session.room.name if session.room else "",
        ", ".join(person.name for person in session.people),
    ]
    cancelled = session.status == Session.Status.CANCELLED
    feed.add(
        _("%(title)s (cancelled)") % {"title": session.title} if cancelled else session.title,
        url=f"{event.get_absolute_url()}schedule/{session.code}/",
        uid=f"urn:uuid:{session.uuid}",
        about=" · ".join(fact for fact in facts if fact),
        born_at=session.created_at,
        changed_at=session.shown_changed_at,
    )


def _born_at() -> dt.datetime:
    return Community.current().set_up_at or BEFORE_ALL
