"""What the benchmark looks at, found in the demo by what it is, never by its name; and what it needs beside: an event
with room for everybody, members who are signed in, and an event of 10,000 attendees. Prints JSON.

python -m bench.subjects 3000       # so many members
"""

import datetime as dt
import itertools
import json
import os
import sys
from typing import Any

from bench.summit import make_summit, open_call
from scripts.system import ROOT, say

sys.path.insert(0, str(ROOT / "site"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

ATTENDEES = 10_000
ENTRIES = 1000
HELPERS = 8
TALKS = (400, 1600)
SYLLABLES = "ba da fe go hu ka li mo na pe ro su ta vi wo ze".split()


def main(members: int) -> None:
    import django

    django.setup()
    from django.db import connection, transaction
    from django.db.models import Count

    from events.models import Crew, Event
    from groups.models import UserGroup

    now = dt.datetime.now(dt.UTC)
    shown = (
        Event.objects.public().upcoming(now).filter(kind="summit").first() or Event.objects.public().first()
    )
    group = UserGroup.objects.annotate(held=Count("events")).order_by("-held", "pk").first()
    with transaction.atomic():
        evening = make_event(now, "An evening with room for everybody", capacity=1_000_000, group=group)
        fair = make_event(now, "A fair with ten thousand attendees", capacity=ATTENDEES, taken=ATTENDEES)
        tickets = fill(fair, now)
        old = make_history(now)
        summits = {talks: make_event(now, f"A summit of {talks} talks", kind="summit") for talks in TALKS}
        programmes = {talks: make_summit(summit, talks) for talks, summit in summits.items()}
        sessions = make_members(members + HELPERS + 1, now)
        crew = list(sessions)[: HELPERS + 1]
        roles = [Crew.Role.ORGANIZER, *[Crew.Role.DOOR] * HELPERS]
        Crew.objects.bulk_create(
            Crew(event=fair, person=person, role=role) for person, role in zip(crew, roles, strict=True)
        )
        Crew.objects.create(event=summits[TALKS[0]], person=crew[0], role=Crew.Role.ORGANIZER)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a server does by itself within a minute
    keys = list(sessions.values())
    found = {
        "event": (shown or evening).get_absolute_url(),
        "group": group.get_absolute_url() if group else None,
        "thousand": old.slug,
        "own-feed": make_own_feed(crew[0], now),
        "register": f"{evening.get_absolute_url()}register/",
        "desk": f"/desk/events/{fair.slug}/",
        "organizer": keys[0],
        "helpers": keys[1 : HELPERS + 1],
        "members": keys[HELPERS + 1 :: 2],
        "speakers": keys[HELPERS + 2 :: 2],
        "tickets": tickets,
        "programmes": programmes,
        "editor": f"/desk/events/{summits[TALKS[0]].slug}/schedule/",
        "call": open_call(summits[TALKS[0]], now),
        "word": name_of(ATTENDEES // 2).split()[0],
    }
    say(json.dumps(found))


def make_event(now: dt.datetime, title: str, **fields: Any) -> Any:
    from django.utils.text import slugify

    from events.models import Event

    starts_at = now + dt.timedelta(days=30)
    return Event.objects.create(
        slug=f"{slugify(title)}-{now:%Y%m%d%H%M%S}",
        title=title,
        timezone="Europe/Berlin",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        status=Event.Status.PUBLISHED,
        published_at=now,
        shown_changed_at=now,
        **fields,
    )


def make_history(now: dt.datetime) -> Any:
    """A group with a thousand meetups behind it, all so long ago that no other list has them."""
    from events.models import Event, Venue
    from groups.models import UserGroup

    run = f"{now:%Y%m%d%H%M%S}"
    group = UserGroup.objects.create(
        slug=f"bench-{run}", name="A group of many years", timezone="Europe/Berlin"
    )
    halls = [
        Venue.objects.create(name=f"Hall {n}", address=f"Weg {n}", city="Köln", country="DE")
        for n in range(20)
    ]
    first = now - dt.timedelta(days=4000)
    starts = [first + dt.timedelta(days=2 * n) for n in range(ENTRIES)]
    Event.objects.bulk_create(
        Event(
            slug=f"bench-{run}-{n}",
            title=f"Meetup {n}: {name_of(n)}; and what came of it",
            summary="Two talks, one pizza, and time to ask. " * 6,
            tags=["operations", "storage"],
            group=group,
            venue=halls[n % len(halls)],
            timezone="Europe/Berlin",
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=2),
            status=Event.Status.PUBLISHED,
            published_at=now,
            shown_changed_at=starts_at,
        )
        for n, starts_at in enumerate(starts)
    )
    return group


def make_own_feed(person: Any, now: dt.datetime) -> str:
    """All meetups that come and when what closes, in a calendar of somebody's own. Returns its address."""
    from events.calendars.models import PrivateFeed

    wants = {"events": True, "deadlines": True, "stars": True, "registrations": True}
    feed = PrivateFeed(person=person, name="Mine", wants=wants, created_at=now, changed_at=now)
    feed.save()
    return feed.get_absolute_url()


def name_of(n: int) -> str:
    """Each has a name of their own, and shares either half of it with a hundred others."""
    first, last = divmod(n, 100)
    return f"{word_of(first)} {word_of(last, 'n')}"


def word_of(n: int, end: str = "") -> str:
    parts = SYLLABLES[n % 16], SYLLABLES[n // 16 % 16], SYLLABLES[n // 256 % 16]
    return f"{''.join(parts)}{end}".capitalize()


def fill(event: Any, now: dt.datetime) -> list[str]:
    """Confirmed attendees with two kinds of ticket and an answer each. Returns the codes of their tickets."""
    from events.booking.models import Answer, Order, Question, Registration, TicketType

    kinds = [TicketType.objects.create(event=event, name=name) for name in ("Hall", "Gallery")]
    question = Question.objects.create(event=event, kind=Question.Kind.LINE, label="Where do you come from?")
    came_at = [now - dt.timedelta(seconds=ATTENDEES - n) for n in range(ATTENDEES)]
    people = [(name_of(n), f"attendee{n}@bench.example") for n in range(ATTENDEES)]
    orders = Order.objects.bulk_create(
        (
            Order(event=event, name=name, email=email, created_at=at)
            for (name, email), at in zip(people, came_at, strict=True)
        ),
        batch_size=1000,
    )
    rows = Registration.objects.bulk_create(
        (
            Registration(
                order=order,
                event=event,
                name=order.name,
                email=order.email,
                ticket_type=kind,
                status=Registration.Status.CONFIRMED,
                confirmed_at=order.created_at,
                email_confirmed_at=order.created_at,
                agreed_at=order.created_at,
                created_at=order.created_at,
            )
            for order, kind in zip(orders, itertools.cycle(kinds), strict=False)
        ),
        batch_size=1000,
    )
    Answer.objects.bulk_create(
        (Answer(registration=row, question=question, value=f"Town {n % 300}") for n, row in enumerate(rows)),
        batch_size=1000,
    )
    return [row.secret for row in rows]


def make_members(number: int, now: dt.datetime) -> dict[Any, str]:
    """People with an account and a proved address, each signed in: person → the key of their session."""
    from allauth.account.models import EmailAddress
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.hashers import make_password
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils.crypto import get_random_string

    from people.models import Person, User

    run = f"{now:%Y%m%d%H%M%S}"
    users = User.objects.bulk_create(
        (User(email=f"member{n}-{run}@bench.example", password=make_password(None)) for n in range(number)),
        batch_size=1000,
    )
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users),
        batch_size=1000,
    )
    people = Person.objects.bulk_create(
        (Person(user=user, name=name_of(n), slug=f"bench-{n}-{run}") for n, user in enumerate(users)),
        batch_size=1000,
    )
    store, sessions = SessionStore(), []
    for user in users:
        told = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        sessions.append(
            Session(session_key=key, session_data=store.encode(told), expire_date=now + dt.timedelta(days=1))
        )
    Session.objects.bulk_create(sessions, batch_size=1000)
    return {person: session.session_key for person, session in zip(people, sessions, strict=True)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
