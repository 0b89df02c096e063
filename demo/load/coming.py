"""What is to come, and a little of what just was: invented summits, meetups, proposals, and who goes where."""

import datetime as dt
import random
import uuid
from typing import Any

from django.db.models import F

from demo.load.people import Cast
from demo.load.words import MADE_UP, Days, Slugs, at, words
from events.booking.actions import registration as registering
from events.booking.models import Order, Registration
from events.models import Crew, Cycle, Event, Sponsorship, Venue
from events.programme.models import Room, Session, SessionSpeaker, Track
from groups.models import UserGroup
from people.models import Person
from speakers.actions import call as calling
from speakers.actions import proposal as proposing
from speakers.models import CallForProposals, Proposal

CYCLE = dt.timedelta(weeks=26)
SUMMIT_WEEK = 20
"""The week of its cycle in which a summit is held."""
OPENS_BEFORE = dt.timedelta(weeks=9)


def load(days: Days, cast: Cast, *, made: dict[str, int]) -> None:
    slugs = Slugs(Event.objects.values_list("slug", flat=True))
    bookings = Bookings(days, cast)
    meetups = add_meetups(days, cast, slugs, bookings)
    summits = add_summits(days, cast, slugs, bookings)
    made["coming meetups"] = sum(event.ends_at > days.now for event in meetups)
    made["recent meetups"] = len(meetups) - made["coming meetups"]
    made["coming summits"] = len(summits)
    made["sessions"] = Session.objects.filter(event__in=summits).count()
    made["proposals"] = Proposal.objects.count()
    made["registrations"] = bookings.made


class Bookings:
    """Strangers register in bulk, and the counters of the events are set to what the rows say. The demo's accounts
    register through the action, so that their tickets are mailed once the worker runs."""

    def __init__(self, days: Days, cast: Cast) -> None:
        self.days, self.cast = days, cast
        self.draw = random.Random("bookings")  # noqa: S311  the same people every time
        self.made = 0

    def fill(self, event: Event, row: dict[str, Any]) -> None:
        """`going` and `waiting` people; of them `accounts` go as well, and `accounts_waiting` stand last in line."""
        mine = [self.cast.by_account[name] for name in row.get("accounts", ())]
        last = [self.cast.by_account[name] for name in row.get("accounts_waiting", ())]
        self.made += row.get("going", 0) + row.get("waiting", 0)
        going, waiting = row.get("going", 0) - len(mine), row.get("waiting", 0) - len(last)
        strangers = self.draw.sample(self.cast.attendees, going + waiting)
        until = min(event.starts_at, self.days.now) - dt.timedelta(days=1)
        begin = until - dt.timedelta(days=21)
        if event.is_past(self.days.now):  # nobody wants a ticket for it by mail
            strangers = [*mine, *strangers]
            going, mine = going + len(mine), []
        for person in mine:
            self.register(event, person, now=begin)
        moments = sorted(begin + (until - begin) * self.draw.random() for _ in strangers)
        rows = [
            self.registration(event, person, moment, is_waiting=place >= going)
            for place, (person, moment) in enumerate(zip(strangers, moments, strict=True))
        ]
        Order.objects.bulk_create(one.order for one in rows)
        Registration.objects.bulk_create(rows)
        Event.objects.filter(pk=event.pk).update(taken=F("taken") + going, waiting=F("waiting") + waiting)
        for person in last:
            self.register(event, person, now=until)

    def register(self, event: Event, person: Person, *, now: dt.datetime) -> None:
        registering.register(
            event=event,
            name=person.name,
            email=self.cast.emails[person.pk],
            person=person,
            by=person.user,
            now=now,
            visibility=Registration.Visibility.PUBLIC,
        )

    def registration(
        self, event: Event, person: Person, moment: dt.datetime, *, is_waiting: bool
    ) -> Registration:
        about = {
            "event": event,
            "name": person.name,
            "email": self.cast.emails[person.pk],
            "person": person,
            "created_at": moment,
        }
        confirmed_at = moment + dt.timedelta(minutes=3)
        shown = Registration.Visibility
        visible = self.draw.choice([shown.PUBLIC, shown.ATTENDEES]) if person.is_public else shown.ORGANIZERS
        return Registration(
            order=Order(language="en", **about),
            agreed_at=moment,
            email_confirmed_at=confirmed_at,
            visibility=visible,
            status=Registration.Status.WAITING if is_waiting else Registration.Status.CONFIRMED,
            waiting_since=confirmed_at if is_waiting else None,
            confirmed_at=None if is_waiting else confirmed_at,
            **about,
        )


def new_event(days: Days, slugs: Slugs, title: str, *, slug: str = "", **fields: Any) -> Event:
    slug = slugs(slug or title, fallback="event")
    defaults: dict[str, Any] = {
        "uuid": uuid.uuid5(
            uuid.NAMESPACE_URL, f"demo:{slug}"
        ),  # covers are drawn from it: the same each time
        "status": Event.Status.PUBLISHED,
        "source": MADE_UP,
        "published_at": days.ago(28),
        "shown_changed_at": days.now,
    }
    return Event(slug=slug, title=title, **(defaults | fields))


# --- meetups ---------------------------------------------------------------------------------------------


