"""What people do with a programme: keep sessions, sign up, say how it was and when they can."""

import datetime as dt
import random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core import attachments
from demo.load.people import Cast
from demo.load.words import HERE, Days, at
from events.models import Event
from events.programme.actions import feedback, sign_up, speaking, star
from events.programme.actions import session as sessions
from events.programme.models import Session, Star


def add(days: Days, cast: Cast, told: dict[str, Any], summit: Event) -> None:
    row = told["attending"]
    draw = random.Random("attending")  # noqa: S311  the same people every time
    me, now = cast.by_account[row["account"]], days.ago(0.5)
    star.change(event=summit, person=me, add=row["stars"], by=me.user, now=now)
    coming = draw.sample(cast.attendees, row["others"])
    shown = list(Session.objects.shown().filter(event=summit).exclude(kind="break").order_by("pk"))
    Star.objects.bulk_create(
        Star(session=session, person=person, at=now)
        for person in coming
        for session in draw.sample(shown, k=draw.randint(1, 6))
    )
    workshop = summit.sessions.get(code=row["signs_up_for"])
    for person in [*coming[: workshop.capacity + row["waiting"]], me]:
        sign_up.take(session=workshop, person=person, by=person.user, now=now)
    row = told["available"]
    first, zone = summit.local_start.date(), summit.timezone
    dates = [(first + dt.timedelta(days=one["day"]), one) for one in row["hours"]]
    speaking.say_when(
        event=summit,
        person=cast.by_account[row["account"]],
        spans=[(at(date, one["start"], zone), at(date, one["end"], zone)) for date, one in dates],
        by=None,
        now=now,
    )


def talk_given(days: Days, cast: Cast, row: dict[str, Any], event: Event) -> None:
    """A talk at a meetup that is over, with its slides and what was said of it."""
    starts_at = event.starts_at + dt.timedelta(minutes=row["starts_after"])
    session = sessions.make(
        event=event,
        facts=sessions.Facts(
            title=row["title"],
            status=Session.Status.CONFIRMED,
            abstract=row["abstract"],
            speakers=(cast.by_name[row["speaker"]],),
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=row["minutes"]),
            video_url=row["video_url"],
        ),
        by=None,
        now=event.starts_at - dt.timedelta(days=9),
    )
    slides = SimpleUploadedFile(row["slides"], (HERE / "words" / row["slides"]).read_bytes())
    after = event.ends_at + dt.timedelta(hours=14)
    speaking.add_file(session=session, given=attachments.checked(slides), by=None, now=after)
    who = event.registrations.exclude(person=None).exclude(person=cast.by_name[row["speaker"]])
    for said, registration in zip(row["feedback"], who.order_by("pk")[: len(row["feedback"])], strict=True):
        feedback.give(session=session, person=registration.person, **said, now=after)
