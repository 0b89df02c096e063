"""Invented meetups, of the weeks around now."""

import datetime as dt

from demo.load import attending
from demo.load.bookings import Bookings
from demo.load.events import new_event
from demo.load.people import Cast
from demo.load.words import MADE_UP, Days, Slugs, at, words
from events.models import Crew, Event, Venue
from groups.models import UserGroup


def add(days: Days, cast: Cast, slugs: Slugs, bookings: Bookings) -> list[Event]:
    groups = {group.name: group for group in UserGroup.objects.filter(source=MADE_UP)}
    told = words("meetups")["meetups"]
    made = []
    for row in told:
        group = groups[row["group"]]
        starts_at = at(days.evening(row["week"], row["day"]), row["time"], group.timezone)
        made.append(
            new_event(
                days,
                slugs,
                row,
                timezone=group.timezone,
                starts_at=starts_at,
                ends_at=starts_at + dt.timedelta(hours=row["hours"]),
                attendance=row["attendance"],
                status=row.get("status", Event.Status.PUBLISHED),
                status_note=row.get("status_note", ""),
                moved_online_at=days.ago(1) if "moved_online" in row else None,
                sequence=1 if row.keys() & {"status", "moved_online"} else 0,
                group=group,
                venue=Venue.objects.create(**row["venue"]) if "venue" in row else None,
                online_url=row.get("online_url", ""),
                capacity=row.get("capacity"),
                language=row["language"],
                tags=row["tags"],
                published_at=min(starts_at - dt.timedelta(days=30), days.ago(2)),
            )
        )
    Event.objects.bulk_create(made)
    crew = []
    for row, event in zip(told, made, strict=True):
        crew += [
            Crew(event=event, person=cast.by_name[name], role="organizer") for name in row.get("hosts", ())
        ]
        crew += [Crew(event=event, person=cast.by_account[name], role="door") for name in row.get("door", ())]
        bookings.fill(event, row)
        if "talk" in row:
            attending.talk_given(days, cast, row["talk"], event)
    Crew.objects.bulk_create(crew)
    return made
