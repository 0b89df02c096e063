"""The draft as the editor's page and its script want it. Instants are minutes since 1970, in UTC."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.programme.draft import Draft, Drafted
from events.programme.models import Session
from events.programme.rules import conflicts, grid

AIR = dt.timedelta(hours=1)  # before the first and after the last of a day, to drop something there
USUAL = (dt.time(9), dt.time(18))
HALF_HOUR = dt.timedelta(minutes=30)


def minute(at: dt.datetime | None) -> int | None:
    return int(at.timestamp() // 60) if at else None


def place(one: Drafted) -> dict[str, Any]:
    """Where it stands, as the script gets it told."""
    ends_at = one.starts_at + one.length if one.starts_at else None
    return {
        "code": one.session.code,
        "room": one.room_id,
        "start": minute(one.starts_at),
        "end": minute(ends_at),
        "ahead": one.is_ahead,
    }


def data(draft: Draft, days: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Any]:
    """All that the script asks nobody for: rooms and when they are open, who can when, days, words."""
    event, house = draft.event, draft.house
    return {
        "number": draft.number,
        "zone": event.timezone,
        "undo": reverse("desk_schedule_undo", args=[event.slug]),
        "turnOver": int(house.turn_over.total_seconds() // 60),
        "walk": int(house.walk.total_seconds() // 60),
        "rooms": [
            {"id": room.pk, "name": room.name, "seats": room.capacity, "open": _open(draft, room.pk)}
            for room in draft.rooms
        ],
        "allOpen": _open(draft, None),
        "can": {
            person: [[minute(start), minute(end)] for start, end in conflicts.joined(spans)]
            for person, spans in house.availability.items()
        },
        "days": [
            {
                "date": f"{day['date']}",
                "start": minute(day["from"]),
                "end": minute(day["to"]),
                "clock": _clock(day["from"].astimezone(event.zone)),
            }
            for day in days
        ],
        "air": int(AIR.total_seconds() // 60),
        "warnings": found,
        "words": {
            "all": _("All rooms"),
            "none": _("Without a time"),
            "room": _("In the way of “{other}”."),
            "speaker": _("{speaker} speaks in “{other}” at the same time."),
            "away": _("A speaker cannot at this time."),
            "closed": _("Outside the hours of this room."),
            "small": _("{kept} people keep it, the room has {seats} seats."),
            "turnOver": _("Too little time to change over."),
            "walk": _("A speaker has too little time to come from another room."),
            "saved": _("{title}: {where}."),
            "ahead": _("Not released yet: {n}"),
            "lost": _("It could not be saved: no connection. It is back where it was."),
            "warnings": _("Warnings: {n}"),
            "noWarnings": _("No warnings"),
            "help": _("Arrow keys move, with Shift they change the length. Page up and down: another day."
                      " Delete: out of the timetable. Escape: back."),
        },
    }  # fmt: skip


def _open(draft: Draft, room: int | None) -> list[list[int | None]] | None:
    """None where nobody said any hours."""
    if not draft.house.hours:
        return None
    spans = conflicts.open_spans(room, draft.house.hours, draft.house.zone)
    return [[minute(start), minute(end)] for start, end in spans]


def days(draft: Draft) -> list[dict[str, Any]]:
    """Each day of the event and each that has a session: its hours and what stands before or after them, and some air.

    The air reaches into no other day, so that each time is in one place.
    """
    event, zone = draft.event, draft.event.zone
    spans: dict[dt.date, list[tuple[dt.datetime, dt.datetime]]] = {}
    first, last = _day(event.starts_at, zone), _day(event.ends_at - dt.timedelta(minutes=1), zone)
    dates = {first + dt.timedelta(days=n) for n in range(min((last - first).days, 60) + 1)}
    for hours in draft.house.hours:
        spans.setdefault(_day(hours.opens_at, zone), []).append((hours.opens_at, hours.closes_at))
    rows: dict[dt.date, list[Drafted]] = {}
    for one in draft.sessions:
        if one.starts_at is not None:
            date = _day(one.starts_at, zone)
            rows.setdefault(date, []).append(one)
            spans.setdefault(date, [_usual(date, event)]).append((one.starts_at, one.starts_at + one.length))
    positions = {room.pk: n for n, room in enumerate(draft.rooms)}
    names = {room.pk: room.name for room in draft.rooms}
    base = reverse("desk_schedule", args=[event.slug])
    shown = []
    for date in sorted(dates | rows.keys()):
        of_day = spans.get(date) or [_usual(date, event)]
        start, end = min(span[0] for span in of_day), max(span[1] for span in of_day)
        begins, ends = (_begin(date + dt.timedelta(days=n), zone) for n in (0, 1))
        start, end = min(start, max(start - AIR, begins)), max(end, min(end + AIR, ends))
        of_date = sorted(
            rows.get(date, []),
            key=lambda one: (one.starts_at, positions.get(one.room_id, -1), one.session.pk),
        )
        shown.append(
            {
                "date": date,
                "from": start - dt.timedelta(minutes=start.minute % 30, seconds=start.second),
                "to": end + (-dt.timedelta(minutes=end.minute) % HALF_HOUR),
                "sessions": [_shown(one, draft, base, names) for one in of_date],
            }
        )
    return shown


def _usual(date: dt.date, event: Any) -> tuple[dt.datetime, dt.datetime]:
    """Of a day whose hours nobody said: office hours, or those of an event that has but this day."""
    if event.local_start.date() == event.local_end.date() == date:
        return event.starts_at, event.ends_at
    begin, end = (dt.datetime.combine(date, time, event.zone).astimezone(dt.UTC) for time in USUAL)
    return begin, end


def _day(at: dt.datetime, zone: Any) -> dt.date:
    return (at.astimezone(zone) - grid.DAY_BEGINS).date()


def _begin(date: dt.date, zone: Any) -> dt.datetime:
    return (dt.datetime.combine(date, dt.time(), zone) + grid.DAY_BEGINS).astimezone(dt.UTC)


def _clock(at: dt.datetime) -> int:
    """Minutes since midnight by the clock on the wall."""
    return at.hour * 60 + at.minute


def pool(draft: Draft) -> list[dict[str, Any]]:
    """What has no time, by title."""
    rows = [
        one
        for one in draft.sessions
        if one.starts_at is None and one.session.status != Session.Status.CANCELLED
    ]
    rows.sort(key=lambda one: (one.session.title.casefold(), one.session.pk))
    base = reverse("desk_schedule", args=[draft.event.slug])
    return [_shown(one, draft, base, {}) for one in rows]


def tracks(draft: Draft) -> list[dict[str, Any]]:
    used = {one.session.track_id for one in draft.sessions}
    return [row for row in draft.event.tracks.values("pk", "name") if row["pk"] in used]


def _shown(one: Drafted, draft: Draft, base: str, rooms: dict[int, str]) -> dict[str, Any]:
    session, zone = one.session, draft.event.zone
    where = place(one)
    start = one.starts_at.astimezone(zone) if one.starts_at else None
    return {
        **where,
        "room": where["room"] or "",
        "session": session,
        "url": f"{base}{session.code}/place/",
        "time": f"{start:%H:%M}–{start + one.length:%H:%M}" if start else "",
        "minutes": round(one.length.total_seconds() / 60),
        "room_name": rooms.get(one.room_id or 0, ""),
        "who": one.names,
        "speakers": " ".join(str(person) for person, _name in one.speakers),
        "track": session.track_id or "",
        "is_off": session.status == Session.Status.CANCELLED,
        "day": date_format(start, "D") if start else "",
        "kept": one.kept,
    }
