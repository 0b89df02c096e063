"""Atom feeds: what is new at a group, what happened to an event."""

import datetime as dt
import re
from collections.abc import Iterable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.links import absolute
from core.models import Community
from events.ical_entries import plain
from events.models import Event
from events.programme.models import Release, Session
from groups.models import UserGroup

LONGEST = 50
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class StillFeed(Atom1Feed):
    """Without entries Django writes the present instant; then no two answers are alike and none is «not modified»."""

    def __init__(self, *args: object, changed_at: dt.datetime, **kwargs: object) -> None:
        self.changed_at = changed_at
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def latest_post_date(self) -> dt.datetime:
        return self.changed_at


def group_feed(group: UserGroup) -> tuple[bytes, dt.datetime]:
    """The newest meetups of a group, by when they were last changed."""
    events = list(group.events.public().for_cards().order_by("-shown_changed_at", "-pk")[:LONGEST])
    changed_at = max([group.updated_at, *(event.shown_changed_at for event in events)])
    feed = _feed(
        group.name,
        link=group.get_absolute_url(),
        feed_path=reverse("group_atom", args=[group.slug]),
        about=plain(group.description)[:500],
        changed_at=changed_at,
    )
    _add_events(feed, events)
    return feed.writeString("utf-8").encode(), changed_at


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
    feed = _feed(
        event.title,
        link=event.get_absolute_url(),
        feed_path=reverse("event_atom", args=[event.slug]),
        about=event.summary,
        changed_at=changed_at,
    )
    _add_events(feed, [event, *parts])
    for release in releases:
        _add_release(feed, release, event)
    for session in sessions:
        _add_session(feed, session, event)
    return feed.writeString("utf-8").encode(), changed_at


def _feed(title: str, *, link: str, feed_path: str, about: str, changed_at: dt.datetime) -> StillFeed:
    return StillFeed(
        title=_clean(title),
        link=absolute(link),
        feed_url=absolute(feed_path),
        description=_clean(about),
        subtitle=_clean(about),
        author_name=_clean(Community.current().name),
        feed_guid=absolute(feed_path),
        changed_at=changed_at,
    )


def _add_events(feed: StillFeed, events: Iterable[Event]) -> None:
    for event in events:
        when = f"{date_format(event.local_start, 'Y-m-d H:i')} ({event.timezone})"
        facts = [
            when,
            event.place,
            "" if event.takes_place else str(event.get_status_display()),
            event.status_note,
        ]
        feed.add_item(
            title=_clean(
                event.title if event.takes_place else f"{event.title} ({event.get_status_display()})"
            ),
            link=absolute(event.get_absolute_url()),
            description=_clean(
                "\n\n".join(p for p in (" · ".join(f for f in facts if f), event.summary) if p)
            ),
            unique_id=f"urn:uuid:{event.uuid}",
            pubdate=event.published_at or event.created_at,
            updateddate=event.shown_changed_at,
            categories=[_clean(str(tag)) for tag in event.tags],
        )


def _add_release(feed: StillFeed, release: Release, event: Event) -> None:
    """With the titles of what changed: the words stand behind the link."""
    titles = [change["title"] for change in release.changes["sessions"]]
    feed.add_item(
        title=_clean(_("Schedule %(version)s") % {"version": release.version}),
        link=absolute(f"{event.get_absolute_url()}schedule/v/{release.version}/"),
        description=_clean(
            "\n\n".join(part for part in (release.note, " · ".join(titles[:LONGEST])) if part)
        ),
        unique_id=absolute(f"{event.get_absolute_url()}schedule/v/{release.version}/"),
        pubdate=release.released_at,
        updateddate=release.released_at,
    )


def _add_session(feed: StillFeed, session: Session, event: Event) -> None:
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
    feed.add_item(
        title=_clean(_("%(title)s (cancelled)") % {"title": session.title} if cancelled else session.title),
        link=absolute(f"{event.get_absolute_url()}schedule/{session.code}/"),
        description=_clean(" · ".join(fact for fact in facts if fact)),
        unique_id=f"urn:uuid:{session.uuid}",
        pubdate=session.created_at,
        updateddate=session.shown_changed_at,
    )


def _clean(text: str) -> str:
    """Django refuses a feed with a character that XML does not know; one title must not take the feed down."""
    return _NOT_XML.sub("", text)