def add_meetups(days: Days, cast: Cast, slugs: Slugs, bookings: Bookings) -> list[Event]:
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
                row["title"],
                slug=row.get("address", ""),
                summary=row["summary"],
                description=row["description"],
                timezone=group.timezone,
                starts_at=starts_at,
                ends_at=starts_at + dt.timedelta(hours=row["hours"]),
                attendance=row["attendance"],
                status=row.get("status", Event.Status.PUBLISHED),
                status_note=row.get("status_note", ""),
                sequence=1 if "status" in row else 0,
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
    Crew.objects.bulk_create(crew)
    return made


# --- summits -----------------------------------------------------------------------------------------------


def add_summits(days: Days, cast: Cast, slugs: Slugs, bookings: Bookings) -> list[Event]:
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
    bookings.fill(summit, told["summit"])
    bookings.fill(part, told["operators"])
    add_programme(days, cast, told, summit)
    add_call(days, cast, told, summit)
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
        row["title"],
        kind=Event.Kind.SUMMIT,
        summary=row["summary"],
        description=row["description"].strip(),
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
        registration_opens_at=at(tuesday, "09:00", zone) - OPENS_BEFORE - dt.timedelta(weeks=4),
    )
    summit.save()
    return summit


def add_operators_day(days: Days, slugs: Slugs, row: dict[str, Any], summit: Event) -> Event:
    day = summit.local_start.date() + dt.timedelta(days=row["day"])
    part = new_event(
        days,
        slugs,
        row["title"],
        kind=Event.Kind.SUMMIT,
        summary=row["summary"],
        description=row["description"].strip(),
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
        row["title"],
        kind=Event.Kind.SUMMIT,
        summary=row["summary"],
        description=row["description"],
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


def add_programme(days: Days, cast: Cast, told: dict[str, Any], summit: Event) -> None:
    rooms = Room.objects.bulk_create(
        Room(event=summit, position=position, **row) for position, row in enumerate(told["rooms"])
    )
    tracks = Track.objects.bulk_create(
        Track(event=summit, position=position, **row) for position, row in enumerate(told["tracks"])
    )
    by_room = {room.name: room for room in rooms}
    by_track = {track.name: track for track in tracks}
    for row in told["sessions"]:
        session = new_session(
            days, summit, row, room=by_room[row["room"]], track=by_track.get(row.get("track", ""))
        )
        session.save()
        SessionSpeaker.objects.bulk_create(
            SessionSpeaker(session=session, person=cast.by_name[name], position=position)
            for position, name in enumerate(row.get("speakers", ()))
        )


def new_session(
    days: Days, summit: Event, row: dict[str, Any], *, room: Room, track: Track | None
) -> Session:
    day = summit.local_start.date() + dt.timedelta(days=row["day"])
    return Session(
        event=summit,
        code=row["code"],
        slug=Slugs()(row["title"], fallback="session"),
        kind=row["kind"],
        title=row["title"],
        subtitle=row.get("subtitle", ""),
        abstract=row.get("abstract", ""),
        language=row.get("language", "en"),
        level=row.get("level", ""),
        track=track,
        room=room,
        starts_at=at(day, row["start"], summit.timezone),
        ends_at=at(day, row["end"], summit.timezone),
        status=Session.Status.CONFIRMED,
        is_featured=row.get("is_featured", False),
        shown_changed_at=days.now,
    )


def add_call(days: Days, cast: Cast, told: dict[str, Any], summit: Event) -> None:
    """Opened, answered and decided through the actions, each at its own past instant."""
    row = told["call"]
    closes_on = days.now.date() + dt.timedelta(days=row["closes_in_days"])
    opened = days.ago(row["opened_days_ago"])
    call = calling.open(
        event=summit,
        text=row["text"].strip(),
        opens_at=opened,
        closes_at=at(closes_on, "23:59", summit.timezone),
        formats=row["formats"],
        languages=row["languages"],
        by=None,
        now=opened,
    )
    draw = random.Random("proposals")  # noqa: S311  the same people every time
    for one in told["proposals"]:
        add_proposal(days, cast, one, call=call, written=days.ago(2 + 14 * draw.random()))


def add_proposal(
    days: Days, cast: Cast, row: dict[str, Any], *, call: CallForProposals, written: dt.datetime
) -> None:
    person = cast.by_account[row["account"]] if "account" in row else cast.by_name[row["person"]]
    written_words = ("title", "abstract", "description", "notes", "format", "language", "level")
    said = proposing.Words(
        track=call.event.tracks.get(name=row["track"]),
        **{key: row[key] for key in written_words if key in row},
    )
    about: dict[str, Any] = {
        "call": call,
        "words": said,
        "by": None,
        "person": person,
        "key": str(uuid.uuid4()),
    }
    status = Proposal.Status(row["status"])
    if status == Proposal.Status.DRAFT:
        proposing.save_draft(now=written, **about)
        return
    proposal = proposing.submit(now=written, **about)
    later: dict[str, Any] = {"proposal": proposal, "by": None, "now": days.ago(1)}
    if status == Proposal.Status.DECLINED:
        proposing.decline(**later)
    elif status == Proposal.Status.WITHDRAWN:
        proposing.withdraw(**later)
    elif status == Proposal.Status.ACCEPTED:
        place_session(proposing.accept(**later).session, row["session"])


def place_session(session: Session | None, row: dict[str, Any]) -> None:
    if session is None:
        return
    event = session.event
    day = event.local_start.date() + dt.timedelta(days=row["day"])
    session.code = row["code"]
    session.room = event.rooms.get(name=row["room"])
    session.starts_at = at(day, row["start"], event.timezone)
    session.ends_at = at(day, row["end"], event.timezone)
    session.save()
