"""The invented summit to come, the day inside it, the one that follows, and the cycles that they belong to."""

import datetime as dt
from typing import Any

from demo.load import attending, choosing, programme, proposals, reviews, tickets
from demo.load.bookings import Bookings
from demo.load.events import new_event
from demo.load.people import Cast
from demo.load.words import MADE_UP, Days, Slugs, at, words
from events.models import Crew, Cycle, Event, Sponsorship, Venue

CYCLE = dt.timedelta(weeks=26)
SUMMIT_WEEK = 20
"""The week of its cycle in which a summit is held."""


def add(days: Days, cast: Cast, slugs: Slugs, bookings: Bookings) -> list[Event]:
    told = words("summit")
    now, after = add_cycles(days, told)
    summit = add_summit(days, slugs, told["summit"], now)
    part = add_operators_day(days, slugs, told["operators"], summit)
    following = add_following(days, slugs, told["following"], after)
    for position, row in enumerate(told["sponsors"]):
        Sponsorship.objects.create(
            event=summit,
            organisation=cast.organisations[row["organisation"]],
            tier=row["tier"],
            level=row["level"],
            position=position,
        )
    for event in (summit, part):
        Crew.objects.bulk_create(
            Crew(event=event, person=cast.by_account[name], role=role)
            for role, names in told["crew"].items()
            for name in names
        )
    Crew.objects.create(event=following, person=cast.by_account["speaker"], role="organizer")
    bookings.fill(summit, told["summit"], tickets.add(summit))
    bookings.fill(part, told["operators"])
    programme.add(days, cast, told, summit)
    call = proposals.add(days, cast, told["call"], told["proposals"], summit)
    proposals.add(days, cast, told["operators"]["call"], told["operators"]["proposals"], part)
    reviews.add(days, cast, told["review"], call)
    choosing.add(days, told["selection"], call)
    programme.release(days, told["releases"], summit)
    attending.add(days, cast, told, summit)
    return [summit, part, following]


def add_cycles(days: Days, told: dict[str, Any]) -> tuple[Cycle, Cycle]:
    first = days.date(told["summit"]["weeks_ahead"] - SUMMIT_WEEK + 1)
    made = []
    for row, starts_on in zip(
        (told["cycles"][key] for key in ("before", "now", "next")),
        (first - CYCLE, first, first + CYCLE),
        strict=True,
    ):
        milestones = [
            {"on": (starts_on + dt.timedelta(weeks=one["week"] - 1)).isoformat(), "label": one["label"]}
            for one in told["milestones"]["labels"]
        ]
        made.append(
            Cycle(
                **row,
                starts_on=starts_on,
                ends_on=starts_on + CYCLE - dt.timedelta(days=1),
                milestones=milestones,
                source=MADE_UP,
            )
        )
    _, now, after = Cycle.objects.bulk_create(made)
    return now, after


def add_summit(days: Days, slugs: Slugs, row: dict[str, Any], cycle: Cycle) -> Event:
    tuesday = days.date(row["weeks_ahead"], "tue")
    zone = row["timezone"]
    summit = new_event(
        days,
        slugs,
        row,
        kind=Event.Kind.SUMMIT,
        timezone=zone,
        starts_at=at(tuesday, "09:00", zone),
        ends_at=at(tuesday + dt.timedelta(days=2), "18:00", zone),
        attendance=Event.Attendance.HYBRID,
        venue=Venue.objects.create(**row["venue"]),
        online_url=row["online_url"],
        capacity=row["capacity"],
        accent=row["accent"],
        language=row["language"],
        tags=row["tags"],
        cycle=cycle,
        published_at=days.ago(41),
        registration_opens_at=at(days.ago(30).date(), "09:00", zone),
    )
    summit.save()
    return summit


def add_operators_day(days: Days, slugs: Slugs, row: dict[str, Any], summit: Event) -> Event:
    day = summit.local_start.date() + dt.timedelta(days=row["day"])
    part = new_event(
        days,
        slugs,
        row,
        kind=Event.Kind.SUMMIT,
        timezone=summit.timezone,
        starts_at=at(day, row["start"], summit.timezone),
        ends_at=at(day, row["end"], summit.timezone),
        venue=summit.venue,
        capacity=row["capacity"],
        accent=summit.accent,
        language=summit.language,
        tags=row["tags"],
        cycle=summit.cycle,
        parent=summit,
    )
    part.save()
    return part


def add_following(days: Days, slugs: Slugs, row: dict[str, Any], cycle: Cycle) -> Event:
    tuesday = days.date(row["weeks_ahead"], "tue")
    starts_at = at(tuesday, "09:00", row["timezone"])
    event = new_event(
        days,
        slugs,
        row,
        kind=Event.Kind.SUMMIT,
        timezone=row["timezone"],
        starts_at=starts_at,
        ends_at=at(tuesday + dt.timedelta(days=2), "18:00", row["timezone"]),
        venue=Venue.objects.create(name=row["venue"], city=row["city"], country=row["country"]),
        accent=row["accent"],
        language="en",
        tags=["summit"],
        cycle=cycle,
        registration_opens_at=starts_at - dt.timedelta(weeks=24),
    )
    event.save()
    return event
