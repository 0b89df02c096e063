"""What a calendar says of an event: feeds, downloads and the mails of booking all take it from here."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from core.links import absolute
from core.models import Community
from events.models import Event
from events.rules.ical import Entry, Status, event_uid, wall_time

STATUS: dict[str, Status] = {
    Event.Status.DRAFT: "TENTATIVE",
    Event.Status.PUBLISHED: "CONFIRMED",
    Event.Status.MOVED: "CONFIRMED",
    Event.Status.POSTPONED: "TENTATIVE",
    Event.Status.CANCELLED: "CANCELLED",
}
LONGEST_DESCRIPTION = 4000


def uid_domain() -> str:
    """The right half of every UID: set once in the database, never the host of a request."""
    return Community.current().uid_domain


def event_entry(
    event: Event, *, uid_domain: str, base_url: str = "", joins: bool = False, side: str = ""
) -> Entry:
    """The entry of `event`; wants its venue, group, series, parent and cover selected along.

    The link to join stands only in the entry of somebody who `joins`, unless nobody registers here at all. `side` is
    where the one whose calendar it is comes: they read of the hall or of the link, not of both.
    """
    side = side or event.attendance
    joins = side != Event.Attendance.IN_PERSON and (joins or not event.takes_registrations)
    join_url = event.online_url if joins else ""
    starts, ends = (_days(event)) if event.is_all_day else (event.starts_at, event.ends_at)
    url = absolute(event.get_absolute_url(), base_url)
    comes_online = side == Event.Attendance.ONLINE
    venue = None if comes_online else event.venue
    if event.series is not None:
        related = f"series-{event.series.uuid}@{uid_domain}"
    else:
        related = event_uid(event.parent.uuid, uid_domain) if event.parent is not None else ""
    return Entry(
        uid=event_uid(event.uuid, uid_domain),
        summary=event.title,
        starts=starts,
        ends=ends,
        changed_at=event.shown_changed_at,
        created_at=event.created_at,
        sequence=event.sequence,
        status=STATUS.get(event.status, "TENTATIVE"),
        description=_description(event, url, join_url),
        location=_("online") if comes_online else venue.line if venue is not None else event.place,
        url=url,
        geo=(venue.latitude, venue.longitude)
        if venue is not None and venue.latitude is not None and venue.longitude is not None
        else None,
        categories=(str(event.get_kind_display()), *(str(tag) for tag in event.tags if tag)),
        related_to=related,
        conference=join_url,
        image=absolute(event.cover.file.url, base_url) if event.cover is not None else "",
        zone=event.timezone,
    )


def plain(markdown: str) -> str:
    """Markdown as words for a place that shows none: links keep their address, marks go."""
    # every repetition is bounded: hostile text must not cost more than its length
    text = re.sub(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,600}\)", r"\1", markdown[: 2 * LONGEST_DESCRIPTION])
    text = re.sub(r"\[([^\]\n]{1,300})\]\((\S{1,600}?)\)", r"\1 (\2)", text)
    text = re.sub(r"(?m)^\s{0,3}(#{1,6}\s+|>\s?|```.*$)", "", text)
    text = re.sub(r"(\*\*|__|`)(?=\S)(.{1,300}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])", r"\1", text)
    return re.sub(r"\\([\\`*_\[\]<>#+\-.)=~])", r"\1", text).strip()


def _description(event: Event, url: str, join_url: str) -> str:
    words = event.summary or plain(event.description)
    if len(words) > LONGEST_DESCRIPTION:
        words = words[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    parts = [
        ""
        if event.takes_place and not event.status_note
        else f"{event.get_status_display()}. {event.status_note}".strip(),
        "" if event.is_all_day else wall_time(event.starts_at, event.ends_at, event.timezone),
        event.group.name if event.group is not None else "",
        _("From %(address)s") % {"address": event.home_url} if event.home_url else "",
        join_url,
    ]
    return "\n\n".join(part for part in ("\n".join(p for p in parts if p), words, url) if part)


def _days(event: Event) -> tuple[dt.date, dt.date]:
    """First day and the day after the last, where the event is."""
    last = (event.local_end - dt.timedelta(microseconds=1)).date()
    return event.local_start.date(), last + dt.timedelta(days=1)
